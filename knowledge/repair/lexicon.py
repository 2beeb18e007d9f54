"""The words of one written standard: how frequent each is, whether it is a word at all, and which ones a token may have been."""

from __future__ import annotations

import gc
import heapq
import itertools
import math
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from wordfreq import get_frequency_dict

from knowledge.checks.spelling import in_word_list
from knowledge.repair.cognates import cognates
from knowledge.repair.confusions import skeleton
from knowledge.repair.context import ContextModel
from knowledge.repair.corpus import sentences
from knowledge.repair.spelling import SpellingModel
from knowledge.repair.word_class import WordClasses
from knowledge.yaml_text import load_text

REVIEWED = Path(__file__).parents[1] / "words.yml"
OWN_SHARE = {"nb": 0.15, "nn": 0.8}
"""How much of a word's frequency is counted in our own texts; the general counts are of Bokmål, with little Nynorsk among them."""
IN_USE = 10**-7.3
"""The frequency from which a form shows that a word is inflected so."""
SPELT = 50_000
"""So many of the commonest words teach how words are spelt."""
COGNATE = 0.3
"""The part of a Bokmål word's frequency that its Nynorsk spelling has at most."""
UNSEEN = 10**-8.7
"""The frequency of a word that the word list has and no text of ours or of the general counts."""


class Lexicon:
    """Frequencies are shares of running text, 0 to 1. Loading takes seconds: use `lexicon(standard)`, which keeps it."""

    def __init__(self, standard: str) -> None:
        self.standard = standard
        self._general = get_frequency_dict("nb", wordlist="large")
        vocabulary = {word for word, share in self._general.items() if share >= IN_USE}
        self.context = ContextModel(sentences(standard), WordClasses(vocabulary))
        self._by_skeleton: dict[str, list[str]] = defaultdict(list)
        for word in self._general.keys() | self.context.words.keys():
            self._by_skeleton[skeleton(word)].append(word)
        self._reviewed = _reviewed(standard)
        for word in self._reviewed:
            self._by_skeleton[skeleton(word.lower())].append(word.lower())
        self.spelling = SpellingModel(heapq.nlargest(SPELT, self._general, key=self._general.__getitem__))
        self._known: dict[str, bool] = {}

    def frequency(self, word: str) -> float:
        """Of a word in lower case."""
        own = OWN_SHARE[self.standard]
        general = self._general.get(word, 0.0)
        if self.standard == "nn":
            general = max(general, COGNATE * max((self._general.get(form, 0.0) for form in cognates(word)), default=0.0))
        return max(own * self.context.words[word] / self.context.total + (1 - own) * general, UNSEEN)

    def is_word(self, word: str) -> bool:
        """Whether the word list of the standard, or the one reviewed by hand, has this form."""
        if word not in self._known:
            self._known[word] = word in self._reviewed or in_word_list(word, self.standard)
        return self._known[word]

    def is_counted(self, word: str) -> bool:
        """Whether a word in lower case stands in any text that was counted."""
        return word in self._general or word in self.context.words

    def words(self) -> Iterator[str]:
        """Every counted word in lower case; not all are in the word list."""
        return itertools.chain.from_iterable(self._by_skeleton.values())

    def alike(self, word: str) -> list[str]:
        """Every counted word, in lower case, that differs from `word` in letters a scan may confuse. Not all are words."""
        return self._by_skeleton.get(skeleton(word), [])

    def log_frequency(self, word: str) -> float:
        """Natural logarithm of the frequency."""
        return math.log(self.frequency(word))


def _reviewed(standard: str) -> set[str]:
    listed = load_text(REVIEWED).data
    return {*listed["both"], *listed[standard]}


@lru_cache(maxsize=2)
def lexicon(standard: str) -> Lexicon:
    """The words of nb or nn, loaded once: some seconds, 300 MB."""
    with _collector_paused():
        words = Lexicon(standard)
        words.is_word("og")  # the word list is loaded when the first word is looked up
        gc.freeze()  # all of it stays as long as the process: later collections need not look at it
    return words


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No garbage is made while loading, and looking for it among a million new objects takes a third of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
