"""Clusters of questions, with an encoder that puts texts near each other when they share words."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from api.improvement.gathering import Whitening, cluster
from api.store.unanswered import Asked
from tests.actions.word_encoder import WordEncoder

TEXTS = [
    "Er det barnepass på samlingene",
    "Hvem vant fotballkampen i går",
    "Er det barnepass der samlingene holdes",
    "er det barnepass på samlingene?",
    "Barnepass på samlingene",
    "Hvem vant kampen i går",
]


def asked(number: int, text: str) -> Asked:
    """A question that was not understood."""
    return Asked(f"t{number}", "c", text, datetime(2026, 11, 1, tzinfo=UTC), "nb", "clarification", None, False, False)


def clusters(texts: list[str]) -> list[list[str]]:
    """The turns of each cluster."""
    found = cluster([asked(n, text) for n, text in enumerate(texts)], WordEncoder().encode_query, lambda text: ["exam"], same=0.5)
    return [one["turns"] for one in found]


def test_questions_of_one_meaning_are_together_the_largest_cluster_first() -> None:
    found = clusters(TEXTS)
    assert [set(turns) for turns in found] == [{"t0", "t2", "t3", "t4"}, {"t1", "t5"}]


def test_every_question_is_in_one_cluster_also_one_that_is_like_no_other() -> None:
    found = clusters([*TEXTS, "Kan bikkja være med"])
    assert sorted(turn for turns in found for turn in turns) == [f"t{n}" for n in range(7)]
    assert found[-1] == ["t6"]


def test_the_same_questions_always_give_the_same_clusters() -> None:
    assert clusters(TEXTS) == clusters(TEXTS)


def test_the_most_typical_question_stands_first_and_names_the_topics() -> None:
    found = cluster([asked(n, text) for n, text in enumerate(TEXTS)], WordEncoder().encode_query, lambda text: [text], same=0.5)
    assert found[0]["turns"][0] == "t0"
    assert found[0]["topics"] == ["Er det barnepass på samlingene"]


def test_no_question_gives_no_cluster_and_one_gives_one() -> None:
    assert clusters([]) == []
    assert clusters(["Er det eksamen?"]) == [["t0"]]


def test_whitening_takes_out_what_all_have_in_common() -> None:
    random = np.random.default_rng(1)
    vectors = random.normal(size=(200, 8)).astype(np.float32) + np.array([30, 0, 0, 0, 0, 0, 0, 0], dtype=np.float32)
    white = Whitening(vectors, dimensions=6).apply(vectors)
    assert white.shape == (200, 6)
    assert np.allclose(np.linalg.norm(white, axis=1), 1, atol=1e-4)
    assert abs(float((white @ white.T).mean())) < 0.05
    raw = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    assert float((raw @ raw.T).mean()) > 0.9
