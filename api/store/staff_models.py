"""The tables of the staff console: accounts and sessions, the audit log, reviews and labels, saved filters, proposals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.store.models import Base, UtcDateTime

ACCOUNT = "staff_account.id"


class Account(Base):
    """Somebody who may use the console. Signs in with a password or as `subject` of an OpenID Connect `issuer`.

    `one_time_password`: somebody else set the password, and the person must choose another before anything else.
    """

    __tablename__ = "staff_account"
    __table_args__ = (UniqueConstraint("issuer", "subject", name="uq_staff_account_subject"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    username: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(2))
    password_hash: Mapped[str | None] = mapped_column(Text)
    one_time_password: Mapped[bool] = mapped_column(Boolean, default=False)
    issuer: Mapped[str | None] = mapped_column(String(300))
    subject: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StaffSession(Base):
    """A browser that is signed in, last `seen_at` (to the minute). The cookie's token is stored only as its SHA-256."""

    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT, ondelete="CASCADE"), index=True)
    csrf_token: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    account: Mapped[Account] = relationship()


class AuditEvent(Base):
    """One change of data by staff: who, when, what. `who` is kept as text, so that it outlives the account."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_at", "at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    who: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(60))
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(200))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


class TurnReview(Base):
    """One reviewer's verdict on one reply: relevance, and what would have been right."""

    __tablename__ = "turn_review"
    __table_args__ = (UniqueConstraint("turn_id", "account_id", name="uq_turn_review_reviewer"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    turn_id: Mapped[str] = mapped_column(ForeignKey("turn.id", ondelete="CASCADE"))
    account_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT, ondelete="CASCADE"))
    relevance: Mapped[str] = mapped_column(String(16))
    cause: Mapped[str | None] = mapped_column(String(32))
    right_topic: Mapped[str | None] = mapped_column(String(100))
    right_programme: Mapped[str | None] = mapped_column(String(32))
    note: Mapped[str | None] = mapped_column(Text)
    reviewed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    account: Mapped[Account] = relationship()


class ConversationReview(Base):
    """One reviewer's verdict on a whole conversation: did it help the person?"""

    __tablename__ = "conversation_review"
    __table_args__ = (UniqueConstraint("conversation_id", "account_id", name="uq_conversation_review_reviewer"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    account_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT, ondelete="CASCADE"))
    helpful: Mapped[bool | None] = mapped_column(Boolean)
    note: Mapped[str | None] = mapped_column(Text)
    reviewed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    account: Mapped[Account] = relationship()


class FollowUp(Base):
    """Where the staff's work with a conversation stands, one state for all of them: open, waiting or done."""

    __tablename__ = "follow_up"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str] = mapped_column(String(16), index=True)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Label(Base):
    """A word that staff put on a conversation to find it again."""

    __tablename__ = "label"
    __table_args__ = (Index("ix_label_name", "name"),)

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)


class SavedFilter(Base):
    """A filter of the conversation list under a name; `query` is the list's own query string."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("account_id", "name", name="uq_saved_filter_name"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    account_id: Mapped[str] = mapped_column(ForeignKey(ACCOUNT, ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    query: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Proposal(Base):
    """Changes of questions and entries that are tried and published together.

    `state`: open, trying, tried, failed, publishing, published, withdrawn, rolled_back. `evaluation` holds the figures of the
    last trial; `patch` the change of files that was published.
    """

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(16), index=True)
    created_by: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by: Mapped[str | None] = mapped_column(String(200))
    evaluation: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    message: Mapped[str | None] = mapped_column(Text)
    patch: Mapped[str | None] = mapped_column(Text)
    changes: Mapped[list[ProposalChange]] = relationship(order_by="ProposalChange.id", passive_deletes=True)


class ProposalChange(Base):
    """One change: a question for training (`example`) or for the held-out set (`test`), or a whole `entry` as YAML.

    `text` is the question, or the entry's YAML; `base_digest` the digest of the file that an entry was written on;
    `turn_id` where the question came from, without a foreign key: the question stays, masked, when its conversation is deleted.
    """

    __tablename__ = "proposal_change"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    topic: Mapped[str] = mapped_column(String(100))
    programme: Mapped[str | None] = mapped_column(String(32))
    standard: Mapped[str | None] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    turn_id: Mapped[str | None] = mapped_column(String(36))
    base_digest: Mapped[str | None] = mapped_column(String(64))
    created_by: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
