"""Briefs and the comparisons made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change

MONEY, PLACES = "knowledge/entries/money.yml", "knowledge/entries/places.yml"
PHRASE = "nb: er ikke nevnt i brevet"


def test_sound_comparison_has_no_problems(comparing: Path) -> None:
    assert findings(comparing) == []


def test_long_brief_is_found(comparing: Path) -> None:
    change(comparing, PLACES, PHRASE, PHRASE + " som er det eneste brevet om plasser" * 3)
    assert findings(comparing) == [f"{PLACES}:32: kortsvaret har 26 ord og kan ha høyst 20. Kort det ned."]


def test_brief_of_twenty_words_is_short_enough(comparing: Path) -> None:
    change(comparing, PLACES, PHRASE, PHRASE + " som er det eneste" + " brevet" * 11)
    assert findings(comparing) == []


def test_brief_on_two_lines_is_found(comparing: Path) -> None:
    change(comparing, PLACES, PHRASE, "nb: |-\n        er ikke nevnt\n        i brevet")
    assert findings(comparing) == [f"{PLACES}:32: kortsvaret går over flere linjer. Skriv det som én linje."]


def test_brief_that_ends_like_a_sentence_is_found(comparing: Path) -> None:
    change(comparing, PLACES, PHRASE, PHRASE + ".")
    assert findings(comparing) == [f"{PLACES}:32: kortsvaret slutter med «.». Ta det bort. Punktumet kommer av seg selv."]


def test_brief_of_one_programme_alone_is_found(comparing: Path) -> None:
    change(comparing, PLACES, "    brief:\n      nb: er ikke nevnt i brevet\n      nn: er ikkje nemnt i brevet\n", "")
    assert findings(comparing) == [
        f"{MONEY}:10: emnet «places» har ikke kortsvar (brief) for begge programmene. Skriv dem, eller ta emnet ut av compares.",
        f"{PLACES}:15: kortsvaret (brief) mangler under top_leader. Skriv det, eller ta ut det under middle_manager.",
    ]


@pytest.mark.parametrize(
    ("compares", "message"),
    [
        ("[places, price]", "emnet «price» finnes ikke. Rett navnet, eller ta det ut av compares."),
        ("[places, places]", "«places» står to ganger i compares. Ta ut det ene."),
        ("[money]", "emnet «money» har ikke kortsvar (brief) for begge programmene. Skriv dem, eller ta emnet ut av compares."),
    ],
)
def test_topic_that_cannot_be_compared_is_found(comparing: Path, compares: str, message: str) -> None:
    change(comparing, MONEY, "compares: [places]", f"compares: {compares}")
    assert findings(comparing) == [f"{MONEY}:10: {message}"]


def test_too_many_aspects_are_found(comparing: Path) -> None:
    change(comparing, MONEY, "compares: [places]", f"compares: [{', '.join(['places'] * 10)}]")
    assert f"{MONEY}:10: 10 emner er for mange å lese på en mobil. Ha høyst 9 i compares." in findings(comparing)


def test_compared_entry_that_cannot_be_read_is_told_once(comparing: Path) -> None:
    change(comparing, PLACES, "topic: places", "topic: plasser")
    assert findings(comparing) == [f"{PLACES}:2: emnet heter «plasser», men fila heter «places». Gjør dem like."]


def test_number_that_the_quotes_of_the_brief_lack_is_found(comparing: Path) -> None:
    change(comparing, PLACES, "nb: har plass til 40 deltakere", "nb: har plass til 30 deltakere")
    change(comparing, PLACES, "nn: har plass til 40 deltakarar", "nn: har plass til 30 deltakarar")
    remedy = "står ikke i noen av sitatene kortsvaret bygger på. Legg inn sitatet som sier det, eller ta det ut av kortsvaret."
    assert findings(comparing) == [f"{PLACES}:16: «30» {remedy}", f"{PLACES}:17: «30» {remedy}"]


def test_number_in_a_quote_that_does_not_carry_the_brief_is_found(comparing: Path) -> None:
    change(comparing, PLACES, "nb: har plass til 40 deltakere", "nb: koster 22,5 millioner kroner")
    change(comparing, PLACES, "nn: har plass til 40 deltakarar", "nn: kostar 22,5 millionar kroner")
    assert [finding.partition(" står ")[0] for finding in findings(comparing)] == [
        f"{PLACES}:16: «22,5 millioner»",
        f"{PLACES}:17: «22,5 millionar»",
    ]
    change(comparing, PLACES, "        brief: no\n", "")
    assert findings(comparing) == []


def test_free_brief_is_found(comparing: Path) -> None:
    change(comparing, PLACES, PHRASE, "nb: er gratis")
    change(comparing, PLACES, "nn: er ikkje nemnt i brevet", "nn: er gratis")
    assert findings(comparing) == [
        f"{PLACES}:{line}: kortsvaret lover at noe er «gratis». Ingen av brevene sier det. Skriv hva brevene sier om betaling."
        for line in (32, 33)
    ]


def test_different_numbers_in_the_two_standards_are_found(comparing: Path) -> None:
    change(comparing, PLACES, "nn: har plass til 40 deltakarar", "nn: har plass til 20 deltakarar")
    assert findings(comparing) == [
        f"{PLACES}:{line}: de to målformene har ikke de samme tallene: bare bokmål har «40»; bare nynorsk har «20». Rett den som er feil."
        for line in (16, 17)
    ]


def test_misspelt_brief_is_found(comparing: Path) -> None:
    change(comparing, PLACES, PHRASE, "nb: er ikke nevnnt i brevet")
    assert findings(comparing) == [
        f"{PLACES}:32: «nevnnt» er ikke i ordlista for bokmål. Rett ordet, eller før det opp i knowledge/words.yml hvis det er riktig."
    ]


def test_brief_in_the_other_standard_is_found(comparing: Path) -> None:
    change(comparing, PLACES, "nn: er ikkje nemnt i brevet", "nn: er ikke nemnt i brevet")
    assert f"{PLACES}:33: «ikke» er bokmål, men teksten skal være på nynorsk. Skriv den om." in findings(comparing)
