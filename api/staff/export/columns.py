"""One row a turn, for a spreadsheet: which columns it has, and what stands in them in the reader's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from api.staff.texts import staff_texts, text
from api.store.local_days import local
from api.store.transcripts import Transcript

SEPARATOR = " | "
Cell = str | int | float


@dataclass(frozen=True)
class Place:
    """A turn, its conversation, and the words to write them in; `titles`: topic → its title."""

    transcript: Transcript
    turn: Row[Any]
    language: str
    titles: dict[str, str]

    def term(self, kind: str, value: str | None) -> str:
        """The name of a value in terms.yml, the value itself when it has none there."""
        key = f"terms.{kind}_{value}"
        return text(key, self.language) if key in staff_texts() else value or ""

    def reviews(self, field: str) -> list[Any]:
        """What the reviewers of this turn wrote in a field, where they wrote something."""
        judged = self.transcript.turn_reviews.get(self.turn.id, [])
        return [value for review in judged if (value := getattr(review, field))]


Reader = Callable[[Place], Cell]
COLUMNS: dict[str, Reader] = {
    "conversation": lambda place: place.turn.conversation_id,
    "number": lambda place: place.turn.number,
    "asked_at": lambda place: local(place.turn.asked_at).strftime("%Y-%m-%d %H:%M:%S"),
    "question": lambda place: place.turn.message,
    "reply": lambda place: "\n\n".join(message["text"] for message in place.turn.reply),
    "sources": lambda place: SEPARATOR.join(_sources(place.turn)),
    "outcome": lambda place: place.term("outcome", place.turn.outcome or "failed"),
    "topic": lambda place: place.titles.get(place.turn.topic or "", place.turn.topic or ""),
    "programme": lambda place: place.term("programme", place.turn.programme) if place.turn.programme else "",
    "standard": lambda place: place.term("standard", place.turn.language),
    "confidence": lambda place: "" if place.turn.confidence is None else round(place.turn.confidence, 3),
    "milliseconds": lambda place: "" if place.turn.total_ms is None else place.turn.total_ms,
    "page": lambda place: place.transcript.conversation.page or "",
    "thumbs": lambda place: place.term("thumbs", place.turn.verdict) if place.turn.verdict else "",
    "comment": lambda place: place.turn.comment or "",
    "relevance": lambda place: SEPARATOR.join(place.term("relevance", value) for value in place.reviews("relevance")),
    "cause": lambda place: SEPARATOR.join(place.term("cause", value) for value in place.reviews("cause")),
    "right_topic": lambda place: SEPARATOR.join(place.titles.get(value, value) for value in place.reviews("right_topic")),
    "right_programme": lambda place: SEPARATOR.join(place.term("programme", value) for value in place.reviews("right_programme")),
    "note": lambda place: SEPARATOR.join(place.reviews("note")),
    "helpful": lambda place: SEPARATOR.join(_helpful(place)),
    "labels": lambda place: SEPARATOR.join(place.transcript.labels),
    "follow_up": lambda place: place.term("follow_up", place.transcript.follow_up) if place.transcript.follow_up else "",
}


def headings(language: str) -> list[str]:
    """The columns' names."""
    return [text(f"export.column_{name}", language) for name in COLUMNS]


def cells(place: Place) -> list[Cell]:
    """A turn's row."""
    return [read(place) for read in COLUMNS.values()]


def _sources(turn: Row[Any]) -> list[str]:
    cited = (f"{citation['title']}, {citation['section']}" for message in turn.reply for citation in message.get("citations", []))
    return list(dict.fromkeys(cited))


def _helpful(place: Place) -> list[str]:
    verdicts = [review.helpful for review in place.transcript.reviews if review.helpful is not None]
    return [place.term("helpful", "yes" if helpful else "no") for helpful in verdicts]
