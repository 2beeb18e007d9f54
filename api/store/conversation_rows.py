"""What the list shows of each conversation: a few queries for a whole page of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from api.store.index_models import NO_CONFIDENCE, VERDICT_BITS, IndexedConversation, IndexedTurn
from api.store.models import Turn
from api.store.staff_models import ConversationReview, FollowUp, Label


@dataclass(frozen=True)
class ConversationRow:
    """A conversation in the list. `outcomes`, `standards`, `thumbs` and `verdicts` are the different ones of its turns, in order."""

    number: int
    conversation_id: str
    started_at: datetime
    turn_count: int
    question: str
    outcomes: list[str]
    standards: list[str]
    thumbs: list[str]
    verdicts: list[str]
    lowest_confidence: float | None
    reviewed: bool
    helpful: list[bool]
    follow_up: str | None
    labels: list[str]


class ConversationRows:
    """Reads rows of one database; every method blocks."""

    def __init__(self, engine: Engine) -> None:
        self._reading = sessionmaker(engine, expire_on_commit=False)

    def rows(self, numbers: Sequence[int]) -> list[ConversationRow]:
        """The conversations of these numbers, in their order; one that was deleted meanwhile is left out."""
        with self._reading() as session:
            found = {c.no: c for c in session.scalars(select(IndexedConversation).where(IndexedConversation.no.in_(numbers)))}
            ids = [conversation.conversation_id for conversation in found.values()]
            turns = _grouped(session, select(IndexedTurn.conversation_no, IndexedTurn).where(IndexedTurn.conversation_no.in_(numbers)))
            questions = _grouped(session, select(Turn.conversation_id, Turn.message).where(Turn.conversation_id.in_(ids), Turn.number == 1))
            labels = _grouped(session, select(Label.conversation_id, Label.name).where(Label.conversation_id.in_(ids)).order_by(Label.name))
            states = _grouped(session, select(FollowUp.conversation_id, FollowUp.state).where(FollowUp.conversation_id.in_(ids)))
            judged = select(ConversationReview.conversation_id, ConversationReview.helpful).where(ConversationReview.helpful.is_not(None))
            helpful = _grouped(session, judged.where(ConversationReview.conversation_id.in_(ids)))
        return [
            _row(
                found[number],
                turns.get(number, []),
                *(of.get(found[number].conversation_id, []) for of in (questions, labels, states, helpful)),
            )
            for number in numbers
            if number in found
        ]

    def labels(self, limit: int) -> list[str]:
        """The labels in use, the most used first."""
        used = select(Label.name).group_by(Label.name).order_by(func.count().desc(), Label.name).limit(limit)
        with self._reading() as session:
            return list(session.scalars(used))


def _grouped(session: Session, wanted: Any) -> dict[Any, list[Any]]:
    grouped: dict[Any, list[Any]] = {}
    for key, value in session.execute(wanted):
        grouped.setdefault(key, []).append(value)
    return grouped


def _row(
    conversation: IndexedConversation,
    turns: list[IndexedTurn],
    questions: list[str],
    labels: list[str],
    states: list[str],
    helpful: list[bool],
) -> ConversationRow:
    lowest = conversation.lowest_confidence
    verdicts = [verdict for verdict, bit in VERDICT_BITS.items() if any(turn.verdicts & bit for turn in turns)]
    return ConversationRow(
        number=conversation.no,
        conversation_id=conversation.conversation_id,
        started_at=conversation.started_at,
        turn_count=conversation.turn_count,
        question=questions[0] if questions else "",
        outcomes=_different(turn.outcome for turn in turns),
        standards=_different(turn.language for turn in turns),
        thumbs=_different(turn.thumbs for turn in turns),
        verdicts=verdicts,
        lowest_confidence=None if lowest == NO_CONFIDENCE else lowest,
        reviewed=conversation.reviewed,
        helpful=sorted(set(helpful), reverse=True),
        follow_up=states[0] if states else None,
        labels=labels,
    )


def _different(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
