"""Errors as pages of the console: who must sign in or change a password is led there, others are told."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from api.account_problems import PasswordChangeNeeded
from api.problems import ApiError, ConversationNotFound, SignInNeeded, TurnNotFound
from api.staff.access import CSRF_FIELD, SAFE_METHODS
from api.staff.cookies import sign_in_address
from api.staff.members import Member, Role
from api.staff.rendering import render_before_sign_in
from api.staff.texts import text

ACCOUNT = "/staff/konto"
CONVERSATIONS = "/staff/samtaler"
GONE = (ConversationNotFound, TurnNotFound)  # what they tell the public, to start anew, is no advice for staff


def staff_response(request: Request, error: ApiError, language: str, headers: Mapping[str, str] | None = None) -> Response:
    """The response of an error under /staff to somebody who wants a page; `headers` come on top of the error's own."""
    reading = request.method in SAFE_METHODS
    if isinstance(error, SignInNeeded) and reading:
        return RedirectResponse(sign_in_address(request), 303)
    if isinstance(error, PasswordChangeNeeded) and reading:
        return RedirectResponse(ACCOUNT, 303)
    member: Member | None = getattr(request.state, "member", None)
    context = {
        "title": text("review.gone_title", language) if isinstance(error, GONE) else error.title.of(language),
        "detail": text("review.gone", language) if isinstance(error, GONE) else error.detail.of(language),
        "back": CONVERSATIONS if member and isinstance(error, GONE) else None,
        "sign_in": sign_in_address(request) if isinstance(error, SignInNeeded) else None,
        "member": member,
        "Role": Role,
        "csrf_field": CSRF_FIELD,
    }
    all_headers = {"Cache-Control": "no-store", **error.headers, **(headers or {})}
    return render_before_sign_in(request, "problem.html", language, status=error.status, headers=all_headers, **context)
