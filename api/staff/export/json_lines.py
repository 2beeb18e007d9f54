"""Write conversations as JSON Lines, one a line, with the values as they are stored: for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Row

from api.store.transcripts import Transcript

TURN_FIELDS = ("number", "message", "status", "outcome", "topic", "programme", "language", "confidence")
REVIEW_FIELDS = ("relevance", "cause", "right_topic", "right_programme", "note")


def json_lines(transcripts: Iterable[Transcript]) -> Iterator[bytes]:
    """A line each."""
    for transcript in transcripts:
        yield (json.dumps(_conversation(transcript), ensure_ascii=False) + "\n").encode("utf-8")


def _conversation(transcript: Transcript) -> dict[str, Any]:
    conversation = transcript.conversation
    return {
        "conversation_id": conversation.id,
        "created_at": conversation.created_at.isoformat(),
        "language": conversation.language,
        "page": conversation.page,
        "labels": transcript.labels,
        "follow_up": transcript.follow_up,
        "reviews": [
            {"helpful": review.helpful, "note": review.note, "reviewed_at": review.reviewed_at.isoformat()} for review in transcript.reviews
        ],
        "turns": [_turn(turn, transcript) for turn in transcript.turns],
    }


def _turn(turn: Row[Any], transcript: Transcript) -> dict[str, Any]:
    return {
        "turn_id": turn.id,
        "asked_at": turn.asked_at.isoformat(),
        **{name: getattr(turn, name) for name in TURN_FIELDS},
        "understanding": turn.understanding,
        "reply": turn.reply,
        "engine_ms": turn.engine_ms,
        "total_ms": turn.total_ms,
        "feedback": {"verdict": turn.verdict, "comment": turn.comment} if turn.verdict else None,
        "reviews": [
            {**{name: getattr(review, name) for name in REVIEW_FIELDS}, "reviewed_at": review.reviewed_at.isoformat()}
            for review in transcript.turn_reviews.get(turn.id, [])
        ],
    }
