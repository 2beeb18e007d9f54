"""Refuse request bodies above a limit, whether or not their length was declared."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problem_handlers import respond
from api.problems import BodyTooLarge


class BodyLimit:
    """ASGI middleware that reads the whole body (it is small by definition) and hands it on, or answers 413.

    `larger`: the beginning of a path → its own limit in bytes.
    """

    def __init__(self, app: ASGIApp, max_bytes: int, larger: dict[str, int] | None = None) -> None:
        self._app, self._max_bytes, self._larger = app, max_bytes, larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = next((limit for start, limit in self._larger.items() if scope["path"].startswith(start)), self._max_bytes)
        body = b"" if _declared(scope) > limit else await _read(receive, limit)
        if body is None:
            return
        if max(_declared(scope), len(body)) > limit:
            response = respond(Request(scope), BodyTooLarge(), headers={"Connection": "close"})
            await response(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)


def _declared(scope: Scope) -> int:
    declared = dict(scope["headers"]).get(b"content-length", b"")
    return int(declared) if declared.isdigit() else 0


async def _read(receive: Receive, limit: int) -> bytes | None:
    """The body, cut just above the limit; None when the client left."""
    body, more = b"", True
    while more and len(body) <= limit:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _replay(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
