"""The Rasa component, trained on a few real questions, stored, loaded and asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("rasa", reason="needs the engine environment")

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.training_questions import FOLDER
from nlu.understanding import Understanding

TOPICS = ("tuition", "deadline", "location", "steering_group")
OF_EACH_STANDARD = 10
CONTEXT = ExecutionContext(GraphSchema({}))
RESOURCE = Resource("understanding")


@pytest.fixture(scope="module")
def training_data() -> TrainingData:
    """The first questions of a few topics in both standards, as Rasa reads them."""
    examples = []
    for topic in TOPICS:
        found = load_data(str(FOLDER / f"{topic}.yml")).intent_examples
        for standard in ("nb", "nn"):
            examples += [e for e in found if e.get("metadata")["intent"]["written_standard"] == standard][:OF_EACH_STANDARD]
    return TrainingData(examples)


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory, training_data: TrainingData) -> LocalModelStorage:
    """A model storage with the trained component in it."""
    folder = tmp_path_factory.mktemp("model")
    storage = LocalModelStorage.create(folder)
    untrained = Understanding.create(settings(folder), storage, RESOURCE, CONTEXT)
    assert untrained.train(training_data) == RESOURCE
    return storage


@pytest.fixture(scope="module")
def component(storage: LocalModelStorage, tmp_path_factory: pytest.TempPathFactory, knowledge: dict[str, Any]) -> Understanding:
    return Understanding.load(settings(tmp_path_factory.mktemp("loaded")), storage, RESOURCE, CONTEXT)


def settings(folder: Path) -> dict[str, Any]:
    return {**Understanding.get_default_config(), "embedding_cache": str(folder / "embeddings.npz"), "ranking": 3}


def understood(component: Understanding, text: str, **metadata: str) -> Message:
    (message,) = component.process([Message(data={"text": text, "metadata": metadata})])
    return message


@pytest.mark.parametrize(
    ("text", "intent", "standard"),
    [
        ("Når er søknadsfristen for mellomlederutdanningen?", "ask_deadline", "nb"),
        ("Kor er samlingane på toppleiarprogrammet?", "ask_location", "nn"),
        ("Er det semesteravgift på topplederprogrammet?", "ask_tuition", "nb"),
        ("Kven sit i styringsgruppa?", "ask_steering_group", "nn"),
    ],
)
def test_question_is_understood(component: Understanding, text: str, intent: str, standard: str) -> None:
    message = understood(component, text)

    assert message.get("intent")["name"] == intent
    assert message.get("understanding")["standard"] == standard


def test_ranking_is_sorted_and_as_long_as_set(component: Understanding) -> None:
    message = understood(component, "Når er fristen?")
    confidences = [near["confidence"] for near in message.get("intent_ranking")]

    assert message.get("intent_ranking")[0] == message.get("intent")
    assert len(confidences) == 3
    assert confidences == sorted(confidences, reverse=True)


def test_entities_are_reported_as_rasa_does(component: Understanding) -> None:
    message = understood(component, "Når er fristen for topplederprogrammet?")

    assert message.get("entities") == [{"entity": "programme", "value": "top_leader", "start": 19, "end": 38, "weak": False}]


def test_each_question_of_a_message_is_read_on_its_own(component: Understanding) -> None:
    message = understood(component, "Hei!  Når er søknadsfristen, og hvor er samlingene på topplederprogrammet?")
    questions = message.get("understanding")["questions"]

    assert [question["text"] for question in questions] == ["Når er søknadsfristen", "hvor er samlingene på topplederprogrammet?"]
    assert [question["ranking"][0][0] for question in questions] == ["ask_deadline", "ask_location"]
    assert [[entity["value"] for entity in question["entities"]] for question in questions] == [[], ["top_leader"]]


def test_single_question_is_not_repeated(component: Understanding) -> None:
    understanding = understood(component, " Når er fristen? ").get("understanding")

    assert (understanding["whole"]["text"], understanding["questions"]) == ("Når er fristen?", [])


def test_short_message_is_also_read_in_its_context(component: Understanding) -> None:
    assert understood(component, "hvor da?", topic="deadline").get("understanding")["in_context"]
    assert understood(component, "hvor da?").get("understanding")["in_context"] is None
    assert understood(component, "hvor da?", topic="unknown").get("understanding")["in_context"] is None


def test_foreign_message_says_its_language(component: Understanding) -> None:
    assert understood(component, "When is the deadline for applications?").get("understanding")["foreign"] == "en"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Svar på nynorsk: når er søknadsfristen?", "når er søknadsfristen?"),
        ("Når er søknadsfristen? Kan du svare på nynorsk?", "Når er søknadsfristen?"),
    ],
)
def test_wish_for_a_standard_is_read_apart_from_the_question(component: Understanding, text: str, question: str) -> None:
    message = understood(component, text)
    understanding = message.get("understanding")

    assert (understanding["requested"], understanding["only_request"]) == ("nn", False)
    assert (understanding["whole"]["text"], understanding["questions"]) == (question, [])
    assert message.get("intent")["name"] == "ask_deadline"


def test_wish_alone_is_nothing_but_a_wish(component: Understanding) -> None:
    understanding = understood(component, "Svar på bokmål, takk").get("understanding")

    assert (understanding["requested"], understanding["only_request"]) == ("nb", True)


def test_message_without_a_wish_requests_no_standard(component: Understanding) -> None:
    understanding = understood(component, "Er undervisningen på nynorsk?").get("understanding")

    assert (understanding["requested"], understanding["only_request"]) == (None, False)


@pytest.mark.parametrize(
    ("text", "asks"), [("Når er fristen?", True), ("Jeg jobber på et sykehjem. Kan jeg søke?", True), ("Jeg jobber på et sykehjem.", False)]
)
def test_it_is_told_whether_the_message_asks(component: Understanding, text: str, asks: bool) -> None:
    assert understood(component, text).get("understanding")["asks"] is asks


def test_output_is_passed_on_to_the_dialogue(component: Understanding) -> None:
    message = understood(component, "Når er fristen?")

    assert {"intent", "intent_ranking", "entities", "understanding"} <= message.as_dict(only_output_properties=True).keys()


@pytest.mark.parametrize("text", ["", "   ", "\u200b\x00"])
def test_empty_message_is_left_alone(component: Understanding, text: str) -> None:
    assert understood(component, text).get("understanding") is None


def test_untrained_component_leaves_messages_alone(tmp_path: Path) -> None:
    untrained = Understanding.create(settings(tmp_path), LocalModelStorage.create(tmp_path), RESOURCE, CONTEXT)

    assert understood(untrained, "Når er fristen?").get("intent") is None


def test_training_data_passes_unchanged(component: Understanding, training_data: TrainingData) -> None:
    assert component.process_training_data(training_data) is training_data
