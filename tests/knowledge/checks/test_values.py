"""Numbers, amounts and dates in Norwegian text."""

from __future__ import annotations

import pytest

from knowledge.checks.values import find_values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("over kap. 761, 765 og 770", ["761", "765", "770"]),
        ("inntil 22,5 mill. kroner", ["22500000"]),
        ("inntil 22,5 millionar kroner", ["22500000"]),
        ("22 500 000 kroner", ["22500000"]),
        ("22,5 kroner", ["22.5"]),
        ("flere millioner kroner", ["1000000"]),
        ("møtet 15. januar i fjor", ["15.1."]),
        ("15.1.2020", ["15.1.", "2020"]),
        ("2020-01-15", ["15.1.", "2020"]),
        ("høsten 2020", ["høst", "2020"]),
        ("hausten 2020", ["høst", "2020"]),
        ("i mars", ["mars"]),
        ("klokka 10:30", ["10:30"]),
        ("tre-fire dager", ["3", "4"]),
        ("tre til fire dagar", ["3", "4"]),
        ("Seks samlinger", ["6"]),
        ("sju eller syv", ["7", "7"]),
        ("tjue, tjueto og førti", ["20", "22", "40"]),
        ("over ett år", ["1"]),
        ("inntil to dagar", ["2"]),
        ("22,5 mill. kroner per år", ["22500000", "per"]),
        ("et treårig løp med tredagers samlinger", ["3", "3"]),
    ],
)
def test_value_is_found(text: str, values: list[str]) -> None:
    assert [found.value for found in find_values(text)] == values


@pytest.mark.parametrize("text", ["eitt av dei to programma", "det andre og første kullet", "treffer tiden", "vår kommune"])
def test_plain_word_is_no_value(text: str) -> None:
    assert find_values(text) == []


def test_value_keeps_the_words_it_was_written_with() -> None:
    assert [found.written for found in find_values("Seks samlinger fra 15. januar")] == ["Seks", "15. januar"]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("20 deltakere og 20 deltakarar", ["deltaker", "deltaker"]),
        ("tre-fire dagar", ["dag", "dag"]),
        ("tre til fire uker", ["uke", "uke"]),
        ("seks fysiske samlinger over ett år", ["samling", "år"]),
        ("22,5 mill. kroner per måned", ["krone", "måned"]),
        ("våren 2021, ifølge brevet fra 2020", ["", "vår", ""]),
        ("over kap. 761", [""]),
    ],
)
def test_value_knows_what_it_counts(text: str, units: list[str]) -> None:
    assert [found.unit for found in find_values(text)] == units
