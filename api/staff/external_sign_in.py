"""Sign-in at an OpenID Connect provider: send the browser there, and take it in when it comes back.

What must match on the way back lies meanwhile in a cookie that is signed with the client's secret and good for ten minutes.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import time
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.account_problems import ExternalSignInFailed
from api.pages import asked_language
from api.problems import ApiError, NotFoundError
from api.services import Services, ServicesDep
from api.staff.cookies import NEXT, SIGN_IN, local_path, put_cookie
from api.staff.provider import Departure, Provider
from api.staff.sign_in import let_in, sign_in_page

BEGIN = "/logg-inn/ekstern"
RETURN = f"{BEGIN}/tilbake"
COOKIE, COOKIE_PATH = "kompass_sign_in", f"{SIGN_IN}/ekstern"
SECONDS = 600
ALGORITHM = "HS256"
router = APIRouter()
log = logging.getLogger(__name__)


@router.get(BEGIN)
async def begin(request: Request, services: ServicesDep, neste: str | None = None, language: str | None = None) -> Response:
    """Send the browser to the provider."""
    provider, chosen = _provider(services), asked_language(request, language)
    try:
        departure = await provider.depart(_return_address(request, services), chosen)
    except ApiError as error:
        return sign_in_page(request, services, chosen, neste, error=error)
    response = RedirectResponse(departure.url, 303)
    kept = {"departure": asdict(departure), NEXT: local_path(neste), "language": chosen}
    put_cookie(request, response, COOKIE, _signed(kept, services), SECONDS, COOKIE_PATH)
    return response


@router.get(RETURN)
async def come_back(
    request: Request, services: ServicesDep, code: str = "", state: str = "", iss: str | None = None, error: str | None = None
) -> Response:
    """Sign in the person whom the provider vouches for, or say why not; the cookie is used up either way."""
    provider, kept = _provider(services), _read(request, services)
    language = asked_language(request, kept.get("language"))
    try:
        departure = Departure(**kept["departure"]) if kept else None
        if departure is None or not code or not hmac.compare_digest(state.encode(), departure.state.encode()):
            raise ExternalSignInFailed(f"the way back does not fit a way out (the provider said: {error or 'nothing'})")
        if iss is not None and iss.rstrip("/") != services.settings.oidc_issuer.rstrip("/"):
            raise ExternalSignInFailed(f"the answer came from another issuer: {iss}")
        person = await provider.arrive(departure, _return_address(request, services), code, language)
        account = await run_in_threadpool(services.accounts.welcome, person)
        response = await let_in(request, services, account, kept[NEXT])
    except ApiError as refused:
        log.warning("external sign-in: %s", refused)
        response = sign_in_page(request, services, language, kept.get(NEXT), error=refused)
    response.delete_cookie(COOKIE, path=COOKIE_PATH)
    return response


def _provider(services: Services) -> Provider:
    if services.provider is None:
        raise NotFoundError("no OpenID Connect provider is set")
    return services.provider


def _return_address(request: Request, services: Services) -> str:
    """The address that is registered with the provider: PUBLIC_URL or the request's own, then a fixed path."""
    own = services.settings.public_url or f"{request.url.scheme}://{request.url.netloc}"
    return f"{own}/staff{RETURN}"


def _signed(kept: dict[str, Any], services: Services) -> str:
    return jwt.encode({"alg": ALGORITHM}, {**kept, "exp": int(time.time()) + SECONDS}, _key(services))


def _read(request: Request, services: Services) -> dict[str, Any]:
    """What was kept on the way out; empty when there is nothing, it is too old, or it was not signed here."""
    try:
        claims = jwt.decode(request.cookies.get(COOKIE, ""), _key(services), algorithms=[ALGORITHM]).claims
        jwt.JWTClaimsRegistry(exp={"essential": True}).validate(claims)
    except (JoseError, ValueError):
        return {}
    return claims


def _key(services: Services) -> OctKey:
    secret = services.settings.oidc_client_secret.get_secret_value()
    return OctKey.import_key(hashlib.sha256(f"kompass sign-in {secret}".encode()).digest())
