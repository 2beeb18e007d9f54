"""`/staff/forslag`: all proposals, and a new one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.improvement.jobs import LANES, TRIAL
from api.improvement.recovery import settle
from api.project import Project
from api.services import ServicesDep
from api.staff.access import EditorDep, ReaderDep
from api.staff.rendering import render
from api.staff.texts import text
from api.store.local_days import local

PATH = "/staff/forslag"
LONGEST_TITLE = 200
MOST_DIGITS = 9
router = APIRouter(prefix="/forslag")


@router.get("")
async def list_proposals(request: Request, services: ServicesDep, member: ReaderDep) -> Response:
    """All proposals, the newest first."""
    await run_in_threadpool(settle, services.proposals, services.jobs, Project(services.settings.project_root))
    found = await run_in_threadpool(services.proposals.all)
    job = await run_in_threadpool(services.jobs.running, LANES[TRIAL])
    return render(request, "proposals.html", member, proposals=found, job=job, local=local)


@router.post("")
async def create(services: ServicesDep, member: EditorDep, tittel: Annotated[str, Form()] = "") -> Response:
    """A new, empty proposal."""
    title = clean_title(tittel, member.language)
    number = await run_in_threadpool(services.proposals.create, title, member.username)
    return RedirectResponse(f"{PATH}/{number}", 303)


def clean_title(title: str, language: str) -> str:
    """A title on one line, without signs that cannot be seen; one without words gets a name all the same."""
    return "".join(sign for sign in " ".join(title.split()) if sign.isprintable())[:LONGEST_TITLE] or text("proposals.untitled", language)


def known_number(sent: str) -> int | None:
    """The number of a proposal that a form names; None for a new one."""
    return int(sent) if sent.isdecimal() and len(sent) <= MOST_DIGITS else None
