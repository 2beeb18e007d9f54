"""Make the tables of the staff console."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = (
    "staff_account",
    "staff_session",
    "audit_event",
    "turn_review",
    "conversation_review",
    "follow_up",
    "label",
    "saved_filter",
    "proposal",
    "proposal_change",
)


def _moment(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number() -> sa.Column:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def _belongs(name: str, to: str, **more: bool) -> sa.Column:
    kind = sa.Integer() if to == "proposal.id" else sa.String(36)
    return sa.Column(name, kind, sa.ForeignKey(to, ondelete="CASCADE"), nullable=False, **more)


def upgrade() -> None:
    _create_accounts()
    _create_reviews()
    _create_proposals()


def _create_accounts() -> None:
    op.create_table(
        "staff_account",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("username", sa.String(200), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("password_hash", sa.Text),
        sa.Column("one_time_password", sa.Boolean, nullable=False),
        sa.Column("issuer", sa.String(300)),
        sa.Column("subject", sa.String(300)),
        _moment("created_at"),
        _moment("disabled_at", nullable=True),
        sa.UniqueConstraint("issuer", "subject", name="uq_staff_account_subject"),
    )
    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        _belongs("account_id", "staff_account.id"),
        sa.Column("csrf_token", sa.String(64), nullable=False),
        _moment("created_at"),
        _moment("seen_at"),
        _moment("expires_at"),
    )
    op.create_index("ix_staff_session_account_id", "staff_session", ["account_id"])
    op.create_index("ix_staff_session_expires_at", "staff_session", ["expires_at"])
    op.create_table(
        "audit_event",
        _number(),
        _moment("at"),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("object_kind", sa.String(40), nullable=False),
        sa.Column("object_id", sa.String(200), nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
    )
    op.create_index("ix_audit_event_at", "audit_event", ["at"])


def _create_reviews() -> None:
    op.create_table(
        "turn_review",
        _number(),
        _belongs("turn_id", "turn.id"),
        _belongs("account_id", "staff_account.id"),
        sa.Column("relevance", sa.String(16), nullable=False),
        sa.Column("cause", sa.String(32)),
        sa.Column("right_topic", sa.String(100)),
        sa.Column("right_programme", sa.String(32)),
        sa.Column("note", sa.Text),
        _moment("reviewed_at"),
        sa.UniqueConstraint("turn_id", "account_id", name="uq_turn_review_reviewer"),
    )
    op.create_table(
        "conversation_review",
        _number(),
        _belongs("conversation_id", "conversation.id"),
        _belongs("account_id", "staff_account.id"),
        sa.Column("helpful", sa.Boolean),
        sa.Column("note", sa.Text),
        _moment("reviewed_at"),
        sa.UniqueConstraint("conversation_id", "account_id", name="uq_conversation_review_reviewer"),
    )
    op.create_table(
        "follow_up",
        _belongs("conversation_id", "conversation.id", primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        _moment("changed_at"),
    )
    op.create_index("ix_follow_up_state", "follow_up", ["state"])
    op.create_table(
        "label",
        _belongs("conversation_id", "conversation.id", primary_key=True),
        sa.Column("name", sa.String(60), primary_key=True),
    )
    op.create_index("ix_label_name", "label", ["name"])
    op.create_table(
        "saved_filter",
        _number(),
        _belongs("account_id", "staff_account.id"),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        _moment("created_at"),
        sa.UniqueConstraint("account_id", "name", name="uq_saved_filter_name"),
    )


def _create_proposals() -> None:
    op.create_table(
        "proposal",
        _number(),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_by", sa.String(200), nullable=False),
        _moment("created_at"),
        _moment("tried_at", nullable=True),
        _moment("published_at", nullable=True),
        sa.Column("published_by", sa.String(200)),
        sa.Column("evaluation", sa.JSON),
        sa.Column("message", sa.Text),
        sa.Column("patch", sa.Text),
    )
    op.create_index("ix_proposal_state", "proposal", ["state"])
    op.create_table(
        "proposal_change",
        _number(),
        _belongs("proposal_id", "proposal.id"),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("topic", sa.String(100), nullable=False),
        sa.Column("programme", sa.String(32)),
        sa.Column("standard", sa.String(2)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("turn_id", sa.String(36)),
        sa.Column("base_digest", sa.String(64)),
        sa.Column("created_by", sa.String(200), nullable=False),
        _moment("created_at"),
    )
    op.create_index("ix_proposal_change_proposal_id", "proposal_change", ["proposal_id"])


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
