"""`/staff/ubesvart`: questions without a right answer, gathered by meaning."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.improvement.clusters import read_clusters
from api.improvement.jobs import CLUSTERS, LANES
from api.improvement.topics import titles_with_pending
from api.problems import OtherJobRuns
from api.project import Project
from api.services import ServicesDep
from api.staff.access import ReaderDep, ReviewerDep
from api.staff.rendering import render
from api.store.local_days import local

PATH = "/staff/ubesvart"
PERIODS = (7, 30, 90, 3650)
DEFAULT_PERIOD = 30
ON_PAGE = 20
router = APIRouter(prefix="/ubesvart")


@router.get("")
async def read(request: Request, services: ServicesDep, member: ReaderDep, side: int = 1) -> Response:
    """The clusters by size, twenty on a page."""
    project = Project(services.settings.project_root)
    found = await run_in_threadpool(read_clusters, project, services.unanswered, services.proposals)
    pending = await run_in_threadpool(services.proposals.pending_changes)
    pages = max(1, -(-len(found.clusters) // ON_PAGE))
    page = min(max(side, 1), pages)
    return render(
        request,
        "unanswered.html",
        member,
        found=found,
        made_at=local(found.made_at) if found.made_at else None,
        shown=list(enumerate(found.clusters, 1))[(page - 1) * ON_PAGE : page * ON_PAGE],
        page=page,
        pages=pages,
        titles=await run_in_threadpool(titles_with_pending, services.settings.knowledge_path, pending, member.language),
        job=await run_in_threadpool(services.jobs.running, LANES[CLUSTERS]),
        periods=PERIODS,
        period=found.days or DEFAULT_PERIOD,
    )


@router.post("/fornye")
async def renew(services: ServicesDep, member: ReviewerDep, dager: Annotated[int, Form()] = DEFAULT_PERIOD) -> Response:
    """Gather anew, in a process of its own; one that runs already is enough."""
    days = dager if dager in PERIODS else DEFAULT_PERIOD
    with suppress(OtherJobRuns):
        await run_in_threadpool(services.jobs.start, CLUSTERS, str(days), member.username)
    return RedirectResponse(PATH, 303)
