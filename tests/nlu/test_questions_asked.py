"""Which topics the questions of a message ask about, each for which programme."""

from __future__ import annotations

import pytest

from nlu.context import resolve
from nlu.conversation import Conversation
from tests.nlu.dialogues import Dialogue
from tests.nlu.resolving import RELATED, TALKED_OF_COSTS, TOPICS, resolved
from tests.nlu.understandings import UNSURE, said, understanding


@pytest.mark.parametrize(
    ("questions", "topics"),
    [
        ([("ask_costs", 0.95), ("ask_start", 0.95)], ["costs", "start"]),
        ([("ask_start", 0.95), ("ask_costs", 0.95), ("ask_level", 0.95)], ["start", "costs", "level"]),
        ([("ask_costs", 0.95), ("ask_costs", 0.95)], ["costs"]),
        ([("ask_costs", 0.95), ("ask_start", UNSURE)], ["costs"]),
        ([("ask_costs", 0.95), ("thank", 0.95)], ["costs"]),
    ],
)
def test_several_questions_are_answered_in_order(questions: list[tuple[str, float]], topics: list[str]) -> None:
    assert resolved(understanding("ask_costs", questions=questions)).topics == topics


def test_question_after_a_greeting_is_answered() -> None:
    message = understanding("greet", 0.5, questions=[("ask_costs", 0.95)])
    message["whole"]["ranking"] = [["greet", 0.5], ["ask_costs", 0.45]]

    assert resolved(message).topics == ["costs"]


def test_story_about_something_else_decides_over_the_question_in_it() -> None:
    message = understanding("out_of_scope", 0.8, questions=[("ask_gatherings", 0.9)])

    assert resolved(message).action == "utter_out_of_scope"


def test_question_that_names_a_programme_counts_in_a_story_about_something_else() -> None:
    text = "Jeg har vondt i ryggen. Hva koster mellomlederutdanningen?"
    message = said(text, "out_of_scope", 0.8, questions=[("Hva koster mellomlederutdanningen?", "ask_costs")])

    assert resolved(message).topics == ["costs"]


def test_short_message_is_read_after_the_topic_just_spoken_of() -> None:
    message = understanding("ask_level", 0.4, text="hvor lenge da?")
    message["in_context"] = [["ask_start", 0.95], ["ask_level", 0.01]]

    assert resolved(message, TALKED_OF_COSTS).topics == ["start"]


def test_clear_short_question_is_not_drawn_to_the_last_topic() -> None:
    message = understanding("ask_start", 0.9, text="Når begynner den egentlig?") | {"in_context": [["ask_costs", 0.99]]}

    assert resolved(message, TALKED_OF_COSTS).topics == ["start"]


def test_very_short_question_is_read_after_the_last_topic_however_clear_it_seems() -> None:
    message = understanding("ask_start", 0.9, text="Hvor mange, da?") | {"in_context": [["ask_costs", 0.99]]}

    assert resolved(message, TALKED_OF_COSTS).topics == ["costs"]


def test_unclear_short_question_is_read_after_the_last_topic() -> None:
    message = understanding("ask_start", 0.4, text="Hvor mye er det?") | {"in_context": [["ask_costs", 0.99]]}

    assert resolved(message, TALKED_OF_COSTS).topics == ["costs"]


@pytest.mark.parametrize(
    ("text", "questions", "asks"),
    [
        (
            "Hva koster mellomlederutdanningen, og når starter topplederprogrammet?",
            [("Hva koster mellomlederutdanningen", "ask_costs"), ("når starter topplederprogrammet?", "ask_start")],
            [("costs", "middle_manager"), ("start", "top_leader")],
        ),
        (
            "Kva kostar toppleiarprogrammet, og når startar det?",
            [("Kva kostar toppleiarprogrammet", "ask_costs"), ("når startar det?", "ask_start")],
            [("costs", "top_leader"), ("start", "top_leader")],
        ),
        (
            "Jeg lurer på topplederprogrammet. Hva koster det? Når starter det?",
            [("Hva koster det?", "ask_costs"), ("Når starter det?", "ask_start")],
            [("costs", "top_leader"), ("start", "top_leader")],
        ),
        (
            "Når startar toppleiarprogrammet, og når startar mellomleiarutdanninga?",
            [("Når startar toppleiarprogrammet", "ask_start"), ("når startar mellomleiarutdanninga?", "ask_start")],
            [("start", "both")],
        ),
        (
            "Når starter topplederprogrammet, og hva koster det? Og når starter mellomlederutdanningen?",
            [
                ("Når starter topplederprogrammet", "ask_start"),
                ("hva koster det?", "ask_costs"),
                ("Og når starter mellomlederutdanningen?", "ask_start"),
            ],
            [("start", "both"), ("costs", "top_leader")],
        ),
    ],
)
def test_each_question_has_its_programme(text: str, questions: list[tuple[str, str]], asks: list[tuple[str, str]]) -> None:
    message = said(text, questions[0][1], 0.95, questions)

    assert resolved(message).asks == asks


def test_questions_that_name_no_programme_are_about_the_one_spoken_of() -> None:
    questions = [("Hva koster det", "ask_costs"), ("når starter det?", "ask_start")]
    message = said("Hva koster det, og når starter det?", "ask_costs", 0.95, questions)

    assert resolved(message, Conversation(topic="people", programme="top_leader")).asks == [
        ("costs", "top_leader"),
        ("start", "top_leader"),
    ]


def test_conversation_goes_on_about_the_programme_of_the_last_question() -> None:
    questions = [("Hva koster mellomlederutdanningen", "ask_costs"), ("når starter topplederprogrammet?", "ask_start")]
    dialogue = Dialogue()

    dialogue.asks("Hva koster mellomlederutdanningen, og når starter topplederprogrammet?", "costs", questions=questions)

    assert dialogue.asks("Hvor mange plasser er det?", "class_size").asks == [("class_size", "top_leader")]


def test_no_more_than_four_questions_are_answered() -> None:
    topics = ["costs", "start", "people", "level", "exam"]

    assert resolved(understanding("ask_costs", questions=[(f"ask_{topic}", 0.95) for topic in topics])).topics == topics[:4]


STATUSES = {topic: {"both": "answered"} for topic in TOPICS} | {"level": {"both": "not_in_sources"}}


@pytest.mark.parametrize(
    ("second", "probability", "topics"),
    [("ask_start", 0.40, ["costs", "start"]), ("ask_start", 0.10, ["costs"]), ("ask_level", 0.40, ["costs"]), ("thank", 0.40, ["costs"])],
)
def test_second_reading_is_answered_too_when_it_is_as_likely_and_its_answer_is_of_the_same_kind(
    second: str, probability: float, topics: list[str]
) -> None:
    message = understanding("ask_costs", 0.45)
    message["whole"]["ranking"] = [["ask_costs", 0.45], [second, probability]]

    assert resolve(message, Conversation(), RELATED, STATUSES).topics == topics


def test_second_reading_of_a_clear_question_is_not_answered() -> None:
    message = understanding("ask_costs", 0.65)
    message["whole"]["ranking"] = [["ask_costs", 0.65], ["ask_start", 0.35]]

    assert resolve(message, Conversation(), RELATED, STATUSES).topics == ["costs"]


def test_the_other_part_of_a_programme_is_not_the_other_programme() -> None:
    message = said(
        "Personlig lederskap er den ene halvdelen av topplederprogrammet. Hva er den andre?",
        "ask_tracks",
        0.9,
        questions=[("Hva er den andre?", "ask_tracks")],
    )

    assert Dialogue().hears(message).asks == [("tracks", "top_leader")]
