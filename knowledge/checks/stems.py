"""Words across the two written standards: a rough stem that "deltakerne", "deltakarane" and "deltagerne" share."""

from __future__ import annotations

import re
from functools import lru_cache

SHORTEST_WORD = 3
LONGEST_STEM = 7
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NYNORSK_TO_BOKMAAL = (
    ("kv", "hv"), ("leiar", "leder"), ("leiing", "ledelse"), ("tenest", "tjenest"), ("deltag", "deltak"),
    ("ei", "e"), ("øy", "ø"), ("au", "ø"), ("gje", "g"), ("kje", "k"),
)  # fmt: skip
_INFLECTIONS = (r"(?:s|lig|leg)$", r"(?<=ing)(?:ene|ane|ar|er|a|en)$", r"(?:arane|erane|erne|arar|erar|ere|ane|ene|ar|er|en|et|a|e|t)$")


@lru_cache(maxsize=20_000)
def stem(word: str, longest: int = LONGEST_STEM) -> str:
    """The first letters of a word (seven, if not told otherwise), its Nynorsk sounds made Bokmål and its inflection taken off."""
    word = word.lower()
    for nynorsk, bokmaal in _NYNORSK_TO_BOKMAAL:
        word = word.replace(nynorsk, bokmaal)
    for inflection in _INFLECTIONS:
        word = re.sub(inflection, "", word)
    return word[:longest]


def stems(text: str) -> dict[str, str]:
    """The stems of a text, each with the word it was first met in; words of one and two letters are left out."""
    found: dict[str, str] = {}
    for word in WORD.findall(text):
        if len(word) >= SHORTEST_WORD or word.isupper():
            found.setdefault(stem(word), word)
    return found
