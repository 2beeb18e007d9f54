"""Which days the overview is about: the last 7, 30, 90 or 365, or days of one's own choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from fastapi import Query

from api.store.local_days import DAY, Days, local

LENGTHS = (7, 30, 90, 365)
DEFAULT_LENGTH = 30
LONGEST = 3660


@dataclass(frozen=True)
class Period:
    """The chosen days; `length` is one of LENGTHS, or None for days of one's own choice."""

    days: Days
    length: int | None

    @property
    def query(self) -> str:
        """The query string that chooses this period again."""
        return f"periode={self.length}" if self.length else f"fra={self.days.first}&til={self.days.last}"


def chosen_period(periode: str = Query(""), fra: str = Query(""), til: str = Query("")) -> Period:
    """The period of the address; what cannot be read is taken for the default, days that come the wrong way are turned."""
    today = local(datetime.now(UTC)).date()
    first, last = _day(fra), _day(til)
    if first or last:
        first, last = sorted((first or last or today, last or today))
        last = min(last, today)
        return Period(Days(max(min(first, last), last - DAY * LONGEST), last), None)
    length = int(periode) if periode.isdecimal() and int(periode) in LENGTHS else DEFAULT_LENGTH
    return Period(Days(today - DAY * (length - 1), today), length)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
