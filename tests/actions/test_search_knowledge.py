"""Uncertain understanding: the nearest questions are offered, nothing is guessed."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("fastapi", reason="needs the service environment")

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.search_knowledge import OFFERED, ActionSearchKnowledge, Search, nearest_topics, offer
from knowledge.replies import Replies
from knowledge.search import Passage, SearchIndex
from tests.actions.word_encoder import WordEncoder

ENCODER = WordEncoder()
PASSAGES = [
    Passage("deadline", "question", "når er søknadsfristen"),
    Passage("deadline", "question", "når er søknadsfristen"),
    Passage("location", "question", "hvor er samlingene"),
    Passage("costs", "question", "hva koster samlingene"),
    Passage("withdrawn", "question", "finnes det parkering"),
]


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(PASSAGES, ENCODER.encode_query([passage.text for passage in PASSAGES]))


@pytest.fixture(scope="module")
def replies(knowledge: dict[str, Any]) -> Replies:
    return Replies(knowledge)


def test_nearest_question_is_offered_as_a_button(index: SearchIndex, replies: Replies) -> None:
    reply = offer("nb", "top_leader", nearest_topics("Når er søknadsfristen?", index, ENCODER), replies)
    question = replies.question("deadline", "top_leader", "nb")

    assert "topplederprogrammet" in question["title"]
    assert reply == {
        "outcome": "clarification",
        "topic": None,
        "programme": "top_leader",
        "language": "nb",
        "messages": [
            {
                "text": "Jeg er ikke sikker på hva du spør om, og vil ikke gjette. Mente du noe av dette?",
                "citations": [],
                "suggestions": [question],
            }
        ],
    }


def test_offer_is_in_the_written_standard_of_the_conversation(index: SearchIndex, replies: Replies) -> None:
    reply = offer("nn", "middle_manager", nearest_topics("Når er søknadsfristen?", index, ENCODER), replies)

    assert reply["language"] == "nn"
    assert reply["messages"][0]["text"].startswith("Eg er ikkje sikker")
    assert reply["messages"][0]["suggestions"] == [replies.question("deadline", "middle_manager", "nn")]


def test_without_programme_the_button_asks_about_both(index: SearchIndex, replies: Replies) -> None:
    reply = offer("nb", None, nearest_topics("Når er søknadsfristen?", index, ENCODER), replies)

    assert reply["messages"][0]["suggestions"] == [replies.question("deadline", None, "nb")]


@pytest.mark.parametrize("text", ["Været på Svalbard i morgen", "asdf", "", "?"])
@pytest.mark.parametrize(("standard", "beginning"), [("nb", "Det finner jeg ikke"), ("nn", "Det finn eg ikkje")])
def test_nothing_near_is_out_of_scope(index: SearchIndex, replies: Replies, text: str, standard: str, beginning: str) -> None:
    reply = offer(standard, None, nearest_topics(text, index, ENCODER), replies)

    assert reply["outcome"] == "out_of_scope"
    assert reply["messages"][0]["text"].startswith(beginning)
    assert reply["messages"][0]["suggestions"] == []


def test_topic_without_entry_is_never_offered(index: SearchIndex, replies: Replies) -> None:
    assert offer("nb", None, nearest_topics("Finnes det parkering?", index, ENCODER), replies)["outcome"] == "out_of_scope"


def test_no_more_than_a_few_questions_are_offered(replies: Replies) -> None:
    topics = ["costs", "deadline", "location", "start", "credits"]
    index = SearchIndex([Passage(topic, "question", "samling") for topic in topics], ENCODER.encode_query(["samling"] * len(topics)))

    suggestions = offer("nb", None, nearest_topics("samling", index, ENCODER), replies)["messages"][0]["suggestions"]

    assert len(suggestions) == len({suggestion["title"] for suggestion in suggestions}) == OFFERED


def test_runners_up_are_offered_while_the_search_is_loading() -> None:
    assert Search().near("hva da?", ["costs", "start", "credits", "level"]) == ["costs", "start", "credits"]


def conversation(text: str, request: dict[str, Any] | None) -> Tracker:
    ranking = [{"name": name, "confidence": 0.123456} for name in ("ask_deadline", "ask_start", "ask_costs", "greet", "thank", "help")]
    message = {"text": text, "intent": ranking[0], "intent_ranking": ranking, "entities": []}
    return Tracker("somebody", {"request": request}, message, [], False, None, {}, "action_listen")


@pytest.mark.slow
@pytest.mark.asyncio
async def test_action_utters_the_offer_with_what_was_understood(knowledge_file: object) -> None:
    dispatcher = CollectingDispatcher()
    tracker = conversation("søknadsfristen", {"standard": "nn", "programme": "top_leader", "confidence": 0.12})

    assert await ActionSearchKnowledge().run(dispatcher, tracker, {}) == []

    (message,) = dispatcher.messages
    reply = message["custom"]
    assert (reply["outcome"], reply["language"], reply["programme"]) == ("clarification", "nn", "top_leader")
    assert "Når er søknadsfristen for toppleiarprogrammet?" in [button["title"] for button in reply["messages"][0]["suggestions"]]
    assert reply["understanding"] == {
        "intent": "ask_deadline",
        "confidence": 0.12,
        "ranking": [[name, 0.1235] for name in ("ask_deadline", "ask_start", "ask_costs", "greet", "thank")],
        "standard": "nn",
    }


@pytest.mark.slow
@pytest.mark.asyncio
async def test_action_without_request_answers_in_bokmaal(knowledge_file: object) -> None:
    dispatcher = CollectingDispatcher()

    await ActionSearchKnowledge().run(dispatcher, conversation("søknadsfristen", None), {})

    assert dispatcher.messages[0]["custom"]["language"] == "nb"


def test_action_has_the_name_of_the_domain() -> None:
    assert ActionSearchKnowledge().name() == "action_search_knowledge"
