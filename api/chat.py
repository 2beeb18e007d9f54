"""`POST /api/chat`: take a message, ask the engine, store the turn, give the reply."""

from __future__ import annotations

from time import perf_counter
from urllib.parse import urlsplit
from uuid import uuid4

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from api.contract import ChatReply, ChatRequest, EngineAnswer
from api.problems import EngineUnavailable
from api.services import Services, ServicesDep
from api.store.conversations import NewTurn, TurnTimes

router = APIRouter()
MAX_PAGE = 300


@router.post("/api/chat")
async def chat(body: ChatRequest, request: Request, services: ServicesDep) -> ChatReply:
    """The reply to one message; 404 for an unknown conversation, 503 with Retry-After when there is no answer."""
    started = perf_counter()
    request.state.language = body.language
    conversation_id = str(body.conversation_id or uuid4())
    turn = NewTurn(
        id=str(uuid4()),
        conversation_id=conversation_id,
        message=body.message,
        page_language=body.language,
        page=page_of(request.headers.get("referer")),
        starts_conversation=body.conversation_id is None,
    )
    answer = await take_turn(turn, services, started)
    return ChatReply(conversation_id=conversation_id, turn_id=turn.id, **answer.model_dump(exclude={"understanding"}))


def page_of(referer: str | None) -> str | None:
    """The page the person writes from, without its query, which may say more than we should keep."""
    parts = urlsplit(referer or "")
    return f"{parts.scheme}://{parts.netloc}{parts.path}"[:MAX_PAGE] if parts.scheme in ("http", "https") else None


async def take_turn(turn: NewTurn, services: Services, started: float) -> EngineAnswer:
    """The answer to a turn, one at a time in a conversation. The turn is stored as failed before the engine is asked:
    whatever happens then, the message is kept. Raises EngineUnavailable, ConversationNotFound."""
    async with services.locks.hold(turn.conversation_id):
        return await _answer(turn, services, started)


async def _answer(turn: NewTurn, services: Services, started: float) -> EngineAnswer:
    context = await run_in_threadpool(services.store.begin_turn, turn)
    asked = perf_counter()
    try:
        answer = await services.engine.answer(turn.conversation_id, turn.message, context)
    except EngineUnavailable as error:
        await run_in_threadpool(services.store.fail_turn, turn.id, _times(started, asked))
        error.members.update(conversation_id=turn.conversation_id, turn_id=turn.id)
        raise
    await run_in_threadpool(services.store.answer_turn, turn.id, answer, _times(started, asked))
    return answer


def _times(started: float, asked: float) -> TurnTimes:
    now = perf_counter()
    return TurnTimes(engine_ms=round((now - asked) * 1000), total_ms=round((now - started) * 1000))
