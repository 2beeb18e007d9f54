"""Have conversations through the real routes, for tests of what staff then see of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import httpx
from starlette.testclient import TestClient

from tests.api.fake_engine import CUSTOM, FakeEngine


@dataclass(frozen=True)
class Said:
    """A stored turn."""

    conversation_id: str
    turn_id: str


class Person:
    """Somebody who uses the chat; `says` answers as the engine is told to."""

    def __init__(self, client: httpx.Client, engine: FakeEngine) -> None:
        self._client, self._engine = client, engine

    def says(self, message: str, after: Said | None = None, page: str | None = None, language: str = "nb", **answer: Any) -> Said:
        """Ask and be answered; `confidence`, `entities` and `ranking` go into what was understood, the rest over the usual answer."""
        understood = dict(CUSTOM["understanding"])
        for name in ("confidence", "entities", "ranking"):
            if name in answer:
                understood[name] = answer.pop(name)
        self._engine.items = [{"custom": CUSTOM | {"understanding": understood, "language": language} | answer}]
        return self._ask(message, after, page, 200)

    def fails(self, message: str, after: Said | None = None) -> Said:
        """Ask while the engine does not answer."""
        self._engine.status = 500
        said = self._ask(message, after, None, 503)
        self._engine.status = 200
        return said

    def thumbs(self, said: Said, verdict: str, comment: str | None = None) -> None:
        """Judge a reply."""
        sent = self._client.post(f"/api/turns/{said.turn_id}/feedback", json={"verdict": verdict, "comment": comment})
        assert sent.status_code == 204

    def _ask(self, message: str, after: Said | None, page: str | None, status: int) -> Said:
        body = {"message": message, "conversation_id": after.conversation_id if after else None}
        reply = self._client.post("/api/chat", json=body, headers={"Referer": page} if page else {})
        assert reply.status_code == status
        return Said(reply.json()["conversation_id"], reply.json()["turn_id"])


def listed(client: TestClient, query: str = "") -> list[str]:
    """The first questions of the list, in order."""
    page = client.get(f"/staff/samtaler?{query}")
    assert page.status_code == 200
    return [unescape(found) for found in re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', page.text)]
