"""Semantic search, with an encoder that counts letters instead of a model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge import search
from knowledge.errors import NotCompiledError
from knowledge.search import Passage, SearchIndex, passages
from nlu.training_questions import Question
from tests.knowledge.small_knowledge import KNOWLEDGE

WORDS = ("lenge", "år", "koster", "betaler", "reisen", "står")


class WordEncoder:
    """A vector has one dimension a word of WORDS; `encoded` counts the texts it was given."""

    def __init__(self) -> None:
        self.encoded = 0

    def encode_query(self, inputs: list[str], *, show_progress_bar: bool = False) -> np.ndarray:
        self.encoded += len(inputs)
        vectors = np.array([[1e-6 + (word in text.lower()) for word in WORDS] for text in inputs])
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    encode_document = encode_query


QUESTIONS = [
    Question("Hvor lenge varer det?", "ask_duration", "nb", "duration.yml", 7),
    Question("Hva koster det, og hvem betaler?", "ask_costs", "nb", "costs.yml", 7),
    Question("Betaler jeg reisen?", "ask_costs", "nb", "costs.yml", 8),
    Question("Hei", "greet", "nb", "chitchat.yml", 7),
    Question("Blir det regn?", "ask_weather", "nb", "weather.yml", 7),
]


@pytest.fixture(autouse=True)
def training_questions(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(search, "read_questions", lambda: QUESTIONS)
    yield


def test_passages_are_questions_of_known_topics_and_each_quote_once() -> None:
    assert passages(KNOWLEDGE) == [
        Passage("duration", "question", "Hvor lenge varer det?"),
        Passage("costs", "question", "Hva koster det, og hvem betaler?"),
        Passage("costs", "question", "Betaler jeg reisen?"),
        Passage("duration", "quote", "Utdanningen varer ett år."),
        Passage("costs", "quote", "Reisen betales av kommunen."),
        Passage("costs", "quote", "Utdanningen varer ett år."),
        Passage("sources", "quote", "Reisen betales av kommunen."),
    ]


def test_nearest_topic_comes_first(tmp_path: Path) -> None:
    encoder = WordEncoder()
    near = SearchIndex.build(KNOWLEDGE, encoder, tmp_path / "search.npz").nearest(encoder, "Hvem betaler reisen min?", 2)
    assert [found.topic for found in near] == ["costs", "sources"]
    assert near[0].score > near[1].score


def test_score_is_the_mean_of_the_two_best_passages(tmp_path: Path) -> None:
    encoder = WordEncoder()
    (near,) = SearchIndex.build(KNOWLEDGE, encoder, tmp_path / "search.npz").nearest(encoder, "lenge", 1)
    assert near.topic == "duration"
    assert near.score == pytest.approx(0.5, abs=1e-4)


def test_count_limits_the_topics(tmp_path: Path) -> None:
    encoder = WordEncoder()
    assert len(SearchIndex.build(KNOWLEDGE, encoder, tmp_path / "search.npz").nearest(encoder, "år", 1)) == 1


def test_stored_index_is_opened_without_encoding(tmp_path: Path) -> None:
    path, encoder = tmp_path / "build" / "search.npz", WordEncoder()
    SearchIndex.build(KNOWLEDGE, encoder, path)
    index = SearchIndex.open(KNOWLEDGE, path)
    assert encoder.encoded == 7
    assert index.nearest(encoder, "Hva koster det?", 1)[0].topic == "costs"


def test_only_new_passages_are_encoded_when_the_knowledge_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, encoder = tmp_path / "search.npz", WordEncoder()
    monkeypatch.setattr(search, "read_questions", lambda: QUESTIONS[:1])
    SearchIndex.build(KNOWLEDGE, encoder, path)
    before = encoder.encoded
    monkeypatch.setattr(search, "read_questions", lambda: QUESTIONS)
    assert not search.is_current(KNOWLEDGE, path)
    SearchIndex.build(KNOWLEDGE, encoder, path)
    assert (before, encoder.encoded) == (5, 7)
    assert search.is_current(KNOWLEDGE, path)


def test_missing_index_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(NotCompiledError, match="kompass train"):
        SearchIndex.open(KNOWLEDGE, tmp_path / "search.npz")
