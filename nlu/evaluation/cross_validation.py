"""Cross-validate the topic model on questions that neither it nor the encoder has seen.

The encoder is tuned on nine tenths of the training questions (nlu/encoder.py). The last tenth is predicted in folds, each by a
model fitted on all other questions; so every figure is about questions new to all parts of the model.
"""

from __future__ import annotations

import collections
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import f1_score
from sklearn.model_selection import KFold

from nlu.encoder import Encoder, kept_from_tuning
from nlu.entities import EntityFinder
from nlu.in_context import in_context, message_of, read_follow_ups, read_titles
from nlu.normalisation import clean
from nlu.topic_features import Embedder
from nlu.topic_model import SEED, TopicModel
from nlu.training_questions import read_questions

FOLDS = 3
BINS = 10
CACHE = Path("build/embeddings.npz")
SHARES = (0.1, 0.3, 1.0)
"""Shares of the training questions that the learning curve is drawn over."""
THRESHOLDS = (0.3, 0.5, 0.8)


@dataclass(frozen=True)
class Predictions:
    """One entry a question: true and predicted intent, the prediction's probability, the written standard."""

    truth: np.ndarray
    predicted: np.ndarray
    confidence: np.ndarray
    standards: np.ndarray
    second: np.ndarray

    @property
    def right(self) -> np.ndarray:
        """Whether each prediction is right."""
        return self.predicted == self.truth


class Questions:
    """All that the topic model learns from, masked: questions, follow-ups after a title, and questions copied after one.

    `unseen` and `unseen_follow_ups` are the places of those that the encoder never saw.
    """

    def __init__(self, cache: Path = CACHE) -> None:
        questions, follow_ups, finder, encoder = read_questions(), read_follow_ups(), EntityFinder(), Encoder()
        rows = [*questions, *in_context(questions, follow_ups, read_titles())]
        self.texts = [finder.mask(clean(row.text)) for row in rows]
        self.messages = np.array([message_of(text) for text in self.texts])
        self.intents = np.array([row.intent for row in rows])
        self.standards = np.array([row.written_standard for row in rows])
        kept = np.array([kept_from_tuning(text) for text in self.texts])
        self.count = len(questions)
        self.unseen = np.where(kept[: self.count])[0]
        self.unseen_follow_ups = self.count + np.where(kept[self.count : self.count + len(follow_ups)])[0]
        self.embedder = Embedder(encoder, cache, encoder.version)

    def predict(self, trained: np.ndarray, tested: np.ndarray) -> list[list[tuple[str, float]]]:
        """The rankings of some questions by a model trained on others; both given by place."""
        model = TopicModel.train([self.texts[i] for i in trained], [str(self.intents[i]) for i in trained], self.embedder)
        return model.rank(self.embedder, [self.texts[i] for i in tested])


def validate(questions: Questions, unseen: np.ndarray, folds: int = FOLDS, share: float = 1.0) -> Predictions:
    """Predictions for questions `unseen` by the encoder; `share`: of all others, how many are trained on. A question tested on is
    learnt from in no form, not after a title either."""
    chance = np.random.default_rng(SEED)
    tested, rankings = [], []
    for _, places in KFold(folds, shuffle=True, random_state=SEED).split(unseen):
        test = unseen[places]
        train = np.where(~np.isin(questions.messages, questions.messages[test]))[0]
        train = np.sort(chance.choice(train, int(share * len(train)), replace=False))
        tested.append(test)
        rankings += questions.predict(train, test)
    places = np.concatenate(tested)
    return Predictions(
        truth=questions.intents[places],
        predicted=np.array([ranking[0][0] for ranking in rankings]),
        confidence=np.array([ranking[0][1] for ranking in rankings]),
        standards=questions.standards[places],
        second=np.array([ranking[1][0] for ranking in rankings]),
    )


def figures(predictions: Predictions, trained: int) -> dict[str, Any]:
    """Accuracy, macro-F1, calibration error, commonest confusions, and what the thresholds let through."""
    right, confidence = predictions.right, predictions.confidence
    confusions = collections.Counter((a, b) for a, b in zip(predictions.truth, predictions.predicted) if a != b)
    return {
        "training_questions": trained,
        "unseen_questions": len(right),
        "intents": len(set(predictions.truth)),
        "accuracy": round(float(right.mean()), 4),
        "accuracy_by_standard": {name: round(float(right[predictions.standards == name].mean()), 4) for name in ("nb", "nn")},
        "right_among_first_two": round(float((right | (predictions.second == predictions.truth)).mean()), 4),
        "macro_f1": round(float(f1_score(predictions.truth, predictions.predicted, average="macro")), 4),
        "expected_calibration_error": round(calibration_error(confidence, right), 4),
        "at_threshold": {
            str(limit): {
                "answered": round(float((confidence >= limit).mean()), 4),
                "wrongly": round(float(((confidence >= limit) & ~right).mean()), 4),
            }
            for limit in THRESHOLDS
        },
        "commonest_confusions": [[a, b, count] for (a, b), count in confusions.most_common(15)],
    }


def learning_curve(questions: Questions, shares: tuple[float, ...] = SHARES) -> list[tuple[int, float]]:
    """Number of training questions and accuracy on unseen ones, for growing shares of the questions. The encoder stays."""
    counted = [(share, validate(questions, questions.unseen, folds=2, share=share)) for share in shares]
    return [(int(share * len(questions.texts)), float(predictions.right.mean())) for share, predictions in counted]


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Mean distance between confidence and share right, over bins of confidence weighted by size."""
    bins = confidence_bins(confidence)
    return float(sum(abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)))


def confidence_bins(confidence: np.ndarray) -> np.ndarray:
    """The bin (0 to BINS - 1) of each confidence."""
    return np.minimum((confidence * BINS).astype(int), BINS - 1)
