"""Features of texts: embeddings, their cache, and lemmas in both written standards."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason="needs the sentence encoder of the engine environment")
pytest.importorskip("sklearn", reason="needs scikit-learn of the engine environment")

from nlu.encoder import DIMENSION, Encoder
from nlu.topic_features import Embedder, WordFeatures, lemmas

TEXTS = ["Hva koster det?", "Kva kostar det?", "Når er fristen?"]


def test_cache_keeps_embeddings_of_the_texts_still_in_use(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "embeddings.npz"
    first = Embedder(Encoder(), path, "one")
    vectors = first.embed(TEXTS)
    first.save_cache(TEXTS[:2])

    assert np.load(path)["vectors"].shape == (2, DIMENSION)
    assert np.array_equal(Embedder(Encoder(), path, "one").embed(TEXTS), vectors)


class Zeros:
    """An encoder that knows nothing."""

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.zeros((len(texts), DIMENSION), dtype=np.float32)


@pytest.mark.parametrize(("version", "from_cache"), [("one", True), ("another", False)])
def test_cache_of_another_encoder_is_not_used(tmp_path: Path, version: str, from_cache: bool) -> None:
    kept = Embedder(Encoder(), tmp_path / "embeddings.npz", "one")
    kept.embed(TEXTS)
    kept.save_cache(TEXTS)

    vectors = Embedder(Zeros(), tmp_path / "embeddings.npz", version).embed(TEXTS)

    assert bool(vectors.any()) is from_cache


@pytest.mark.parametrize(
    ("word", "lemma"), [("leiarane", "leiar"), ("lederne", "leder"), ("samlingane", "samling"), ("samlingene", "samling")]
)
def test_inflected_word_becomes_its_lemma(word: str, lemma: str) -> None:
    assert lemmas(word) == lemma


def test_texts_become_rows_of_one_width() -> None:
    features = WordFeatures().fit(TEXTS)

    rows = features.transform(["", "Hvor er samlingene?"])

    assert rows.shape == (2, features.transform(TEXTS).shape[1])
