"""Review dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.checks import check_all
from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change

MONEY = "knowledge/entries/money.yml"


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("by: Redaksjonen", "by: ''", "24: feltet «reviewed.by» skal være tekst og kan ikke være tomt."),
        ("on: 2026-11-21", "on: 2026-12-02", "25: datoen 2026-12-02 er ikke kommet ennå. Skriv dagen da svaret ble gjennomgått."),
        ("again: 2027-11-21", "again: 31.12.2027", "26: «31.12.2027» er ikke en dato. Skriv år-måned-dag, for eksempel 2026-11-21."),
        ("again: 2027-11-21", "again: 2026-11-21", "26: neste gjennomgang (2026-11-21) må være etter den forrige (2026-11-21)."),
        (
            "again: 2027-11-21",
            "again: 2026-11-30",
            "26: fristen for ny gjennomgang gikk ut 2026-11-30. Les svaret mot brevene, og skriv nye datoer.",
        ),
    ],
)
def test_defect_in_review_is_found(project: Path, old: str, new: str, finding: str) -> None:
    change(project, MONEY, old, new)
    assert findings(project) == [f"{MONEY}:{finding}"]


def test_review_is_due_the_day_after_its_date(project: Path) -> None:
    assert check_all(project, today=date(2027, 11, 21)) == []
    overdue = check_all(project, today=date(2027, 11, 22))
    assert [(problem.file, problem.line) for problem in overdue] == [(MONEY, 26), ("knowledge/entries/places.yml", 23)]
