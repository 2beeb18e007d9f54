"""`/staff/endringslogg`: who changed what, and when, for administrators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.services import ServicesDep
from api.staff.access import AdminDep
from api.staff.rendering import render
from api.staff.texts import known_text
from api.store.audit import AuditFilter
from api.store.local_days import local
from api.store.staff_models import AuditEvent

FIRST_YEAR, LAST_YEAR = 2000, 2200
LONGEST_VALUE = 300
router = APIRouter(prefix="/endringslogg")


@dataclass(frozen=True)
class Line:
    """One event in words: moment (ISO, for machines) and as people write it, who, what was done, on what, and the details."""

    moment: str
    at: str
    who: str
    action: str
    object_kind: str
    object_id: str
    details: list[tuple[str, str]]


@router.get("")
async def read_log(
    request: Request,
    services: ServicesDep,
    member: AdminDep,
    hvem: str = "",
    hva: str = "",
    fra: str = "",
    til: str = "",
    side: str = "1",
) -> Response:
    """A page of the log, newest first; what cannot be read of the filter does not choose."""
    chosen = AuditFilter(hvem or None, hva or None, _day(fra), _day(til))
    page = await run_in_threadpool(services.audit.page, chosen, _number(side))
    asked = {"hvem": hvem, "hva": hva, "fra": fra if chosen.since else "", "til": til if chosen.until else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    actions = await run_in_threadpool(services.audit.actions)
    return render(
        request,
        "audit_log.html",
        member,
        page=page,
        lines=[describe(event, member.language) for event in page.events],
        people=await run_in_threadpool(services.audit.people),
        actions=sorted(((action, action_words(action, member.language)) for action in actions), key=lambda pair: pair[1]),
        asked=asked,
        query=f"{query}&" if query else "",
    )


def describe(event: AuditEvent, language: str) -> Line:
    """The event in plain words."""
    at = local(event.at)
    return Line(
        moment=at.isoformat(timespec="seconds"),
        at=f"{at:%d.%m.%Y %H:%M:%S}",
        who=event.who,
        action=action_words(event.action, language),
        object_kind=known_text(f"audit.kind_{event.object_kind}", language) or event.object_kind,
        object_id=event.object_id,
        details=[(field_words(name, language), value_words(value, language)) for name, value in event.details.items()],
    )


def action_words(action: str, language: str) -> str:
    """What was done, in words; an action without words shows its own name."""
    return known_text(f"audit.action_{action.replace('.', '_')}", language) or action


def field_words(name: str, language: str) -> str:
    """What a detail is called; one without words shows its own name."""
    return known_text(f"audit.field_{name}", language) or name


def value_words(value: Any, language: str) -> str:
    """A detail's value in words: known values by name, lists by commas, nothing as a dash."""
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return known_text("audit.value_yes" if value else "audit.value_no", language) or str(value)
    if isinstance(value, list):
        return ", ".join(value_words(item, language) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{field_words(name, language)}: {value_words(item, language)}" for name, item in value.items())
    words = known_text(f"audit.value_{value}", language) or str(value)
    return words if len(words) <= LONGEST_VALUE else f"{words[:LONGEST_VALUE]} …"


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
