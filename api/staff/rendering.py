"""Render the console's pages: the member's written standard, their words, the token their forms need."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from fastapi import Request
from starlette.responses import Response

from api.staff.access import CSRF_FIELD
from api.staff.members import Member, Role
from api.staff.texts import text
from api.templating import templates


def render(request: Request, template: str, member: Member, *, status: int = 200, **context: Any) -> Response:
    """A page of `templates/staff/`. Every template has `t(key, **values)`, `member`, `Role`, `language` and `csrf_field`."""
    return templates.TemplateResponse(
        request,
        f"staff/{template}",
        {"member": member, "Role": Role, "csrf_field": CSRF_FIELD, **page_context(member.language), **context},
        status,
        {"Cache-Control": "no-store"},
    )


def render_before_sign_in(
    request: Request, template: str, language: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any
) -> Response:
    """A page of `templates/staff/` for somebody who is not signed in: it has `t` and `language`, and no `member`."""
    return templates.TemplateResponse(request, f"staff/{template}", {**page_context(language), **context}, status, headers)


def page_context(language: str) -> dict[str, Any]:
    """What a page needs for its words, also before anybody is signed in."""
    return {"language": language, "t": partial(_words, language)}


def _words(language: str, key: str, **values: object) -> str:
    return text(key, language, **values)
