"""How far reviewers agree on the same replies, beyond what chance would give: share, and Krippendorff's alpha."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True)
class Agreement:
    """`turns`: how many at least two have judged; `share`: of pairs of verdicts that are equal, 0 to 1; `alpha`: 1 is perfect,
    0 is chance, and None where every verdict is the same, so that chance explains it all."""

    turns: int
    share: float
    alpha: float | None


def agreement(judged: Sequence[Sequence[str]]) -> Agreement | None:
    """The agreement over turns, each with the verdicts it was given; None when no turn has two.

    Krippendorff's alpha for nominal data takes any number of reviewers who each judged only some turns (Krippendorff,
    Computing Krippendorff's Alpha-Reliability, 2011).
    """
    twice = [verdicts for verdicts in judged if len(verdicts) > 1]
    if not twice:
        return None
    pairs = [pair for verdicts in twice for pair in combinations(verdicts, 2)]
    share = sum(one == other for one, other in pairs) / len(pairs)
    counts = Counter(verdict for verdicts in twice for verdict in verdicts)
    total = counts.total()
    observed = sum(_differing_pairs(Counter(verdicts)) / (len(verdicts) - 1) for verdicts in twice) / total
    expected = _differing_pairs(counts) / (total * (total - 1))
    return Agreement(len(twice), share, 1 - observed / expected if expected else None)


def _differing_pairs(counts: Counter[str]) -> int:
    """Ordered pairs of different verdicts."""
    return counts.total() ** 2 - sum(count * count for count in counts.values())
