"""Security headers on every response, and how long it may be cached: conversations never."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}

STAFF = "/staff"
STAFF_POLICY = CONTENT_POLICY.replace("frame-ancestors 'self'", "frame-ancestors 'none'")

# no-cache: kept, but asked about, so that a new version shows at once
CACHING = {"/api/": "no-store", f"{STAFF}/": "no-store", "/static/": "no-cache"}


class SecurityHeaders:
    """ASGI middleware; a header that a response sets itself is kept."""

    def __init__(self, app: ASGIApp, framed: str = "", framing: list[str] | None = None) -> None:
        """`framed`: the path that pages of the origins `framing` may show in a frame, and all below it."""
        self._app, self._framed = app, framed
        self._framed_policy = " ".join([CONTENT_POLICY, *(framing or [])])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                folder_path = f"{scope['path']}/"
                if self._framed and folder_path.startswith(f"{self._framed}/"):
                    headers.setdefault("Content-Security-Policy", self._framed_policy)
                if folder_path.startswith(f"{STAFF}/"):
                    headers.setdefault("Content-Security-Policy", STAFF_POLICY)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                for folder, caching in CACHING.items():
                    if folder_path.startswith(folder):
                        headers.setdefault("Cache-Control", caching)
            await send(message)

        await self._app(scope, receive, send_with_headers)
