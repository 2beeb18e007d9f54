"""`/staff/konto`: one's own password and written standard."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.account_problems import ManagedElsewhere, UnfitPassword, WrongPassword
from api.problems import ApiError, Text
from api.services import Services, ServicesDep
from api.staff.access import ReaderDep
from api.staff.cookies import put_session
from api.staff.members import Member
from api.staff.passwords import SHORTEST, check_in_turn, fit_password, hash_in_turn
from api.staff.rendering import render

PATH = "/staff/konto"
router = APIRouter(prefix="/konto")
Done = Literal["passord", "malform"]


@router.get("")
def open_account(request: Request, services: ServicesDep, member: ReaderDep, lagret: Done | None = None) -> Response:
    """The page; `lagret` names what was just saved."""
    return _page(request, services, member, saved=lagret)


@router.post("/malform")
async def choose_language(services: ServicesDep, member: ReaderDep, language: Annotated[Literal["nb", "nn"], Form()]) -> Response:
    """Choose the written standard of the console."""
    await run_in_threadpool(services.accounts.set_language, member.username, member.account_id, language)
    return RedirectResponse(f"{PATH}?lagret=malform", 303)


@router.post("/passord")
async def change_password(
    request: Request,
    services: ServicesDep,
    member: ReaderDep,
    current: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Change one's own password: it ends all sessions of the account, and begins a new one for this browser."""
    try:
        await _change(request, services, member, current, new, again)
    except ApiError as error:
        return _page(request, services, member, error=error)
    response = RedirectResponse(f"{PATH}?lagret=passord", 303)
    put_session(request, response, await run_in_threadpool(services.accounts.begin_session, member.account_id))
    return response


async def _change(request: Request, services: Services, member: Member, current: str, new: str, again: str) -> None:
    account = await run_in_threadpool(services.accounts.find, member.account_id)
    if account.password_hash is None:
        raise ManagedElsewhere(f"{member.username} has no password here")
    address = request.client.host if request.client else ""
    await run_in_threadpool(services.attempts.count, member.username, address)
    if not await check_in_turn(current, account.password_hash):
        raise WrongPassword("the current password is wrong")
    await run_in_threadpool(services.attempts.forget, member.username)
    fit_password(new, member.username)
    if new != again:
        raise UnfitPassword("the two are not the same", Text("De to nye passordene er ikke like.", "Dei to nye passorda er ikkje like."))
    if new == current:
        raise UnfitPassword("it is the old one", Text("Velg et annet passord enn det du har.", "Vel eit anna passord enn det du har."))
    hashed = await hash_in_turn(new)
    await run_in_threadpool(services.accounts.set_password, member.username, member.account_id, hashed, one_time=False)


def _page(request: Request, services: Services, member: Member, *, saved: Done | None = None, error: ApiError | None = None) -> Response:
    return render(
        request,
        "account.html",
        member,
        status=error.status if error else 200,
        saved=saved,
        problem=error.detail.of(member.language) if error else None,
        shortest=SHORTEST,
        provider=services.settings.oidc_name,
    )
