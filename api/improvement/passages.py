"""The letters' sentences, to choose quotes from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from knowledge.letters import fold_space, load_letters

SHORTEST = 20
_END = re.compile(r"(?<=[.!?»])\s+(?=[A-ZÆØÅ«•–-])")


@dataclass(frozen=True)
class Passage:
    """One sentence; `id` names it in a form."""

    id: str
    source: str
    section: str
    quote: str


def letter_passages(root: Path) -> dict[str, list[Passage]]:
    """Letter's id → its sentences in order, each as it can be quoted."""
    found: dict[str, list[Passage]] = {}
    for letter in load_letters(root / "knowledge" / "letters").values():
        sentences = [
            (section.heading, sentence)
            for section in letter.sections
            for paragraph in section.text.split("\n\n")
            for sentence in _END.split(fold_space(paragraph))
            if len(sentence) >= SHORTEST
        ]
        found[letter.id] = [Passage(f"{letter.id}:{n}", letter.id, heading, quote) for n, (heading, quote) in enumerate(sentences)]
    return found
