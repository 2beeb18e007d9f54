"""Official spelling in both written standards."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.checks.spelling import is_spelt
from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change

MONEY, PLACES = "knowledge/entries/money.yml", "knowledge/entries/places.yml"


def test_misspelt_word_is_found_in_bokmaal(project: Path) -> None:
    change(project, MONEY, "nb: Hva dekker staten", "nb: Hva dekkker staten")
    assert findings(project) == [
        f"{MONEY}:7: «dekkker» er ikke i ordlista for bokmål. Rett ordet, eller før det opp i knowledge/words.yml hvis det er riktig."
    ]


def test_word_of_the_other_standard_is_told_as_such_and_once(project: Path) -> None:
    change(project, PLACES, "40 deltakarar", "40 deltakere")
    assert findings(project) == [f"{PLACES}:14: «deltakere» er bokmål, men teksten skal være på nynorsk. Skriv den om."]


def test_misspelt_button_is_found_in_the_responses(project: Path) -> None:
    change(project, "bot/responses.yml", 'title: "Kan eg søkje?"', 'title: "Kan eg søkjje?"')
    assert findings(project) == [
        "bot/responses.yml:11: «søkjje» er ikke i ordlista for nynorsk. "
        "Rett ordet, eller før det opp i knowledge/words.yml hvis det er riktig."
    ]


def test_reviewed_word_is_right_in_its_own_standard_only() -> None:
    listed = {"nb": {"noe"}, "nn": {"frikjøp"}, "both": {"Valsø"}}
    assert is_spelt("Valsø", "nb", listed) and is_spelt("Valsø", "nn", listed)
    assert is_spelt("frikjøp", "nn", listed)
    assert not is_spelt("frikjøp", "nn", {})
    assert not is_spelt("noe", "nn", listed)


@pytest.mark.parametrize(
    ("word", "standard"),
    [
        ("ledelsesutfordringene", "nb"),
        ("arbeidshverdag", "nb"),
        ("enhetsledere", "nb"),
        ("kompetanseløftet", "nn"),
        ("arbeidskvardagen", "nn"),
        ("toppleiarutdanninga", "nn"),
        ("e-postadresse", "nn"),
    ],
)
def test_compound_of_known_words_is_right(word: str, standard: str) -> None:
    assert is_spelt(word, standard, {})


@pytest.mark.parametrize(
    ("word", "standard"),
    [
        ("topplederprogramet", "nb"),
        ("lederutdaningen", "nb"),
        ("leiargruppe", "nb"),
        ("kommunehelsetjenesten", "nn"),
        ("sykepleier", "nn"),
        ("RHF-ene", "nn"),
    ],
)
def test_compound_with_an_unknown_part_is_wrong(word: str, standard: str) -> None:
    assert not is_spelt(word, standard, {"both": {"RHF"}})


def test_abbreviation_takes_the_endings_of_its_standard() -> None:
    assert is_spelt("RHF-ene", "nb", {"both": {"RHF"}})
    assert is_spelt("RHF-a", "nn", {"both": {"RHF"}})
    assert not is_spelt("RHF-ene", "nb", {})
