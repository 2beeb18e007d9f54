"""Make the tables for conversations, turns and feedback."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(2)),
        sa.Column("page", sa.Text),
    )
    op.create_index("ix_conversation_created_at", "conversation", ["created_at"])
    _create_turn()
    op.create_table(
        "feedback",
        sa.Column("turn_id", sa.String(36), sa.ForeignKey("turn.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("verdict", sa.String(4), nullable=False),
        sa.Column("comment", sa.Text),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    )


def _create_turn() -> None:
    op.create_table(
        "turn",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("conversation_id", sa.String(36), sa.ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("language", sa.String(2)),
        sa.Column("outcome", sa.String(32)),
        sa.Column("topic", sa.String(100)),
        sa.Column("programme", sa.String(32)),
        sa.Column("confidence", sa.Float),
        sa.Column("understanding", sa.JSON, nullable=False),
        sa.Column("reply", sa.JSON, nullable=False),
        sa.Column("engine_ms", sa.Integer),
        sa.Column("total_ms", sa.Integer),
        sa.Column("status", sa.String(16), nullable=False),
        sa.UniqueConstraint("conversation_id", "number", name="uq_turn_conversation_number"),
    )
    op.create_index("ix_turn_asked_at", "turn", ["asked_at"])
    op.create_index("ix_turn_outcome", "turn", ["outcome", "asked_at"])
    op.create_index("ix_turn_topic", "turn", ["topic", "asked_at"])


def downgrade() -> None:
    for name in ("feedback", "turn", "conversation"):
        op.drop_table(name)
