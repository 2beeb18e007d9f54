"""Which written standard a message is answered in."""

from __future__ import annotations

from typing import Any

import pytest

from nlu.answer_standard import EVIDENT, EVIDENT_TO_FLIP, LIKELIER, SHORT_TO_FLIP, answer_standard
from tests.nlu.understandings import understanding

LONG = "Eg lurer på kor lang tid det tek frå eg byrjar til eg er ferdig"
SHORT = "Og kven betaler?"
NO_TELLING = 0.52
OTHER = {"nb": "nn", "nn": "nb"}


def message(standard: str, probability: float, text: str = LONG, **more: Any) -> dict[str, Any]:
    requested = more.pop("requested", None)
    return understanding("ask_costs", text=text, standard=standard, probability=probability, **more) | {"requested": requested}


def test_texts_are_on_either_side_of_short() -> None:
    assert len(SHORT.split()) <= SHORT_TO_FLIP < len(LONG.split())


@pytest.mark.parametrize("standard", ["nb", "nn"])
@pytest.mark.parametrize("page", ["nb", "nn", None])
@pytest.mark.parametrize("conversation", ["nb", "nn", None])
def test_message_that_shows_its_standard_is_answered_in_it(standard: str, conversation: str | None, page: str | None) -> None:
    assert answer_standard(message(standard, EVIDENT), conversation, page, None) == standard


@pytest.mark.parametrize("standard", ["nb", "nn"])
def test_short_message_must_show_more_to_flip_the_conversation(standard: str) -> None:
    conversation = OTHER[standard]

    assert answer_standard(message(standard, EVIDENT_TO_FLIP - 0.01, SHORT), conversation, None, None) == conversation
    assert answer_standard(message(standard, EVIDENT_TO_FLIP, SHORT), conversation, None, None) == standard


@pytest.mark.parametrize("standard", ["nb", "nn"])
def test_short_message_needs_no_more_than_others_to_begin_a_conversation(standard: str) -> None:
    assert answer_standard(message(standard, EVIDENT, SHORT), None, OTHER[standard], None) == standard


@pytest.mark.parametrize(
    ("conversation", "page", "answer"),
    [("nb", "nn", "nb"), ("nn", "nb", "nn"), ("nn", None, "nn"), (None, "nn", "nn"), (None, "nb", "nb")],
)
@pytest.mark.parametrize("standard", ["nb", "nn"])
def test_conversation_then_page_decide_where_the_message_does_not(
    standard: str, conversation: str | None, page: str | None, answer: str
) -> None:
    assert answer_standard(message(standard, EVIDENT - 0.01), conversation, page, None) == answer


@pytest.mark.parametrize(
    ("standard", "probability", "answer"),
    [("nn", LIKELIER, "nn"), ("nb", LIKELIER, "nb"), ("nn", LIKELIER - 0.01, "nb"), ("nn", NO_TELLING, "nb"), ("nb", NO_TELLING, "nb")],
)
def test_message_alone_is_answered_in_the_likelier_or_in_bokmaal(standard: str, probability: float, answer: str) -> None:
    assert answer_standard(message(standard, probability), None, None, None) == answer


@pytest.mark.parametrize(("conversation", "page", "answer"), [(None, None, "nb"), ("nn", "nb", "nn"), (None, "nn", "nn")])
def test_foreign_message_shows_no_standard(conversation: str | None, page: str | None, answer: str) -> None:
    assert answer_standard(message(OTHER[answer], 0.99, foreign="en"), conversation, page, None) == answer


@pytest.mark.parametrize("wished", ["nb", "nn"])
@pytest.mark.parametrize("foreign", [None, "en"])
def test_earlier_wish_holds_against_all_but_another_wish(wished: str, foreign: str | None) -> None:
    other = OTHER[wished]

    assert answer_standard(message(other, 0.99, foreign=foreign), other, other, wished) == wished
    assert answer_standard(message(wished, 0.99, foreign=foreign, requested=other), wished, wished, wished) == other


@pytest.mark.parametrize("requested", ["nb", "nn"])
def test_wish_in_the_message_decides_before_its_own_standard(requested: str) -> None:
    other = OTHER[requested]

    assert answer_standard(message(other, 0.99, requested=requested), other, other, None) == requested
