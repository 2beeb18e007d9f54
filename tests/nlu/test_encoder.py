"""The tuned sentence encoder: unit vectors in which questions of one meaning lie together."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason="needs the sentence encoder of the engine environment")

from nlu.encoder import DIMENSION, KEPT_ONE_IN, Encoder, kept_from_tuning
from nlu.training_questions import read_questions


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_vectors_are_of_unit_length(encoder: Encoder) -> None:
    vectors = encoder.encode(["Hva koster det?", "🙂", ""])

    assert (vectors.shape, vectors.dtype) == ((3, DIMENSION), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-3)


@pytest.mark.parametrize(
    ("one", "same", "different"),
    [
        ("Hva koster det?", "Kva kostar det?", "Når er fristen?"),
        ("Hvor mange samlinger er det?", "kor mange ganger må æ møte opp", "Hvem har bestilt programmet?"),
        ("Får vi studiepoeng?", "far vi studepong for dette", "Blir det flere klasser?"),
    ],
)
def test_same_question_is_nearer_than_another(encoder: Encoder, one: str, same: str, different: str) -> None:
    first, near, far = encoder.encode([one, same, different])

    assert first @ near > first @ far


def test_vector_does_not_depend_on_its_neighbours(encoder: Encoder) -> None:
    alone = encoder.encode(["Når er fristen?"])[0]

    assert np.array_equal(encoder.encode(["En helt annen og mye lengre tekst om noe annet", "Når er fristen?"])[1], alone)


def test_about_a_tenth_of_the_questions_is_kept_from_tuning() -> None:
    texts = [question.text for question in read_questions()]

    kept = sum(map(kept_from_tuning, texts))

    assert kept / len(texts) == pytest.approx(1 / KEPT_ONE_IN, abs=0.01)


def test_what_is_kept_does_not_hang_on_case_and_blanks() -> None:
    kept = next(question.text for question in read_questions() if kept_from_tuning(question.text))

    assert kept_from_tuning(f"  {kept.upper()} ")
