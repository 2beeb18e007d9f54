"""The sign-in page, sign-in with a password, and sign-out."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.account_problems import SignInRefused
from api.pages import asked_language
from api.problems import ApiError
from api.services import Services, ServicesDep
from api.staff.access import COOKIE, ReaderDep
from api.staff.cookies import NEXT, PATH, SIGN_IN, local_path, put_session, refuse_foreign_form
from api.staff.passwords import check_in_turn, hash_in_turn, needs_new_hash
from api.staff.rendering import render_before_sign_in
from api.store.staff_models import Account

router = APIRouter()


@router.get("/logg-inn")
async def open_sign_in(
    request: Request, services: ServicesDep, neste: str | None = None, language: str | None = None, ut: bool = False
) -> Response:
    """The sign-in page; who is signed in already goes on. `ut`: the person has just signed out."""
    token = request.cookies.get(COOKIE, "")
    member = await run_in_threadpool(services.accounts.member_of, token) if token else None
    if member is not None:
        return RedirectResponse(local_path(neste), 303)
    return sign_in_page(request, services, asked_language(request, language), neste, signed_out=ut)


@router.post("/logg-inn")
async def sign_in(
    request: Request,
    services: ServicesDep,
    username: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    neste: Annotated[str | None, Form()] = None,
    language: Annotated[str | None, Form()] = None,
) -> Response:
    """Sign in with a password, or show the page again and say why not."""
    try:
        refuse_foreign_form(request)
        account = await _checked(request, services, username, password)
    except ApiError as error:
        return sign_in_page(request, services, asked_language(request, language), neste, error=error, username=username)
    return await let_in(request, services, account, neste)


@router.post("/logg-ut")
async def sign_out(request: Request, services: ServicesDep, member: ReaderDep) -> Response:
    """End the session."""
    await run_in_threadpool(services.accounts.end_session, request.cookies.get(COOKIE, ""))
    response = RedirectResponse(f"{SIGN_IN}?{urlencode({'ut': 'true', 'language': member.language})}", 303)
    response.delete_cookie(COOKIE, path=PATH)
    return response


async def let_in(request: Request, services: Services, account: Account, wanted: str | None) -> Response:
    """Begin a session with a new token, end the browser's former one, and lead to the page that was asked for."""
    former = request.cookies.get(COOKIE, "")
    if former:
        await run_in_threadpool(services.accounts.end_session, former)
    response = RedirectResponse(local_path(wanted), 303)
    put_session(request, response, await run_in_threadpool(services.accounts.begin_session, account.id))
    return response


def sign_in_page(
    request: Request,
    services: Services,
    language: str,
    wanted: str | None,
    *,
    error: ApiError | None = None,
    username: str = "",
    signed_out: bool = False,
) -> Response:
    """The page with its form, after an error also with what went wrong and the status of the error."""
    other = "nb" if language == "nn" else "nn"
    onward = {NEXT: local_path(wanted)}
    context = {
        "problem": error.detail.of(language) if error else None,
        "username": username,
        "signed_out": signed_out,
        "next_field": NEXT,
        "next_path": local_path(wanted),
        "other_address": f"{SIGN_IN}?{urlencode({**onward, 'language': other})}",
        "provider": services.settings.oidc_name if services.provider else None,
        "provider_address": f"{SIGN_IN}/ekstern?{urlencode({**onward, 'language': language})}",
    }
    return render_before_sign_in(
        request, "sign_in.html", language, status=error.status if error else 200, headers=error.headers if error else {}, **context
    )


async def _checked(request: Request, services: Services, username: str, password: str) -> Account:
    """The account whose password this is; every refusal takes the same time and says the same."""
    address = request.client.host if request.client else ""
    await run_in_threadpool(services.attempts.count, username, address)
    account = await run_in_threadpool(services.accounts.named, username.strip())
    hashed = account.password_hash if account and account.disabled_at is None else None
    right = await check_in_turn(password, hashed)
    if not right or account is None or hashed is None:
        raise SignInRefused("wrong username or password")
    if needs_new_hash(hashed):
        await run_in_threadpool(services.accounts.replace_hash, account.id, hashed, await hash_in_turn(password))
    await run_in_threadpool(services.attempts.forget, username)
    return account
