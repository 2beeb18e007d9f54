"""Measure understanding and draw its pictures.

python -m nlu.evaluation --out build/evaluation     (engine environment, after `kompass train`)
"""

from __future__ import annotations

import argparse
import json
import pickle
import tarfile
from pathlib import Path

from nlu.encoder import Encoder
from nlu.entities import EntityFinder
from nlu.evaluation import cross_validation, entities, latency, pictures, written_standard
from nlu.understanding import MODEL_FILE, Understanding

MODEL = Path("build/models/kompass.tar.gz")
ENDPOINTS = Path("bot/endpoints.yml")


def trained_understanding(model: Path) -> Understanding:
    """The understanding component out of a trained model."""
    with tarfile.open(model) as archive:
        name = next(member for member in archive.getnames() if member.endswith(MODEL_FILE))
        member = archive.extractfile(name)
        assert member is not None
        return Understanding.of(*pickle.loads(member.read()))


def main() -> None:
    """Print the figures; write them and the pictures into the folder given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("build/evaluation"))
    parser.add_argument("--model", type=Path, default=MODEL)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    questions = cross_validation.Questions()
    predictions = cross_validation.validate(questions, questions.unseen)
    in_context = cross_validation.validate(questions, questions.unseen_follow_ups)
    curve = cross_validation.learning_curve(questions)
    pictures.draw_confusions(predictions, args.out / "confusion_matrix.png")
    pictures.draw_reliability(predictions, args.out / "reliability.png")
    pictures.draw_learning_curve(curve, args.out / "learning_curve.png")
    figures = {
        "topics": cross_validation.figures(predictions, questions.count),
        "follow_ups": cross_validation.figures(in_context, len(questions.texts) - questions.count),
        "learning_curve": [{"questions": count, "accuracy": round(accuracy, 4)} for count, accuracy in curve],
        "entities": entities.figures(EntityFinder()),
        "written_standard": written_standard.figures(trained_understanding(args.model), written_standard.read_cases()),
        "latency_in_process": latency.figures(args.model, ENDPOINTS),
        "encoder": Encoder().version[:10],
    }
    (args.out / "understanding.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")
    print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
