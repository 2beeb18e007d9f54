"""`/staff/forslag/emne`: write an entry in both standards, checked while one writes; it goes into a proposal."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from api.improvement.changes import ENTRIES
from api.improvement.entry_form import LONGEST, UnreadableEntry, citation_numbers, to_form, to_yaml
from api.improvement.file_swap import digest_of_file
from api.improvement.passages import letter_passages
from api.improvement.topics import titles_with_pending
from api.problems import TopicNotFound
from api.services import Services, ServicesDep
from api.staff.access import EditorDep
from api.staff.improvement.proposals import clean_title, known_number
from api.staff.members import Member
from api.staff.rendering import render
from api.store.proposals import NewChange
from api.store.staff_models import ProposalChange
from knowledge.checks import Problem
from knowledge.entries import PROGRAMMES, STANDARDS, STATUSES

PATH = "/staff/forslag"
LARGEST_FORM = 262_144
TOPIC_NAME = re.compile(r"[a-z][a-z_]{1,60}")
router = APIRouter(prefix="/forslag")


@dataclass
class Draft:
    """An entry as it stands in the form. `base`: the file's digest when the editor opened it, empty for a new one."""

    topic: str
    is_new: bool
    base: str
    fields: dict[str, str]
    yaml: str = ""
    proposal: str = ""
    title: str = ""
    turn: str = ""
    problems: list[Problem] = field(default_factory=list)
    checked: bool = False

    def citations(self, programme: str) -> list[int]:
        """The numbers of the answer's citations, and one more to fill in."""
        numbers = citation_numbers(self.fields, programme)
        return [*numbers, (numbers[-1] + 1) if numbers else 0]


@router.get("/emne")
async def open_entry(
    request: Request, services: ServicesDep, member: EditorDep, emne: str = "", forslag: str = "", turn: str = ""
) -> Response:
    """The editor of a topic, `?emne=`; without one the choice of a topic. A proposal's own version of the entry goes before the file."""
    if not emne:
        return await _choice(request, services, member, forslag, turn)
    path = _entry_path(services, emne)
    proposed = await run_in_threadpool(_proposed, services, emne, forslag)
    if proposed is None and not path.exists():
        raise TopicNotFound(f"no topic {emne!r}")
    source = proposed.text if proposed else path.read_text(encoding="utf-8")
    base = proposed.base_digest if proposed else digest_of_file(path)
    draft = Draft(emne, not path.exists(), base or "", {}, source, forslag, turn=turn)
    await run_in_threadpool(_show_fields, draft)
    return await _form(request, services, member, draft)


@router.get("/emne/nytt")
async def open_new(request: Request, services: ServicesDep, member: EditorDep, forslag: str = "", turn: str = "") -> Response:
    """The editor of a topic that is not there yet."""
    return await _form(request, services, member, Draft("", True, "", {}, proposal=forslag, turn=turn))


@router.post("/emne")
async def save(request: Request, services: ServicesDep, member: EditorDep) -> Response:
    """`handling` = save: into the proposal, when the checks find nothing; check: only say what is wrong; quotes: take over quotes."""
    form = await request.form()
    draft = await run_in_threadpool(read_draft, form)
    action = str(form.get("handling", "save"))
    if action == "quotes":
        with suppress(UnreadableEntry):  # it cannot take quotes before it is mended: the checks say how
            await run_in_threadpool(_add_quotes, services, draft, form)
            return await _form(request, services, member, draft)
    await _check(services, draft)
    if action != "save" or draft.problems:
        return await _form(request, services, member, draft)
    number = await run_in_threadpool(_store, services, draft, member)
    return RedirectResponse(f"{PATH}/{number}", 303)


@router.post("/sjekk")
async def check(request: Request, services: ServicesDep, member: EditorDep) -> Response:
    """What is wrong with the entry in the form, as a part of a page: asked by the script while one types."""
    draft = await run_in_threadpool(read_draft, await request.form())
    await _check(services, draft)
    return render(request, "entry_problems.html", member, draft=draft)


def read_draft(form: FormData) -> Draft:
    """The form as it was sent; the YAML itself where the editor chose to write that."""
    sent = {name: str(value) for name, value in form.items() if isinstance(value, str)}
    draft = Draft(
        topic=sent.get("topic", "").strip(),
        is_new=sent.get("is_new") == "1",
        base=sent.get("base", ""),
        fields={name: value for name, value in sent.items() if "." in name or name in ("related", "concerns")},
        yaml=sent.get("yaml", "").replace("\r\n", "\n"),
        proposal=sent.get("forslag", ""),
        title=sent.get("tittel", ""),
        turn=sent.get("turn", ""),
    )
    if sent.get("as_yaml") != "1":
        with suppress(UnreadableEntry):  # the checks say which line of the YAML is wrong
            draft.yaml = to_yaml(draft.yaml, draft.topic, draft.fields)
    return draft


async def _check(services: Services, draft: Draft) -> None:
    draft.checked = True
    name = f"{ENTRIES}/{draft.topic}.yml"
    if not TOPIC_NAME.fullmatch(draft.topic):
        draft.problems = [Problem(name, 1, "navnet på emnet skal være små bokstaver a–z og understrek, for eksempel reading_list.")]
        return
    if draft.is_new and (_entry_path(services, draft.topic).exists() or _questions_file(services, draft.topic).exists()):
        draft.problems = [Problem(name, 1, "emnet finnes alt. Velg et annet navn, eller endre emnet som er der.")]
        return
    if len(draft.yaml) > LONGEST:
        draft.problems = [Problem(name, 1, f"fila har {len(draft.yaml)} tegn og kan ha høyst {LONGEST}. Kort den ned.")]
        return
    draft.problems = await services.checker.check({name: draft.yaml})
    await run_in_threadpool(_show_fields, draft)


def _show_fields(draft: Draft) -> None:
    with suppress(UnreadableEntry):  # the checks say why
        draft.fields = to_form(draft.yaml)


def _add_quotes(services: Services, draft: Draft, form: FormData) -> None:
    passages = {one.id: one for listed in letter_passages(services.settings.project_root).values() for one in listed}
    programme = str(form.get("sitat_til", "both"))
    for chosen in form.getlist("sitat"):
        passage = passages.get(str(chosen))
        if passage is not None and programme in PROGRAMMES:
            where = f"answers.{programme}.citations.{draft.citations(programme)[-1]}"
            draft.fields |= {f"{where}.source": passage.source, f"{where}.section": passage.section, f"{where}.quote": passage.quote}
    draft.yaml = to_yaml(draft.yaml, draft.topic, draft.fields)
    draft.fields = to_form(draft.yaml)


def _proposed(services: Services, topic: str, proposal: str) -> ProposalChange | None:
    number = known_number(proposal)
    if number is None:
        return None
    changes = services.proposals.one(number).changes
    return next((change for change in changes if change.kind == "entry" and change.topic == topic), None)


def _store(services: Services, draft: Draft, member: Member) -> int:
    number = known_number(draft.proposal)
    if number is None:
        number = services.proposals.create(clean_title(draft.title, member.language), member.username)
    change = NewChange("entry", draft.topic, draft.yaml, turn_id=draft.turn or None, base_digest=draft.base or None)
    services.proposals.add(number, [change], member.username)
    return number


def _entry_path(services: Services, topic: str) -> Path:
    if not TOPIC_NAME.fullmatch(topic):
        raise TopicNotFound(f"{topic!r} is no topic's name")
    return services.settings.project_root / ENTRIES / f"{topic}.yml"


def _questions_file(services: Services, topic: str) -> Path:
    """Where a topic's questions stand; small talk and what is out of scope have such files too, and no entry."""
    return services.settings.project_root / "nlu" / "examples" / f"{topic}.yml"


async def _choice(request: Request, services: Services, member: Member, proposal: str, turn: str) -> Response:
    titles = await run_in_threadpool(titles_with_pending, services.settings.knowledge_path, [], member.language)
    return render(request, "entry_choice.html", member, titles=titles, forslag=proposal, turn=turn)


async def _form(request: Request, services: Services, member: Member, draft: Draft) -> Response:
    return render(
        request,
        "entry_editor.html",
        member,
        status=422 if draft.problems else 200,
        draft=draft,
        programmes=PROGRAMMES,
        statuses=STATUSES,
        standards=STANDARDS,
        letters=await run_in_threadpool(letter_passages, services.settings.project_root),
        titles=await run_in_threadpool(titles_with_pending, services.settings.knowledge_path, [], member.language),
        open_proposals=await run_in_threadpool(services.proposals.open),
        asked=(await run_in_threadpool(services.unanswered.of, [draft.turn])).get(draft.turn) if draft.turn else None,
    )
