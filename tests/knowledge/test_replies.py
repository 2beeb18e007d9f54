"""Replies composed from the compiled knowledge."""

from __future__ import annotations

import copy

import pytest

from knowledge.compiled import passage_id
from knowledge.replies import Message, Replies
from tests.knowledge.small_knowledge import COMPARING

REPLIES = Replies(COMPARING)
CITATION_NB = {
    "source": "brev-2020",
    "title": "Brevet",
    "date": "2020",
    "section": "Opplegg",
    "quote": "Utdanningen varer ett år.",
    "url": f"/kilder/brev-2020?utdrag={passage_id('Utdanningen varer ett år.')}#utdrag",
}
CITATION_NN = CITATION_NB | {"title": "Brevet frå departementet"}
OTHER_NB = CITATION_NB | {
    "section": "Ressurser",
    "quote": "Reisen betales av kommunen.",
    "url": f"/kilder/brev-2020?utdrag={passage_id('Reisen betales av kommunen.')}#utdrag",
}


def test_named_programme_gets_its_own_answer_only() -> None:
    assert REPLIES.answer([("duration", "middle_manager")], "nn").as_dict() == {
        "outcome": "answered",
        "topic": "duration",
        "programme": "middle_manager",
        "messages": [
            {
                "text": "Eitt år.",
                "citations": [CITATION_NN],
                "suggestions": [
                    {"title": "Kva kostar mellomleiarane?", "message": "Kva kostar mellomleiarane?"},
                    {"title": "Kvar står det?", "message": "Kvar står det?"},
                ],
            }
        ],
    }


def test_unnamed_programme_gets_both_answers_under_headings() -> None:
    reply = REPLIES.answer([("duration", None)], "nb")
    assert (reply.outcome, reply.programme) == ("answered", None)
    assert reply.messages[0].text == "Mellomleder\nEtt år.\n\nToppleder\nDet står ikke."


def test_same_citation_stands_once_in_a_message() -> None:
    assert REPLIES.answer([("duration", None)], "nb").messages[0].citations == [CITATION_NB]


def test_answer_that_the_letters_lack_is_not_in_sources() -> None:
    assert REPLIES.answer([("duration", "top_leader")], "nb").outcome == "not_in_sources"


def test_topic_that_concerns_one_programme_is_answered_for_it() -> None:
    reply = REPLIES.answer([("costs", None)], "nb")
    assert (reply.programme, reply.messages[0].text) == ("middle_manager", "Kommunen betaler.")


def test_named_programme_goes_before_the_one_that_the_topic_concerns() -> None:
    assert REPLIES.answer([("costs", "top_leader")], "nb").messages[0].text == "Ukjent pris."


def test_answer_for_both_serves_a_named_programme() -> None:
    reply = REPLIES.answer([("sources", "top_leader")], "nn")
    assert (reply.programme, reply.messages[0].text) == ("top_leader", "I brevet.")


def test_several_topics_get_a_titled_message_each() -> None:
    reply = REPLIES.answer([("sources", None), ("costs", None)], "nn")
    assert [message.text for message in reply.messages] == ["Kjelder\nI brevet.", "Kostnader\nKommunen betaler."]
    assert (reply.outcome, reply.topic) == ("answered", "sources")


def test_each_question_is_answered_for_its_own_programme() -> None:
    reply = REPLIES.answer([("duration", "top_leader"), ("costs", "middle_manager")], "nb")
    assert [message.text for message in reply.messages] == ["Varighet\nDet står ikke.", "Kostnader\nKommunen betaler."]
    assert (reply.outcome, reply.topic, reply.programme) == ("answered", "duration", None)


@pytest.mark.parametrize(
    ("asks", "programme"),
    [
        ([("duration", "top_leader"), ("costs", "top_leader")], "top_leader"),
        ([("duration", "middle_manager"), ("costs", None)], "middle_manager"),  # costs concern that programme
        ([("costs", None), ("duration", None)], None),
        ([("duration", "both"), ("sources", "both")], "both"),
    ],
)
def test_programme_of_the_reply_is_the_one_that_all_answers_share(asks: list[tuple[str, str | None]], programme: str | None) -> None:
    assert REPLIES.answer(asks, "nb").programme == programme


def test_suggestions_are_about_the_programme_of_the_last_question() -> None:
    reply = REPLIES.answer([("costs", "middle_manager"), ("compare", "top_leader"), ("sources", "top_leader")], "nb")
    assert [suggestion["title"] for suggestion in reply.messages[-1].suggestions] == ["Hvor lenge varer topplederne?"]


def test_answer_for_one_programme_has_no_comparison() -> None:
    reply = REPLIES.answer([("duration", "top_leader"), ("sources", None)], "nb")
    assert [message.comparison for message in reply.messages] == [None, None]
    assert all("comparison" not in message for message in reply.as_dict()["messages"])


def test_two_answers_stand_side_by_side_too() -> None:
    (message,) = REPLIES.answer([("duration", None)], "nn").messages
    assert message.comparison == {
        "columns": ["Mellomleiar", "Toppleiar"],
        "rows": [{"aspect": "Lengd", "cells": ["Eitt år.", "Det står ikkje."]}],
    }


@pytest.mark.parametrize("programme", [None, "both", "top_leader"])
def test_comparison_is_composed_of_the_briefs(programme: str | None) -> None:
    reply = REPLIES.answer([("compare", programme)], "nb")
    assert reply.as_dict() == {
        "outcome": "answered",
        "topic": "compare",
        "programme": programme,
        "messages": [
            {
                "text": "Brevet sier:\n\nVarighet\n– Mellomleder: ett år.\n– Toppleder: ukjent.",
                "citations": [OTHER_NB, CITATION_NB],
                "suggestions": [REPLIES.question("costs", programme, "nb")],
                "comparison": {
                    "columns": ["Mellomleder", "Toppleder"],
                    "rows": [{"aspect": "Varighet", "cells": ["Ett år", "Ukjent"]}],
                },
            }
        ],
    }


def test_comparison_after_another_answer_has_its_title() -> None:
    reply = REPLIES.answer([("sources", None), ("compare", None)], "nn")
    assert reply.messages[1].text == "Skilnad\nBrevet seier:\n\nLengd\n– Mellomleiar: eitt år.\n– Toppleiar: ukjend."


def test_sources_of_a_comparison_are_those_it_cites() -> None:
    comparing = copy.deepcopy(COMPARING)
    comparing["topics"]["compare"]["answers"]["both"]["citations"].pop()
    (message,) = Replies(comparing).sources("compare", None, "nb", "Svaret bygger på:").messages
    assert message.text == "Svaret bygger på:\n– Brevet (2020): Ressurser\n– Brevet (2020): Opplegg"


def test_only_the_last_message_has_suggestions() -> None:
    reply = REPLIES.answer([("sources", None), ("costs", None)], "nb")
    titles = [[suggestion["title"] for suggestion in message.suggestions] for message in reply.messages]
    assert titles == [[], ["Hvor lenge varer begge?"]]


def test_sources_names_document_and_section_once_each() -> None:
    reply = REPLIES.sources("costs", None, "nb", "Svaret bygger på:")
    assert reply.messages[0].text == "Svaret bygger på:\n– Brevet (2020): Ressurser\n– Brevet (2020): Opplegg"
    assert [citation["section"] for citation in reply.messages[0].citations] == ["Ressurser", "Opplegg"]


def test_unknown_topic_is_not_contained() -> None:
    assert "duration" in REPLIES and "weather" not in REPLIES


def test_message_has_no_citations_or_suggestions_of_its_own() -> None:
    assert Message("Hei") == Message("Hei", [], [])
