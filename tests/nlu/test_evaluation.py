"""The measures of understanding measure what they say."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="needs scikit-learn of the engine environment")

from nlu.entities import EntityFinder
from nlu.evaluation import entities, pictures
from nlu.evaluation.cross_validation import Predictions, calibration_error, figures
from nlu.evaluation.written_standard import read_cases


@pytest.mark.parametrize(
    ("confidence", "right", "error"),
    [
        ([0.95, 0.95], [True, True], 0.05),
        ([0.95, 0.95], [False, False], 0.95),
        ([0.55, 0.55], [True, False], 0.05),
        ([0.15, 0.95], [False, True], 0.10),
    ],
)
def test_calibration_error_is_the_distance_between_said_and_true(confidence: list[float], right: list[bool], error: float) -> None:
    assert calibration_error(np.array(confidence), np.array(right)) == pytest.approx(error)


def test_figures_count_what_is_answered_wrongly_at_each_threshold() -> None:
    predictions = Predictions(
        truth=np.array(["a", "a", "b", "b"]),
        predicted=np.array(["a", "b", "b", "a"]),
        confidence=np.array([0.9, 0.6, 0.9, 0.2]),
        standards=np.array(["nb", "nn", "nb", "nn"]),
        second=np.array(["b", "a", "a", "c"]),
    )

    measured = figures(predictions, trained=100)

    assert (measured["accuracy"], measured["accuracy_by_standard"]) == (0.5, {"nb": 1.0, "nn": 0.0})
    assert measured["right_among_first_two"] == 0.75
    assert measured["at_threshold"]["0.5"] == {"answered": 0.75, "wrongly": 0.25}
    assert measured["at_threshold"]["0.3"] == {"answered": 0.75, "wrongly": 0.25}
    assert measured["at_threshold"]["0.8"] == {"answered": 0.5, "wrongly": 0.0}


def test_entities_are_counted_by_kind_and_value(tmp_path: Path) -> None:
    cases = [
        {"text": "Hva koster topplederprogrammet?", "entities": [{"entity": "programme", "value": "top_leader"}]},
        {"text": "Jeg er kommunalsjef", "entities": [{"entity": "role", "value": "middle_manager"}]},
        {"text": "Hei", "entities": []},
    ]
    data = tmp_path / "entities.jsonl"
    data.write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")

    measured = entities.figures(EntityFinder(), data)

    assert measured["programme"]["f1"] == 1.0
    assert (measured["role"]["f1"], measured["role"]["entities"]) == (0.0, 1)
    assert measured["sector"]["entities"] == 0


def test_programmes_roles_and_sectors_are_found() -> None:
    assert entities.figures(EntityFinder())["all"]["f1"] >= 0.90


def test_written_standard_set_is_large_and_a_third_short() -> None:
    cases = read_cases()

    assert len(cases) >= 600
    assert sum(len(case["text"].split()) <= 6 for case in cases) >= len(cases) / 3
    assert {case["standard"] for case in cases} == {"nb", "nn"}


def test_pictures_are_drawn(tmp_path: Path) -> None:
    predictions = Predictions(
        truth=np.array(["a", "a", "b"]),
        predicted=np.array(["a", "b", "b"]),
        confidence=np.array([0.9, 0.4, 0.7]),
        standards=np.array(["nb", "nn", "nb"]),
        second=np.array(["b", "a", "a"]),
    )

    pictures.draw_confusions(predictions, tmp_path / "confusions.png")
    pictures.draw_reliability(predictions, tmp_path / "reliability.png")
    pictures.draw_learning_curve([(100, 0.5), (1000, 0.8)], tmp_path / "curve.png")

    assert {path.name: path.stat().st_size > 1000 for path in tmp_path.iterdir()} == {
        "confusions.png": True,
        "reliability.png": True,
        "curve.png": True,
    }
