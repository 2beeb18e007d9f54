"""How Norwegian a string of letters looks, for words that no list has: names, fresh compounds, foreign words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

ORDER = 4
DOUBT = 2.0
"""Occurrences of a context that outweigh the shorter context."""
LETTERS = 32.0


class SpellingModel:
    """Letter sequences of a list of words, each word counted once."""

    def __init__(self, words: Iterable[str]) -> None:
        self._seen: Counter[str] = Counter()
        self._contexts: Counter[str] = Counter()
        for word in words:
            marked = "^" * (ORDER - 1) + word + "$"
            for end in range(ORDER, len(marked) + 1):
                for size in range(1, ORDER + 1):
                    self._seen[marked[end - size : end]] += 1
                    self._contexts[marked[end - size : end - 1]] += 1
        self.score = lru_cache(maxsize=50_000)(self._score)

    def _score(self, word: str) -> float:
        """Natural logarithm of the probability that a word is spelt so."""
        marked = "^" * (ORDER - 1) + word + "$"
        return sum(math.log(self._probability(marked[end - ORDER : end])) for end in range(ORDER, len(marked) + 1))

    def _probability(self, letters: str) -> float:
        probability = 1 / LETTERS
        for size in range(1, ORDER + 1):
            part = letters[ORDER - size :]
            probability = (self._seen[part] + DOUBT * probability) / (self._contexts[part[:-1]] + DOUBT)
        return probability
