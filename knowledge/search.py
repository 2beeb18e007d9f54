"""Semantic search over the questions people ask and the quotes that answer them: which topics lie near a message."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from knowledge.compiled import read_knowledge
from knowledge.errors import NotCompiledError
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

    @property
    def vectors(self) -> np.ndarray:
        """float32 (n, dimension), one row a passage."""
        return self._vectors

    @classmethod
    def build(cls, knowledge: dict[str, Any], encoder: Encoder, path: Path = PATH) -> SearchIndex:
        """Embed questions as queries and quotes as passages, and store them; what is stored already is used again."""
        found = passages(knowledge)
        vectors = _stored(path)
        for kind, encode in (("question", encoder.encode_query), ("quote", encoder.encode_document)):
            new = [p for p in found if p.kind == kind and _key(p) not in vectors]
            if new:
                vectors.update(zip(map(_key, new), np.asarray(encode([p.text for p in new]), dtype=np.float32)))
        index = cls(found, np.stack([vectors[_key(passage)] for passage in found]))
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, keys=np.array([_key(passage) for passage in found]), vectors=index._vectors)
        return index

    @classmethod
    def open(cls, knowledge: dict[str, Any], path: Path = PATH) -> SearchIndex:
        """The stored index. Raises NotCompiledError when it is missing or of another knowledge."""
        found = passages(knowledge)
        vectors = _stored(path)
        if not is_current(knowledge, path):
            raise NotCompiledError(f"{path} is missing or out of date. Run `kompass train`, which builds it.")
        return cls(found, np.stack([vectors[_key(passage)] for passage in found]))

    def nearest(self, encoder: Encoder, text: str, count: int) -> list[Near]:
        """The `count` topics nearest to a text, best first."""
        cosines = self._vectors @ np.asarray(encoder.encode_query([text]))[0]
        by_topic: dict[str, list[float]] = {}
        for position in np.argsort(-cosines)[:NEIGHBOURS]:
            by_topic.setdefault(self._passages[position].topic, []).append(float(cosines[position]))
        scored = [Near(topic, float(np.mean(scores[:2]))) for topic, scores in by_topic.items()]
        return sorted(scored, key=lambda near: -near.score)[:count]


def is_current(knowledge: dict[str, Any], path: Path = PATH) -> bool:
    """Whether the stored index has every passage of this knowledge."""
    return {_key(passage) for passage in passages(knowledge)} <= _stored(path).keys()


def _key(passage: Passage) -> str:
    return hashlib.sha256(f"{passage.kind}\t{passage.text}".encode()).hexdigest()[:24]


def _stored(path: Path) -> dict[str, np.ndarray]:
    if not path.exists():
        return {}
    stored = np.load(path)
    return dict(zip(stored["keys"].tolist(), stored["vectors"]))


def main() -> None:
    """Build the index of the compiled knowledge: `python -m knowledge.search`."""
    from knowledge.embedding import load_model  # torch: only here

    SearchIndex.build(read_knowledge(), load_model())


if __name__ == "__main__":
    main()
