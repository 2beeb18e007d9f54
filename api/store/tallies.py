"""Count turns, conversations and verdicts by day in Norway: rows of the store in, numbers without texts or ids out.

A tally is (day, figure, value). Figures and their values:
`turns` and `conversations`: "all" · `outcome`: one of the contract, or "failed" · `topic`: every topic answered from ·
`not_in_sources`: the topics the letters do not answer · `programme` · `standard`: nb, nn · `hour`: "00" to "23" ·
`response`: one of RESPONSE_LIMITS · `thumb`: up, down · `relevance`: right, partly, wrong ·
`cause` · `helpful`: "yes", "no".
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from api.store.local_days import local

ALL = "all"
STEPS = (1, 1.12, 1.25, 1.4, 1.6, 1.8, 2, 2.24, 2.5, 2.8, 3.15, 3.55, 4, 4.5, 5, 5.6, 6.3, 7.1, 8, 9)  # preferred numbers, R20
RESPONSE_LIMITS = [*(round(step * 10**power) for power in range(1, 5) for step in STEPS), 100_000]  # milliseconds


class Tally(NamedTuple):
    """What is counted, on which day."""

    day: date
    figure: str
    value: str


Tallies = Counter[Tally]


def response_class(milliseconds: int) -> str:
    """The longest response time of the class that a time falls in, in milliseconds; longer than the last limit counts as it."""
    return str(RESPONSE_LIMITS[min(bisect_left(RESPONSE_LIMITS, milliseconds), len(RESPONSE_LIMITS) - 1)])


def tally_turns(rows: Iterable[Any]) -> Tallies:
    """Rows with asked_at, status, outcome, topic, programme, language, total_ms and verdict (the person's thumb)."""
    counts: Counter[tuple[date, str, Any]] = Counter()
    for row in rows:
        asked = local(row.asked_at)
        day, answered = asked.date(), row.status == "answered"
        counts[day, "turns", ALL] += 1
        counts[day, "hour", f"{asked.hour:02}"] += 1
        counts[day, "outcome", row.outcome if answered else "failed"] += 1
        counts[day, "topic", row.topic] += 1
        counts[day, "programme", row.programme] += 1
        counts[day, "standard", row.language] += 1
        counts[day, "thumb", row.verdict] += 1
        if row.outcome == "not_in_sources":
            counts[day, "not_in_sources", row.topic] += 1
        if answered and row.total_ms is not None:
            counts[day, "response", response_class(row.total_ms)] += 1
    return Counter({Tally(*key): count for key, count in counts.items() if key[2] is not None})


def tally_conversations(rows: Iterable[Any]) -> Tallies:
    """Rows with created_at."""
    return Counter(Tally(local(row.created_at).date(), "conversations", ALL) for row in rows)


def tally_reviews(rows: Iterable[Any]) -> Tallies:
    """Rows with turn_id, asked_at, relevance and cause, earliest review first: of several for a turn the last one counts."""
    counts: Tallies = Counter()
    for row in {row.turn_id: row for row in rows}.values():
        day = local(row.asked_at).date()
        counts[Tally(day, "relevance", row.relevance)] += 1
        if row.cause is not None:
            counts[Tally(day, "cause", row.cause)] += 1
    return counts


def tally_helpfulness(rows: Iterable[Any]) -> Tallies:
    """Rows with conversation_id, created_at and helpful, earliest review first: of several for a conversation the last one counts."""
    last = {row.conversation_id: row for row in rows if row.helpful is not None}
    return Counter(Tally(local(row.created_at).date(), "helpful", "yes" if row.helpful else "no") for row in last.values())
