"""The shapes of the HTTP contract: what a caller sends and gets, and what the engine answers."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError

from nlu.normalisation import clean

MAX_MESSAGE = 1000
MAX_COMMENT = 1000

Language = Literal["nb", "nn"]
Outcome = Literal["answered", "not_in_sources", "clarification", "out_of_scope", "chitchat"]
Verdict = Literal["up", "down"]


def _cleaned(text: str, max_length: int) -> str:
    """The text cleaned; half a character (a lone surrogate) is refused, for nothing can store it."""
    if any(unicodedata.category(character) == "Cs" for character in text):
        raise PydanticCustomError("string_unicode", "lone surrogate")
    cleaned = clean(text)
    if len(cleaned) > max_length:
        raise PydanticCustomError("string_too_long", "at most {max_length} characters", {"max_length": max_length})
    return cleaned


def _message(text: str) -> str:
    """The cleaned message; one of invisible characters only counts as blank."""
    cleaned = _cleaned(text, MAX_MESSAGE)
    if all(unicodedata.category(character)[0] in "CZ" for character in cleaned):
        raise PydanticCustomError("blank", "blank")
    return cleaned


def _comment(text: str) -> str | None:
    return _cleaned(text, MAX_COMMENT) or None


class ChatRequest(BaseModel):
    """A person's message; `language` is the written standard of the page."""

    message: Annotated[str, AfterValidator(_message)]
    conversation_id: UUID | None = None
    language: Language | None = None


class Citation(BaseModel):
    """The passage an answer rests on."""

    source: str
    title: str
    date: str
    section: str
    quote: str
    url: str


class Suggestion(BaseModel):
    """A button: what it shows and what it sends."""

    title: str
    message: str


class ComparisonRow(BaseModel):
    """One aspect and what is said of it, a cell for each column, in their order; plain text, newlines allowed."""

    aspect: str
    cells: list[str]


class Comparison(BaseModel):
    """The two programmes side by side: their names as columns, the aspects as rows."""

    columns: list[str]
    rows: list[ComparisonRow]


class Message(BaseModel):
    """One bubble of a reply; plain text with newlines.

    `comparison` is there when the message tells of both programmes: the same once more, for showing in two columns. The
    text is whole without it. Other messages have no such field.
    """

    text: str = Field(min_length=1)
    citations: list[Citation] = []
    suggestions: list[Suggestion] = []
    comparison: Comparison | None = Field(default=None, exclude_if=lambda comparison: comparison is None)


class EngineAnswer(BaseModel):
    """The engine's answer to one message; `understanding` is for the log, never for the person."""

    language: Language
    outcome: Outcome
    topic: str | None = None
    programme: str | None = None
    messages: list[Message] = Field(min_length=1)
    understanding: dict[str, Any] = {}


class ChatReply(BaseModel):
    """The reply to a message."""

    conversation_id: str
    turn_id: str
    language: Language
    outcome: Outcome
    topic: str | None
    programme: str | None
    messages: list[Message]


class FeedbackRequest(BaseModel):
    """A person's verdict on one reply."""

    verdict: Verdict
    comment: Annotated[str, AfterValidator(_comment)] | None = None


class FeedbackGiven(BaseModel):
    """Feedback as it is stored."""

    verdict: Verdict
    comment: str | None


class TranscriptTurn(BaseModel):
    """One message and its reply; a `failed` turn has none."""

    turn_id: str
    asked_at: datetime
    message: str
    status: Literal["answered", "failed"]
    language: Language | None
    outcome: Outcome | None
    topic: str | None
    programme: str | None
    reply: list[Message]
    feedback: FeedbackGiven | None


class Transcript(BaseModel):
    """A person's own conversation, oldest turn first."""

    conversation_id: str
    created_at: datetime
    language: Language | None
    turns: list[TranscriptTurn]
