"""How well a word fits between its neighbours, learnt from clean text: observed against expected counts, smoothed by word shapes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from knowledge.repair.word_class import WordClasses

EDGE = "<>"
FREQUENT = 400
"""So many of the commonest words count as their own shape; the others count by their class."""
DOUBT = 3.0
"""Expected counts that an observation must outweigh before it counts more than the shape does."""
Pair = tuple[str, ...]


class ContextModel:
    """Counts of words, pairs and triples of one written standard."""

    def __init__(self, sentences: Iterable[Sequence[str]], classes: WordClasses) -> None:
        self._classes = classes
        texts = [[EDGE, EDGE, *sentence, EDGE, EDGE] for sentence in sentences]
        self.words = Counter(word for text in texts for word in text)
        self.total = sum(self.words.values())
        self._frequent = {word for word, _ in self.words.most_common(FREQUENT)}
        self._shapes: Counter[str] = Counter()
        for word, times in self.words.items():
            self._shapes[self._shape(word)] += times
        self._pairs: Counter[Pair] = Counter()
        self._triples: Counter[Pair] = Counter()
        self._mixed: Counter[Pair] = Counter()
        for text in texts:
            shapes = [self._shape(word) for word in text]
            self._pairs.update(zip(text, text[1:]))
            self._triples.update(zip(text, text[1:], text[2:]))
            for first, second, left, right in zip(text, text[1:], shapes, shapes[1:]):
                self._mixed.update((("shapes", left, right), ("left", left, second), ("right", first, right)))

    def fit(self, word: str, before: Pair, after: Pair) -> float:
        """Logarithm of how much likelier `word` is here than anywhere. `before`, `after`: two forms each, in reading order."""
        left, right = self._ratio(before[1], word), self._ratio(word, after[0])
        left3 = self._triple((before[0], before[1], word), before, word, left)
        right3 = self._triple((word, after[0], after[1]), after, word, right)
        return math.log(left3) + math.log(right3)

    def _triple(self, triple: Pair, context: Pair, word: str, ratio: float) -> float:
        expected = self._pairs[context] * self._share(word) * ratio
        return ratio * (self._triples[triple] + DOUBT) / (expected + DOUBT)

    def _ratio(self, first: str, second: str) -> float:
        """How many times as often the pair stands as chance would have it."""
        left, right = self._shape(first), self._shape(second)
        shapes = self._smoothed(self._mixed["shapes", left, right], self._shapes[left], self._shapes[right], 1.0)
        by_left = self._smoothed(self._mixed["left", left, second], self._shapes[left], self.words[second], shapes)
        by_right = self._smoothed(self._mixed["right", first, right], self.words[first], self._shapes[right], shapes)
        return self._smoothed(self._pairs[first, second], self.words[first], self.words[second], math.sqrt(by_left * by_right))

    def _smoothed(self, seen: int, left: int, right: int, prior: float) -> float:
        expected = left * right / self.total * prior
        return prior * (seen + DOUBT) / (expected + DOUBT)

    def _share(self, word: str) -> float:
        return self.words[word] / self.total

    def _shape(self, word: str) -> str:
        return word if word in self._frequent else self._classes.of(word)
