"""Never both: what is trained on is never tested with."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.improvement.question_sets import clean, known_questions, refusal


def refused(root: Path, text: str, kind: str, topic: str = "exam", pending: list[tuple[str, str, str, int]] | None = None) -> str | None:
    """The key of the refusal, or None."""
    found = refusal(text, kind, topic, known_questions(root, pending or []))
    return found.key if found else None


@pytest.mark.parametrize(
    "text",
    ["Får man karakter?", "får man KARAKTER", "Får mann karakter?", "Er den vanskelig å bestå?"],
    ids=["the same", "other case", "nearly the same", "a follow-up"],
)
def test_a_training_question_cannot_become_a_test_question(root: Path, text: str) -> None:
    assert refused(root, text, "test") == "in_example"


@pytest.mark.parametrize("text", ["Hvor lenge varer prøven?", "hvor lenge varar prøven", "Må jeg opp i noe til slutt?"])
def test_a_question_of_the_held_out_set_or_the_test_conversations_cannot_become_a_training_question(root: Path, text: str) -> None:
    assert refused(root, text, "example") == "in_test"


def test_open_proposals_count_too(root: Path) -> None:
    assert refused(root, "Er det kake?", "test", pending=[("example", "exam", "Er det kake", 3)]) == "in_example"
    assert refused(root, "Er det kake?", "example", pending=[("test", "exam", "er det kake", 3)]) == "in_test"


def test_another_question_is_taken_on_either_side(root: Path) -> None:
    assert refused(root, "Kan jeg ta med hunden?", "example") is None
    assert refused(root, "Kan jeg ta med hunden?", "test") is None


def test_the_same_question_twice_is_refused_and_says_where_it_stands(root: Path) -> None:
    known = known_questions(root, [])
    here, elsewhere = refusal("Er det eksamen?", "example", "exam", known), refusal("Når starter det", "example", "exam", known)
    assert here and here.key == "stands_here" and here.values["place"] == "nlu/examples/exam.yml:8"
    assert elsewhere and elsewhere.key == "stands_elsewhere"


@pytest.mark.parametrize(
    "text", ["Ring meg på 912 34 567", "Svar til kari@eksempel.no", "Jeg er født 010190 12345", "Nummeret mitt er 22 33 44 55"]
)
def test_what_points_at_a_person_is_refused(root: Path, text: str) -> None:
    assert refused(root, text, "example") == "personal"


@pytest.mark.parametrize("text", ["Var det i 2020 eller 2021?", "Får vi 20 000 000 kroner?", "Gjelder det fra 15.01.2020?"])
def test_years_amounts_and_dates_point_at_nobody(root: Path, text: str) -> None:
    assert refused(root, text, "example") is None


def test_empty_and_endless_questions_are_refused(root: Path) -> None:
    assert refused(root, "??", "example") == "bad_length"
    assert refused(root, "a" * 1001, "example") == "bad_length"


def test_a_question_is_put_on_one_line_without_the_trainers_mark_up() -> None:
    assert clean("- Er det\n [kake](mat)  der?") == "Er det (kake)(mat) der?"


def test_signs_that_cannot_be_seen_are_left_out() -> None:
    assert clean("- Er\x00 det\u2028eksamen\x07?") == "Er det eksamen?"
