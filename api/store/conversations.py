"""The queries of a chat: begin and end a turn, read and delete a conversation, keep feedback. All of them block."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, joinedload, selectinload, sessionmaker

from api.contract import EngineAnswer
from api.problems import ConversationNotFound, TurnNotFound
from api.store import search_index
from api.store.counting import keep_counts
from api.store.database import writing
from api.store.models import Conversation, Feedback, Turn


@dataclass(frozen=True)
class Context:
    """Beside a message: the page's written standard and the topic last spoken of, where known."""

    language: str | None = None
    topic: str | None = None


@dataclass(frozen=True)
class NewTurn:
    """A message about to be answered; `starts_conversation` when it is the first of a new one."""

    id: str
    conversation_id: str
    message: str
    page_language: str | None
    page: str | None
    starts_conversation: bool


@dataclass(frozen=True)
class TurnTimes:
    """How long the engine and the whole turn took, in milliseconds."""

    engine_ms: int
    total_ms: int


class Store:
    """Conversations in one database; each method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = sessionmaker(engine, expire_on_commit=False)
        self._writing = sessionmaker(writing(engine), expire_on_commit=False)

    def begin_turn(self, turn: NewTurn) -> Context:
        """Store the message as a failed turn until it is answered; gives what the engine should know beside the message.

        Raises ConversationNotFound when it should continue one that is not there.
        """
        now = datetime.now(UTC)
        with self._writing.begin() as session:
            if turn.starts_conversation:
                conversation = Conversation(id=turn.conversation_id, created_at=now, page=turn.page)
                session.add(conversation)
                search_index.enter_conversation(session, conversation)
            else:
                conversation = _locked_conversation(session, turn.conversation_id)
            conversation.language = turn.page_language or conversation.language
            numbers = select(func.coalesce(func.max(Turn.number), 0)).where(Turn.conversation_id == turn.conversation_id)
            number = 1 + session.execute(numbers).scalar_one()
            topics = select(Turn.topic).where(Turn.conversation_id == turn.conversation_id, Turn.topic.is_not(None))
            topic = session.execute(topics.order_by(Turn.number.desc()).limit(1)).scalar()
            stored = _failed_turn(turn, number, now)
            session.add(stored)
            search_index.enter_turn(session, stored)
            return Context(conversation.language, topic)

    def answer_turn(self, turn_id: str, answer: EngineAnswer, times: TurnTimes) -> None:
        """Complete a turn. Raises ConversationNotFound when it was deleted meanwhile."""
        with self._writing.begin() as session:
            turn = session.get(Turn, turn_id)
            if turn is None:
                raise ConversationNotFound(f"turn {turn_id} was deleted while it was answered")
            confidence = answer.understanding.get("confidence")
            turn.confidence = float(confidence) if isinstance(confidence, int | float) else None
            turn.language, turn.outcome = answer.language, answer.outcome
            turn.topic, turn.programme = answer.topic, answer.programme
            turn.understanding = answer.understanding
            turn.reply = [message.model_dump() for message in answer.messages]
            turn.engine_ms, turn.total_ms = times.engine_ms, times.total_ms
            turn.status = "answered"
            search_index.enter_answer(session, turn)

    def fail_turn(self, turn_id: str, times: TurnTimes) -> None:
        """Note how long a turn took that got no answer."""
        with self._writing.begin() as session:
            turn = session.get(Turn, turn_id)
            if turn is not None:
                turn.engine_ms, turn.total_ms = times.engine_ms, times.total_ms

    def conversation(self, conversation_id: str) -> Conversation:
        """A conversation with its turns and their feedback. Raises ConversationNotFound."""
        wanted = (
            select(Conversation)
            .where(Conversation.id == conversation_id)
            .options(selectinload(Conversation.turns).options(joinedload(Turn.feedback)))
        )
        with self._reading() as session:
            found = session.execute(wanted).scalar_one_or_none()
        if found is None:
            raise ConversationNotFound(f"no conversation {conversation_id}")
        return found

    def delete_conversation(self, conversation_id: str) -> None:
        """Delete a conversation with turns and feedback. Raises ConversationNotFound."""
        with self._writing.begin() as session:
            _locked_conversation(session, conversation_id)
            keep_counts(session.connection(), conversation_id)
            session.execute(delete(Conversation).where(Conversation.id == conversation_id))

    def silent_since(self, before: datetime, limit: int) -> list[str]:
        """Ids of at most `limit` conversations whose last message came before a time, longest silent first."""
        last = func.max(func.coalesce(Turn.asked_at, Conversation.created_at))
        old = select(Conversation.id).where(Conversation.created_at < before).outerjoin(Turn).group_by(Conversation.id)
        silent = old.having(last < before).order_by(last).limit(limit)
        with self._reading() as session:
            return list(session.execute(silent).scalars())

    def give_feedback(self, turn_id: str, verdict: str, comment: str | None) -> None:
        """Keep the verdict on a turn in place of an earlier one. Raises TurnNotFound."""
        with self._writing.begin() as session:
            turn = session.get(Turn, turn_id, with_for_update=True)
            if turn is None:
                raise TurnNotFound(f"no turn {turn_id}")
            search_index.enter_thumbs(session, turn, verdict)
            session.merge(Feedback(turn_id=turn_id, verdict=verdict, comment=comment, given_at=datetime.now(UTC)))

    def ready(self) -> bool:
        """Whether the database answers and has the tables."""
        try:
            with self._reading() as session:
                session.execute(text("SELECT 1 FROM conversation LIMIT 1"))
        except (OperationalError, PoolTimeout):
            return False
        return True

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()


def _locked_conversation(session: Session, conversation_id: str) -> Conversation:
    conversation = session.get(Conversation, conversation_id, with_for_update=True)
    if conversation is None:
        raise ConversationNotFound(f"no conversation {conversation_id}")
    return conversation


def _failed_turn(turn: NewTurn, number: int, now: datetime) -> Turn:
    return Turn(
        id=turn.id,
        conversation_id=turn.conversation_id,
        number=number,
        asked_at=now,
        message=turn.message,
        understanding={},
        reply=[],
        status="failed",
    )
