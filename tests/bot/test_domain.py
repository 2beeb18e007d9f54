"""Rasa reads the compiled domain, the rules and the configuration without complaint."""

from __future__ import annotations

import pytest

pytest.importorskip("rasa", reason="needs the engine environment")

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import RuleStep
from rasa.shared.utils.io import read_config_file

from knowledge.bot_files import ROOT, write_domain
from nlu.training_questions import intents


@pytest.fixture(scope="module")
def domain(tmp_path_factory: pytest.TempPathFactory) -> Domain:
    return Domain.load(str(write_domain(intents(), tmp_path_factory.mktemp("domain") / "domain.yml")))


def test_domain_has_the_intents_of_the_examples(domain: Domain) -> None:
    assert set(intents()) <= set(domain.intents)


def test_every_phrase_but_the_composed_answer_has_a_response(domain: Domain) -> None:
    phrases = {action for action in domain.user_actions if action.startswith("utter_")}

    assert phrases - set(domain.responses) == {"utter_answer"}  # composed by nlu/response_generator.py


def test_domain_knows_every_action_of_the_policy(domain: Domain) -> None:
    named = {"utter_answer", "action_search_knowledge", "utter_not_understood", "utter_nothing_yet", "utter_out_of_scope_foreign"}

    assert named <= set(domain.action_names_or_texts)


def test_written_standard_is_one_of_two(domain: Domain) -> None:
    (slot,) = [slot for slot in domain.slots if slot.name == "written_standard"]

    assert slot.values[:2] == ["nb", "nn"]


def test_slots_do_not_disturb_the_rules(domain: Domain) -> None:
    assert [slot.name for slot in domain.slots if slot.influence_conversation] == []


def test_rules_are_read_as_rules(domain: Domain) -> None:
    steps = YAMLStoryReader(domain).read_from_file(ROOT / "bot" / "rules.yml")

    assert steps
    assert all(isinstance(step, RuleStep) for step in steps)


def test_configuration_names_our_components() -> None:
    config = read_config_file(ROOT / "config.yml")

    assert [component["name"] for component in config["pipeline"]] == ["nlu.understanding.Understanding"]
    assert [policy["name"] for policy in config["policies"]] == ["nlu.context_policy.ContextPolicy", "RulePolicy"]
