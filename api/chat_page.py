"""`/chat`: the chat as a page of its own, for frames and for browsers without scripts.

The page holds the widget. Inside it stand plain forms, which a browser shows as long as the widget does not run: each post gives
the page back with the whole conversation. The conversation's id travels in the form, never in an address.
"""

from __future__ import annotations

from contextlib import suppress
from time import perf_counter
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Request
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.chat import page_of, take_turn
from api.contract import ChatRequest, FeedbackRequest
from api.pages import asked_language
from api.problems import ApiError, ConversationNotFound, InvalidInput
from api.retention import delete_everywhere
from api.services import Services, ServicesDep
from api.store.conversations import NewTurn
from api.store.models import Conversation
from api.templating import templates
from api.validation import explain
from api.widget import texts

PATH = "/chat"
router = APIRouter(prefix=PATH, include_in_schema=False)
Field = Annotated[str | None, Form()]


@router.get("")
async def open_page(request: Request, services: ServicesDep, language: str | None = None) -> Response:
    """The page at the start of a conversation."""
    return await _page(request, services, asked_language(request, language))


@router.post("")
async def ask(
    request: Request,
    services: ServicesDep,
    message: Field = None,
    conversation_id: Field = None,
    language: Field = None,
    switch: Field = None,
) -> Response:
    """Answer a message and give the page back; with `switch` the page only changes its written standard."""
    chosen, known = asked_language(request, switch or language), _id(conversation_id)
    if switch or message is None:
        return await _page(request, services, chosen, known, typed=message or "")
    try:
        wanted = ChatRequest.model_validate({"message": message, "conversation_id": known, "language": chosen})
        return await _page(request, services, chosen, await _answered(wanted, request, services))
    except ValidationError as error:
        problem: ApiError = InvalidInput(explain([{**item, "loc": ("body", "melding")} for item in error.errors()]))
    except ConversationNotFound as error:
        problem, known = error, None
    except ApiError as error:
        problem, known = error, error.members.get("conversation_id", known)
    return await _page(request, services, chosen, known, problem, message)


@router.post("/vurdering")
async def rate(
    request: Request,
    services: ServicesDep,
    turn_id: Annotated[UUID, Form()],
    verdict: Annotated[str, Form()],
    conversation_id: Field = None,
    language: Field = None,
    comment: Field = None,
) -> Response:
    """Keep a verdict on a reply, with its comment, and give the page back."""
    chosen = asked_language(request, language)
    given = FeedbackRequest.model_validate({"verdict": verdict if verdict in ("up", "down") else "down", "comment": comment})
    try:
        await run_in_threadpool(services.store.give_feedback, str(turn_id), given.verdict, given.comment)
    except ApiError as error:
        return await _page(request, services, chosen, _id(conversation_id), error)
    return await _page(request, services, chosen, _id(conversation_id), said="thanks")


@router.post("/slett")
async def delete(request: Request, services: ServicesDep, conversation_id: Field = None, language: Field = None) -> Response:
    """Delete the conversation everywhere and begin anew."""
    chosen, known = asked_language(request, language), _id(conversation_id)
    try:
        if known:
            with suppress(ConversationNotFound):  # gone already
                await delete_everywhere(services, known)
    except ApiError as error:
        return await _page(request, services, chosen, known, error)
    return await _page(request, services, chosen, said="deleted")


async def _answered(wanted: ChatRequest, request: Request, services: Services) -> str:
    """Ask; the conversation's id."""
    turn = NewTurn(
        id=str(uuid4()),
        conversation_id=str(wanted.conversation_id or uuid4()),
        message=wanted.message,
        page_language=wanted.language,
        page=page_of(request.headers.get("referer")),
        starts_conversation=wanted.conversation_id is None,
    )
    await take_turn(turn, services, perf_counter())
    return turn.conversation_id


async def _page(
    request: Request,
    services: Services,
    language: str,
    conversation_id: str | None = None,
    problem: ApiError | None = None,
    typed: str = "",
    said: str | None = None,
) -> Response:
    """`typed` is kept in the field; `said` names a text that tells what was done."""
    conversation: Conversation | None = None
    if conversation_id:
        try:
            conversation = await run_in_threadpool(services.store.conversation, conversation_id)
        except ApiError as error:
            problem = problem or error
    context = {
        "language": language,
        "w": texts(),
        "days": services.settings.retention_days,
        "conversation": conversation,
        "problem": problem.detail.of(language) if problem else None,
        "typed": typed,
        "said": said,
    }
    return templates.TemplateResponse(request, "chat.html", context, status_code=problem.status if problem else 200)


def _id(given: str | None) -> str | None:
    """A conversation's id out of a form, None when it is none."""
    try:
        return str(UUID(given or ""))
    except ValueError:
        return None
