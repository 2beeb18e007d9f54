"""Numbers, shares, times and days as Norwegian writes them: 1 234, 12,5 %, 0,35 sekunder, 1.–30. mars 2026."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from babel.dates import format_date, format_interval
from babel.numbers import format_decimal, format_percent

from api.staff.texts import text
from api.store.local_days import Days

SHARE = "#,##0.#\u00a0%"
MILLISECONDS_A_SECOND = 1000
KEPT = 4096  # written numbers that are kept: a page has hundreds, mostly the same ones again


@lru_cache(maxsize=KEPT)
def number(value: float, language: str) -> str:
    """A number with at most one decimal."""
    return format_decimal(value, "#,##0.#", locale=language)


@lru_cache(maxsize=KEPT)
def share(part: float, whole: float, language: str) -> str:
    """A part of a whole in percent, "0 %" of nothing."""
    return format_percent(part / whole if whole else 0, SHARE, locale=language)


def counted(count: int, noun: str, language: str) -> str:
    """A number and its noun: `noun` names two texts of overview.yml, `<noun>_one` and `<noun>_many`."""
    form = "one" if count == 1 else "many"
    return f"{number(count, language)}\u00a0{text(f'overview.{noun}_{form}', language)}"


def seconds(milliseconds: float, language: str, words: str = "seconds") -> str:
    """A time in seconds, with two decimals below one second; `words`: "seconds", or "seconds_short" for the sign alone."""
    value = milliseconds / MILLISECONDS_A_SECOND
    shown = format_decimal(value, "#,##0.##" if value < 1 else "#,##0.#", locale=language)
    return text(f"overview.{words}", language, number=shown)


def span(days: Days, language: str) -> str:
    """The days as one reads them: 1.–30. mars 2026."""
    return format_interval(days.first, days.last, "yMMMd", locale=language)


def day_name(day: date, language: str) -> str:
    """Weekday and date: man. 2. mars."""
    return format_date(day, "EEE d. MMM", locale=language)


def full_day(day: date, language: str) -> str:
    """Day, month and year: 2. mars 2026."""
    return format_date(day, "d. MMMM y", locale=language)


def short_day(day: date) -> str:
    """Day and month in figures: 2.3."""
    return f"{day.day}.{day.month}."


def month_name(day: date, language: str) -> str:
    """Month and year: mars 2026."""
    return format_date(day, "MMMM y", locale=language)


def clock(hour: int) -> str:
    """From one full hour to the next: 09–10."""
    return f"{hour:02}–{(hour + 1) % 24:02}"


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
