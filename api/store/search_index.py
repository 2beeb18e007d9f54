"""Keep the index behind the staff's list: enter a message, its answer and the person's verdict, inside the transaction that stores them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, case, insert, null, select, update
from sqlalchemy.orm import Session

from api.store.audience import audience_of
from api.store.index_models import FAILED, NO_CONFIDENCE, VERDICT_BITS, IndexedConversation, IndexedTurn
from api.store.models import Conversation, Turn
from api.store.words import words_of


def enter_conversation(session: Session, conversation: Conversation) -> None:
    """Give a new conversation its number."""
    session.flush()
    session.execute(
        insert(IndexedConversation).values(
            conversation_id=conversation.id,
            started_at=conversation.created_at,
            last_at=conversation.created_at,
            turn_count=0,
            lowest_confidence=NO_CONFIDENCE,
            reviewed=False,
            page=conversation.page,
        )
    )


def enter_turn(session: Session, turn: Turn) -> None:
    """Enter a message that has no reply yet; its conversation has a number already."""
    session.execute(
        update(IndexedConversation)
        .where(IndexedConversation.conversation_id == turn.conversation_id)
        .values(last_at=turn.asked_at, turn_count=IndexedConversation.turn_count + 1)
    )
    session.execute(
        insert(IndexedTurn).values(
            conversation_no=_number_of(turn.conversation_id).scalar_subquery(),
            number=turn.number,
            asked_at=turn.asked_at,
            outcome=FAILED,
            verdicts=0,
            words=words_of(turn.message),
        )
    )


def enter_answer(session: Session, turn: Turn) -> None:
    """Enter what a turn was understood as and how it ended."""
    confidence = turn.confidence
    if confidence is not None:
        lowest = IndexedConversation.lowest_confidence
        session.execute(
            update(IndexedConversation)
            .where(IndexedConversation.conversation_id == turn.conversation_id)
            .values(lowest_confidence=case((lowest > confidence, confidence), else_=lowest))
        )
    _change(
        session,
        turn,
        outcome=turn.outcome or FAILED,
        topic=turn.topic,
        programme=turn.programme,
        language=turn.language,
        confidence=confidence,
        audience=audience_of(turn.understanding),
        total_ms=turn.total_ms,
    )


def enter_thumbs(session: Session, turn: Turn, verdict: str | None) -> None:
    """Enter the person's verdict on a reply."""
    _change(session, turn, thumbs=verdict or null())


def enter_verdicts(session: Session, turn: Turn, verdicts: set[str]) -> None:
    """Enter all verdicts that reviewers have given on a turn."""
    _change(session, turn, verdicts=sum(VERDICT_BITS[verdict] for verdict in verdicts))


def enter_reviewed(session: Session, conversation_id: str, reviewed: bool) -> None:
    """Enter whether a conversation, or a turn of it, has been judged by any reviewer."""
    session.execute(update(IndexedConversation).where(IndexedConversation.conversation_id == conversation_id).values(reviewed=reviewed))


def _change(session: Session, turn: Turn, **values: Any) -> None:
    row = (IndexedTurn.conversation_no == _number_of(turn.conversation_id).scalar_subquery(), IndexedTurn.number == turn.number)
    session.execute(update(IndexedTurn).where(*row).values(**values).execution_options(synchronize_session=False))


def _number_of(conversation_id: str) -> Select[int]:
    return select(IndexedConversation.no).where(IndexedConversation.conversation_id == conversation_id)
