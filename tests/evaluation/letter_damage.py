"""Damage clean Norwegian as a scan without Norwegian letters does: the readings seen in a received letter, by rule and seed."""

from __future__ import annotations

import random
import re

READINGS = {
    "å": ("a",),
    "ø": ("g", "g", "a"),
    "æ": ("ae", "ee", "ee", "eae", "se"),
    "Å": ("A",),
    "Ø": ("G", "A", "O"),
    "Æ": ("AE",),
}
SLIPS = (re.compile(r"\bog\b"), "0g"), (re.compile(r"\bgj(?=\w)"), "gi")
SLIP_SHARE = 0.02
_ALONE = re.compile(r"\bå\b")


def damage(text: str, seed: int) -> str:
    """The text as such a scan gives it, word for word: blanks and lines stay."""
    chance = random.Random(seed)
    text = _ALONE.sub(lambda match: chance.choice("&a"), text)
    for pattern, read in SLIPS:
        text = pattern.sub(lambda match, read=read: read if chance.random() < SLIP_SHARE else match[0], text)  # type: ignore[misc]
    return "".join(chance.choice(READINGS[letter]) if letter in READINGS else letter for letter in text)
