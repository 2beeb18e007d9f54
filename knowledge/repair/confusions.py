"""What a scan without Norwegian letters reads for which letter, how often, and which words a token may have been.

The pairs are those of English text recognition on Norwegian; how often each occurs is counted anew in every text, since a scan
that reads «g» for «ø» seldom also reads «oe».
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

NORWEGIAN = "æøå"
READ_FOR: dict[str, dict[str, float]] = {
    "å": {"a": 0.85, "aa": 0.05, "&": 0.10},
    "ø": {"a": 0.30, "g": 0.30, "o": 0.25, "oe": 0.10, "6": 0.05},
    "æ": {"ae": 0.45, "ee": 0.25, "eae": 0.10, "se": 0.10, "a": 0.05, "e": 0.05},
}
CAPITAL_O = "O"
"""Stands for a capital O, which is read for Ø also where the text's small ø is read as something else."""
SLIPS = {("j", "i"): 0.01, ("o", "0"): 0.01, ("l", "1"): 0.005, ("o", CAPITAL_O): 1.0, ("ø", CAPITAL_O): 0.3}
"""Letters that scans mistake in any language or text: (meant, read) → how often."""
PRIOR_READINGS = 3.0
"""How many readings the table above counts for, against those seen in the text."""
_SKELETON = str.maketrans({**dict.fromkeys("aåøgoæe0&s6O", None), "j": "i", "1": "l"})


def skeleton(word: str) -> str:
    """What no confusion changes: a word and all its damaged forms have the same."""
    return word.translate(_SKELETON)


@dataclass
class Readings:
    """How often each letter was read as what, in one text: prior and counted. `counted`: (meant, read) → times."""

    counted: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._costs = {(meant, read): -math.log(rate) for (meant, read), rate in SLIPS.items()}
        for meant, reads in READ_FOR.items():
            total = PRIOR_READINGS + sum(times for (letter, _), times in self.counted.items() if letter == meant)
            for read, share in reads.items():
                self._costs[meant, read] = -math.log((share * PRIOR_READINGS + self.counted[meant, read]) / total)
            self._costs[meant, meant] = -math.log((PRIOR_READINGS / 2 + self.counted[meant, meant]) / total)
        self._reads: dict[str, list[tuple[str, float]]] = {}
        for (meant, read), cost in self._costs.items():
            self._reads.setdefault(meant, []).append((read, cost))
        self.meant_for: dict[str, list[tuple[str, float]]] = {}
        for (meant, read), cost in self._costs.items():
            if meant != read:
                self.meant_for.setdefault(read, []).append((meant, cost))

    def cost(self, word: str, token: str) -> tuple[float, tuple[tuple[str, str], ...]] | None:
        """Minus the logarithm of how likely `word` is read as `token`, and the readings that took; None when it cannot be.

        Both in lower case, but for a capital O at the beginning of the token.
        """
        if token == "&":
            return (self._costs["å", "&"], (("å", "&"),)) if word == "å" else None
        return self._align(word, token, 0, 0)

    def total(self, reading: tuple[tuple[str, str], ...]) -> float:
        """Minus the logarithm of how likely these readings are together."""
        return sum(self._costs[pair] for pair in reading)

    def _align(self, word: str, token: str, i: int, j: int) -> tuple[float, tuple[tuple[str, str], ...]] | None:
        start = j
        while i < len(word) and j < len(token) and word[i] not in NORWEGIAN and word[i] == token[j]:
            i, j = i + 1, j + 1  # letters that are as they were
        if i == len(word):
            return (0.0, ()) if j == len(token) else None
        if abs((len(token) - j) - (len(word) - i)) > 3 or j < start:
            return None
        best: tuple[float, tuple[tuple[str, str], ...]] | None = None
        for read, cost in self._reads.get(word[i], ()):
            if read != "&" and token.startswith(read, j):
                rest = self._align(word, token, i + 1, j + len(read))
                if rest is not None and (best is None or cost + rest[0] < best[0]):
                    best = (cost + rest[0], ((word[i], read), *rest[1]))
        return best
