"""Answers that are easy enough to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.checks.readability import lix
from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change

PLACES = "knowledge/entries/places.yml"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Det er fint. Vi er her.", 3.0),
        ("Utdanningen varer.", 52.0),
        ("Den er for\n– ledere\n– andre", 5 / 3),
        ("", 0.0),
    ],
)
def test_lix_is_words_a_sentence_and_share_of_long_words(text: str, figure: float) -> None:
    assert lix(text) == pytest.approx(figure)


def test_heavy_answer_is_found(project: Path) -> None:
    heavy = "utdanningsinstitusjonene, spesialisthelsetjenesten, kompetanseutviklingen og arbeidshverdagen " * 4
    change(project, PLACES, "og det er seks samlinger.", f"og det er seks samlinger med {heavy}.")
    assert any(f"{PLACES}:13: svaret er tungt å lese (LIX 8" in finding for finding in findings(project))


def test_endless_sentence_is_found(project: Path) -> None:
    change(project, PLACES, "og det er seks samlinger.", "og det er seks samlinger" + " og en til" * 20 + ".")
    assert f"{PLACES}:13: en setning har 71 ord. Del den, så den lar seg lese på en mobil." in findings(project)
