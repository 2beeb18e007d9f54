"""What an answer says out of the letters stands in its own quotes."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.checks.stems import stem
from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change

MONEY = "knowledge/entries/money.yml"


def test_word_of_a_letter_without_its_quote_is_found(project: Path) -> None:
    change(project, MONEY, "Staten dekker inntil 22,5 millioner", "Staten og sykehusene dekker inntil 22,5 millioner")
    change(project, MONEY, "Staten dekkjer inntil", "Staten og sjukehusa dekkjer inntil")
    assert findings(project) == [
        f"{MONEY}:14: «sykehusene» står i brevene, men ikke i noen av sitatene her. Legg inn sitatet som sier det, eller skriv det om."
    ]


def test_word_of_a_letter_in_a_denial_needs_no_quote(project: Path) -> None:
    change(project, MONEY, "Brevet sier ikke at utdanningen", "Brevet sier ikke at utdanningen til sykehusene")
    change(project, MONEY, "Brevet seier ikkje at utdanninga", "Brevet seier ikkje at utdanninga til sjukehusa")
    assert findings(project) == []


@pytest.mark.parametrize("name", ["Statsforvalteren", "NAV", "Mattilsynet"])
def test_name_that_no_quote_has_is_found_even_first_in_a_sentence(project: Path, name: str) -> None:
    change(project, MONEY, "Staten dekker inntil 22,5 millioner", f"{name} dekker inntil 22,5 millioner")
    message = f"navnet «{name}» står ikke i noen av sitatene. Rett navnet, eller legg inn sitatet som nevner det."
    assert f"{MONEY}:14: {message}" in findings(project)


@pytest.mark.parametrize(
    ("nb", "nn"),
    [
        ("deltakerne", "deltakarane"),
        ("tjenesten", "tenesta"),
        ("lederne", "leiarane"),
        ("personlig", "personleg"),
        ("samlinger", "samlingane"),
    ],
)
def test_word_has_one_stem_in_both_standards(nb: str, nn: str) -> None:
    assert stem(nb) == stem(nn)
