"""The words of a question as the search knows them: folded, without endings, without the words that say nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from threading import local

import snowballstemmer

from nlu.normalisation import clean, fold

MAX_WORDS = 40  # of one question
MAX_LENGTH = 40  # of one word
SHORTEST_PREFIX = 3  # a shorter word in a search stands for itself alone
_WORD = re.compile(r"[^\W_]+")
_STOP_WORDS = frozenset((Path(__file__).parent / "stop_words.txt").read_text(encoding="utf-8").split())
_stemmers = local()


def words_of(text: str) -> list[str]:
    """The different words of a text in the order they come first; stop words are left out."""
    found = (stem(word) for word in _WORD.findall(clean(text)[: MAX_WORDS * MAX_LENGTH].lower()) if word not in _STOP_WORDS)
    return list(dict.fromkeys(found))[:MAX_WORDS]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word in lower case without its ending and without Norwegian letters: "søkjer", "søke" and "soke" are all "sok"."""
    if not hasattr(_stemmers, "norwegian"):  # a stemmer keeps state: one for each thread
        _stemmers.norwegian = snowballstemmer.stemmer("norwegian")
    short = _stemmers.norwegian.stemWord(word)
    folded = fold(short[:-1] if short.endswith(("kj", "gj")) else short)
    return "".join(_WORD.findall(folded))[:MAX_LENGTH] or word[:MAX_LENGTH]


def is_prefix(word: str) -> bool:
    """Whether a searched word also finds longer ones: "mellomled" finds "mellomlederutdanning"."""
    return len(word) >= SHORTEST_PREFIX
