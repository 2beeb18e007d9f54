"""Who is signed in, and whether they may: the dependencies that stand before every route of the console."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from api.account_problems import PasswordChangeNeeded
from api.problems import CsrfFailed, RoleTooLow, SignInNeeded
from api.services import ServicesDep
from api.staff.members import Member, Role

COOKIE = "kompass_staff"
CSRF_FIELD = "csrf"
CSRF_HEADER = "x-csrf-token"
SAFE_METHODS = {"GET", "HEAD"}
WITH_ONE_TIME_PASSWORD = {"/staff/konto", "/staff/konto/passord", "/staff/logg-ut"}


async def signed_in(request: Request, services: ServicesDep) -> Member:
    """The member of the session cookie, also kept as `request.state.member`.

    Raises SignInNeeded; for a method that changes something also CsrfFailed; after a one-time password PasswordChangeNeeded.
    """
    token = request.cookies.get(COOKIE, "")
    member = await run_in_threadpool(services.accounts.member_of, token) if token else None
    if member is None:
        raise SignInNeeded("no valid session")
    request.state.member, request.state.language = member, member.language
    if request.method not in SAFE_METHODS:
        await _check_csrf(request, member)
    if member.one_time_password and request.url.path not in WITH_ONE_TIME_PASSWORD:
        raise PasswordChangeNeeded(f"{member.username} has a one-time password")
    return member


async def _check_csrf(request: Request, member: Member) -> None:
    sent = request.headers.get(CSRF_HEADER) or (await request.form()).get(CSRF_FIELD)
    if not isinstance(sent, str) or not hmac.compare_digest(sent.encode(), member.csrf_token.encode()):
        raise CsrfFailed("the form came without the token of this session")


class AtLeast:
    """A dependency that gives the signed-in member. Raises RoleTooLow when the member's role does not suffice."""

    def __init__(self, role: Role) -> None:
        self.role = role

    def __call__(self, member: Annotated[Member, Depends(signed_in)]) -> Member:
        if member.role < self.role:
            raise RoleTooLow(f"{member.username} is {member.role.name}, this needs {self.role.name}")
        return member


ReaderDep = Annotated[Member, Depends(AtLeast(Role.reader))]
ReviewerDep = Annotated[Member, Depends(AtLeast(Role.reviewer))]
EditorDep = Annotated[Member, Depends(AtLeast(Role.editor))]
AdminDep = Annotated[Member, Depends(AtLeast(Role.admin))]
