"""The Rasa policy: which action follows a message, and what the conversation remembers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("rasa", reason="needs the engine environment")

from rasa.core.policies.policy import PolicyPrediction
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.context_policy import ContextPolicy
from tests.nlu.understandings import UNSURE, programme, role, said, sector, understanding


@pytest.fixture(scope="module")
def domain(domain_file: str) -> Domain:
    return Domain.load(domain_file)


@pytest.fixture
def policy(tmp_path: Path) -> ContextPolicy:
    storage, resource = LocalModelStorage.create(tmp_path), Resource("context_policy")
    new = ContextPolicy.create(ContextPolicy.get_default_config(), storage, resource, ExecutionContext(GraphSchema({})))
    new.train([], Domain.empty())
    return ContextPolicy.load(ContextPolicy.get_default_config(), storage, resource, ExecutionContext(GraphSchema({})))


@pytest.fixture
def tracker(domain: Domain) -> DialogueStateTracker:
    tracker = DialogueStateTracker("somebody", domain.slots)
    tracker.update(ActionExecuted("action_listen"))
    return tracker


def say(tracker: DialogueStateTracker, message: dict[str, Any], **metadata: str) -> None:
    intent = {"name": message["whole"]["ranking"][0][0], "confidence": message["whole"]["ranking"][0][1]}
    parsed = {"text": "en melding", "intent": intent, "entities": message["whole"]["entities"], "understanding": message}
    tracker.update(UserUttered("en melding", intent, parse_data=parsed, metadata=metadata))


def action(prediction: PolicyPrediction, domain: Domain) -> str | None:
    """The predicted action, None when the policy has no opinion."""
    best = prediction.max_confidence_index
    return domain.action_names_or_texts[best] if prediction.probabilities[best] > 0 else None


def converse(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain, *messages: dict[str, Any]) -> str | None:
    """Say each message, let the policy remember and act; the last action."""
    last = None
    for message in messages:
        say(tracker, message)
        prediction = policy.predict_action_probabilities(tracker, domain)
        last = action(prediction, domain)
        tracker.update_with_events(prediction.events, domain)
        tracker.update(ActionExecuted(last or "utter_greet"))
        tracker.update(ActionExecuted("action_listen"))
    return last


def test_question_is_answered_and_remembered(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain) -> None:
    say(tracker, understanding("ask_costs", entities=[programme("top_leader")], standard="nn", probability=0.97))

    prediction = policy.predict_action_probabilities(tracker, domain)

    assert action(prediction, domain) == "utter_answer"
    remembered = {event.key: event.value for event in prediction.events if isinstance(event, SlotSet)}
    assert remembered.pop("request")["asks"] == [("costs", "top_leader")]
    assert remembered == {"written_standard": "nn", "topic": "costs", "programme": "top_leader"}


def test_after_the_answer_it_listens(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain) -> None:
    say(tracker, understanding("ask_costs"))
    tracker.update(ActionExecuted("utter_answer"))

    assert action(policy.predict_action_probabilities(tracker, domain), domain) == "action_listen"


@pytest.mark.parametrize("intent", ["greet", "thank", "out_of_scope", "ask_privacy"])
def test_small_talk_is_left_to_the_rules_but_sets_the_standard(
    policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain, intent: str
) -> None:
    assert converse(policy, tracker, domain, understanding(intent, standard="nn", probability=0.97)) is None
    assert tracker.get_slot("written_standard") == "nn"
    assert tracker.get_slot("topic") is None


def test_message_that_was_never_understood_gets_no_opinion(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain) -> None:
    tracker.update(UserUttered("/restart", {"name": "restart"}))

    prediction = policy.predict_action_probabilities(tracker, domain)

    assert (action(prediction, domain), prediction.events) == (None, [])


def test_follow_up_asks_the_same_of_the_other_programme(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain) -> None:
    first = understanding("ask_costs", entities=[programme("middle_manager")])
    follow_up = understanding("followup_programme", entities=[programme("top_leader")])

    assert converse(policy, tracker, domain, first, follow_up) == "utter_answer"
    assert (tracker.get_slot("topic"), tracker.get_slot("programme")) == ("costs", "top_leader")


def test_answer_for_both_leaves_no_programme_behind(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain) -> None:
    converse(policy, tracker, domain, understanding("ask_costs", entities=[programme("middle_manager")]), understanding("followup_both"))

    assert tracker.get_slot("request")["programme"] == "both"
    assert tracker.get_slot("programme") is None


def test_the_last_of_several_questions_is_what_one_talks_of(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain) -> None:
    converse(policy, tracker, domain, understanding("ask_costs", questions=[("ask_costs", 0.95), ("ask_start", 0.95)]))

    assert tracker.get_slot("request")["asks"] == [("costs", None), ("start", None)]
    assert tracker.get_slot("topic") == "start"


def test_person_is_remembered(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain) -> None:
    who = understanding("ask_eligibility", entities=[role("middle_manager"), sector("municipal")])

    converse(policy, tracker, domain, who, understanding("ask_costs"), understanding("ask_eligibility", text="Kan jeg søke?"))

    assert tracker.get_slot("topic") == "eligibility_municipal_middle_manager"
    assert tracker.get_slot("programme") == "middle_manager"


def restored(tracker: DialogueStateTracker) -> None:
    """Let the slots pass through JSON, as a tracker store does."""
    tracker.update(SlotSet("request", json.loads(json.dumps(tracker.get_slot("request")))))


def test_open_question_is_remembered_until_it_is_answered(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain) -> None:
    converse(policy, tracker, domain, said("Jeg er avdelingsleder. Kan jeg søke?", "ask_eligibility", 0.95))
    restored(tracker)
    assert tracker.get_slot("request")["asking"] == {"missing": "sector", "asked": 1, "reminded": False}

    assert converse(policy, tracker, domain, said("på et sykehjem")) == "utter_answer"

    assert tracker.get_slot("topic") == "eligibility_municipal_middle_manager"
    assert tracker.get_slot("request")["asking"] is None


def test_open_question_is_asked_again_after_one_interruption_only(
    policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain
) -> None:
    left_open = []
    for message in (said("Kan eg søkje?", "ask_eligibility", 0.95), understanding("ask_costs"), understanding("ask_start")):
        converse(policy, tracker, domain, message)
        restored(tracker)
        left_open.append(tracker.get_slot("request")["asking"])

    assert left_open == [
        {"missing": "role", "asked": 1, "reminded": False},
        {"missing": "role", "asked": 1, "reminded": True},
        None,
    ]


def test_two_questions_are_asked_at_most(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain) -> None:
    answers = [said("leiar"), said("i kommunen")]

    actions = [converse(policy, tracker, domain, message) for message in (said("Kan eg søkje?", "ask_eligibility", 0.95), *answers)]

    assert actions == ["utter_answer", "utter_ask_role", "utter_answer"]
    assert tracker.get_slot("request")["asking"] is None


def test_question_alone_forgets_neither_topic_nor_what_was_told(
    policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain
) -> None:
    converse(policy, tracker, domain, said("Kan jeg søke?", "ask_eligibility", 0.95), said("i kommunen"))

    assert (tracker.get_slot("topic"), tracker.get_slot("sector")) == ("eligibility", "municipal")
    assert converse(policy, tracker, domain, said("avdelingsleder")) == "utter_answer"
    assert tracker.get_slot("topic") == "eligibility_municipal_middle_manager"


def test_small_talk_does_not_close_the_open_question(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain) -> None:
    converse(policy, tracker, domain, said("Kan jeg søke?", "ask_eligibility", 0.95), understanding("thank", text="takk"))
    restored(tracker)

    converse(policy, tracker, domain, said("avdelingsleder på sykehjem"))

    assert tracker.get_slot("topic") == "eligibility_municipal_middle_manager"


def test_wish_for_a_standard_is_remembered(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain) -> None:
    wish = understanding("ask_costs") | {"requested": "nn", "only_request": False}
    in_bokmaal = [understanding(intent, standard="nb", probability=0.99) for intent in ("greet", "ask_start", "ask_costs")]

    standards = []
    for message in (wish, *in_bokmaal):
        converse(policy, tracker, domain, message)
        restored(tracker)
        standards.append(tracker.get_slot("written_standard"))

    assert standards == ["nn", "nn", "nn", "nn"]


def test_wish_alone_at_the_start_is_left_to_the_response(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain) -> None:
    wish = understanding("smalltalk", UNSURE, text="nynorsk, takk") | {"requested": "nn", "only_request": True}

    assert converse(policy, tracker, domain, wish) == "utter_switch_to_nn"
    assert tracker.get_slot("written_standard") == "nn"


def test_unsure_understanding_is_searched_once_then_admitted(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain) -> None:
    unsure = understanding("ask_costs", UNSURE)

    assert converse(policy, tracker, domain, unsure) == "action_search_knowledge"
    assert converse(policy, tracker, domain, unsure) == "utter_not_understood"
    assert converse(policy, tracker, domain, unsure) == "action_search_knowledge"


def test_unsure_understanding_forgets_nothing(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain) -> None:
    converse(policy, tracker, domain, understanding("ask_costs", entities=[programme("top_leader")]), understanding("ask_start", UNSURE))

    assert (tracker.get_slot("topic"), tracker.get_slot("programme")) == ("costs", "top_leader")


def test_page_decides_the_standard_of_a_message_that_shows_none(
    policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain
) -> None:
    say(tracker, understanding("ask_costs", standard="nb", probability=0.55), language="nn")

    events = policy.predict_action_probabilities(tracker, domain).events

    assert SlotSet("written_standard", "nn") in events


def test_conversations_do_not_leak_into_each_other(policy: ContextPolicy, tracker: DialogueStateTracker, domain: Domain) -> None:
    other = DialogueStateTracker("somebody else", domain.slots)
    other.update(ActionExecuted("action_listen"))

    converse(policy, tracker, domain, understanding("ask_costs", entities=[programme("top_leader")]))
    converse(policy, other, domain, understanding("ask_start"))

    assert other.get_slot("programme") is None
