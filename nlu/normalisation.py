"""Clean what a person typed: one Unicode form, no invisible characters, single blanks."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0f]")
_FOLD = str.maketrans({"å": "a", "ø": "o", "æ": "e", "é": "e", "è": "e", "ê": "e", "ò": "o", "ó": "o", "ô": "o", "ä": "e", "ö": "o"})


def clean(text: str) -> str:
    """NFC text without control and zero-width characters, white space runs as one blank; may be empty."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in visible).split())


def fold(word: str) -> str:
    """Lower case without Norwegian letters and accents, as people type on foreign keyboards; æ is written e."""
    return word.lower().replace("ae", "e").replace("aa", "a").replace("oe", "o").translate(_FOLD)


def squeeze(text: str) -> str:
    """The text with at most three of the same sign in a row: a thousand question marks say no more than three."""
    return re.sub(r"([^\w\s])\1{3,}", r"\1\1\1", text)
