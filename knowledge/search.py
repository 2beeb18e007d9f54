"""Semantic search over the questions people ask and the quotes that answer them: which topics lie near a message."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from nlu.training_questions import TOPIC_PREFIX, read_questions

PATH = Path(__file__).parent.parent / "build" / "search.npz"
NEIGHBOURS = 12


class Encoder(Protocol):
    """What is needed of a SentenceTransformer."""

    def encode_query(self, inputs: list[str], *, show_progress_bar: bool = False) -> Any: ...

    def encode_document(self, inputs: list[str], *, show_progress_bar: bool = False) -> Any: ...


@dataclass(frozen=True)
class Passage:
    """A text of the index and the topic it belongs to; `kind` is question or quote."""

    topic: str
    kind: str
    text: str


@dataclass(frozen=True)
class Near:
    """A topic near a message; `score` is the mean cosine of its best two passages among the neighbours."""

    topic: str
    score: float


def passages(knowledge: dict[str, Any]) -> list[Passage]:
    """All questions of known topics and all quotes of their answers."""
    topics = knowledge["topics"]
    found = [
        Passage(question.intent[len(TOPIC_PREFIX) :], "question", question.text)
        for question in read_questions()
        if question.intent.startswith(TOPIC_PREFIX) and question.intent[len(TOPIC_PREFIX) :] in topics
    ]
    for topic, entry in topics.items():
        quotes = {citation["quote"] for answer in entry["answers"].values() for citation in answer["citations"]}
        found += [Passage(topic, "quote", quote) for quote in sorted(quotes)]
    return found


class SearchIndex:
    """Embedded passages, float32 (n, dimension) of unit length."""

    def __init__(self, found: list[Passage], vectors: np.ndarray) -> None:
        self._passages, self._vectors = found, vectors

    @classmethod
    def build(cls, knowledge: dict[str, Any], encoder: Encoder) -> SearchIndex:
        """Embed questions as queries and quotes as passages."""
        found = passages(knowledge)
        questions = [p.text for p in found if p.kind == "question"]
        quotes = [p.text for p in found if p.kind == "quote"]
        return cls(found, np.vstack([encoder.encode_query(questions), encoder.encode_document(quotes)]).astype(np.float32))

    @classmethod
    def open(cls, knowledge: dict[str, Any], encoder: Encoder, path: Path = PATH) -> SearchIndex:
        """The stored index when it is of this knowledge, else a new one, stored."""
        found = passages(knowledge)
        digest = hashlib.sha256("\n".join(f"{p.topic}\t{p.text}" for p in found).encode("utf-8")).hexdigest()
        if path.exists():
            stored = np.load(path)
            if str(stored["digest"]) == digest:
                return cls(found, stored["vectors"])
        index = cls.build(knowledge, encoder)
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, digest=digest, vectors=index._vectors)
        return index

    def nearest(self, encoder: Encoder, text: str, count: int) -> list[Near]:
        """The `count` topics nearest to a text, best first."""
        cosines = self._vectors @ np.asarray(encoder.encode_query([text]))[0]
        by_topic: dict[str, list[float]] = {}
        for position in np.argsort(-cosines)[:NEIGHBOURS]:
            by_topic.setdefault(self._passages[position].topic, []).append(float(cosines[position]))
        scored = [Near(topic, float(np.mean(scores[:2]))) for topic, scores in by_topic.items()]
        return sorted(scored, key=lambda near: -near.score)[:count]
