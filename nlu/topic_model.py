"""The topic model: two linear classifiers, one over the meaning of a text and one over its words, whose probabilities are mixed.

Logistic regression over the tuned encoder's vectors, and support vectors over character n-grams and lemmas. Each one's scores
become probabilities by a temperature (Guo et al. 2017, "On Calibration of Modern Neural Networks"), fitted together with the
mixture on questions that neither classifier nor encoder has seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

from nlu.augmentation import with_noise
from nlu.encoder import kept_from_tuning
from nlu.topic_features import Embedder, WordFeatures

MEANING_COST, WORDS_COST = 10.0, 0.25
CALIBRATION_SHARE = 0.2
FEWEST_KEPT = 300
"""Below this many questions kept from tuning, as in a small project, a random share calibrates instead."""
MEANING_SHARE = 0.6
SEED = 20200101


@dataclass(frozen=True)
class Calibration:
    """Temperatures of the two classifiers; `share`: how much the one over meaning counts."""

    meaning: float = 1.0
    words: float = 1.0
    share: float = MEANING_SHARE

    def mix(self, meaning: np.ndarray, words: np.ndarray) -> np.ndarray:
        """Scores (n, intents) of both → probabilities (n, intents)."""
        return self.share * _softmax(meaning / self.meaning) + (1 - self.share) * _softmax(words / self.words)


class TopicModel:
    """Texts → intents with probabilities. Texts must be masked (see `EntityFinder.mask`)."""

    def __init__(self, features: WordFeatures, meaning: LogisticRegression, words: LinearSVC, calibration: Calibration) -> None:
        self._features, self._meaning, self._words = features, meaning, words
        self.calibration = calibration
        self.labels: list[str] = [str(label) for label in words.classes_]

    @classmethod
    def train(cls, texts: list[str], intents: list[str], embedder: Embedder) -> TopicModel:
        """Fit on masked texts and a misspelt copy of each."""
        labels = np.array(intents)
        calibration = cls._calibrate(texts, labels, embedder)
        return cls._fit(texts, labels, embedder, calibration)

    def rank(self, embedder: Embedder, texts: list[str]) -> list[list[tuple[str, float]]]:
        """For each text the intents with their probabilities, likeliest first."""
        ranked = []
        for row in self.calibration.mix(*self._scores(embedder, texts)):
            order = np.argsort(-row)
            ranked.append([(self.labels[index], float(row[index])) for index in order])
        return ranked

    def _scores(self, embedder: Embedder, texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
        meaning = self._meaning.decision_function(embedder.embed(texts))
        return meaning, self._words.decision_function(self._features.transform(texts))

    @classmethod
    def _fit(cls, texts: list[str], labels: np.ndarray, embedder: Embedder, calibration: Calibration) -> TopicModel:
        noisy, noisy_labels = with_noise(texts, labels, SEED)
        features = WordFeatures().fit(noisy)
        meaning = LogisticRegression(C=MEANING_COST, max_iter=300).fit(embedder.embed(noisy), noisy_labels)
        words = LinearSVC(C=WORDS_COST, random_state=SEED).fit(features.transform(noisy), noisy_labels)
        return cls(features, meaning, words, calibration)

    @classmethod
    def _calibrate(cls, texts: list[str], labels: np.ndarray, embedder: Embedder) -> Calibration:
        """The temperatures under which unseen questions' probabilities fit best (log loss)."""
        fitted, held_out = _split(texts, labels)
        model = cls._fit([texts[i] for i in fitted], labels[fitted], embedder, Calibration())
        scores = model._scores(embedder, [texts[i] for i in held_out])
        truth = np.searchsorted(np.array(model.labels), labels[held_out])

        def loss(logarithms: np.ndarray) -> float:
            probabilities = Calibration(*np.exp(logarithms)).mix(*scores)
            return float(-np.log(np.maximum(probabilities[np.arange(len(truth)), truth], 1e-9)).mean())

        return Calibration(*(float(value) for value in np.exp(minimize(loss, np.zeros(2), method="Nelder-Mead").x)))


def _split(texts: list[str], labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places of the questions to fit on and of those to calibrate on."""
    kept = np.array([kept_from_tuning(text) for text in texts])
    known = np.isin(labels, labels[~kept])
    if (kept & known).sum() >= FEWEST_KEPT:
        return np.where(~kept | ~known)[0], np.where(kept & known)[0]
    fitted, held_out = train_test_split(np.arange(len(texts)), test_size=CALIBRATION_SHARE, stratify=labels, random_state=SEED)
    return fitted, held_out


def _softmax(scores: np.ndarray) -> np.ndarray:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)
