"""No words of the other written standard."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.checks.standards import is_of
from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change

MONEY = "knowledge/entries/money.yml"


def test_bokmaal_word_in_nynorsk_is_found_on_its_line(project: Path) -> None:
    change(project, MONEY, "Brevet seier ikkje at", "Brevet seier ikke at")
    assert f"{MONEY}:18: «ikke» er bokmål, men teksten skal være på nynorsk. Skriv den om." in findings(project)


def test_nynorsk_word_in_bokmaal_is_found_on_its_line(project: Path) -> None:
    change(project, MONEY, "ifølge brevet fra 2020", "ifølge brevet frå 2020")
    assert f"{MONEY}:14: «frå» er nynorsk, men teksten skal være på bokmål. Skriv den om." in findings(project)


def test_field_word_that_the_word_list_lets_through_is_found(project: Path) -> None:
    change(project, MONEY, "Brevet seier ikkje at utdanninga", "Brevet seier ikkje at utdanningen")
    assert findings(project) == [f"{MONEY}:18: «utdanningen» er bokmål, men teksten skal være på nynorsk. Skriv den om."]


def test_fixed_response_in_the_wrong_standard_is_found(project: Path) -> None:
    change(project, "bot/responses.yml", "text: Hei! Hva lurer", "text: Hei! Kva lurer")
    assert "bot/responses.yml:5: «Kva» er nynorsk, men teksten skal være på bokmål. Skriv den om." in findings(project)


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("mulig", "«mulig» er bokmål"),
        ("personlige", "«personlige» er bokmål"),
        ("kjærligheten", "«kjærligheten» er bokmål"),
        ("samlingene", "«samlingene» er bokmål"),
        ("klassene våre fra", "«fra» er bokmål"),
        ("virkemiddel", "«virkemiddel» ser ut som omsatt bokmål. Skriv «verkemiddel»"),
        ("kun", "«kun» ser ut som omsatt bokmål. Skriv «berre»"),
    ],
)
def test_nynorsk_that_looks_converted_is_found(project: Path, word: str, message: str) -> None:
    change(project, MONEY, "Brevet seier ikkje at", f"Brevet seier ikkje {word} at")
    assert any(f"{MONEY}:18: {message}" in finding for finding in findings(project))


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("frå", "«frå» er nynorsk"),
        ("programma", "«programma» er nynorsk"),
        ("samlingane", "«samlingane» er nynorsk"),
        ("kor mange", "«kor mange» er nynorsk"),
        ("utdanninga", "«utdanninga» er lov på bokmål, men svarene her bruker endelsen -en. Skriv «utdanningen»"),
    ],
)
def test_nynorsk_left_in_bokmaal_is_found(project: Path, word: str, message: str) -> None:
    change(project, MONEY, "Brevet sier ikke at", f"Brevet sier ikke {word} at")
    assert any(f"{MONEY}:15: {message}" in finding for finding in findings(project))


@pytest.mark.parametrize("word", ["frivillig", "billig", "lønn", "gruppene", "søke", "tatt", "fastlegen"])
def test_word_of_both_standards_is_no_conversion(word: str) -> None:
    assert not is_of(word, "nb") and not is_of(word, "nn")
