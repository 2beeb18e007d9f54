"""Which programme a message is about, and which one each of its questions."""

from __future__ import annotations

from typing import Any

import pytest

from nlu.programmes import named_programme, of_each, other
from tests.nlu.understandings import entities_of, programme, role, sector


def asked(*texts: str) -> list[dict[str, Any]]:
    """The questions of a message."""
    return [{"text": text, "entities": entities_of(text)} for text in texts]


@pytest.mark.parametrize(
    ("entities", "named"),
    [
        ([], None),
        ([programme("top_leader")], "top_leader"),
        ([programme("middle_manager"), programme("top_leader")], "both"),
        ([programme("both")], "both"),
        ([programme("both"), programme("top_leader")], "both"),
        ([programme("other")], "other"),
        ([programme("other"), programme("top_leader")], "top_leader"),
        ([programme("middle_manager", weak=True)], "middle_manager"),
        ([programme("middle_manager", weak=True), programme("top_leader")], "top_leader"),
        ([role("top_leader"), sector("municipal")], None),
    ],
)
def test_named_programme(entities: list[dict[str, Any]], named: str | None) -> None:
    assert named_programme(entities) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Hva koster mellomlederutdanningen?", "middle_manager"),
        ("Kva kostar toppleiarprogrammet?", "top_leader"),
        ("Hva er forskjellen på mellomlederutdanningen og topplederprogrammet?", "both"),
        ("Kva er skilnaden på dei to programma?", "both"),
        ("Hva med det andre programmet?", "other"),
        ("Jeg er mellomleder, kan jeg ta topplederprogrammet?", "top_leader"),
        ("Eg er toppleiar, kan eg ta mellomleiarutdanninga?", "middle_manager"),
        ("Hvem kan søke?", None),
        ("Hvem holder kurset for avdelingsledere?", "middle_manager"),
        ("Er det nye for direktørene i gang?", "top_leader"),
        ("Er dette noe for avdelingsledere?", None),
        ("Eg meinte det for dei på toppen.", "top_leader"),
        ("Hvorfor er det ikke likt for mellomledere og toppledere i helsetjenesten?", "both"),
    ],
)
def test_programme_that_a_message_names(text: str, named: str | None) -> None:
    assert named_programme(entities_of(text), text) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("nei, ikke for toppledere", "middle_manager"),
        ("nei, ikkje for mellomleiarar", "top_leader"),
        ("ikke topplederprogrammet", "middle_manager"),
        ("ikkje mellomleiarutdanninga", "top_leader"),
    ],
)
def test_correction_that_rejects_one_programme_means_the_other(text: str, named: str) -> None:
    assert named_programme(entities_of(text), text) == named


@pytest.mark.parametrize(
    "text",
    [
        "Nei, ikke mellomlederutdanningen, men topplederprogrammet",
        "Nei, beklager, jeg mente den for toppledere, ikke den for mellomledere.",
    ],
)
def test_rejected_programme_does_not_count_beside_the_wanted_one(text: str) -> None:
    assert named_programme(entities_of(text), text) == "top_leader"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Hvorfor gir ikke topplederprogrammet like mange studiepoeng?", "top_leader"),
        ("Kvifor gjev ikkje mellomleiarutdanninga mastergrad?", "middle_manager"),
        ("Hvorfor er ikke mellomlederutdanningen like lang?", "middle_manager"),
    ],
)
def test_programme_in_a_negated_question_counts(text: str, named: str) -> None:
    assert named_programme(entities_of(text), text) == named


@pytest.mark.parametrize(
    ("questions", "programmes"),
    [
        (["Hva koster mellomlederutdanningen", "når starter topplederprogrammet?"], ["middle_manager", "top_leader"]),
        (["Kva kostar toppleiarprogrammet?", "Når startar mellomleiarutdanninga?"], ["top_leader", "middle_manager"]),
        (["Hva koster begge", "hvor lenge varer topplederprogrammet?"], ["both", "top_leader"]),
    ],
)
def test_each_question_is_about_the_programme_it_names(questions: list[str], programmes: list[str]) -> None:
    assert of_each(asked(*questions), "both") == programmes


@pytest.mark.parametrize(
    ("questions", "programmes"),
    [
        (["Hva koster mellomlederutdanningen", "når starter den?"], ["middle_manager", "middle_manager"]),
        (["Kva kostar det", "når startar toppleiarprogrammet?"], ["top_leader", "top_leader"]),
        (
            ["Hva koster topplederprogrammet?", "Når starter det?", "Hvor er mellomlederutdanningen?", "Er det eksamen?"],
            ["top_leader", "top_leader", "middle_manager", "middle_manager"],
        ),
        (
            ["Kven betaler?", "Kva kostar toppleiarprogrammet?", "Kor lenge varer mellomleiarutdanninga?"],
            ["top_leader", "top_leader", "middle_manager"],
        ),
    ],
)
def test_question_that_names_none_is_about_the_one_before_it_or_else_after_it(questions: list[str], programmes: list[str]) -> None:
    assert of_each(asked(*questions), "both") == programmes


@pytest.mark.parametrize("whole", ["middle_manager", "top_leader", "both", None])
def test_questions_that_name_none_are_about_what_the_message_names(whole: str | None) -> None:
    assert of_each(asked("Hva koster det?", "Når starter det?"), whole) == [whole, whole]


@pytest.mark.parametrize(
    ("questions", "programmes"),
    [
        (["Hva koster mellomlederutdanningen", "hva koster det andre programmet?"], ["middle_manager", "top_leader"]),
        (["Kva kostar toppleiarprogrammet", "kva kostar den andre utdanninga?"], ["top_leader", "middle_manager"]),
    ],
)
def test_the_other_one_is_the_other_of_the_one_named_before(questions: list[str], programmes: list[str]) -> None:
    assert of_each(asked(*questions), programmes[0]) == programmes


@pytest.mark.parametrize(
    ("one", "the_other"), [("middle_manager", "top_leader"), ("top_leader", "middle_manager"), ("both", None), (None, None)]
)
def test_the_other_of_the_two(one: str | None, the_other: str | None) -> None:
    assert other(one) == the_other
