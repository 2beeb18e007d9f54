"""The spellings that a Nynorsk word may have in Bokmål: general counts of Nynorsk are too few, and most words differ little."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

_ENDINGS = {"ande": "ende", "ane": "ene", "ar": "er", "arar": "ere", "a": "e", "ast": "es", "ing": "ning", "leg": "lig", "lege": "lige"}
_INSIDE = {"kj": "k", "gj": "g", "øy": "ø", "ei": "e", "au": "ø"}


def cognates(word: str) -> Iterator[str]:
    """Bokmål forms of a Nynorsk word in lower case, likely or not, the word itself left out."""
    endings = [("", "")] + [(nn, nb) for nn, nb in _ENDINGS.items() if word.endswith(nn)]
    insides = [("", "")] + [(nn, nb) for nn, nb in _INSIDE.items() if nn in word[1:]]
    for (ending, new), (inside, plain) in itertools.product(endings, insides):
        stem = word[: len(word) - len(ending)]
        form = (stem[:1] + stem[1:].replace(inside, plain) if inside else stem) + new
        if form != word:
            yield form
