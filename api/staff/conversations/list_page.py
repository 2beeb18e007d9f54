"""`/staff/samtaler`: the list of conversations, its filter, the draw of conversations to review, saved filters."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.review_problems import NameMissing
from api.services import Services, ServicesDep
from api.staff.access import ReaderDep
from api.staff.conversations.filter_form import Known, address, filter_form, query_of
from api.staff.rendering import render
from api.staff.topic_titles import topic_titles
from api.store.conversation_filter import ConversationFilter
from api.store.conversation_rows import ConversationRow
from api.store.conversation_search import COUNT_LIMIT, DEFAULT_ORDER, ORDERS, Place
from api.store.local_days import local
from api.store.saved_filters import MAX_NAME
from nlu.normalisation import clean

PAGE_LENGTH = 25
SAMPLE_LENGTH = 20
OFFERED = 200  # pages and labels to choose from
router = APIRouter(prefix="/samtaler")


@dataclass(frozen=True)
class ListPage:
    """A page of the list. `count`: how many match, or COUNT_LIMIT when there are `more`; `before` and `after`: the numbers of the
    conversations that the pages around this one begin behind, "" for the first page, None when there is no such page."""

    rows: list[ConversationRow]
    count: int
    more: bool
    before: str | None
    after: str | None


def asked(request: Request) -> tuple[ConversationFilter, str]:
    """The filter and the order in a request's address."""
    order = request.query_params.get("sort", DEFAULT_ORDER)
    return ConversationFilter.of(request.query_params.multi_items()), order if order in ORDERS else DEFAULT_ORDER


@router.get("")
async def show_list(request: Request, services: ServicesDep, member: ReaderDep, after: str = "") -> Response:
    """A page of the conversations that match, and the form of the filter."""
    chosen, order = asked(request)
    if "" in request.query_params.values():
        return RedirectResponse(address(chosen, order), 303)  # a form sends its empty fields too: leave a short address
    number = int(after) if after.isascii() and after.isdecimal() and len(after) < 10 else None
    page = await run_in_threadpool(read_page, services, chosen, order, number)
    known = await run_in_threadpool(_known, services, member.language)
    return render(
        request,
        "conversations.html",
        member,
        page=page,
        chosen=chosen,
        order=order,
        orders=list(ORDERS),
        form=filter_form(chosen, order, known, member.language, local(datetime.now(UTC)).date()),
        topics=known.topics,
        query=query_of(chosen, order),
        local=local,
        nothing_drawn=request.query_params.get("drawn") == "none",
        saved=await run_in_threadpool(services.saved_filters.saved_by, member),
        agreement=await run_in_threadpool(services.reviews.agreement),
    )


@router.get("/utvalg")
async def draw_sample(request: Request, services: ServicesDep, member: ReaderDep) -> Response:
    """Draw some conversations nobody has judged; the numbers drawn go into the address, so that it stays the same list."""
    chosen, order = asked(request)
    chosen = ConversationFilter.of(pair for pair in chosen.pairs if pair[0] != "sample")
    seed = request.query_params.get("seed", "")
    seed_number = int(seed) if seed.isascii() and seed.isdecimal() and len(seed) < 10 else secrets.randbelow(10**9)
    drawn = await run_in_threadpool(services.search.draw, chosen, SAMPLE_LENGTH, seed_number)
    return RedirectResponse(address(chosen.drawn(drawn), order) if drawn else _with(address(chosen, order), "drawn=none"), 303)


@router.post("/filtre")
async def save_filter(
    services: ServicesDep, member: ReaderDep, name: Annotated[str, Form()] = "", query: Annotated[str, Form()] = ""
) -> Response:
    """Keep the filter of the page under a name."""
    kept = clean(name)
    if not 0 < len(kept) <= MAX_NAME:
        raise NameMissing("a saved filter needs a name")
    chosen, order = _of_query(query)
    await run_in_threadpool(services.saved_filters.save, member, kept, query_of(chosen, order))
    return RedirectResponse(f"{address(chosen, order)}#lagrede", 303)


@router.post("/filtre/{number}/slett")
async def delete_filter(services: ServicesDep, member: ReaderDep, number: int, query: Annotated[str, Form()] = "") -> Response:
    """Delete one of the member's own filters."""
    await run_in_threadpool(services.saved_filters.delete, member, number)
    return RedirectResponse(f"{address(*_of_query(query))}#lagrede", 303)


def read_page(services: Services, chosen: ConversationFilter, order: str, after: int | None) -> ListPage:
    """The page behind a conversation's number, or the first one."""
    first = services.search.find(chosen, order, limit=COUNT_LIMIT + 1)
    numbers = [place.number for place in first]
    more = len(first) > COUNT_LIMIT
    start = numbers.index(after) + 1 if after in numbers else 0
    within, before = first[start : start + PAGE_LENGTH + 1], None
    if start:
        before = str(numbers[start - PAGE_LENGTH - 1]) if start > PAGE_LENGTH else ""
    if more and after is not None and (after not in numbers or len(within) <= PAGE_LENGTH):
        within = _beyond(services, chosen, order, after)
    shown = [place.number for place in within[:PAGE_LENGTH]]
    following = str(shown[-1]) if len(within) > PAGE_LENGTH else None
    return ListPage(services.rows.rows(shown), min(len(first), COUNT_LIMIT), more, before, following)


def _beyond(services: Services, chosen: ConversationFilter, order: str, after: int) -> list[Place]:
    place = services.search.place_at(after, order)
    return services.search.find(chosen, order, limit=PAGE_LENGTH + 1, after=place)


def _known(services: Services, language: str) -> Known:
    titles = topic_titles(services.settings.knowledge_path, language)
    return Known(titles, services.search.pages(OFFERED), services.rows.labels(OFFERED))


def _of_query(query: str) -> tuple[ConversationFilter, str]:
    """The filter and order of a query string from a form."""
    pairs = parse_qsl(query)
    order = dict(pairs).get("sort", DEFAULT_ORDER)
    return ConversationFilter.of(pairs), order if order in ORDERS else DEFAULT_ORDER


def _with(path: str, pair: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{pair}"
