"""The same numbers in both written standards."""

from __future__ import annotations

from pathlib import Path

from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change

PLACES = "knowledge/entries/places.yml"


def test_number_in_one_standard_only_is_found(project: Path) -> None:
    change(project, PLACES, "og det er seks samlingar", "og det er samlingar")
    assert findings(project) == [f"{PLACES}:14: de to målformene har ikke de samme tallene: bare bokmål har 6. Rett den som er feil."]


def test_different_numbers_are_found_although_both_are_quoted(project: Path) -> None:
    change(project, PLACES, "plass til 40 deltakarar", "plass til 20 deltakarar")
    assert findings(project) == [
        f"{PLACES}:14: de to målformene har ikke de samme tallene: bare bokmål har 40; bare nynorsk har 20. Rett den som er feil."
    ]


def test_digits_and_words_are_the_same_number(project: Path) -> None:
    change(project, PLACES, "det er seks samlingar", "det er 6 samlingar")
    assert findings(project) == []
