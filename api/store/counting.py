"""Count the stored conversations of a stretch of time, or one conversation before it is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from api.store.local_days import Days
from api.store.models import Conversation, Feedback, Turn
from api.store.staff_models import ConversationReview, TurnReview
from api.store.statistics_models import CountedDay, DayCount, DeletedCount
from api.store.tallies import Tallies, tally_conversations, tally_helpfulness, tally_reviews, tally_turns


@dataclass(frozen=True)
class Scope:
    """Which turns and which conversations are counted."""

    turns: ColumnElement[bool]
    conversations: ColumnElement[bool]


def between(start: datetime, end: datetime) -> Scope:
    """Turns asked, and conversations begun, from `start` until right before `end`."""
    return Scope(
        (Turn.asked_at >= start) & (Turn.asked_at < end),
        (Conversation.created_at >= start) & (Conversation.created_at < end),
    )


def of_conversation(conversation_id: str) -> Scope:
    """One conversation and its turns."""
    return Scope(Turn.conversation_id == conversation_id, Conversation.id == conversation_id)


def tally(connection: Connection, scope: Scope) -> Tallies:
    """Everything that is counted within a scope."""
    columns = (Turn.asked_at, Turn.status, Turn.outcome, Turn.topic, Turn.programme, Turn.language, Turn.total_ms, Feedback.verdict)
    turns = select(*columns).outerjoin(Feedback, Feedback.turn_id == Turn.id).where(scope.turns)
    reviews = (
        select(TurnReview.turn_id, Turn.asked_at, TurnReview.relevance, TurnReview.cause)
        .join(Turn, Turn.id == TurnReview.turn_id)
        .where(scope.turns)
        .order_by(TurnReview.reviewed_at, TurnReview.id)
    )
    conversations = select(Conversation.created_at).where(scope.conversations)
    helpful = (
        select(ConversationReview.conversation_id, Conversation.created_at, ConversationReview.helpful)
        .join(Conversation, Conversation.id == ConversationReview.conversation_id)
        .where(scope.conversations)
        .order_by(ConversationReview.reviewed_at, ConversationReview.id)
    )
    return (
        tally_turns(connection.execute(turns))
        + tally_reviews(connection.execute(reviews))
        + tally_conversations(connection.execute(conversations))
        + tally_helpfulness(connection.execute(helpful))
    )


def count_day(connection: Connection, day: date) -> None:
    """Count a day's stored conversations anew and list it as counted."""
    starts_at, ends_at = Days(day, day).moments
    connection.execute(delete(CountedDay).where(CountedDay.day == day))
    connection.execute(insert(CountedDay).values(day=day, starts_at=starts_at, ends_at=ends_at))
    rows = [{**key._asdict(), "count": count} for key, count in tally(connection, between(starts_at, ends_at)).items()]
    if rows:
        connection.execute(insert(DayCount), rows)


def keep_counts(connection: Connection, conversation_id: str) -> None:
    """Keep the counts of a conversation that the same transaction deletes; its days are counted anew."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    scope = of_conversation(conversation_id)
    connection.execute(select(Turn.id).where(scope.turns).order_by(Turn.number).with_for_update())  # a verdict given now must wait
    rows = [{**key._asdict(), "count": count} for key, count in sorted(tally(connection, scope).items())]
    if rows:
        added = dialect.insert(DeletedCount)
        key = [DeletedCount.day, DeletedCount.figure, DeletedCount.value]
        connection.execute(added.on_conflict_do_update(index_elements=key, set_={"count": DeletedCount.count + added.excluded.count}), rows)
