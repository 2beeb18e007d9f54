"""A choice of conversations: what a page of the console may ask for, and the same as a query string."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from api.store.audience import AUDIENCES
from api.store.words import words_of

NONE = "none"
OUTCOMES = ("answered", "not_in_sources", "clarification", "out_of_scope", "chitchat", "failed")
PROGRAMMES = ("middle_manager", "top_leader", "both")
STANDARDS = ("nb", "nn")
BANDS = {"low": (None, 0.5), "medium": (0.5, 0.8), "high": (0.8, None)}  # from, and below
THUMBS = ("up", "down", NONE)
REVIEWS = ("unreviewed", "reviewed", "right", "partly", "wrong", "helpful", "unhelpful")
FOLLOW_UPS = (NONE, "open", "waiting", "done")
MAX_TEXT = 200
MAX_CHOICES = 40
MAX_SAMPLE = 100

# name in the address → allowed values (None: any text)
CHOICES: dict[str, tuple[str, ...] | None] = {
    "outcome": OUTCOMES,
    "topic": None,
    "programme": (*PROGRAMMES, NONE),
    "standard": STANDARDS,
    "band": tuple(BANDS),
    "thumbs": THUMBS,
    "audience": (*AUDIENCES, NONE),
    "page": None,
    "review": REVIEWS,
    "follow_up": FOLLOW_UPS,
    "label": None,
}


@dataclass(frozen=True)
class ConversationFilter:
    """Which conversations: those of which one turn is all that is asked of turns, and which are themselves all that is asked
    of conversations. Several values of one field mean any of them, of `label` all of them; `review` has one at
    most. An empty field chooses nothing.

    `since` and `until` are days in Norway, both included, on which the conversation began. `text`: words of a question.
    `sample`: the numbers of conversations drawn at random; when there are any, they alone count.
    """

    since: date | None = None
    until: date | None = None
    outcome: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    standard: tuple[str, ...] = ()
    band: tuple[str, ...] = ()
    thumbs: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    page: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    follow_up: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    text: str = ""
    sample: tuple[int, ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> ConversationFilter:
        """The filter of an address' names and values: `from`, `to`, `q`, `sample` and the names of CHOICES.

        What is not understood is left out, so that an old or mistyped address still shows a list.
        """
        given: dict[str, list[str]] = {}
        for name, value in pairs:
            given.setdefault(name, []).append(_storable(value))
        chosen = {name: _allowed(given.get(name, []), allowed) for name, allowed in CHOICES.items()}
        chosen["review"] = chosen["review"][-1:]
        return cls(
            since=_day(given.get("from", [""])[-1]),
            until=_day(given.get("to", [""])[-1]),
            text=given.get("q", [""])[-1][:MAX_TEXT],
            sample=_numbers(given.get("sample", [""])[-1]),
            **chosen,
        )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The names and values of the address, in a fixed order."""
        days = [(name, day.isoformat()) for name, day in (("from", self.since), ("to", self.until)) if day]
        chosen = [(name, value) for name in CHOICES for value in getattr(self, name)]
        text = [("q", self.text)] if self.text else []
        return days + chosen + text + ([("sample", ".".join(map(str, self.sample)))] if self.sample else [])

    @property
    def query(self) -> str:
        """The filter as a query string, empty when it lets everything through."""
        return urlencode(self.pairs)

    @property
    def words(self) -> list[str]:
        """The words to search for; none when the text has only signs and words that are too common."""
        return words_of(self.text)

    @property
    def effective(self) -> ConversationFilter:
        """What counts: a sample stands for itself, whatever it was drawn from."""
        return ConversationFilter(sample=self.sample) if self.sample else self

    def without(self, name: str, value: str) -> ConversationFilter:
        """The filter with one pair of its address taken away."""
        return ConversationFilter.of(pair for pair in self.pairs if pair != (name, value))

    def drawn(self, numbers: Iterable[int]) -> ConversationFilter:
        """The filter with a sample drawn from it."""
        return replace(self, sample=tuple(numbers))

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


def _allowed(values: list[str], allowed: tuple[str, ...] | None) -> tuple[str, ...]:
    kept = [value[:MAX_TEXT] if allowed is None else value for value in values if value and (allowed is None or value in allowed)]
    return tuple(dict.fromkeys(kept))[:MAX_CHOICES]


def _storable(text: str) -> str:
    """Without what no database takes: null characters and half characters."""
    return re.sub("[\x00\ud800-\udfff]", "", text).strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"[12]\d{3}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")[:MAX_SAMPLE] if re.fullmatch(r"\d{1,9}", part, re.ASCII))
