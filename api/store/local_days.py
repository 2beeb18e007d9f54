"""Days as people in Norway live them: which day a moment belongs to, and when a day begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Oslo")
DAY = timedelta(days=1)


def local(moment: datetime) -> datetime:
    """The moment as a clock in Norway shows it."""
    return moment.astimezone(ZONE)


def start_of(day: date) -> datetime:
    """The moment in UTC when a day begins; a day has 23, 24 or 25 hours."""
    return datetime.combine(day, time(), ZONE).astimezone(UTC)


@dataclass(frozen=True)
class Days:
    """The days from `first` to `last`, both included; `last` before `first` are none."""

    first: date
    last: date

    def __iter__(self) -> Iterator[date]:
        return (self.first + DAY * number for number in range(len(self)))

    def __len__(self) -> int:
        return max(0, (self.last - self.first).days + 1)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """When they begin, and when the day after them does, in UTC."""
        return start_of(self.first), start_of(self.last + DAY)

    @property
    def before(self) -> Days:
        """As many days, right before these."""
        return Days(self.first - DAY * len(self), self.first - DAY)
