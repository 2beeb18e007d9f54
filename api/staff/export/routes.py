"""The routes under /staff/eksport: what can be taken out, and each of it; the filters are those of the list of conversations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response, StreamingResponse

from api.problems import NotFoundError
from api.services import Services, ServicesDep
from api.staff.access import ReviewerDep
from api.staff.export.columns import Place, cells, headings
from api.staff.export.json_lines import json_lines
from api.staff.export.tables import csv_pieces, xlsx_pieces
from api.staff.export.training_data import examples_yaml, judged_turns, stories_yaml
from api.staff.members import Member
from api.staff.rendering import render
from api.staff.texts import text
from api.staff.topic_titles import topic_titles
from api.store.conversation_filter import ConversationFilter
from api.store.local_days import local
from api.store.transcripts import Transcript
from nlu.training_questions import intents

router = APIRouter(prefix="/eksport")
RULES = Path(__file__).parents[3] / "bot" / "rules.yml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def chosen_filter(request: Request) -> ConversationFilter:
    """The filter of the address, as the list reads it."""
    return ConversationFilter.of(request.query_params.multi_items())


FilterDep = Annotated[ConversationFilter, Depends(chosen_filter)]


@router.get("")
def show_export(request: Request, member: ReviewerDep, chosen: FilterDep) -> Response:
    """What can be taken out."""
    return render(request, "export.html", member, chosen=chosen, files=list(FILES))


@router.get("/{name}")
def download(name: str, member: ReviewerDep, services: ServicesDep, chosen: FilterDep) -> StreamingResponse:
    """A file of FILES, with the date in its name. Raises NotFoundError. It is written to the audit log before it begins."""
    if name not in FILES:
        raise NotFoundError(f"there is no export {name}")
    media_type, write = FILES[name]
    services.transcripts.note_export(member.username, name, chosen)
    stem, _, ending = name.rpartition(".")
    file_name = f"kompass-{stem}-{local(datetime.now(UTC)):%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"', "Cache-Control": "no-store"}
    return StreamingResponse(write(services, member, chosen), media_type=media_type, headers=headers)


def _csv(services: Services, member: Member, chosen: ConversationFilter) -> Iterator[bytes]:
    return csv_pieces(headings(member.language), _rows(services, member, chosen))


def _xlsx(services: Services, member: Member, chosen: ConversationFilter) -> Iterator[bytes]:
    return xlsx_pieces(headings(member.language), _rows(services, member, chosen), text("export.sheet", member.language))


def _rows(services: Services, member: Member, chosen: ConversationFilter) -> Iterator[list[Any]]:
    titles = topic_titles(services.settings.knowledge_path, member.language)
    for transcript in services.transcripts.matching(chosen):
        for turn in transcript.turns:
            yield cells(Place(transcript, turn, member.language, titles))


def _json_lines(services: Services, _: Member, chosen: ConversationFilter) -> Iterator[bytes]:
    return json_lines(services.transcripts.matching(chosen))


def _examples(services: Services, _: Member, chosen: ConversationFilter) -> Iterator[bytes]:
    known = set(intents())
    judged = (turn for transcript in _reviewed(services, chosen) for turn in judged_turns(transcript, known))
    yield examples_yaml(judged).encode("utf-8")


def _stories(services: Services, _: Member, chosen: ConversationFilter) -> Iterator[bytes]:
    known = set(intents())
    judged = (turns for transcript in _reviewed(services, chosen) if (turns := judged_turns(transcript, known)))
    yield stories_yaml(judged, _actions()).encode("utf-8")


def _reviewed(services: Services, chosen: ConversationFilter) -> Iterator[Transcript]:
    return services.transcripts.matching(chosen, only_reviewed=True)


@lru_cache(maxsize=1)
def _actions() -> dict[str, str]:
    """Intent → action, of the rules for what needs no context."""
    rules = yaml.safe_load(RULES.read_text(encoding="utf-8"))["rules"]
    return {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in rules}


Writer = Callable[[Services, Member, ConversationFilter], Iterator[bytes]]
FILES: dict[str, tuple[str, Writer]] = {
    "samtaler.csv": ("text/csv; charset=utf-8", _csv),
    "samtaler.xlsx": (XLSX, _xlsx),
    "samtaler.jsonl": ("application/jsonl; charset=utf-8", _json_lines),
    "eksempler.yml": ("application/yaml; charset=utf-8", _examples),
    "historier.yml": ("application/yaml; charset=utf-8", _stories),
}
