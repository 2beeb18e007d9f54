"""The topic model: a linear classifier over `TopicFeatures` with calibrated probabilities.

One-against-rest support vectors, trained in seconds, whose decision values become probabilities by temperature scaling
on held-out questions (Guo et al. 2017, "On Calibration of Modern Neural Networks").
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

from nlu.augmentation import with_noise
from nlu.topic_features import Embedder, TopicFeatures

COST = 0.25
CALIBRATION_SHARE = 0.2
SEED = 20200101


class TopicModel:
    """Texts → intents with probabilities. Texts must be masked (see `EntityFinder.mask`)."""

    def __init__(self, features: TopicFeatures, classifier: LinearSVC, temperature: float) -> None:
        self._features, self._classifier, self._temperature = features, classifier, temperature
        self.labels: list[str] = [str(label) for label in classifier.classes_]

    @classmethod
    def train(cls, texts: list[str], intents: list[str], embedder: Embedder) -> TopicModel:
        """Fit on masked texts and a misspelt copy of each."""
        labels = np.array(intents)
        temperature = cls._calibrate(texts, labels, embedder)
        features, classifier = cls._fit(texts, labels, embedder)
        return cls(features, classifier, temperature)

    def rank(self, embedder: Embedder, texts: list[str]) -> list[list[tuple[str, float]]]:
        """For each text the intents with their probabilities, likeliest first."""
        scores = self._classifier.decision_function(self._features.transform(texts, embedder.embed(texts)))
        ranked = []
        for row in _softmax(scores / self._temperature):
            order = np.argsort(-row)
            ranked.append([(self.labels[index], float(row[index])) for index in order])
        return ranked

    @staticmethod
    def _fit(texts: list[str], labels: np.ndarray, embedder: Embedder) -> tuple[TopicFeatures, LinearSVC]:
        noisy, noisy_labels = with_noise(texts, labels, SEED)
        features = TopicFeatures().fit(noisy)
        classifier = LinearSVC(C=COST, random_state=SEED)
        classifier.fit(features.transform(noisy, embedder.embed(noisy)), noisy_labels)
        return features, classifier

    @classmethod
    def _calibrate(cls, texts: list[str], labels: np.ndarray, embedder: Embedder) -> float:
        """The temperature under which held-out probabilities fit best (log loss)."""
        fitted, held_out = train_test_split(np.arange(len(texts)), test_size=CALIBRATION_SHARE, stratify=labels, random_state=SEED)
        features, classifier = cls._fit([texts[i] for i in fitted], labels[fitted], embedder)
        questions = [texts[i] for i in held_out]
        scores = classifier.decision_function(features.transform(questions, embedder.embed(questions)))
        truth = np.searchsorted(classifier.classes_, labels[held_out])

        def loss(log_temperature: float) -> float:
            chosen = _softmax(scores / np.exp(log_temperature))[np.arange(len(truth)), truth]
            return float(-np.log(np.maximum(chosen, 1e-9)).mean())

        return float(np.exp(minimize_scalar(loss, bounds=(-4, 2), method="bounded").x))


def _softmax(scores: np.ndarray) -> np.ndarray:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)
