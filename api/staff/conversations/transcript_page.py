"""`/staff/samtaler/{id}`: one conversation, with what was understood, and the forms of the reviewers."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.problems import ConversationNotFound
from api.review_problems import NameMissing, NoteTooLong, VerdictMissing
from api.services import ServicesDep
from api.staff.access import ReaderDep, ReviewerDep
from api.staff.conversations.filter_form import LIST, address, query_of
from api.staff.conversations.list_page import asked
from api.staff.conversations.transcript import view
from api.staff.rendering import render
from api.staff.topic_titles import topic_titles
from api.store.conversation_filter import PROGRAMMES
from api.store.local_days import local
from api.store.reviews import CAUSES, MAX_LABEL, RELEVANCES, STATES, TurnVerdict
from nlu.normalisation import clean

MAX_NOTE = 2000
OFFERED_LABELS = 100
router = APIRouter(prefix="/samtaler/{conversation_id}")
Field = Annotated[str, Form()]


def id_of(conversation_id: str) -> str:
    """The id in an address, such as one that lost its end on the way to a colleague. Raises ConversationNotFound when it is none."""
    try:
        return str(UUID(conversation_id))
    except ValueError as error:
        raise ConversationNotFound(f"{conversation_id!r} is no id") from error


IdDep = Annotated[str, Depends(id_of)]


@router.get("")
async def show_conversation(request: Request, services: ServicesDep, member: ReaderDep, found: IdDep) -> Response:
    """The transcript. The address carries the filter of the list, so that one can go on to the next one of it."""
    chosen, order = asked(request)
    conversation = await run_in_threadpool(services.store.conversation, found)
    work = await run_in_threadpool(services.reviews.work_on, found)
    before, after = await run_in_threadpool(services.search.neighbours, chosen, order, found)
    titles = topic_titles(services.settings.knowledge_path, member.language)
    query = query_of(chosen, order)
    return render(
        request,
        "conversation.html",
        member,
        view=view(conversation, work, member, titles),
        titles=titles,
        programmes=PROGRAMMES,
        relevances=RELEVANCES,
        causes=CAUSES,
        states=STATES,
        all_labels=await run_in_threadpool(services.rows.labels, OFFERED_LABELS),
        back=address(chosen, order),
        before=before and address(chosen, order, f"{LIST}/{before}"),
        after=after and address(chosen, order, f"{LIST}/{after}"),
        query=query,
        suffix=f"?{query}" if query else "",
        done=request.query_params.get("done"),
        done_at=request.query_params.get("at"),
        local=local,
    )


@router.post("/turer/{turn_id}")
async def judge_turn(
    request: Request,
    services: ServicesDep,
    member: ReviewerDep,
    found: IdDep,
    turn_id: UUID,
    relevance: Field = "",
    cause: Field = "",
    right_topic: Field = "",
    right_programme: Field = "",
    note: Field = "",
    withdraw: Field = "",
) -> Response:
    """Keep the member's verdict on a reply, or take it away."""
    turn = str(turn_id)
    if withdraw:
        await run_in_threadpool(services.reviews.withdraw_turn, member, found, turn)
        return _back(request, found, "withdrawn", turn)
    if relevance not in RELEVANCES:
        raise VerdictMissing(f"relevance {relevance!r}")
    titles = topic_titles(services.settings.knowledge_path, member.language)
    bad = relevance != "right"
    verdict = TurnVerdict(
        relevance=relevance,
        cause=cause if bad and cause in CAUSES else None,
        right_topic=right_topic if bad and right_topic in titles else None,
        right_programme=right_programme if bad and right_programme in PROGRAMMES else None,
        note=_note(note),
    )
    await run_in_threadpool(services.reviews.judge_turn, member, found, turn, verdict)
    return _back(request, found, "saved", turn)


@router.post("/vurdering")
async def judge_conversation(
    request: Request,
    services: ServicesDep,
    member: ReviewerDep,
    found: IdDep,
    helpful: Field = "",
    follow_up: Field = "",
    note: Field = "",
) -> Response:
    """Keep the member's verdict on the whole conversation, and the follow-up that all share."""
    judged = {"yes": True, "no": False}.get(helpful)
    state = follow_up if follow_up in STATES else None
    await run_in_threadpool(services.reviews.judge_conversation, member, found, helpful=judged, note=_note(note), follow_up=state)
    return _back(request, found, "saved", "vurdering")


@router.post("/merkelapper")
async def change_labels(
    request: Request, services: ServicesDep, member: ReviewerDep, found: IdDep, label: Field = "", remove: Field = ""
) -> Response:
    """Add a label, or take one off."""
    if remove:
        await run_in_threadpool(services.reviews.remove_label, member, found, remove)
        return _back(request, found, "label_removed", "merkelapper")
    name = clean(label)
    if not 0 < len(name) <= MAX_LABEL:
        raise NameMissing("a label needs a name")
    await run_in_threadpool(services.reviews.add_label, member, found, name)
    return _back(request, found, "label_added", "merkelapper")


def _note(text: str) -> str | None:
    """The note as it is kept, its lines as they are; None when it is empty."""
    kept = "\n".join(clean(line) for line in text.splitlines()).strip()
    if len(kept) > MAX_NOTE:
        raise NoteTooLong(f"{len(kept)} characters")
    return kept or None


def _back(request: Request, conversation_id: str, done: str, place: str) -> Response:
    """To the place on the page where something was done, which says so."""
    chosen, order = asked(request)
    query = query_of(chosen, order)
    told = urlencode({"done": done, "at": place})
    return RedirectResponse(f"{LIST}/{conversation_id}?{query}{'&' if query else ''}{told}#{place}", 303)
