"""Small talk and fixed phrases: complete, in both written standards, and free of programme facts."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from knowledge.bot_files import ROOT
from nlu.training_questions import TOPIC_PREFIX, intents

STANDARDS = ["nb", "nn"]
OUTCOMES = {"answered", "not_in_sources", "clarification", "out_of_scope", "chitchat"}
CARRIED_OUT = {"followup_programme", "followup_both", "followup_audience", "more", "repeat", "show_source"}  # answered, not talked about
SMALL_TALK = sorted({name for name in intents() if not name.startswith(TOPIC_PREFIX)} - CARRIED_OUT | {"ask_privacy"})
OTHER_PHRASES = {
    "utter_foreign": "chitchat",
    "utter_lead_more": "chitchat",
    "utter_lead_sources": "chitchat",
    "utter_not_understood": "clarification",
    "utter_nothing_yet": "chitchat",
    "utter_out_of_scope": "out_of_scope",
    "utter_out_of_scope_foreign": "out_of_scope",
}
RESPONSES: dict[str, list[dict[str, Any]]] = yaml.safe_load((ROOT / "bot" / "responses.yml").read_text(encoding="utf-8"))["responses"]


def of_standard(action: str, standard: str) -> dict[str, Any]:
    (found,) = [variation for variation in RESPONSES[action] if variation["condition"][0]["value"] == standard]
    return found


def shown(variation: dict[str, Any]) -> list[str]:
    """Everything of a response that a person reads or sends."""
    return [variation["text"], *(text for button in variation.get("buttons", []) for text in (button["title"], button["payload"]))]


def test_small_talk_is_what_one_expects() -> None:
    assert {"greet", "goodbye", "thank", "who_are_you", "help", "human_handoff", "out_of_scope", "ask_privacy"} <= set(SMALL_TALK)


@pytest.mark.parametrize("intent", SMALL_TALK)
def test_small_talk_has_a_response(intent: str) -> None:
    assert f"utter_{intent}" in RESPONSES


@pytest.mark.parametrize("intent", sorted(set(SMALL_TALK) - {"out_of_scope"}))
def test_small_talk_counts_as_chitchat(intent: str) -> None:
    assert [variation["metadata"]["outcome"] for variation in RESPONSES[f"utter_{intent}"]] == ["chitchat", "chitchat"]


@pytest.mark.parametrize(("action", "outcome"), OTHER_PHRASES.items())
def test_phrase_has_its_outcome(action: str, outcome: str) -> None:
    assert {variation["metadata"]["outcome"] for variation in RESPONSES[action]} == {outcome}


@pytest.mark.parametrize("action", RESPONSES)
def test_response_has_both_standards_and_an_outcome_of_the_contract(action: str) -> None:
    conditions = [variation["condition"] for variation in RESPONSES[action]]

    assert conditions == [[{"type": "slot", "name": "written_standard", "value": standard}] for standard in STANDARDS]
    assert {variation["metadata"]["outcome"] for variation in RESPONSES[action]} <= OUTCOMES


@pytest.mark.parametrize("action", RESPONSES)
def test_both_standards_have_the_same_buttons(action: str) -> None:
    nb, nn = (of_standard(action, standard).get("buttons", []) for standard in STANDARDS)

    assert len(nb) == len(nn)
    assert all(button["title"] and button["payload"] for button in nb + nn)


@pytest.mark.parametrize("action", RESPONSES)
def test_response_says_something_and_no_number_but_the_letters_year(action: str) -> None:
    for variation in RESPONSES[action]:
        assert variation["text"].strip()
        assert set(re.findall(r"\d+", " ".join(shown(variation)))) <= {"2020"}


@pytest.mark.parametrize("action", sorted(RESPONSES.keys() - {"utter_switch_to_nb", "utter_switch_to_nn"}))
def test_written_standards_are_not_mixed(action: str) -> None:
    only_nn, only_nb = r"\b(eg|ikkje|kva|kven|frå|berre|dei)\b", r"\b(jeg|ikke|hva|hvem|fra|bare|de)\b"

    assert not re.search(only_nn, " ".join(shown(of_standard(action, "nb"))), re.I)
    assert not re.search(only_nb, " ".join(shown(of_standard(action, "nn"))), re.I)


@pytest.mark.parametrize("standard", STANDARDS)
def test_it_says_that_it_is_a_machine(standard: str) -> None:
    assert "maskin" in of_standard("utter_who_are_you", standard)["text"]
    assert "maskin" in of_standard("utter_greet", standard)["text"]
