"""The sentence encoder of the engine: multilingual-e5-small tuned on our training questions, 8-bit, in ONNX Runtime.

The weights lie in nlu/weights/ and are made by `make encoder` (see nlu/tuning/ and nlu/weights/MODEL.md).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from nlu.in_context import message_of

WEIGHTS = Path(__file__).parent / "weights"
DIMENSION = 384
KEPT_ONE_IN = 10


class Encoder:
    """Texts → float32 (n, 384) of unit length. One thread a call: short texts gain nothing from more."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self.version = hashlib.sha1((folder / "encoder.onnx").read_bytes()).hexdigest()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))

    def encode(self, texts: list[str]) -> np.ndarray:
        """Embed each text by itself: 8-bit numbers are scaled by all that is computed together, so that in a batch a text's
        vector would depend on its neighbours."""
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for place, text in enumerate(texts):
            tokens = self._tokenizer.encode(text)
            inputs = {"ids": np.array([tokens.ids], dtype=np.int64), "mask": np.array([tokens.attention_mask], dtype=np.int64)}
            vectors[place] = self._session.run(["embedding"], inputs)[0][0]
        return vectors


def kept_from_tuning(text: str) -> bool:
    """Whether a training question is among the tenth that the encoder is never tuned on, so that its probabilities can be
    calibrated and its figures validated on questions it has not seen. One put after a title goes with the question itself."""
    message = " ".join(message_of(text).lower().split())
    return int(hashlib.sha1(message.encode("utf-8")).hexdigest(), 16) % KEPT_ONE_IN == 0
