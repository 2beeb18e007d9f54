"""The tables of counts that outlast conversations. They hold no text and no id: a day, what was counted, and how many.

`counted_day` lists the days whose stored conversations are counted in `day_count`. Triggers (migration 0004) take a day off the
list, and so its counts, as soon as anything of it changes. `deleted_count` holds what deleted conversations had counted.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from api.store.models import Base, UtcDateTime


class CountedDay(Base):
    """A day in Norway whose stored conversations are counted; it begins and ends at these moments."""

    __tablename__ = "counted_day"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class DayCount(Base):
    """How many of one kind the stored conversations have on a day: `figure` is the dimension, `value` the kind."""

    __tablename__ = "day_count"

    day: Mapped[date] = mapped_column(ForeignKey("counted_day.day", ondelete="CASCADE"), primary_key=True)
    figure: Mapped[str] = mapped_column(String(24), primary_key=True)
    value: Mapped[str] = mapped_column(String(100), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)


class DeletedCount(Base):
    """The same of conversations that are deleted."""

    __tablename__ = "deleted_count"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    figure: Mapped[str] = mapped_column(String(24), primary_key=True)
    value: Mapped[str] = mapped_column(String(100), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
