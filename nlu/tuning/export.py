"""Write a tuned encoder as an 8-bit ONNX model that takes token numbers and gives a text's vector."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from transformers import BertModel

OPSET = 17


class _Embedding(torch.nn.Module):
    """Mean of the token vectors, of unit length."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask[..., None].float()
        return torch.nn.functional.normalize((states * weights).sum(1) / weights.sum(1))


def write_weights(encoder: BertModel, tokenizer: Tokenizer, folder: Path, figures: dict[str, Any]) -> None:
    """encoder.onnx, tokenizer.json and figures.json in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    encoder.config._attn_implementation = "eager"  # what the exporter understands
    example = torch.ones(2, 8, dtype=torch.long)
    axes = {0: "texts", 1: "tokens"}
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            _Embedding(encoder).eval(),
            (example, example),
            str(whole),
            input_names=["ids", "mask"],
            output_names=["embedding"],
            dynamic_axes={"ids": axes, "mask": axes, "embedding": {0: "texts"}},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
