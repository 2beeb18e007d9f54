"""No words of the other written standard."""

from __future__ import annotations

from pathlib import Path

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
