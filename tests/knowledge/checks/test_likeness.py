"""No topic is written twice."""

from __future__ import annotations

from pathlib import Path

from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change

MONEY, PLACES = "knowledge/entries/money.yml", "knowledge/entries/places.yml"


def test_nearly_the_same_question_is_told_in_both_files(project: Path) -> None:
    change(project, MONEY, "nb: Hva dekker staten for {programme}?", "nb: Hvor mange kan delta?")
    change(project, MONEY, "nn: Kva dekkjer staten for {programme}?", "nn: Kor mange kan delta?")
    remedy = "Slå dem sammen, eller gjør dem tydelig ulike."
    assert findings(project) == [
        f"{MONEY}:7: spørsmålet er nesten som i emnet «places» ({PLACES}). {remedy}",
        f"{PLACES}:7: spørsmålet er nesten som i emnet «money» ({MONEY}). {remedy}",
    ]


def test_nearly_the_same_title_is_found(project: Path) -> None:
    change(project, MONEY, "nb: Penger", "nb: Plasser")
    assert [finding.partition(" er nesten")[0] for finding in findings(project)] == [f"{MONEY}:4: tittelen", f"{PLACES}:4: tittelen"]
