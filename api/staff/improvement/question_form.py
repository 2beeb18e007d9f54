"""`/staff/forslag/ny`: add questions to a topic's training examples or to the held-out set, in one proposal."""

from __future__ import annotations

from dataclasses import dataclass, field

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from api.improvement.question_sets import Known, Refusal, clean, known_questions, refusal
from api.improvement.topics import asked_topics, titles_with_pending
from api.problems import TurnNotFound
from api.services import Services, ServicesDep
from api.staff.access import EditorDep
from api.staff.improvement.proposals import PATH, clean_title, known_number
from api.staff.members import Member
from api.staff.rendering import render
from api.staff.texts import text
from api.store.proposals import NewChange
from api.store.unanswered import Asked
from knowledge.entries import PROGRAMMES, STANDARDS

SIDES = ("example", "test")
MOST_TURNS = 30
MOST_QUESTIONS = 100
"""At once: each is compared with all questions there are, which takes some hundredths of a second."""
router = APIRouter(prefix="/forslag/ny")


@dataclass
class Draft:
    """What stands in the form: the questions of both standards one a line, and what is to become of them."""

    side: str = "example"
    topic: str = ""
    programme: str = ""
    proposal: str = ""
    title: str = ""
    questions: dict[str, str] = field(default_factory=lambda: dict.fromkeys(STANDARDS, ""))
    turns: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Each question once, with its standard."""
        found = [(standard, clean(line)) for standard in STANDARDS for line in self.questions[standard].splitlines()]
        return list(dict.fromkeys((standard, line) for standard, line in found if line))


@router.get("")
async def begin(request: Request, services: ServicesDep, member: EditorDep, emne: str = "", forslag: str = "") -> Response:
    """The form, with the questions of `?turn=` (one or several) in it."""
    ids = request.query_params.getlist("turn")[:MOST_TURNS]
    asked = await run_in_threadpool(services.unanswered.of, ids)
    if ids and not asked:
        raise TurnNotFound(f"none of {len(ids)} turns is there")
    draft = Draft(topic=emne, proposal=forslag, turns=list(asked))
    for standard in STANDARDS:
        lines = [clean(one.message) for one in asked.values() if (one.language or "nb") == standard]
        draft.questions[standard] = "\n".join(dict.fromkeys(lines))
    return await _form(request, services, member, draft, list(asked.values()))


@router.post("")
async def add(request: Request, services: ServicesDep, member: EditorDep) -> Response:
    """Put the questions into the proposal, or show what is wrong with them."""
    draft = read_draft(await request.form())
    known = await run_in_threadpool(_known, services)
    errors = await run_in_threadpool(defects, draft, known)
    titles = await _titles(services, member)
    if draft.topic not in titles:
        errors.insert(0, Refusal("no_topic", {}))
    number = known_number(draft.proposal)
    if not errors and number is not None:
        await run_in_threadpool(services.proposals.one, number)
    if errors:
        asked = await run_in_threadpool(services.unanswered.of, draft.turns)
        return await _form(request, services, member, draft, list(asked.values()), errors)
    number = await run_in_threadpool(_store, services, draft, member)
    return RedirectResponse(f"{PATH}/{number}", 303)


def read_draft(form: FormData) -> Draft:
    """The form as it was sent."""
    sent = {name: str(form.get(name, "")) for name in ("side", "emne", "program", "forslag", "tittel", *STANDARDS)}
    return Draft(
        side=sent["side"] if sent["side"] in SIDES else "example",
        topic=sent["emne"],
        programme=sent["program"] if sent["program"] in PROGRAMMES else "",
        proposal=sent["forslag"],
        title=sent["tittel"],
        questions={standard: sent[standard] for standard in STANDARDS},
        turns=[str(turn) for turn in form.getlist("turn")][:MOST_TURNS],
    )


def defects(draft: Draft, known: list[Known]) -> list[Refusal]:
    """What is wrong with each of the questions."""
    if not draft.lines:
        return [Refusal("no_question", {})]
    if len(draft.lines) > MOST_QUESTIONS:
        return [Refusal("too_many", {"count": str(len(draft.lines)), "most": str(MOST_QUESTIONS)})]
    found = (refusal(line, draft.side, draft.topic, known) for _, line in draft.lines)
    return [defect for defect in found if defect is not None]


def _known(services: Services) -> list[Known]:
    pending = [(change.kind, change.topic, change.text, change.proposal_id) for change in services.proposals.pending_changes()]
    return known_questions(services.settings.project_root, pending)


def _store(services: Services, draft: Draft, member: Member) -> int:
    number = known_number(draft.proposal)
    if number is None:
        number = services.proposals.create(clean_title(draft.title, member.language), member.username)
    asked = services.unanswered.of(draft.turns)
    by_text = {clean(one.message): one.turn_id for one in asked.values()}
    left = [turn for turn in asked if turn not in by_text.values()] if not by_text.keys() & {line for _, line in draft.lines} else []
    changes = []
    for standard, line in draft.lines:
        turn = by_text.get(line) or (left.pop(0) if left else next(iter(asked), None))
        changes.append(NewChange(draft.side, draft.topic, line, standard, draft.programme or None, turn))
    services.proposals.add(number, changes, member.username)
    return number


async def _titles(services: Services, member: Member) -> dict[str, str]:
    pending = await run_in_threadpool(services.proposals.pending_changes)
    titles = await run_in_threadpool(titles_with_pending, services.settings.knowledge_path, pending, member.language)
    return asked_topics(titles, text("proposals.out_of_scope", member.language))


async def _form(
    request: Request, services: Services, member: Member, draft: Draft, asked: list[Asked], errors: list[Refusal] | None = None
) -> Response:
    return render(
        request,
        "question_form.html",
        member,
        status=422 if errors else 200,
        draft=draft,
        asked=asked,
        errors=errors or [],
        titles=await _titles(services, member),
        near=list(dict.fromkeys(request.query_params.getlist("naer"))),
        programmes=PROGRAMMES,
        open_proposals=await run_in_threadpool(services.proposals.open),
    )
