"""The queries of questions that got no right answer. All of them block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, exists, or_, select
from sqlalchemy.orm import sessionmaker

from api.problems import TurnNotFound
from api.store.models import Feedback, Turn
from api.store.staff_models import TurnReview

OUTCOMES = ("not_in_sources", "clarification", "out_of_scope")
NOT_RIGHT = ("partly", "wrong")
MOST = 3000
"""Questions that are gathered at most, the newest first: more than staff can read, and some minutes' work to embed."""
AT_ONCE = 500


@dataclass(frozen=True)
class Asked:
    """A question; `thumbs_down` by the person who asked, `judged` partly right or wrong by a reviewer."""

    turn_id: str
    conversation_id: str
    message: str
    asked_at: datetime
    language: str | None
    outcome: str | None
    topic: str | None
    thumbs_down: bool
    judged: bool

    @property
    def reasons(self) -> list[str]:
        """Why it is here: its outcome when that is no answer, thumbs, a reviewer's verdict."""
        outcome = [self.outcome] if self.outcome in OUTCOMES else []
        return [*outcome, *(["thumbs_down"] if self.thumbs_down else []), *(["judged"] if self.judged else [])]


class UnansweredStore:
    """Questions without a right answer in one database."""

    def __init__(self, engine: Engine) -> None:
        self._reading = sessionmaker(engine, expire_on_commit=False)

    def since(self, start: datetime) -> list[Asked]:
        """Those asked from a moment on, in the order they were asked; of more than MOST the newest."""
        thumbs, judged = _thumbs_down(), _judged()
        wanted = _asked().where(Turn.asked_at >= start, Turn.status == "answered", or_(Turn.outcome.in_(OUTCOMES), thumbs, judged))
        with self._reading() as session:
            rows = session.execute(wanted.order_by(Turn.asked_at.desc(), Turn.id).limit(MOST)).all()
        return [Asked(*row) for row in reversed(rows)]

    def of(self, turn_ids: Sequence[str]) -> dict[str, Asked]:
        """The questions of these turns by id; deleted ones are not among them."""
        found = {}
        with self._reading() as session:
            for start in range(0, len(turn_ids), AT_ONCE):
                for row in session.execute(_asked().where(Turn.id.in_(turn_ids[start : start + AT_ONCE]))):
                    found[row[0]] = Asked(*row)
        return found

    def one(self, turn_id: str) -> Asked:
        """One question, answered or not. Raises TurnNotFound."""
        found = self.of([turn_id])
        if turn_id not in found:
            raise TurnNotFound(f"no turn {turn_id}")
        return found[turn_id]


def _asked():  # type: ignore[no-untyped-def]  # a Select of nine columns
    columns = (Turn.id, Turn.conversation_id, Turn.message, Turn.asked_at, Turn.language, Turn.outcome, Turn.topic)
    return select(*columns, _thumbs_down(), _judged())


def _thumbs_down():  # type: ignore[no-untyped-def]
    return exists().where(Feedback.turn_id == Turn.id, Feedback.verdict == "down")


def _judged():  # type: ignore[no-untyped-def]
    return exists().where(TurnReview.turn_id == Turn.id, TurnReview.relevance.in_(NOT_RIGHT))
