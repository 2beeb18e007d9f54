"""Smoke training of the topic model on a few of the real questions."""

from __future__ import annotations

from itertools import zip_longest

import pytest

pytest.importorskip("onnxruntime", reason="needs the sentence encoder of the engine environment")
pytest.importorskip("sklearn", reason="needs scikit-learn of the engine environment")

from nlu.encoder import Encoder
from nlu.entities import EntityFinder
from nlu.topic_features import Embedder
from nlu.topic_model import TopicModel
from nlu.training_questions import Question, read_questions

INTENTS = ("ask_tuition", "ask_deadline", "ask_location", "ask_steering_group", "greet")
TRAINED, HELD_OUT = 16, 8


def mixed(questions: list[Question], intent: str) -> list[str]:
    """An intent's questions, Bokmål and Nynorsk in turn."""
    nb, nn = ([q.text for q in questions if q.intent == intent and q.written_standard == standard] for standard in ("nb", "nn"))
    return [text for pair in zip_longest(nb, nn) for text in pair if text]


@pytest.fixture(scope="module")
def questions() -> dict[str, list[str]]:
    mask, found = EntityFinder().mask, read_questions()
    return {intent: [mask(text) for text in mixed(found, intent)[: TRAINED + HELD_OUT]] for intent in INTENTS}


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    return Embedder(Encoder(), tmp_path_factory.mktemp("embeddings") / "cache.npz")


@pytest.fixture(scope="module")
def model(questions: dict[str, list[str]], embedder: Embedder) -> TopicModel:
    texts = [text for intent in INTENTS for text in questions[intent][:TRAINED]]
    return TopicModel.train(texts, [intent for intent in INTENTS for _ in range(TRAINED)], embedder)


def test_unseen_questions_are_mostly_understood(model: TopicModel, embedder: Embedder, questions: dict[str, list[str]]) -> None:
    asked = [(intent, text) for intent in INTENTS for text in questions[intent][TRAINED:]]
    rankings = model.rank(embedder, [text for _, text in asked])

    right = sum(ranking[0][0] == intent for (intent, _), ranking in zip(asked, rankings, strict=True))
    assert right / len(asked) > 0.7


def test_training_questions_are_understood(model: TopicModel, embedder: Embedder, questions: dict[str, list[str]]) -> None:
    rankings = model.rank(embedder, [questions[intent][0] for intent in INTENTS])

    assert tuple(ranking[0][0] for ranking in rankings) == INTENTS


@pytest.mark.parametrize("text", ["Når er fristen?", "kva tid må vi ha søkt", "asdf", "", "🙂"])
def test_every_intent_is_ranked_with_its_probability(model: TopicModel, embedder: Embedder, text: str) -> None:
    (ranking,) = model.rank(embedder, [text])
    probabilities = [probability for _, probability in ranking]

    assert {intent for intent, _ in ranking} == set(INTENTS)
    assert sum(probabilities) == pytest.approx(1)
    assert probabilities == sorted(probabilities, reverse=True)


def test_ranking_of_a_text_does_not_depend_on_its_neighbours(model: TopicModel, embedder: Embedder) -> None:
    (alone,), (_, together) = model.rank(embedder, ["Når er fristen?"]), model.rank(embedder, ["Hei!", "Når er fristen?"])

    assert [name for name, _ in alone] == [name for name, _ in together]
    assert [p for _, p in alone] == pytest.approx([p for _, p in together])


def test_training_twice_gives_the_same_model(questions: dict[str, list[str]], embedder: Embedder) -> None:
    texts = [text for intent in INTENTS[:3] for text in questions[intent][:9]]
    labels = [intent for intent in INTENTS[:3] for _ in range(9)]
    one, other = (dict(TopicModel.train(texts, labels, embedder).rank(embedder, ["Når er fristen?"])[0]) for _ in range(2))

    assert one == pytest.approx(other, abs=0.01)
