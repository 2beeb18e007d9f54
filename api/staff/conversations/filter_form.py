"""The filter as people see it: the fields of its form, quick periods, and a chip for each thing that is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from api.staff.texts import text
from api.store.conversation_filter import CHOICES, NONE, ConversationFilter

LIST = "/staff/samtaler"
PERIODS = {"today": 0, "week": 6, "month": 29, "quarter": 89}  # days before today
NAMED = ("outcome", "programme", "standard", "band", "thumbs", "audience", "follow_up")  # fields whose values terms.yml has words for


@dataclass(frozen=True)
class Option:
    """A value of a field, and whether it is chosen."""

    value: str
    title: str
    chosen: bool


@dataclass(frozen=True)
class Chip:
    """One thing the filter asks, in words, and the address of the list without it."""

    title: str
    address: str


@dataclass(frozen=True)
class FilterForm:
    """`fields`: by name, the options of each field; `more`: how many of the fields that are folded away are in use."""

    fields: dict[str, list[Option]]
    chips: list[Chip]
    periods: list[Chip]
    more: int


@dataclass(frozen=True)
class Known:
    """What the fields offer beside the fixed values: topics with their titles, pages and labels in use."""

    topics: dict[str, str]
    pages: list[str]
    labels: list[str]


def address(chosen: ConversationFilter, order: str, path: str = LIST) -> str:
    """The address of the list, or of a conversation, with a filter and an order."""
    query = query_of(chosen, order)
    return f"{path}?{query}" if query else path


def query_of(chosen: ConversationFilter, order: str) -> str:
    """The query string of a filter and an order; the usual order is left out."""
    return "&".join(part for part in (chosen.query, "" if order == "newest" else f"sort={order}") if part)


def filter_form(chosen: ConversationFilter, order: str, known: Known, language: str, today: date) -> FilterForm:
    """The form of a filter in a member's written standard."""
    name_of = _names(known, language)
    fields = {
        name: [Option(value, name_of(name, value), value in getattr(chosen, name)) for value in _values(name, chosen, known)]
        for name in CHOICES
    }
    chips = [Chip(_said(name, value, name_of, language), address(chosen.without(name, value), order)) for name, value in chosen.pairs]
    periods = [
        Chip(
            text(f"conversations.period_{name}", language), address(replace(chosen, since=today - timedelta(days=back), until=today), order)
        )
        for name, back in PERIODS.items()
    ]
    more = sum(bool(getattr(chosen, name)) for name in CHOICES if name not in ("outcome", "topic", "review"))
    return FilterForm(fields, chips, periods, more)


def _values(name: str, chosen: ConversationFilter, known: Known) -> list[str]:
    """What a field offers; a value in the address that is no longer there is offered too, so that it can be taken away."""
    offered = {"topic": [*known.topics, NONE], "page": known.pages, "label": known.labels}.get(name) or list(CHOICES[name] or ())
    return [*offered, *(value for value in getattr(chosen, name) if value not in offered)]


def _names(known: Known, language: str) -> Callable[[str, str], str]:
    def name_of(name: str, value: str) -> str:
        if name in NAMED or (name == "topic" and value == NONE):
            return text(f"terms.{name}_{value}", language)
        if name == "review":
            return text(f"conversations.review_{value}", language)
        if name == "page":
            return value.removeprefix("https://").removeprefix("http://")
        return known.topics.get(value, value) if name == "topic" else value

    return name_of


def _said(name: str, value: str, name_of: Callable[[str, str], str], language: str) -> str:
    if name == "sample":
        return text("conversations.chip_sample", language, count=len(value.split(".")))
    if name in ("from", "to"):
        return text(f"conversations.chip_{name}", language, day=f"{date.fromisoformat(value):%d.%m.%Y}")
    if name == "q":
        return text("conversations.chip_q", language, text=value)
    return f"{text(f'conversations.field_{name}', language)}: {name_of(name, value)}"
