"""Pictures of the figures: confusion matrix, reliability diagram, learning curve."""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from sklearn.metrics import confusion_matrix

from nlu.evaluation.cross_validation import BINS, Predictions, confidence_bins


def draw_confusions(predictions: Predictions, path: Path) -> None:
    """The confusion matrix; rows are the true intents, shares of a row from white to dark."""
    labels = sorted(set(predictions.truth) | set(predictions.predicted))
    matrix = confusion_matrix(predictions.truth, predictions.predicted, labels=labels, normalize="true")
    figure, axes = plt.subplots(figsize=(19, 18))
    axes.imshow(matrix, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(labels)), labels, rotation=90, fontsize=7)
    axes.set_yticks(range(len(labels)), labels, fontsize=7)
    axes.set_xlabel("predicted")
    axes.set_ylabel("true")
    axes.set_title(f"Intent confusion on {len(predictions.truth)} questions unseen in training")
    _save(figure, path, 100)


def draw_reliability(predictions: Predictions, path: Path) -> None:
    """How often the likeliest intent is right, by the probability given to it; bars show how many questions there are."""
    bins = confidence_bins(predictions.confidence)
    used = sorted(set(bins))
    said = [predictions.confidence[bins == b].mean() for b in used]
    true = [predictions.right[bins == b].mean() for b in used]
    figure, (top, below) = plt.subplots(2, 1, figsize=(6, 7), gridspec_kw={"height_ratios": (3, 1)}, sharex=True)
    top.plot([0, 1], [0, 1], color="grey", linestyle="--", label="perfectly calibrated")
    top.plot(said, true, marker="o", color="#0b5394", label="topic model")
    top.set_ylabel("share right")
    top.set_ylim(0, 1)
    top.legend()
    top.set_title("Reliability of the probabilities")
    below.bar([(b + 0.5) / BINS for b in used], [(bins == b).sum() for b in used], width=0.09, color="#9fc5e8")
    below.set_xlabel("probability of the likeliest intent")
    below.set_ylabel("questions")
    below.set_xlim(0, 1)
    _save(figure, path)


def draw_learning_curve(points: list[tuple[int, float]], path: Path) -> None:
    """Accuracy on unseen questions over the number of training questions."""
    figure, axes = plt.subplots(figsize=(6, 4))
    axes.plot([count for count, _ in points], [100 * accuracy for _, accuracy in points], marker="o", color="#0b5394")
    axes.set_xlabel("training questions")
    axes.set_ylabel("accuracy on unseen questions, %")
    axes.set_title("Learning curve of the topic model")
    axes.grid(alpha=0.3)
    axes.set_xlim(0, max(count for count, _ in points) * 1.05)
    _save(figure, path)


def _save(figure: plt.Figure, path: Path, dots: int = 130) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=dots)
    plt.close(figure)
