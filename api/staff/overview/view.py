"""What the overview's sections are made from, and what they are made into: figures of two periods in, words, bars and tables out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from api.staff.overview.charts import Bar, rows_chart
from api.staff.overview.links import conversations_link
from api.staff.overview.numbers import number, share
from api.staff.overview.periods import Period
from api.staff.texts import text
from api.store.statistics import Figures

FILTER_VALUES = {("helpful", "yes"): "helpful", ("helpful", "no"): "unhelpful"}  # where the list's filter has another word


@dataclass(frozen=True)
class View:
    """The figures of the period and of the one before, and how to say them.

    `titles`: topic → its title; `first_day`: the first day of which there are figures.
    """

    language: str
    period: Period
    now: Figures
    before: Figures
    titles: dict[str, str]
    first_day: date | None

    @property
    def turns(self) -> int:
        """Questions in the period."""
        return self.now.of("turns").total()

    @property
    def turns_before(self) -> int:
        """Questions in the period before."""
        return self.before.of("turns").total()

    def words(self, key: str, **values: object) -> str:
        """Words of overview.yml."""
        return text(f"overview.{key}", self.language, **values)

    def link(self, **filters: str) -> str:
        """The list of the period's conversations, filtered."""
        return conversations_link(self.period.days, **filters)


@dataclass(frozen=True)
class Row:
    """A table's row: what it is about, where that leads, and the other cells."""

    label: str
    link: str | None
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """One heading of the overview: sentences, a chart, the table behind it."""

    id: str
    title: str
    sentences: tuple[str, ...]
    chart: Markup | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    note: str | None = None
    more: tuple[str, str] | None = None


@dataclass(frozen=True)
class Part:
    """One kind of something that is counted, such as an outcome: its name, how many there are, and the filters that find them."""

    name: str
    count: int
    count_before: int
    filters: dict[str, str] = field(default_factory=dict)


def parts_of(view: View, figure: str, names: dict[str, str], filtered_by: str) -> list[Part]:
    """The values of a figure that have a name, in the order of `names`, also those that nobody counted; the filter that finds them."""
    now, before = view.now.of(figure), view.before.of(figure)
    return [
        Part(name, now[value], before[value], {filtered_by: FILTER_VALUES.get((figure, value), value)}) for value, name in names.items()
    ]


def share_section(view: View, name: str, sentences: tuple[str, ...], parts: list[Part], whole: int, whole_before: int) -> Section:
    """A section of lying bars: how many of each part, and its share of the whole in both periods."""
    title, language = view.words(f"title_{name}"), view.language
    bars, rows = [], []
    for part in parts:
        portion, link = share(part.count, whole, language), view.link(**part.filters) if part.filters and part.count else None
        bars.append(Bar(part.name, f"{part.name}: {number(part.count, language)} ({portion})", part.count, portion, link))
        portion_before = share(part.count_before, whole_before, language) if whole_before else "–"
        rows.append(Row(part.name, link, (number(part.count, language), portion, portion_before)))
    columns = tuple(view.words(f"column_{column}") for column in ("what", "count", "share", "before"))
    return Section(name, title, sentences, rows_chart(title, tuple(bars)) if whole else None, columns, tuple(rows) if whole else ())
