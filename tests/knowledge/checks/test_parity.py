"""The same numbers in both written standards."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change

PLACES = "knowledge/entries/places.yml"


def test_number_in_one_standard_only_is_found(project: Path) -> None:
    change(project, PLACES, "og det er seks samlingar", "og det er samlingar")
    message = "de to målformene har ikke de samme tallene: bare bokmål har «seks». Rett den som er feil."
    assert findings(project) == [f"{PLACES}:13: {message}", f"{PLACES}:14: {message}"]


def test_different_numbers_are_found_although_both_are_quoted(project: Path) -> None:
    change(project, PLACES, "plass til 40 deltakarar", "plass til 20 deltakarar")
    message = "de to målformene har ikke de samme tallene: bare bokmål har «40»; bare nynorsk har «20». Rett den som er feil."
    assert findings(project) == [f"{PLACES}:13: {message}", f"{PLACES}:14: {message}"]


def test_digits_and_words_are_the_same_number(project: Path) -> None:
    change(project, PLACES, "det er seks samlingar", "det er 6 samlingar")
    assert findings(project) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Brevet seier ikkje at", "Brevet seier at", "nektingene: bare bokmål har «ikke»"),
        ("Staten dekkjer inntil", "Staten skal dekkje inntil", "ordene for plikt (bør, skal, må, kan): bare nynorsk har «skal»"),
        ("ifølgje brevet", "ifølgje KS-brevet", "navnene: bare nynorsk har «KS-brevet»"),
    ],
)
def test_other_difference_between_the_standards_is_found(project: Path, old: str, new: str, message: str) -> None:
    change(project, "knowledge/entries/money.yml", old, new)
    assert any(message in finding for finding in findings(project))


def test_same_text_in_both_standards_is_found(project: Path) -> None:
    same = "Det er plass til 40, og det er plass til 40 andre, og det er alt."
    change(project, PLACES, "nb: Det er plass til 40 deltakere, og det er seks samlinger.", f"nb: {same}")
    change(project, PLACES, "nn: Det er plass til 40 deltakarar, og det er seks samlingar.", f"nn: {same}")
    assert findings(project) == [f"{PLACES}:14: svaret er helt likt på bokmål og nynorsk. Skriv det på hver sin målform."]
