"""The index behind the staff's list: narrow copies of what its filters ask for, so that no search reads whole replies.

A row goes with its conversation when that is deleted. On SQLite the words of a question have a table of their own,
`indexed_word`, kept by triggers (migration 0003); on PostgreSQL the column `words` has a GIN index.
"""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Boolean, Dialect, Float, ForeignKey, Index, Integer, String, Text, TypeDecorator, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from api.store.models import Base, UtcDateTime

FAILED = "failed"  # the outcome of a turn that got no reply
NO_CONFIDENCE = 2.0  # the lowest confidence of a conversation without any reply: it stands after all others
VERDICT_BITS = {"right": 1, "partly": 2, "wrong": 4}
_JUDGED = text("verdicts > 0")


class Words(TypeDecorator[list[str]]):
    """A question's words (letters and digits only): a JSON list on SQLite, a tsvector on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return " ".join(f"'{word}'" for word in value) if dialect.name == "postgresql" else json.dumps(value, ensure_ascii=False)


class IndexedConversation(Base):
    """A conversation's number, in the order they began, and what the list sorts by. `lowest_confidence`: of its replies.

    `reviewed`: whether any reviewer has judged it or one of its turns.
    """

    __tablename__ = "indexed_conversation"
    __table_args__ = (
        Index("ix_indexed_conversation_started_at", "started_at", "no"),
        Index("ix_indexed_conversation_lowest_confidence", "lowest_confidence", "no"),
        Index("ix_indexed_conversation_turn_count", "turn_count", "no"),
        Index("ix_indexed_conversation_page", "page", "no"),
        {"sqlite_autoincrement": True},
    )

    no: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), unique=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    turn_count: Mapped[int] = mapped_column(Integer)
    lowest_confidence: Mapped[float] = mapped_column(Float)
    reviewed: Mapped[bool] = mapped_column(Boolean)
    page: Mapped[str | None] = mapped_column(Text)


class IndexedTurn(Base):
    """What the filters ask of one turn. `outcome` is `failed` without a reply; `thumbs`: the person's verdict, up or down.

    `verdicts`: the VERDICT_BITS of all verdicts that reviewers have given.
    """

    __tablename__ = "indexed_turn"
    __table_args__ = (
        Index("ix_indexed_turn_topic", "topic", "conversation_no"),
        Index("ix_indexed_turn_thumbs", "thumbs", "conversation_no"),
        Index("ix_indexed_turn_audience", "audience", "conversation_no"),
        Index("ix_indexed_turn_verdicts", "conversation_no", sqlite_where=_JUDGED, postgresql_where=_JUDGED),
        Index("ix_indexed_turn_words", "words", postgresql_using="gin").ddl_if(dialect="postgresql"),
        # For outcomes that few turns have. SQLite keeps no statistics, so it would go by this one for the common outcomes too.
        Index("ix_indexed_turn_outcome", "outcome", "conversation_no").ddl_if(dialect="postgresql"),
    )

    conversation_no: Mapped[int] = mapped_column(ForeignKey("indexed_conversation.no", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(32))
    topic: Mapped[str | None] = mapped_column(String(100))
    programme: Mapped[str | None] = mapped_column(String(32))
    language: Mapped[str | None] = mapped_column(String(2))
    confidence: Mapped[float | None] = mapped_column(Float)
    audience: Mapped[str | None] = mapped_column(String(20))
    thumbs: Mapped[str | None] = mapped_column(String(4))
    verdicts: Mapped[int] = mapped_column(Integer)
    total_ms: Mapped[int | None] = mapped_column(Integer)
    words: Mapped[list[str]] = mapped_column(Words)
