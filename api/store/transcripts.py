"""Read whole conversations of a filter, a batch at a time, oldest first.

Each batch is a transaction of its own: memory stays flat, and nobody who downloads slowly keeps the database from tidying up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, exists, select
from sqlalchemy.orm import sessionmaker

from api.store.audit import record
from api.store.conversation_conditions import of_conversation, of_turn, words_seen
from api.store.conversation_filter import ConversationFilter
from api.store.database import writing
from api.store.index_models import IndexedConversation, IndexedTurn
from api.store.models import Conversation, Feedback, Turn
from api.store.staff_models import ConversationReview, FollowUp, Label, TurnReview

BATCH = 200  # conversations


@dataclass(frozen=True)
class Transcript:
    """A conversation and all that staff have noted on it, as rows of the tables (mapped objects would hold memory for longer).

    `turns` also have the person's `verdict` and `comment`; `turn_reviews`: turn id → its reviews; reviews stand earliest first.
    """

    conversation: Row[Any]
    turns: list[Row[Any]]
    turn_reviews: dict[str, list[Row[Any]]]
    reviews: list[Row[Any]]
    labels: list[str]
    follow_up: str | None


class TranscriptStore:
    """Whole conversations in one database; every method blocks."""

    def __init__(self, engine: Engine) -> None:
        self._postgresql = engine.dialect.name == "postgresql"
        self._reading = engine
        self._writing = sessionmaker(writing(engine))

    def matching(self, chosen: ConversationFilter, *, only_reviewed: bool = False) -> Iterator[Transcript]:
        """All conversations of a filter, or those of them that somebody has reviewed."""
        chosen, after = chosen.effective, 0
        if chosen.text and not chosen.words:
            return
        conditions = self._conditions(chosen) + ([IndexedConversation.reviewed] if only_reviewed else [])
        while True:
            with self._reading.connect() as connection:
                wanted = select(IndexedConversation.no, IndexedConversation.conversation_id).where(
                    IndexedConversation.no > after, *conditions
                )
                rows = connection.execute(wanted.order_by(IndexedConversation.no).limit(BATCH)).all()
                batch = _transcripts(connection, [row.conversation_id for row in rows])
            yield from batch
            if len(rows) < BATCH:
                return
            after = rows[-1].no

    def note_export(self, who: str, kind: str, chosen: ConversationFilter) -> None:
        """Write to the audit log that somebody takes conversations out. What was searched for is left out: it may be a person's
        name, and the log outlives the conversations."""
        with self._writing.begin() as session:
            record(session, who, "export.download", "export", kind, filter=replace(chosen, text="").query)

    def _conditions(self, chosen: ConversationFilter) -> list[Any]:
        turn = [*of_turn(chosen), *words_seen(chosen.words, self._postgresql)]
        told = [exists().where(IndexedTurn.conversation_no == IndexedConversation.no, *turn)] if turn else []
        return [*of_conversation(chosen), *told]


def _transcripts(connection: Connection, ids: list[str]) -> list[Transcript]:
    """The conversations of these ids, in their order, as far as they are still there."""
    found = {row.id: row for row in connection.execute(select(Conversation.__table__).where(Conversation.id.in_(ids)))}
    turns = select(Turn.__table__, Feedback.verdict, Feedback.comment).outerjoin(Feedback, Feedback.turn_id == Turn.id)
    of_turn = _grouped(connection, turns.where(Turn.conversation_id.in_(ids)).order_by(Turn.number), "conversation_id")
    judged = (
        select(TurnReview.__table__, Turn.conversation_id).join(Turn, Turn.id == TurnReview.turn_id).where(Turn.conversation_id.in_(ids))
    )
    of_review = _grouped(connection, judged.order_by(TurnReview.reviewed_at, TurnReview.id), "conversation_id")
    whole = select(ConversationReview.__table__).where(ConversationReview.conversation_id.in_(ids))
    of_whole = _grouped(connection, whole.order_by(ConversationReview.reviewed_at, ConversationReview.id), "conversation_id")
    labels = _grouped(connection, select(Label.__table__).where(Label.conversation_id.in_(ids)).order_by(Label.name), "conversation_id")
    states = {
        row.conversation_id: row.state for row in connection.execute(select(FollowUp.__table__).where(FollowUp.conversation_id.in_(ids)))
    }
    return [
        Transcript(
            conversation=found[name],
            turns=of_turn[name],
            turn_reviews=_by(of_review[name], "turn_id"),
            reviews=of_whole[name],
            labels=[label.name for label in labels[name]],
            follow_up=states.get(name),
        )
        for name in ids
        if name in found
    ]


def _grouped(connection: Connection, query: Select[Any], key: str) -> dict[str, list[Row[Any]]]:
    return _by(connection.execute(query), key)


def _by(rows: Iterable[Row[Any]], key: str) -> dict[str, list[Row[Any]]]:
    groups: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups
