"""Refuse request bodies above a limit, whether or not their length was declared."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problem_handlers import respond
from api.problems import BodyTooLarge


class BodyLimit:
    """ASGI middleware that reads the whole body (it is small by definition) and hands it on, or answers 413."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self._app, self._max_bytes = app, max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = b"" if self._declared_too_large(scope) else await self._read(receive)
        if body is None:
            return
        if self._declared_too_large(scope) or len(body) > self._max_bytes:
            response = respond(Request(scope), BodyTooLarge(), headers={"Connection": "close"})
            await response(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    def _declared_too_large(self, scope: Scope) -> bool:
        declared = dict(scope["headers"]).get(b"content-length", b"")
        return declared.isdigit() and int(declared) > self._max_bytes

    async def _read(self, receive: Receive) -> bytes | None:
        """The body, cut just above the limit; None when the client left."""
        body, more = b"", True
        while more and len(body) <= self._max_bytes:
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
