"""Read the counts of any days, right to the last message, and count closed days so that this is quick."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select, text, union_all

from api.store.counting import between, count_day, tally
from api.store.database import writing
from api.store.local_days import DAY, Days, local
from api.store.models import Conversation, Turn
from api.store.statistics_models import CountedDay, DayCount, DeletedCount
from api.store.tallies import Tally

ADVISORY_LOCK = (
    7262007  # writers share it until they commit (migration 0004), so that no day is counted between their change and their commit
)
SERIES = ("turns", "conversations")


@dataclass(frozen=True)
class Figures:
    """`totals`: figure → value → how many in all the days; `by_day`: (day, "turns" or "conversations") → how many."""

    totals: dict[str, Counter[str]]
    by_day: Counter[tuple[date, str]]

    def of(self, figure: str) -> Counter[str]:
        """The values of a figure, empty when nothing was counted."""
        return self.totals.get(figure, Counter())


class StatisticsStore:
    """Daily counts in one database; each method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        on_postgresql = engine.dialect.name == "postgresql"
        self._reading = engine.execution_options(isolation_level="REPEATABLE READ") if on_postgresql else engine
        self._writing = writing(engine)

    def figures(self, days: Days) -> Figures:
        """What was counted on these days: closed days from the tables, the others from the conversations themselves."""
        with self._reading.begin() as connection:
            counts = Counter[Tally]()
            for missing in _runs(_uncounted(connection, days)):
                counts += tally(connection, between(*missing.moments))
            totals: dict[str, Counter[str]] = {}
            for figure, value, count in connection.execute(_totals(days)):
                totals.setdefault(figure, Counter())[value] += int(count)
            by_day = Counter({(day, figure): int(count) for day, figure, count in connection.execute(_series(days))})
        for key, count in counts.items():
            totals.setdefault(key.figure, Counter())[key.value] += count
            if key.figure in SERIES:
                by_day[key.day, key.figure] += count
        return Figures(totals, by_day)

    def first_day(self) -> date | None:
        """The first day anything was counted or stored, None before the first conversation."""
        with self._reading.begin() as connection:
            kept = connection.execute(select(func.min(DeletedCount.day))).scalar()
            stored = _first_stored(connection)
        return min((day for day in (kept, stored) if day is not None), default=None)

    def days_to_count(self, now: datetime) -> list[date]:
        """The closed days that are not counted yet, oldest first."""
        with self._reading.begin() as connection:
            first = _first_stored(connection)
            return _uncounted(connection, Days(first, local(now).date() - DAY)) if first else []

    def count_day(self, day: date) -> bool:
        """Count one closed day; False when another process is counting or something is being written just now."""
        with self._writing.begin() as connection:
            if connection.dialect.name == "postgresql":
                lock = text("SELECT pg_try_advisory_xact_lock(:lock)")
                if not connection.execute(lock, {"lock": ADVISORY_LOCK}).scalar_one():
                    return False
            count_day(connection, day)
        return True

    def note_growth(self) -> None:
        """Let PostgreSQL look at the counts now rather than some time later: until it knows how many there are, it reads them slowly."""
        if self._writing.dialect.name == "postgresql":
            with self._writing.begin() as connection:
                connection.execute(text("ANALYZE day_count"))


def _first_stored(connection: Connection) -> date | None:
    moments = [connection.execute(select(func.min(column))).scalar() for column in (Turn.asked_at, Conversation.created_at)]
    return min((local(moment).date() for moment in moments if moment is not None), default=None)


def _uncounted(connection: Connection, days: Days) -> list[date]:
    listed = select(CountedDay.day).where(CountedDay.day.between(days.first, days.last))
    counted = set(connection.execute(listed).scalars())
    return [day for day in days if day not in counted]


def _runs(days: Iterable[date]) -> Iterator[Days]:
    """Days in order, those that follow each other together."""
    run: Days | None = None
    for day in days:
        if run and run.last + DAY == day:
            run = Days(run.first, day)
        else:
            if run:
                yield run
            run = Days(day, day)
    if run:
        yield run


def _totals(days: Days) -> Select[Any]:
    parts = (
        select(table.figure, table.value, func.sum(table.count).label("count"))
        .where(table.day.between(days.first, days.last))
        .group_by(table.figure, table.value)
        for table in (DayCount, DeletedCount)
    )
    both = union_all(*parts).subquery()
    return select(both.c.figure, both.c.value, both.c.count)


def _series(days: Days) -> Select[Any]:
    parts = (
        select(table.day, table.figure, table.count).where(table.day.between(days.first, days.last), table.figure.in_(SERIES))
        for table in (DayCount, DeletedCount)
    )
    both = union_all(*parts).subquery()
    return select(both.c.day, both.c.figure, func.sum(both.c.count)).group_by(both.c.day, both.c.figure)
