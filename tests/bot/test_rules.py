"""The rules and the domain name only what exists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.bot_files import ROOT, compile_domain, write_domain
from nlu.training_questions import TOPIC_PREFIX, intents


def source(name: str) -> dict[str, Any]:
    return yaml.safe_load((ROOT / "bot" / name).read_text(encoding="utf-8"))


RULES: list[dict[str, Any]] = source("rules.yml")["rules"]
INTENTS = intents()
ACTIONS = set(source("domain.yml")["actions"]) | source("responses.yml")["responses"].keys()


@pytest.mark.parametrize("rule", RULES, ids=[rule["rule"] for rule in RULES])
def test_rule_answers_a_known_intent_with_its_own_response(rule: dict[str, Any]) -> None:
    asked, answered = rule["steps"]

    assert asked["intent"] in INTENTS
    assert answered["action"] in ACTIONS
    assert answered["action"] == f"utter_{asked['intent']}"


def test_no_intent_has_two_rules() -> None:
    asked = [rule["steps"][0]["intent"] for rule in RULES]

    assert len(asked) == len(set(asked))


def test_no_question_about_the_programmes_has_a_rule() -> None:
    asked = {rule["steps"][0]["intent"] for rule in RULES}

    assert {intent for intent in asked if intent.startswith(TOPIC_PREFIX)} == {"ask_privacy"}


@pytest.mark.parametrize(
    "intent",
    [
        "greet",
        "goodbye",
        "thank",
        "who_are_you",
        "help",
        "smalltalk",
        "praise",
        "abuse",
        "prompt_injection",
        "human_handoff",
        "affirm",
        "deny",
        "out_of_scope",
    ],
)
def test_small_talk_has_a_rule(intent: str) -> None:
    assert intent in {rule["steps"][0]["intent"] for rule in RULES}


def test_compiled_domain_has_the_intents_the_responses_and_the_slots() -> None:
    domain = yaml.safe_load(compile_domain(INTENTS))

    assert domain["intents"] == INTENTS
    assert domain["responses"] == source("responses.yml")["responses"]
    assert domain["slots"] == source("domain.yml")["slots"]
    assert domain["actions"] == source("domain.yml")["actions"]


def test_conversation_lasts_as_long_as_its_id() -> None:
    assert source("domain.yml")["session_config"]["session_expiration_time"] == 0


def test_unchanged_domain_is_not_written_again(tmp_path: Path) -> None:
    path = write_domain(["greet"], tmp_path / "build" / "domain.yml")
    before = path.stat().st_mtime_ns

    assert write_domain(["greet"], path).stat().st_mtime_ns == before
    assert write_domain(["greet", "thank"], path).stat().st_mtime_ns != before
