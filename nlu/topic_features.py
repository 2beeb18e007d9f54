"""Turn texts into features for the topic model: sentence embeddings, and words and character n-grams beside them.

The embeddings carry meaning across wording and both written standards; the n-grams and lemmas carry the domain's own words
through spelling mistakes and dialect. Programme names are masked first.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

import numpy as np
import scipy.sparse as sp
from simplemma import lemmatize
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.normalisation import fold


class SentenceEncoder(Protocol):
    """What the embedder needs of an encoder, such as nlu.encoder.Encoder."""

    def encode(self, texts: list[str]) -> np.ndarray:
        """Texts → float32 (n, dimension) of unit length."""


class Embedder:
    """Sentence embeddings; `cache` keeps those of training texts between runs, as long as the encoder stays the same."""

    def __init__(self, encoder: SentenceEncoder, cache: Path | None = None, version: str = "") -> None:
        self.encoder, self._cache_path, self._version = encoder, cache, version
        self._cache: dict[str, np.ndarray] = {}
        if cache and cache.exists():
            stored = np.load(cache)
            if "version" in stored and str(stored["version"]) == version:
                self._cache = dict(zip(stored["keys"].tolist(), stored["vectors"]))

    def embed(self, texts: list[str]) -> np.ndarray:
        """The embedding of each text."""
        if not self._cache_path:
            return self.encoder.encode(texts)
        keys = [_key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts) if key not in self._cache}
        if missing:
            self._cache.update(zip(missing, self.encoder.encode(list(missing.values()))))
        return np.stack([self._cache[key] for key in keys])

    def save_cache(self, keep: list[str]) -> None:
        """Write the cache, without texts that are no longer in the training data."""
        if self._cache_path:
            keys = sorted({_key(text) for text in keep} & self._cache.keys())
            self._cache_path.parent.mkdir(parents=True, exist_ok=True)
            vectors = np.stack([self._cache[key] for key in keys])
            np.savez(self._cache_path, version=self._version, keys=np.array(keys), vectors=vectors)


def _key(text: str) -> str:
    return hashlib.sha1(text.encode("utf-8")).hexdigest()


def lemmas(text: str) -> str:
    """Folded lemmas of a text's words, in both written standards' dictionaries."""
    return " ".join(fold(lemmatize(word, lang=("nb", "nn"))) for word in text.split())


class WordFeatures:
    """Character n-grams of the folded text and lemma n-grams, side by side in one sparse matrix."""

    def __init__(self) -> None:
        self._characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, max_features=60000)
        self._lemmas = TfidfVectorizer(token_pattern=r"(?u)\b\w+\b", ngram_range=(1, 2), sublinear_tf=True, min_df=2)

    def fit(self, texts: list[str]) -> WordFeatures:
        self._characters.fit([fold(text) for text in texts])
        self._lemmas.fit([lemmas(text) for text in texts])
        return self

    def transform(self, texts: list[str]) -> sp.csr_matrix:
        """(n, features)."""
        folded, lemmatised = [fold(text) for text in texts], [lemmas(text) for text in texts]
        return sp.hstack([self._characters.transform(folded), self._lemmas.transform(lemmatised)], format="csr")
