"""`/staff/forslag/{number}`: one proposal with its changes and evaluation; try it, publish it, roll it back."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.improvement.changes import ENTRIES
from api.improvement.jobs import LANES, PUBLICATION, ROLL_BACK, TRIAL
from api.improvement.publication import forget_candidate
from api.improvement.recovery import settle
from api.improvement.topics import titles_with_pending
from api.problems import NotFoundError, ProposalBusy
from api.project import Project
from api.services import Services, ServicesDep
from api.staff.access import EditorDep, ReaderDep
from api.staff.improvement.proposals import PATH
from api.staff.rendering import render
from api.store.local_days import local
from api.store.proposals import OPEN_STATES
from api.store.staff_models import Proposal, ProposalChange

RELOAD_SECONDS = 3
DIFF_CONTEXT = 2
router = APIRouter(prefix="/forslag")


@dataclass(frozen=True)
class DiffLine:
    """A line of a comparison: `kind` is same, added, removed or gap."""

    kind: str
    text: str


@router.get("/{number}")
async def show(request: Request, number: int, services: ServicesDep, member: ReaderDep) -> Response:
    """The proposal; while a job works on it the page renews itself."""
    project = Project(services.settings.project_root)
    await run_in_threadpool(settle, services.proposals, services.jobs, project)
    proposal = await run_in_threadpool(services.proposals.one, number)
    last = await run_in_threadpool(services.proposals.last_published)
    job = await run_in_threadpool(services.jobs.running, LANES[TRIAL])
    mine = job is not None and job.subject == str(number)
    return render(
        request,
        "proposal.html",
        member,
        proposal=proposal,
        job=job if mine else None,
        other_job=job is not None and not mine,
        busy=proposal.state in ("trying", "publishing"),
        reload=RELOAD_SECONDS,
        editable=proposal.state in OPEN_STATES,
        message=json.loads(proposal.message) if proposal.message else None,
        titles=await run_in_threadpool(titles_with_pending, services.settings.knowledge_path, proposal.changes, member.language),
        diffs={change.id: _difference(project, change) for change in proposal.changes if change.kind == "entry"},
        can_roll_back=last is not None and last.id == number,
        local=local,
    )


@router.post("/{number}/fjern")
async def remove(number: int, services: ServicesDep, member: EditorDep, endring: Annotated[int, Form()]) -> Response:
    """Take one change out."""
    await run_in_threadpool(services.proposals.remove, number, endring, member.username)
    return _back(number)


@router.post("/{number}/prov")
async def try_it(number: int, services: ServicesDep, member: EditorDep) -> Response:
    """Train and evaluate a candidate."""
    proposal = await run_in_threadpool(services.proposals.one, number)
    if not proposal.changes:
        raise ProposalBusy(f"proposal {number} has no changes to try")
    await _begin(services, proposal, TRIAL, "trying", OPEN_STATES, "try", member.username)
    return _back(number)


@router.post("/{number}/stopp")
async def stop(number: int, services: ServicesDep, member: EditorDep) -> Response:
    """Stop a trial; its process notes the end itself."""
    await run_in_threadpool(services.jobs.stop, TRIAL, str(number))
    return _back(number)


@router.post("/{number}/publiser")
async def publish(number: int, services: ServicesDep, member: EditorDep) -> Response:
    """Publish what was tried."""
    proposal = await run_in_threadpool(services.proposals.one, number)
    await _begin(services, proposal, PUBLICATION, "publishing", ("tried",), "publish", member.username)
    return _back(number)


@router.post("/{number}/rull-tilbake")
async def roll_back(number: int, services: ServicesDep, member: EditorDep) -> Response:
    """Take the latest publication back."""
    proposal = await run_in_threadpool(services.proposals.one, number)
    last = await run_in_threadpool(services.proposals.last_published)
    if last is None or last.id != number:
        raise ProposalBusy(f"proposal {number} is not the last one published")
    await _begin(services, proposal, ROLL_BACK, "publishing", ("published",), "roll_back", member.username)
    return _back(number)


@router.post("/{number}/trekk")
async def withdraw(number: int, services: ServicesDep, member: EditorDep) -> Response:
    """Close a proposal without publishing it."""
    await run_in_threadpool(lambda: services.proposals.move(number, "withdrawn", member.username, "withdraw", only_from=OPEN_STATES))
    await run_in_threadpool(forget_candidate, Project(services.settings.project_root), number)
    return _back(number)


@router.get("/{number}/patch")
async def patch(number: int, services: ServicesDep, member: ReaderDep) -> Response:
    """What was published, for `git apply`."""
    proposal = await run_in_threadpool(services.proposals.one, number)
    if not proposal.patch:
        raise NotFoundError(f"proposal {number} has no patch")
    headers = {"Content-Disposition": f'attachment; filename="kompass-{number}.patch"', "Cache-Control": "no-store"}
    return Response(proposal.patch, media_type="text/x-diff; charset=utf-8", headers=headers)


async def _begin(services: Services, proposal: Proposal, kind: str, state: str, only_from: Any, action: str, who: str) -> None:
    """Start a job on a proposal and note its state; a job that cannot start leaves the state as it was."""
    store, was = services.proposals, proposal.state
    moved = False

    def note() -> None:
        nonlocal moved
        store.move(proposal.id, state, who, action, only_from=only_from, message=None)
        moved = True

    try:
        await run_in_threadpool(services.jobs.start, kind, str(proposal.id), who, note)
    except OSError:
        if moved:
            await run_in_threadpool(lambda: store.move(proposal.id, was, who, "not_begun", only_from=(state,)))
        raise


def _difference(project: Project, change: ProposalChange) -> list[DiffLine]:
    path = project.root / ENTRIES / f"{change.topic}.yml"
    old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kinds = {" ": "same", "+": "added", "-": "removed", "@": "gap"}
    lines = list(difflib.unified_diff(old, change.text.splitlines(), lineterm="", n=DIFF_CONTEXT))[2:]
    return [DiffLine(kinds[line[0]], "" if line[0] == "@" else line[1:]) for line in lines]


def _back(number: int) -> Response:
    return RedirectResponse(f"{PATH}/{number}", 303)
