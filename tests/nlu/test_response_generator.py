"""The engine's response generator: what a person gets for a resolved message."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("rasa", reason="needs the engine environment")

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.response_generator import ResponseGenerator

CHANNEL = "rest"


@pytest.fixture(scope="module")
def domain(domain_file: str) -> Domain:
    return Domain.load(domain_file)


@pytest.fixture(scope="module")
def generator(domain_file: str) -> ResponseGenerator:
    return ResponseGenerator()


def resolved(domain: Domain, standard: str = "nb", **request: Any) -> DialogueStateTracker:
    """A conversation whose last message was resolved to this request."""
    tracker = DialogueStateTracker("somebody", domain.slots)
    intent = {"name": "ask_costs", "confidence": 0.91234}
    parsed = {
        "intent": intent,
        "intent_ranking": [intent, *({"name": f"ask_{n}", "confidence": 0.001} for n in range(9))],
        "entities": [{"entity": "programme", "value": "top_leader", "start": 0, "end": 9}],
        "understanding": {"standard": "nb", "probability": 0.97, "foreign": request.get("foreign")},
    }
    tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered("Hva koster topplederprogrammet?", intent, parse_data=parsed))
    known = {"asks": [], "standard": standard, "mode": "answer", "foreign": None, "confidence": 0.91234, "asking": None, **request}
    tracker.update_with_events([SlotSet("written_standard", standard), SlotSet("request", known)], domain)
    return tracker


async def response(generator: ResponseGenerator, action: str, tracker: DialogueStateTracker) -> dict[str, Any]:
    found = await generator.generate(action, tracker, CHANNEL)
    assert found is not None
    return found


@pytest.mark.asyncio
@pytest.mark.parametrize("standard", ["nb", "nn"])
@pytest.mark.parametrize("programme", ["middle_manager", "top_leader"])
async def test_answer_is_that_of_the_entry(
    generator: ResponseGenerator, domain: Domain, knowledge: dict[str, Any], standard: str, programme: str
) -> None:
    given = await response(generator, "utter_answer", resolved(domain, standard, asks=[["costs", programme]]))
    entry = knowledge["topics"]["costs"]["answers"][programme]
    (message,) = given["custom"]["messages"]

    assert given["text"] == message["text"] == entry[standard]
    assert [citation["quote"] for citation in message["citations"]] == [citation["quote"] for citation in entry["citations"]]
    assert {key: given["custom"][key] for key in ("outcome", "topic", "programme", "language")} == {
        "outcome": entry["status"],
        "topic": "costs",
        "programme": programme,
        "language": standard,
    }


@pytest.mark.asyncio
async def test_answer_offers_questions_in_its_standard(generator: ResponseGenerator, domain: Domain) -> None:
    given = await response(generator, "utter_answer", resolved(domain, "nn", asks=[["costs", "top_leader"]]))
    suggestions = given["custom"]["messages"][-1]["suggestions"]

    assert suggestions
    assert all(suggestion.keys() == {"title", "message"} for suggestion in suggestions)
    assert any("toppleiarprogrammet" in suggestion["title"] for suggestion in suggestions)


@pytest.mark.asyncio
async def test_several_questions_get_a_message_each(generator: ResponseGenerator, domain: Domain, knowledge: dict[str, Any]) -> None:
    given = await response(generator, "utter_answer", resolved(domain, asks=[["costs", "top_leader"], ["start", "top_leader"]]))

    headings = [message["text"].split("\n")[0] for message in given["custom"]["messages"]]
    assert headings == [knowledge["topics"][topic]["title"]["nb"] for topic in ("costs", "start")]
    assert given["text"] == "\n\n".join(message["text"] for message in given["custom"]["messages"])


@pytest.mark.asyncio
async def test_each_question_is_answered_for_its_own_programme(
    generator: ResponseGenerator, domain: Domain, knowledge: dict[str, Any]
) -> None:
    asks = [["costs", "middle_manager"], ["start", "top_leader"]]
    given = await response(generator, "utter_answer", resolved(domain, "nn", asks=asks))

    texts = [message["text"].split("\n", 1)[1] for message in given["custom"]["messages"]]
    assert texts == [knowledge["topics"][topic]["answers"][programme]["nn"] for topic, programme in asks]
    assert (given["custom"]["topic"], given["custom"]["programme"]) == ("costs", None)


def asked_question(domain: Domain, action: str, standard: str) -> dict[str, Any]:
    """The message that asks, as the person gets it."""
    (variation,) = [variation for variation in domain.responses[action] if variation["condition"][0]["value"] == standard]
    return {
        "text": variation["text"],
        "citations": [],
        "suggestions": [{"title": button["title"], "message": button["payload"]} for button in variation["buttons"]],
    }


def asking(missing: str, **more: Any) -> dict[str, Any]:
    """An open question of the eligibility dialogue, as the slot keeps it."""
    return {"missing": missing, "asked": 1, "reminded": False, **more}


@pytest.mark.asyncio
@pytest.mark.parametrize("standard", ["nb", "nn"])
@pytest.mark.parametrize("missing", ["role", "sector"])
async def test_asked_question_comes_after_the_answer_with_its_buttons(
    generator: ResponseGenerator, domain: Domain, knowledge: dict[str, Any], missing: str, standard: str
) -> None:
    request = {"asks": [["eligibility", "middle_manager"]], "asking": asking(missing)}
    given = await response(generator, "utter_answer", resolved(domain, standard, **request))

    answer, question = given["custom"]["messages"]
    assert answer["text"] == knowledge["topics"]["eligibility"]["answers"]["middle_manager"][standard]
    assert question == asked_question(domain, f"utter_ask_{missing}", standard)
    assert given["text"] == f"{answer['text']}\n\n{question['text']}"
    assert (given["custom"]["outcome"], given["custom"]["topic"]) == ("answered", "eligibility")


@pytest.mark.asyncio
async def test_asked_question_comes_after_all_the_answers(generator: ResponseGenerator, domain: Domain) -> None:
    request = {"asks": [["eligibility", None], ["costs", None]], "asking": asking("sector", asked=2)}
    given = await response(generator, "utter_answer", resolved(domain, **request))

    assert len(given["custom"]["messages"]) == 3
    assert given["custom"]["messages"][-1] == asked_question(domain, "utter_ask_sector", "nb")


@pytest.mark.asyncio
@pytest.mark.parametrize("mode", ["sources", "more"])
async def test_asked_question_comes_after_the_source_too(generator: ResponseGenerator, domain: Domain, mode: str) -> None:
    request = {"asks": [["costs", "top_leader"]], "asking": asking("role", reminded=True), "mode": mode}
    given = await response(generator, "utter_answer", resolved(domain, **request))

    assert given["custom"]["messages"][-1] == asked_question(domain, "utter_ask_role", "nb")


@pytest.mark.asyncio
async def test_no_question_is_asked_when_nothing_is_missing(generator: ResponseGenerator, domain: Domain) -> None:
    given = await response(generator, "utter_answer", resolved(domain, asks=[["eligibility", None]]))

    assert len(given["custom"]["messages"]) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("standard", ["nb", "nn"])
@pytest.mark.parametrize("missing", ["role", "sector"])
async def test_question_alone_is_asked_once(generator: ResponseGenerator, domain: Domain, missing: str, standard: str) -> None:
    action = f"utter_ask_{missing}"
    given = await response(generator, action, resolved(domain, standard, asking=asking(missing)))

    assert given["custom"]["messages"] == [asked_question(domain, action, standard)]
    assert (given["custom"]["outcome"], given["custom"]["topic"]) == ("clarification", None)


@pytest.mark.asyncio
@pytest.mark.parametrize("mode", ["sources", "more"])
async def test_source_is_named_under_a_line_of_its_own(
    generator: ResponseGenerator, domain: Domain, knowledge: dict[str, Any], mode: str
) -> None:
    given = await response(generator, "utter_answer", resolved(domain, "nn", asks=[["start", "top_leader"]], mode=mode))
    (message,) = given["custom"]["messages"]
    (lead,) = [variation["text"] for variation in domain.responses[f"utter_lead_{mode}"] if variation["condition"][0]["value"] == "nn"]

    assert message["text"].startswith(lead)
    for citation in knowledge["topics"]["start"]["answers"]["top_leader"]["citations"]:
        assert citation["section"] in message["text"]
        assert citation["quote"] in {shown["quote"] for shown in message["citations"]}


@pytest.mark.asyncio
async def test_small_talk_is_the_response_in_the_standard(generator: ResponseGenerator, domain: Domain) -> None:
    given = await response(generator, "utter_greet", resolved(domain, "nn"))
    (expected,) = [variation for variation in domain.responses["utter_greet"] if variation["condition"][0]["value"] == "nn"]

    assert given["custom"]["messages"] == [
        {
            "text": expected["text"],
            "citations": [],
            "suggestions": [{"title": button["title"], "message": button["payload"]} for button in expected["buttons"]],
        }
    ]
    assert (given["custom"]["outcome"], given["custom"]["topic"], given["custom"]["language"]) == ("chitchat", None, "nn")


@pytest.mark.asyncio
@pytest.mark.parametrize(("action", "outcome"), [("utter_out_of_scope", "out_of_scope"), ("utter_not_understood", "clarification")])
async def test_outcome_is_that_of_the_response(generator: ResponseGenerator, domain: Domain, action: str, outcome: str) -> None:
    given = await response(generator, action, resolved(domain))

    assert given["custom"]["outcome"] == outcome


@pytest.mark.asyncio
async def test_answer_to_a_foreign_message_begins_with_a_line_in_english(generator: ResponseGenerator, domain: Domain) -> None:
    given = await response(generator, "utter_answer", resolved(domain, asks=[["costs", "top_leader"]], foreign="en"))

    assert [message["text"].startswith("I answer in Norwegian") for message in given["custom"]["messages"]] == [True, False]


@pytest.mark.asyncio
async def test_english_line_is_said_once(generator: ResponseGenerator, domain: Domain) -> None:
    given = await response(generator, "utter_out_of_scope_foreign", resolved(domain, foreign="en"))

    assert given["text"].count("I answer in Norwegian") == 1


@pytest.mark.asyncio
async def test_what_was_understood_is_reported_for_the_log(generator: ResponseGenerator, domain: Domain) -> None:
    given = await response(generator, "utter_answer", resolved(domain, "nn", asks=[["costs", "top_leader"]], confidence=0.8))

    understood = given["custom"]["understanding"]
    assert understood["ranking"][0] == ["ask_costs", 0.9123]
    assert {
        key: understood[key] for key in ("intent", "confidence", "topics", "entities", "standard", "standard_probability", "foreign")
    } == {
        "intent": "ask_costs",
        "confidence": 0.8,
        "topics": ["costs"],
        "entities": [["programme", "top_leader"]],
        "standard": "nb",
        "standard_probability": 0.97,
        "foreign": None,
    }


@pytest.mark.asyncio
async def test_conversation_without_request_still_gets_small_talk(generator: ResponseGenerator, domain: Domain) -> None:
    tracker = DialogueStateTracker("somebody", domain.slots)
    tracker.update_with_events([SlotSet("written_standard", "nb")], domain)

    given = await response(generator, "utter_greet", tracker)

    assert (given["custom"]["outcome"], given["custom"]["language"]) == ("chitchat", "nb")
