"""The cookie of a session, and the addresses a sign-in may lead back to."""

from __future__ import annotations

import re
from urllib.parse import urlencode, urlsplit

from fastapi import Request
from starlette.responses import Response

from api.account_problems import ForeignForm
from api.services import services_of
from api.staff.access import COOKIE
from api.store.accounts import SESSION_HOURS

PATH = "/staff"
HOME = "/staff/samtaler"
SIGN_IN = "/staff/logg-inn"
NEXT = "neste"
_LOCAL = re.compile(r"/staff(/[A-Za-z0-9._~%-]+)*/?(\?[^\s\\#]*)?")
_TRUSTED_SITES = {"same-origin", "none"}


def put_session(request: Request, response: Response, token: str) -> None:
    """Sign the browser in."""
    put_cookie(request, response, COOKIE, token, SESSION_HOURS * 3600, PATH)


def put_cookie(request: Request, response: Response, name: str, value: str, seconds: int, path: str) -> None:
    """A cookie that scripts cannot read and other sites' forms do not send; Secure when people come by https."""
    response.set_cookie(name, value, seconds, path=path, secure=is_https(request), httponly=True, samesite="lax")


def is_https(request: Request) -> bool:
    """Whether people reach the service by https: by the request itself, a trusted proxy, or the setting PUBLIC_URL."""
    return request.url.scheme == "https" or services_of(request).settings.public_url.startswith("https://")


def local_path(wanted: str | None) -> str:
    """Where to go after sign-in: an address of the console, or its first page when something else is asked for."""
    if not wanted or not _LOCAL.fullmatch(wanted) or not wanted.isascii():
        return HOME
    path = urlsplit(wanted).path
    around = {".", "..", "%2e", "%2e%2e", ".%2e", "%2e."}
    if around & set(path.lower().split("/")) or "%2f" in path.lower() or "%5c" in path.lower():
        return HOME
    return HOME if path.rstrip("/") in ("/staff", "/staff/logg-ut") or path.startswith(SIGN_IN) else wanted


def sign_in_address(request: Request) -> str:
    """The sign-in page, which leads back to the page that was asked for."""
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    back = local_path(wanted)
    return SIGN_IN if back == HOME else f"{SIGN_IN}?{urlencode({NEXT: back})}"


def refuse_foreign_form(request: Request) -> None:
    """Raises ForeignForm when a browser says that a page of another site sent the form.

    Before sign-in there is no token to ask for; browsers tell where a form comes from in Sec-Fetch-Site, older ones in Origin.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        foreign = site not in _TRUSTED_SITES
    else:
        own = {request.url.netloc, urlsplit(services_of(request).settings.public_url).netloc}
        foreign = origin is not None and urlsplit(origin).netloc not in own - {""}
    if foreign:
        raise ForeignForm(f"the form came from {origin or site}")
