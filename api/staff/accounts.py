"""`/staff/brukere`: who may use the console, for administrators."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.problems import ApiError
from api.services import Services, ServicesDep
from api.staff.access import AdminDep
from api.staff.members import Member, Role
from api.staff.passwords import fit_name, fit_username, hash_in_turn, new_one_time_password
from api.staff.rendering import render
from api.store.accounts import NewAccount

PATH = "/staff/brukere"
router = APIRouter(prefix="/brukere")
RoleName = Literal["reader", "reviewer", "editor", "admin"]
Change = Literal["rolle", "stengt", "apnet"]


@router.get("")
async def list_accounts(request: Request, services: ServicesDep, member: AdminDep, lagret: Change | None = None) -> Response:
    """Everybody with an account, and the form for a new one; `lagret` names what was just changed."""
    return await _page(request, services, member, saved=lagret)


@router.post("")
async def add_account(
    request: Request,
    services: ServicesDep,
    member: AdminDep,
    role: Annotated[RoleName, Form()],
    language: Annotated[Literal["nb", "nn"], Form()],
    username: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
) -> Response:
    """Make an account with a one-time password, which this reply alone shows."""
    password, typed = new_one_time_password(), {"username": username, "name": name, "role": role, "language": language}
    try:
        fit = fit_username(username), fit_name(name)
        new = NewAccount(*fit, Role.named(role), language, await hash_in_turn(password), one_time_password=True)
        account = await run_in_threadpool(services.accounts.add, member.username, new)
    except ApiError as error:
        return await _page(request, services, member, error=error, typed=typed)
    return await _page(request, services, member, one_time=(account.username, password))


@router.post("/{account_id}/rolle")
async def change_role(
    request: Request, services: ServicesDep, member: AdminDep, account_id: str, role: Annotated[RoleName, Form()]
) -> Response:
    """Give somebody another role."""
    try:
        await run_in_threadpool(services.accounts.set_role, member.username, account_id, Role.named(role))
    except ApiError as error:
        return await _page(request, services, member, error=error)
    return RedirectResponse(f"{PATH}?lagret=rolle", 303)


@router.post("/{account_id}/steng")
async def disable_account(request: Request, services: ServicesDep, member: AdminDep, account_id: str) -> Response:
    """Close an account; the person is signed out at once."""
    try:
        await run_in_threadpool(services.accounts.disable, member.username, account_id)
    except ApiError as error:
        return await _page(request, services, member, error=error)
    return RedirectResponse(f"{PATH}?lagret=stengt", 303)


@router.post("/{account_id}/apne")
async def enable_account(services: ServicesDep, member: AdminDep, account_id: str) -> Response:
    """Open a closed account again."""
    await run_in_threadpool(services.accounts.enable, member.username, account_id)
    return RedirectResponse(f"{PATH}?lagret=apnet", 303)


@router.post("/{account_id}/engangspassord")
async def set_one_time_password(request: Request, services: ServicesDep, member: AdminDep, account_id: str) -> Response:
    """Give somebody a new one-time password, which this reply alone shows; their sessions end."""
    password = new_one_time_password()
    hashed = await hash_in_turn(password)
    try:
        account = await run_in_threadpool(services.accounts.set_password, member.username, account_id, hashed, one_time=True)
    except ApiError as error:
        return await _page(request, services, member, error=error)
    return await _page(request, services, member, one_time=(account.username, password))


async def _page(
    request: Request,
    services: Services,
    member: Member,
    *,
    error: ApiError | None = None,
    saved: Change | None = None,
    one_time: tuple[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    """`one_time`: a username and its new one-time password; `typed`: what stood in the form for a new account."""
    return render(
        request,
        "accounts.html",
        member,
        status=error.status if error else 200,
        accounts=await run_in_threadpool(services.accounts.all),
        problem=error.detail.of(member.language) if error else None,
        saved=saved,
        one_time=one_time,
        typed=typed or {"username": "", "name": "", "role": Role.reader.name, "language": "nb"},
        provider=services.settings.oidc_name,
    )
