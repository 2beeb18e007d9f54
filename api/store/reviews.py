"""The verdicts of reviewers: on turns, on conversations, with follow-up and labels. Every change is in the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, delete, exists, func, select
from sqlalchemy.orm import Session, joinedload, sessionmaker

from api.problems import ConversationNotFound, TurnNotFound
from api.staff.members import Member
from api.store import search_index
from api.store.agreement import Agreement, agreement
from api.store.audit import record
from api.store.database import writing
from api.store.models import Conversation, Turn
from api.store.staff_models import ConversationReview, FollowUp, Label, TurnReview

RELEVANCES = ("right", "partly", "wrong")
CAUSES = ("not_understood", "knowledge_missing", "knowledge_wrong", "language", "tone")
STATES = ("open", "waiting", "done")
MAX_LABEL = 60


@dataclass(frozen=True)
class TurnVerdict:
    """What a reviewer says of one reply; `cause` and what would have been right only when it was not right."""

    relevance: str
    cause: str | None = None
    right_topic: str | None = None
    right_programme: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class ConversationWork:
    """Everything that staff have said of one conversation; the verdicts on turns by the turn's id."""

    turns: dict[str, list[TurnReview]]
    whole: list[ConversationReview]
    follow_up: str | None
    labels: list[str]


class ReviewStore:
    """Reviews in one database; each method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._reading = sessionmaker(engine, expire_on_commit=False)
        self._writing = sessionmaker(writing(engine), expire_on_commit=False)
        self._counted: tuple[Any, Agreement | None] | None = None

    def work_on(self, conversation_id: str) -> ConversationWork:
        """All verdicts, the follow-up and the labels of a conversation."""
        own = select(Turn.id).where(Turn.conversation_id == conversation_id)
        on_turns = select(TurnReview).where(TurnReview.turn_id.in_(own)).options(joinedload(TurnReview.account)).order_by(TurnReview.id)
        on_whole = (
            select(ConversationReview)
            .where(ConversationReview.conversation_id == conversation_id)
            .options(joinedload(ConversationReview.account))
            .order_by(ConversationReview.id)
        )
        turns: dict[str, list[TurnReview]] = {}
        with self._reading() as session:
            for review in session.scalars(on_turns):
                turns.setdefault(review.turn_id, []).append(review)
            return ConversationWork(
                turns,
                list(session.scalars(on_whole)),
                session.scalar(select(FollowUp.state).where(FollowUp.conversation_id == conversation_id)),
                list(session.scalars(select(Label.name).where(Label.conversation_id == conversation_id).order_by(Label.name))),
            )

    def judge_turn(self, member: Member, conversation_id: str, turn_id: str, verdict: TurnVerdict) -> None:
        """Keep a member's verdict on a turn in place of their earlier one. Raises TurnNotFound."""
        with self._writing.begin() as session:
            turn = _turn(session, conversation_id, turn_id)
            own = (TurnReview.turn_id == turn_id, TurnReview.account_id == member.account_id)
            review = session.scalar(select(TurnReview).where(*own)) or TurnReview(turn_id=turn_id, account_id=member.account_id)
            review.relevance, review.cause, review.note = verdict.relevance, verdict.cause, verdict.note
            review.right_topic, review.right_programme = verdict.right_topic, verdict.right_programme
            review.reviewed_at = datetime.now(UTC)
            session.add(review)
            _enter(session, turn)
            record(
                session, member.username, "review.save", "turn", turn_id, conversation=conversation_id,
                relevance=verdict.relevance, cause=verdict.cause, right_topic=verdict.right_topic, right_programme=verdict.right_programme,
            )  # fmt: skip

    def withdraw_turn(self, member: Member, conversation_id: str, turn_id: str) -> None:
        """Take a member's own verdict on a turn away. Raises TurnNotFound."""
        with self._writing.begin() as session:
            turn = _turn(session, conversation_id, turn_id)
            session.execute(delete(TurnReview).where(TurnReview.turn_id == turn_id, TurnReview.account_id == member.account_id))
            _enter(session, turn)
            record(session, member.username, "review.withdraw", "turn", turn_id, conversation=conversation_id)

    def judge_conversation(
        self, member: Member, conversation_id: str, *, helpful: bool | None, note: str | None, follow_up: str | None
    ) -> None:
        """Keep a member's verdict on a conversation, and the follow-up that all share. Raises ConversationNotFound."""
        with self._writing.begin() as session:
            _locked(session, conversation_id)
            own = (ConversationReview.conversation_id == conversation_id, ConversationReview.account_id == member.account_id)
            session.execute(delete(ConversationReview).where(*own))
            if helpful is not None or note:
                review = ConversationReview(conversation_id=conversation_id, account_id=member.account_id, helpful=helpful, note=note)
                review.reviewed_at = datetime.now(UTC)
                session.add(review)
            session.execute(delete(FollowUp).where(FollowUp.conversation_id == conversation_id))
            if follow_up:
                session.add(FollowUp(conversation_id=conversation_id, state=follow_up, changed_at=datetime.now(UTC)))
            _enter_conversation(session, conversation_id)
            record(session, member.username, "review.save", "conversation", conversation_id, helpful=helpful, follow_up=follow_up)

    def add_label(self, member: Member, conversation_id: str, name: str) -> None:
        """Put a label on a conversation, once. Raises ConversationNotFound."""
        with self._writing.begin() as session:
            _locked(session, conversation_id)
            if session.get(Label, (conversation_id, name)) is None:
                session.add(Label(conversation_id=conversation_id, name=name))
                record(session, member.username, "label.add", "conversation", conversation_id, label=name)

    def remove_label(self, member: Member, conversation_id: str, name: str) -> None:
        """Take a label off a conversation; nothing happens when it has none of this name. Raises ConversationNotFound."""
        with self._writing.begin() as session:
            _locked(session, conversation_id)
            found = session.get(Label, (conversation_id, name))
            if found is not None:
                session.delete(found)
                record(session, member.username, "label.remove", "conversation", conversation_id, label=name)

    def agreement(self) -> Agreement | None:
        """How far reviewers agree over all turns that at least two have judged; counted anew when a verdict has changed."""
        other = select(TurnReview.turn_id).group_by(TurnReview.turn_id).having(func.count() > 1)
        wanted = select(TurnReview.turn_id, TurnReview.relevance).where(TurnReview.turn_id.in_(other)).order_by(TurnReview.id)
        with self._reading() as session:
            state = tuple(session.execute(select(func.count(), func.max(TurnReview.reviewed_at), func.max(TurnReview.id))).one())
            if self._counted is None or self._counted[0] != state:
                given: dict[str, list[str]] = {}
                for turn_id, relevance in session.execute(wanted):
                    given.setdefault(turn_id, []).append(relevance)
                self._counted = state, agreement(list(given.values()))
            return self._counted[1]


def _turn(session: Session, conversation_id: str, turn_id: str) -> Turn:
    turn = session.get(Turn, turn_id, with_for_update=True)
    if turn is None or turn.conversation_id != conversation_id:
        raise TurnNotFound(f"no turn {turn_id} in conversation {conversation_id}")
    return turn


def _locked(session: Session, conversation_id: str) -> None:
    if session.get(Conversation, conversation_id, with_for_update=True) is None:
        raise ConversationNotFound(f"no conversation {conversation_id}")


def _enter(session: Session, turn: Turn) -> None:
    """Bring the verdicts of a turn, and of its conversation, into the index of the list."""
    session.flush()
    given = session.scalars(select(TurnReview.relevance).where(TurnReview.turn_id == turn.id))
    search_index.enter_verdicts(session, turn, set(given))
    _enter_conversation(session, turn.conversation_id)


def _enter_conversation(session: Session, conversation_id: str) -> None:
    session.flush()
    on_turns = exists().where(TurnReview.turn_id == Turn.id, Turn.conversation_id == conversation_id)
    on_whole = exists().where(ConversationReview.conversation_id == conversation_id)
    search_index.enter_reviewed(session, conversation_id, bool(session.scalar(select(on_turns | on_whole))))
