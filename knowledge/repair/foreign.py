"""Which tokens stand in an English passage, by the frequencies of their neighbours in English and in Norwegian."""

from __future__ import annotations

import math
from functools import lru_cache

from wordfreq import get_frequency_dict

from knowledge.repair.lexicon import Lexicon
from knowledge.repair.tokens import Token

REACH = 3
"""So many words on each side are looked at."""
CLEAR = 1.5
"""By how much (natural logarithm, a word on average) English must be likelier."""
UNSEEN = 10**-7.5


def in_english(tokens: list[Token], lexicon: Lexicon) -> list[bool]:
    """For each token whether it and its neighbours are English. Damaged Norwegian words are rare in both and speak for neither."""
    leanings = [_leaning(token, lexicon) for token in tokens]
    words = [at for at, leaning in enumerate(leanings) if leaning is not None]
    english = [False] * len(tokens)
    for place, at in enumerate(words):
        near = [leanings[other] or 0.0 for other in words[max(place - REACH, 0) : place + REACH + 1]]
        english[at] = len(near) > REACH and sum(near) / len(near) > CLEAR
    return english


def _leaning(token: Token, lexicon: Lexicon) -> float | None:
    if not token.text[0].isalpha():
        return None
    word = token.text.lower()
    return math.log(max(_english().get(word, 0.0), UNSEEN) / max(lexicon.frequency(word), UNSEEN))


@lru_cache(maxsize=1)
def _english() -> dict[str, float]:
    return get_frequency_dict("en", wordlist="small")
