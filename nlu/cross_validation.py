"""Cross-validate the topic model on the training questions and draw its confusion matrix.

    python -m nlu.cross_validation --out build/evaluation     (engine environment)

Prints and writes accuracy, macro-F1, expected calibration error (10 bins), and the commonest confusions.
"""

from __future__ import annotations

import argparse
import collections
import json
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from sklearn.metrics import confusion_matrix, f1_score
from sklearn.model_selection import StratifiedKFold

from nlu.entities import EntityFinder
from nlu.topic_features import Embedder
from nlu.topic_model import SEED, TopicModel
from nlu.training_questions import read_questions

FOLDS = 5
BINS = 10
CACHE = Path("build/embeddings.npz")


def validate(folds: int = FOLDS, cache: Path = CACHE) -> dict[str, Any]:
    """Held-out predictions for every training question, with their figures."""
    questions, finder, embedder = read_questions(), EntityFinder(), Embedder(cache)
    texts = [finder.mask(question.text) for question in questions]
    truth = np.array([question.intent for question in questions])
    predicted, confidence = truth.copy(), np.zeros(len(truth))
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=SEED).split(texts, truth):
        model = TopicModel.train([texts[i] for i in train], list(truth[train]), embedder)
        for index, ranking in zip(test, model.rank(embedder, [texts[i] for i in test])):
            predicted[index], confidence[index] = ranking[0]
    standards = np.array([question.written_standard for question in questions])
    right = predicted == truth
    confusions = collections.Counter((a, b) for a, b in zip(truth, predicted) if a != b)
    return {
        "questions": len(questions),
        "intents": len(set(truth)),
        "accuracy": round(float(right.mean()), 4),
        "accuracy_by_standard": {name: round(float(right[standards == name].mean()), 4) for name in ("nb", "nn")},
        "macro_f1": round(float(f1_score(truth, predicted, average="macro")), 4),
        "expected_calibration_error": round(calibration_error(confidence, right), 4),
        "commonest_confusions": [[a, b, count] for (a, b), count in confusions.most_common(15)],
        "truth": truth,
        "predicted": predicted,
    }


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Mean distance between confidence and share right, over bins of confidence weighted by size."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return float(sum(abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)))


def draw(truth: np.ndarray, predicted: np.ndarray, path: Path) -> None:
    """The confusion matrix as a picture; rows are the true intents, shares of a row from white to dark."""
    labels = sorted(set(truth))
    matrix = confusion_matrix(truth, predicted, labels=labels, normalize="true")
    figure, axes = plt.subplots(figsize=(19, 18))
    axes.imshow(matrix, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(labels)), labels, rotation=90, fontsize=7)
    axes.set_yticks(range(len(labels)), labels, fontsize=7)
    axes.set_xlabel("predicted")
    axes.set_ylabel("true")
    axes.set_title(f"Intent confusion, {FOLDS}-fold cross-validation of {len(truth)} training questions")
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)


def main() -> None:
    """Print the figures; write them and the picture into the folder given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("build/evaluation"))
    parser.add_argument("--folds", type=int, default=FOLDS)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    figures = validate(args.folds)
    picture = args.out / "confusion_matrix.png"
    draw(figures.pop("truth"), figures.pop("predicted"), picture)
    figures["picture"] = str(picture)
    (args.out / "cross_validation.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")
    print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
