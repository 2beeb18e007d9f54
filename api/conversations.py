"""A person's own conversation: read it, delete it everywhere, say whether a reply helped."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from api.contract import FeedbackGiven, FeedbackRequest, Transcript, TranscriptTurn
from api.retention import delete_everywhere
from api.services import ServicesDep
from api.store.models import Turn

router = APIRouter(prefix="/api")


@router.get("/conversations/{conversation_id}")
def read_conversation(conversation_id: UUID, services: ServicesDep) -> Transcript:
    """The transcript, oldest turn first; 404 when there is none."""
    conversation = services.store.conversation(str(conversation_id))
    return Transcript(
        conversation_id=conversation.id,
        created_at=conversation.created_at,
        language=conversation.language,  # type: ignore[arg-type]
        turns=[_transcript_turn(turn) for turn in conversation.turns],
    )


@router.delete("/conversations/{conversation_id}", status_code=204)
async def delete_conversation(conversation_id: UUID, services: ServicesDep) -> Response:
    """Delete it from the store and from the engine's tracker, after any message that is being answered."""
    await delete_everywhere(services, str(conversation_id))
    return Response(status_code=204)


@router.post("/turns/{turn_id}/feedback", status_code=204)
def give_feedback(turn_id: UUID, body: FeedbackRequest, services: ServicesDep) -> Response:
    """Keep the verdict on a reply; given again, it replaces the earlier one."""
    services.store.give_feedback(str(turn_id), body.verdict, body.comment)
    return Response(status_code=204)


def _transcript_turn(turn: Turn) -> TranscriptTurn:
    given = turn.feedback
    feedback = {"verdict": given.verdict, "comment": given.comment} if given else None
    return TranscriptTurn.model_validate(
        {
            "turn_id": turn.id,
            "asked_at": turn.asked_at,
            "message": turn.message,
            "status": turn.status,
            "language": turn.language,
            "outcome": turn.outcome,
            "topic": turn.topic,
            "programme": turn.programme,
            "reply": turn.reply,
            "feedback": FeedbackGiven.model_validate(feedback) if feedback else None,
        }
    )
