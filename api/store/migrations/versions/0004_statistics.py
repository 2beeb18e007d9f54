"""Make the tables of daily counts, and the triggers that say which days must be counted anew.

A migration that rebuilds one of the watched tables must make its triggers again.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TABLES = ("counted_day", "day_count", "deleted_count")
LOCK = 7262007  # the same as in api/store/statistics.py

# what is written → the moment whose day it belongs to; {row} is OLD or NEW
OWN = "{row}.asked_at"
OF_TURN = "(SELECT asked_at FROM turn WHERE id = {row}.turn_id)"
OF_CONVERSATION = "(SELECT created_at FROM conversation WHERE id = {row}.conversation_id)"
WATCHED = {
    "turn": (OWN, ("INSERT", "UPDATE", "DELETE")),
    "feedback": (OF_TURN, ("INSERT", "UPDATE", "DELETE")),
    "turn_review": (OF_TURN, ("INSERT", "UPDATE", "DELETE")),
    "conversation": ("{row}.created_at", ("INSERT", "DELETE")),
    "conversation_review": (OF_CONVERSATION, ("INSERT", "UPDATE", "DELETE")),
}


def upgrade() -> None:
    op.create_table(
        "counted_day",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_counted_day_ends_at", "counted_day", ["ends_at"])
    op.create_table("day_count", *_counts(sa.ForeignKey("counted_day.day", ondelete="CASCADE")), sqlite_with_rowid=False)
    op.create_table("deleted_count", *_counts(), sqlite_with_rowid=False)
    for statement in _triggers():
        op.execute(statement)


def _counts(*day_of: sa.ForeignKey) -> list[sa.Column]:
    return [
        sa.Column("day", sa.Date, *day_of, primary_key=True),
        sa.Column("figure", sa.String(24), primary_key=True),
        sa.Column("value", sa.String(100), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    ]


def _triggers() -> Iterator[str]:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table, (moment, events) in WATCHED.items():
        for event in events:
            moment_of_row = moment.format(row="OLD" if event == "DELETE" else "NEW")
            yield from (_postgresql if postgresql else _sqlite)(table, event, moment_of_row)


def _postgresql(table: str, event: str, moment: str) -> Iterator[str]:
    name = _name(table, event)
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"PERFORM pg_advisory_xact_lock_shared({LOCK}); {_forget_day(moment)} RETURN NULL; END $$"
    )
    yield f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def _sqlite(table: str, event: str, moment: str) -> Iterator[str]:
    yield f"CREATE TRIGGER {_name(table, event)} AFTER {event} ON {table} BEGIN {_forget_day(moment)} END"


def _forget_day(moment: str) -> str:
    return f"DELETE FROM counted_day WHERE ends_at > {moment} AND starts_at <= {moment};"


def _name(table: str, event: str) -> str:
    return f"uncount_{table}_{event.lower()}"


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table, (_, events) in WATCHED.items():
        for event in events:
            op.execute(f"DROP TRIGGER {_name(table, event)}" + (f" ON {table}" if postgresql else ""))
            if postgresql:
                op.execute(f"DROP FUNCTION {_name(table, event)}()")
    for name in reversed(TABLES):
        op.drop_table(name)
