"""No answer says more than its quotes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change

MONEY, PLACES = "knowledge/entries/money.yml", "knowledge/entries/places.yml"
REMEDY = "står ikke i noen av svarets sitater. Legg inn sitatet som sier det, eller ta det ut av svaret."


@pytest.mark.parametrize(
    ("nb", "nn", "written"),
    [
        ("761 kroner", "761 kroner", ("761", "761")),
        ("22,5 tusen kroner", "22,5 tusen kroner", ("22,5 tusen", "22,5 tusen")),
        ("tre-fire kroner", "tre-fire kroner", ("fire", "tre")),
        ("22,5 millioner kroner fra 15. januar", "22,5 millionar kroner frå 15. januar", ("15. januar", "15. januar")),
        ("22,5 millioner kroner høsten 2020", "22,5 millionar kroner hausten 2020", ("høsten", "hausten")),
        ("22,5 millioner kroner i 2021", "22,5 millionar kroner i 2021", ("2021", "2021")),
    ],
)
def test_value_outside_the_answers_own_quotes_is_found(project: Path, nb: str, nn: str, written: tuple[str, str]) -> None:
    change(project, MONEY, "22,5 millioner kroner", nb)
    change(project, MONEY, "22,5 millionar kroner", nn)
    found = findings(project)
    assert f"{MONEY}:14: «{written[0]}» {REMEDY}" in found
    assert f"{MONEY}:17: «{written[1]}» {REMEDY}" in found
    assert all(REMEDY in finding for finding in found)


def test_value_on_a_later_line_of_the_answer_is_found_there(project: Path) -> None:
    change(project, MONEY, "Brevet sier ikke at", "De 20 brevene sier ikke at")
    change(project, MONEY, "Brevet seier ikkje at", "Dei 20 breva seier ikkje at")
    assert findings(project) == [f"{MONEY}:15: «20» {REMEDY}", f"{MONEY}:18: «20» {REMEDY}"]


def test_year_of_the_cited_letter_is_allowed_only_as_it_is(project: Path) -> None:
    change(project, "knowledge/letters/brev-2020.md", 'date: "2020"', 'date: "2019"')
    assert findings(project) == [f"{MONEY}:14: «2020» {REMEDY}", f"{MONEY}:17: «2020» {REMEDY}"]


def test_wrong_sum_is_found(project: Path) -> None:
    change(project, PLACES, '{"40": "20 + 20"}', '{"40": "20 + 6"}')
    assert findings(project) == [f"{PLACES}:15: regnestykket stemmer ikke: 20 + 6 er 26, ikke 40. Rett tallet."]


def test_sum_of_numbers_that_no_quote_has_is_found(project: Path) -> None:
    change(project, PLACES, '{"40": "20 + 20"}', '{"40": "30 + 10"}')
    assert findings(project) == [f"{PLACES}:15: tallet 30, 10 i regnestykket «30 + 10» står ikke i sitatene. Legg inn sitatet som har det."]


def test_sum_may_use_a_number_only_as_often_as_the_quotes_have_it(project: Path) -> None:
    change(project, PLACES, '{"40": "20 + 20"}', '{"40": "20 + 20", "12": "6 + 6"}')
    assert findings(project) == [f"{PLACES}:15: tallet 6 i regnestykket «6 + 6» står ikke i sitatene. Legg inn sitatet som har det."]


def test_unreadable_sum_is_found(project: Path) -> None:
    change(project, PLACES, '{"40": "20 + 20"}', '{"40": "to klasser"}')
    assert findings(project) == [f"{PLACES}:15: regnestykket «to klasser» kan ikke leses. Skriv det som to tall, for eksempel 20 + 20."]


def test_calling_it_free_is_found(project: Path) -> None:
    change(project, MONEY, "Brevet sier ikke at utdanningen er gratis.", "Utdanningen er gratis.")
    change(project, MONEY, "Brevet seier ikkje at utdanninga er gratis.", "Utdanninga er gratis.")
    message = "svaret lover at noe er «gratis». Ingen av brevene sier det. Skriv hva brevene sier om betaling."
    assert findings(project) == [f"{MONEY}:15: {message}", f"{MONEY}:18: {message}"]


@pytest.mark.parametrize(
    ("nb", "nn", "told"),
    [
        ("per måned, ifølge", "per månad, ifølgje", ("per måned, ifølge brevet fra 2020.", "per månad, ifølgje brevet frå 2020.")),
        ("per år, våren 2020, ifølge", "per år, våren 2020, ifølgje", ("våren", "våren")),
    ],
)
def test_right_number_of_the_wrong_thing_is_found(project: Path, nb: str, nn: str, told: tuple[str, str]) -> None:
    change(project, MONEY, "per år, ifølge", nb)
    change(project, MONEY, "per år, ifølgje", nn)
    found = findings(project)
    assert f"{MONEY}:14: «{told[0]}» {REMEDY}" in found
    assert f"{MONEY}:17: «{told[1]}» {REMEDY}" in found
