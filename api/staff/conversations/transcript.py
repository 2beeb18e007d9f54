"""A conversation as its page shows it: turns with what was understood, and the verdicts that this member may see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, TypeVar

from api.staff.members import Member, Role
from api.staff.texts import known_text
from api.staff.topic_titles import intent_title
from api.store.audience import audience_of
from api.store.conversation_filter import OUTCOMES
from api.store.models import Conversation, Turn
from api.store.reviews import ConversationWork
from api.store.staff_models import ConversationReview, TurnReview

Review = TypeVar("Review", TurnReview, ConversationReview)
UNANSWERED = ("not_in_sources", "clarification", "out_of_scope", "failed")


@dataclass(frozen=True)
class Reading:
    """One reading of a question: the intent in words and how sure it was, 0 to 1."""

    title: str
    confidence: float


@dataclass(frozen=True)
class TurnView:
    """A turn and beside it what its page needs: `own`, the member's verdict; `others`, those of other reviewers that may be
    seen now; `hidden`, how many may not yet; `improvable`: whether an editor may want to change something for it."""

    turn: Turn
    outcome: str
    readings: list[Reading]
    entities: list[str]
    audience: str | None
    own: TurnReview | None
    others: list[TurnReview]
    hidden: int
    agreed: str | None
    improvable: bool


@dataclass(frozen=True)
class ConversationView:
    """A conversation's turns, and the verdicts on the whole of it."""

    conversation: Conversation
    turns: list[TurnView]
    own: ConversationReview | None
    others: list[ConversationReview]
    hidden: int
    follow_up: str | None
    labels: list[str]


def view(conversation: Conversation, work: ConversationWork, member: Member, titles: dict[str, str]) -> ConversationView:
    """The conversation for a member: a reviewer sees others' verdicts only where they have given their own."""
    own, others, hidden = _visible(work.whole, member)
    turns = [_turn(turn, work.turns.get(turn.id, []), member, titles) for turn in conversation.turns]
    return ConversationView(conversation, turns, own, others, hidden, work.follow_up, work.labels)


def _turn(turn: Turn, reviews: list[TurnReview], member: Member, titles: dict[str, str]) -> TurnView:
    own, others, hidden = _visible(reviews, member)
    understood = turn.understanding if isinstance(turn.understanding, dict) else {}
    outcome = turn.outcome if turn.outcome in OUTCOMES else "failed"
    seen = [*([own] if own else []), *others]
    wrong = any(review.relevance != "right" for review in seen)
    return TurnView(
        turn=turn,
        outcome=outcome,
        readings=_readings(understood.get("ranking"), titles, member.language),
        entities=_entities(understood.get("entities"), member.language),
        audience=audience_of(understood),
        own=own,
        others=others,
        hidden=hidden,
        agreed=_agreed([review.relevance for review in seen]),
        improvable=wrong or outcome in UNANSWERED,
    )


def _visible(reviews: list[Review], member: Member) -> tuple[Review | None, list[Review], int]:
    own = next((review for review in reviews if review.account_id == member.account_id), None)
    others = [review for review in reviews if review.account_id != member.account_id]
    return (own, others, 0) if own or member.role < Role.reviewer else (None, [], len(others))


def _agreed(relevances: list[str]) -> str | None:
    """Of several verdicts: `all`, `most` or `none` of them are the same; None of fewer than two."""
    if len(relevances) < 2:
        return None
    most = Counter(relevances).most_common(1)[0][1]
    return "all" if most == len(relevances) else "most" if most > len(relevances) / 2 else "none"


def _readings(ranking: Any, titles: dict[str, str], language: str) -> list[Reading]:
    """The intents of a ranking, in the form of pairs or of Rasa's objects; what has neither form is left out."""
    found = []
    for item in ranking if isinstance(ranking, list) else []:
        name, confidence = (item.get("name"), item.get("confidence")) if isinstance(item, dict) else _pair(item)
        if isinstance(name, str) and isinstance(confidence, int | float):
            found.append(Reading(intent_title(name, titles, language), min(1.0, max(0.0, float(confidence)))))
    return found


def _entities(entities: Any, language: str) -> list[str]:
    """The pairs of kind and value, such as ("role", "leader"), in words; one without words as it is stored."""
    listed = [_pair(item) for item in entities] if isinstance(entities, list) else []
    return [
        f"{known_text(f'terms.entity_{kind}', language) or kind}: {known_text(f'terms.entity_{kind}_{value}', language) or value}"
        for kind, value in listed
        if kind is not None
    ]


def _pair(item: Any) -> tuple[Any, Any]:
    return (item[0], item[1]) if isinstance(item, list | tuple) and len(item) >= 2 else (None, None)
