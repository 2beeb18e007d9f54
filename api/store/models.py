"""The tables: conversation, turn, feedback."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Float, ForeignKey, Index, Integer, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite, which knows no zones, gets and gives it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of all tables."""


class Conversation(Base):
    """One person's conversation. `language`: the page's written standard; `page`: its address without query."""

    __tablename__ = "conversation"
    __table_args__ = (Index("ix_conversation_created_at", "created_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    language: Mapped[str | None] = mapped_column(String(2))
    page: Mapped[str | None] = mapped_column(Text)
    turns: Mapped[list[Turn]] = relationship(order_by="Turn.number", passive_deletes=True)


class Turn(Base):
    """One message and its reply. `status` is `failed` until the reply is there; times in milliseconds."""

    __tablename__ = "turn"
    __table_args__ = (
        UniqueConstraint("conversation_id", "number", name="uq_turn_conversation_number"),
        Index("ix_turn_asked_at", "asked_at"),
        Index("ix_turn_outcome", "outcome", "asked_at"),
        Index("ix_turn_topic", "topic", "asked_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    message: Mapped[str] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(2))
    outcome: Mapped[str | None] = mapped_column(String(32))
    topic: Mapped[str | None] = mapped_column(String(100))
    programme: Mapped[str | None] = mapped_column(String(32))
    confidence: Mapped[float | None] = mapped_column(Float)
    understanding: Mapped[dict[str, Any]] = mapped_column(JSON)
    reply: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    engine_ms: Mapped[int | None] = mapped_column(Integer)
    total_ms: Mapped[int | None] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(String(16))
    feedback: Mapped[Feedback | None] = relationship(passive_deletes=True)


class Feedback(Base):
    """A person's verdict on one turn, `up` or `down`, with a comment or none."""

    __tablename__ = "feedback"

    turn_id: Mapped[str] = mapped_column(ForeignKey("turn.id", ondelete="CASCADE"), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(4))
    comment: Mapped[str | None] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
