"""The statistics behind the overview's sentences: an interval for a share, topics that truly rise, response times of a histogram."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from scipy.special import bdtrc

from api.store.tallies import RESPONSE_LIMITS

CONFIDENCE = 0.95
FEWEST_QUESTIONS = 10
SMALLEST_GROWTH = 1.25
SIGNIFICANCE = 0.01


@dataclass(frozen=True)
class Rise:
    """A topic that is asked about more than before: how often in each period, and its share of all questions there, 0 to 1."""

    topic: str
    count: int
    count_before: int
    share: float
    share_before: float


def wilson_interval(successes: int, trials: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927), which also holds for few trials and for shares near 0 and 1."""
    if trials == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    share, weight = successes / trials, 1 + z * z / trials
    middle = (share + z * z / (2 * trials)) / weight
    half = z / weight * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return max(0.0, middle - half), min(1.0, middle + half)


def rising_topics(now: Counter[str], before: Counter[str]) -> list[Rise]:
    """Topics whose share of the questions has risen, largest gain first.

    A topic rises when it has at least FEWEST_QUESTIONS, its share has grown by SMALLEST_GROWTH or more, and so many would be
    unlikely by chance: were the topic as common as before, its questions would fall on the two periods as all questions do
    (one-sided exact binomial test). Holm's correction keeps the chance of any false alarm among all topics below SIGNIFICANCE.
    """
    total, total_before = now.total(), before.total()
    if not total or not total_before:
        return []
    chances = sorted((_chance(now[topic], before[topic], total, total_before), topic) for topic in now)
    rising = []
    for place, (chance, topic) in enumerate(chances):
        if chance * (len(chances) - place) > SIGNIFICANCE:
            break
        rise = Rise(topic, now[topic], before[topic], now[topic] / total, before[topic] / total_before)
        if rise.count >= FEWEST_QUESTIONS and rise.share >= SMALLEST_GROWTH * rise.share_before:
            rising.append(rise)
    return sorted(rising, key=lambda rise: rise.share_before - rise.share)


def _chance(count: int, count_before: int, total: int, total_before: int) -> float:
    """How likely at least `count` of both periods' questions on a topic would fall in the later period."""
    return float(bdtrc(count - 1, count + count_before, total / (total + total_before))) if count else 1.0


def response_time(histogram: Counter[str], share: float) -> float | None:
    """The time in milliseconds within which this share of the replies came, read between the limits of its class; None without replies."""
    wanted, below, lower = histogram.total() * share, 0, 0
    for limit in RESPONSE_LIMITS:
        here = histogram[str(limit)]
        if here and below + here >= wanted:
            return lower + (limit - lower) * (wanted - below) / here
        below, lower = below + here, limit
    return None
