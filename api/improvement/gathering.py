"""Gather questions without a right answer in clusters of the same meaning. Imports torch: only a job of its own does it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from sklearn.cluster import AgglomerativeClustering

from api.engine_switch import write_whole
from api.project import Project
from api.store.database import connect
from api.store.unanswered import Asked, UnansweredStore
from knowledge.checks.questions import fold_question
from knowledge.compiled import read_knowledge
from knowledge.embedding import load_model
from knowledge.errors import NotCompiledError
from knowledge.search import SearchIndex

WHITENED_DIMENSIONS = 128
SAME_MEANING = 0.25
"""Mean cosine of whitened vectors from which questions are of one cluster. On 300 training questions of 12 topics 0.2 puts 95 % of
them in clusters of which 79 % are of one topic, 0.3 71 % and 85 %; as they come from e5 no threshold does better than 64 %."""
SAME_MEANING_UNWHITENED = 0.92
TOPICS_SHOWN = 3
AT_ONCE = 32
Embed = Callable[[list[str]], np.ndarray]
Nearest = Callable[[str], list[str]]


def gather(project: Project, database_url: str, days: int, report: Callable[[str, int, int], None]) -> None:
    """Cluster the questions of the last days and keep the result: ids of turns only, so that what is deleted is gone."""
    engine = connect(database_url)
    now = datetime.now(UTC)
    questions = UnansweredStore(engine).since(now - timedelta(days=days))
    engine.dispose()
    report("embed", 0, 0)
    encoder = load_model()

    def embed(texts: list[str]) -> np.ndarray:
        parts = []
        for start in range(0, len(texts), AT_ONCE):
            report("embed", start, len(texts))
            parts.append(np.asarray(encoder.encode_query(texts[start : start + AT_ONCE], show_progress_bar=False), dtype=np.float32))
        return np.concatenate(parts)

    try:
        index = SearchIndex.open(read_knowledge())
        whitening = Whitening(index.vectors)
        found = cluster(
            questions,
            lambda texts: whitening.apply(embed(texts)),
            lambda text: [near.topic for near in index.nearest(encoder, text, TOPICS_SHOWN)],
        )
    except NotCompiledError:  # no search index yet: coarser clusters are better than none
        found = cluster(questions, embed, lambda text: [], SAME_MEANING_UNWHITENED)
    write_whole(project.clusters, json.dumps({"made_at": now.isoformat(), "days": days, "clusters": found}))


class Whitening:
    """Takes out of sentence vectors what all sentences of the field share, so that what tells them apart remains.

    Su et al. 2021, "Whitening Sentence Representations for Better Semantics and Faster Retrieval", fitted on the search index.
    """

    def __init__(self, vectors: np.ndarray, dimensions: int = WHITENED_DIMENSIONS) -> None:
        self._mean = vectors.mean(axis=0)
        _, sizes, directions = np.linalg.svd(vectors - self._mean, full_matrices=False)
        self._kernel = directions[:dimensions].T / np.maximum(sizes[:dimensions], 1e-6)

    def apply(self, vectors: np.ndarray) -> np.ndarray:
        """(n, dimension) → (n, at most `dimensions`) of unit length."""
        whitened = (vectors - self._mean) @ self._kernel
        whole: np.ndarray = whitened / np.maximum(np.linalg.norm(whitened, axis=1, keepdims=True), 1e-9)
        return whole


def cluster(questions: Sequence[Asked], embed: Embed, nearest: Nearest, same: float = SAME_MEANING) -> list[dict[str, Any]]:
    """Clusters by size: `turns`, the one nearest the middle first, and the `topics` near it. Every question is in one cluster.

    Questions in the same words are embedded once. The same questions always give the same clusters.
    """
    by_words: dict[str, list[Asked]] = {}
    for question in questions:
        by_words.setdefault(fold_question(question.message) or question.message, []).append(question)
    words = list(by_words.values())
    texts = [alike[0].message for alike in words]
    groups = _groups(embed(texts), same) if len(texts) > 1 else [[place] for place in range(len(texts))]
    found = [
        {"turns": [question.turn_id for place in group for question in words[place]], "topics": nearest(texts[group[0]])}
        for group in groups
    ]
    return sorted(found, key=lambda one: -len(one["turns"]))


def _groups(vectors: np.ndarray, same: float) -> list[list[int]]:
    model = AgglomerativeClustering(n_clusters=None, metric="cosine", linkage="average", distance_threshold=1 - same)
    labels = model.fit_predict(vectors)
    groups = []
    for label in dict.fromkeys(labels.tolist()):
        places = np.flatnonzero(labels == label)
        middle = vectors[places].mean(axis=0)
        groups.append([int(place) for place in places[np.argsort(-(vectors[places] @ middle), kind="stable")]])
    return groups
