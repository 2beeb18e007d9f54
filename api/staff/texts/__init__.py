"""The console's words, in both written standards: `<area>.yml` beside this file, each key with `nb` and `nn`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
LANGUAGES = ("nb", "nn")


@lru_cache(maxsize=1)
def staff_texts() -> dict[str, dict[str, str]]:
    """`{"area.key": {"nb": ..., "nn": ...}}`. Raises ValueError naming the file and the key that lacks a standard."""
    texts = {}
    for path in sorted(FOLDER.glob("*.yml")):
        for key, words in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            if not isinstance(words, dict) or set(words) != set(LANGUAGES) or not all(isinstance(word, str) for word in words.values()):
                raise ValueError(f"{path}: «{key}» must have exactly nb and nn, as texts")
            texts[f"{path.stem}.{key}"] = words
    return texts


def text(key: str, language: str, **values: object) -> str:
    """The words of a key in one standard, with `{name}` filled in. Raises KeyError for a key that is in no file."""
    words = staff_texts()[key][language]
    return words.format(**values) if values else words


def known_text(key: str, language: str) -> str | None:
    """The words of a key that may have none, such as the name of a stored value."""
    words = staff_texts().get(key)
    return words[language] if words else None
