"""Make the index behind the staff's list of conversations, and enter what is stored already."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from api.store.audience import audience_of
from api.store.words import words_of

revision = "0003"
down_revision = "0002"

BATCH = 2000
# A row for each word of a question; FTS5 would leave deleted words in its segments until they merge, these rows are gone at once.
WORD_TABLE = """
    CREATE TABLE indexed_word (
        word TEXT NOT NULL, conversation_no INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (word, conversation_no, number)
    ) WITHOUT ROWID
"""
TRIGGERS = (
    """
    CREATE TRIGGER indexed_turn_entered AFTER INSERT ON indexed_turn BEGIN
        INSERT INTO indexed_word SELECT value, new.conversation_no, new.number FROM json_each(new.words);
    END
    """,
    """
    CREATE TRIGGER indexed_turn_deleted AFTER DELETE ON indexed_turn BEGIN
        DELETE FROM indexed_word WHERE conversation_no = old.conversation_no AND number = old.number
            AND word IN (SELECT value FROM json_each(old.words));
    END
    """,
)


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    _create_conversations()
    _create_turns(postgresql)
    if not postgresql:
        for statement in (WORD_TABLE, *TRIGGERS):
            op.execute(statement)
    _enter_stored()


def _create_conversations() -> None:
    op.create_table(
        "indexed_conversation",
        sa.Column("no", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("conversation_id", sa.String(36), sa.ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False, unique=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("turn_count", sa.Integer, nullable=False),
        sa.Column("lowest_confidence", sa.Float, nullable=False),
        sa.Column("reviewed", sa.Boolean, nullable=False),
        sa.Column("page", sa.Text),
        sqlite_autoincrement=True,
    )
    for name in ("started_at", "lowest_confidence", "turn_count", "page"):
        op.create_index(f"ix_indexed_conversation_{name}", "indexed_conversation", [name, "no"])


def _create_turns(postgresql: bool) -> None:
    op.create_table(
        "indexed_turn",
        sa.Column("conversation_no", sa.Integer, sa.ForeignKey("indexed_conversation.no", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("topic", sa.String(100)),
        sa.Column("programme", sa.String(32)),
        sa.Column("language", sa.String(2)),
        sa.Column("confidence", sa.Float),
        sa.Column("audience", sa.String(20)),
        sa.Column("thumbs", sa.String(4)),
        sa.Column("verdicts", sa.Integer, nullable=False),
        sa.Column("total_ms", sa.Integer),
        sa.Column("words", TSVECTOR if postgresql else sa.Text, nullable=False),
    )
    for name in ("topic", "thumbs", "audience"):
        op.create_index(f"ix_indexed_turn_{name}", "indexed_turn", [name, "conversation_no"])
    judged = sa.text("verdicts > 0")
    op.create_index("ix_indexed_turn_verdicts", "indexed_turn", ["conversation_no"], sqlite_where=judged, postgresql_where=judged)
    if postgresql:
        op.create_index("ix_indexed_turn_words", "indexed_turn", ["words"], postgresql_using="gin")
        op.create_index("ix_indexed_turn_outcome", "indexed_turn", ["outcome", "conversation_no"])


def _enter_stored() -> None:
    connection = op.get_bind()
    connection.execute(
        sa.text(
            "INSERT INTO indexed_conversation (conversation_id, started_at, last_at, turn_count, lowest_confidence, reviewed, page)"
            " SELECT c.id, c.created_at, coalesce(max(t.asked_at), c.created_at), count(t.id),"
            " coalesce(min(t.confidence), 2.0), false, c.page"
            " FROM conversation c LEFT JOIN turn t ON t.conversation_id = c.id"
            " GROUP BY c.id, c.created_at, c.page ORDER BY c.created_at, c.id"
        )
    )
    stored = sa.text(
        "SELECT i.no, t.number, t.asked_at, coalesce(t.outcome, 'failed') AS outcome, t.topic, t.programme, t.language,"
        " t.confidence, t.understanding, f.verdict AS thumbs, t.total_ms, t.message FROM indexed_conversation i"
        " JOIN turn t ON t.conversation_id = i.conversation_id LEFT JOIN feedback f ON f.turn_id = t.id"
        " WHERE i.no > :after AND i.no <= :after + :batch"
    )
    last = connection.execute(sa.text("SELECT coalesce(max(no), 0) FROM indexed_conversation")).scalar_one()
    for after in range(0, last, BATCH):
        rows = [_entry(row) for row in connection.execute(stored, {"after": after, "batch": BATCH}).mappings()]
        if rows:
            _insert(connection, rows)


def _entry(row: sa.RowMapping) -> dict[str, object]:
    understanding = row["understanding"]
    found = json.loads(understanding) if isinstance(understanding, str) else understanding
    return {**row, "audience": audience_of(found or {}), "words": words_of(row["message"])}


def _insert(connection: sa.Connection, rows: list[dict[str, object]]) -> None:
    postgresql = connection.dialect.name == "postgresql"
    for row in rows:
        words = row["words"]
        row["words"] = " ".join(f"'{word}'" for word in words) if postgresql else json.dumps(words, ensure_ascii=False)
    values = "CAST(:words AS tsvector)" if postgresql else ":words"
    connection.execute(
        sa.text(
            "INSERT INTO indexed_turn (conversation_no, number, asked_at, outcome, topic, programme, language, confidence,"
            " audience, thumbs, verdicts, total_ms, words) VALUES (:no, :number, :asked_at, :outcome, :topic, :programme, :language,"
            f" :confidence, :audience, :thumbs, 0, :total_ms, {values})"
        ),
        rows,
    )


def downgrade() -> None:
    op.drop_table("indexed_turn")  # its triggers go with it
    op.drop_table("indexed_conversation")
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TABLE indexed_word")
