"""A stand-in for the engine behind the HTTP client: it answers as told, and remembers what it was asked."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx

MESSAGES = [
    {
        "text": "Programmet er planlagt med seks samlinger.\n– Hver varer i tre til fire dager.",
        "citations": [
            {
                "source": "toppleiarprogram-2020",
                "title": "Nyheten om det felles topplederprogrammet",
                "date": "2020",
                "section": "Samarbeid",
                "quote": "seks fysiske samlingar",
                "url": "/kilder/toppleiarprogram-2020?utdrag=0123456789#utdrag",
            }
        ],
        "suggestions": [{"title": "Når starter det?", "message": "Når starter topplederprogrammet?"}],
    }
]
CUSTOM: dict[str, Any] = {
    "outcome": "answered",
    "topic": "gatherings",
    "programme": "top_leader",
    "language": "nb",
    "messages": MESSAGES,
    "understanding": {"intent": "ask_gatherings", "confidence": 0.93, "ranking": [], "standard": "nb"},
}


class FakeEngine(httpx.MockTransport):
    """Set `items`, `status`, `content`, `error` or `delay` before a request."""

    def __init__(self) -> None:
        super().__init__(self._handle)
        self.asked: list[dict[str, Any]] = []
        self.items: Any = [{"recipient_id": "x", "text": "before"}, {"recipient_id": "x", "custom": CUSTOM}]
        self.status = 200
        self.content: bytes | None = None
        self.error: Exception | None = None
        self.delay = 0.0
        self.at_once = 0
        self.most_at_once = 0

    async def _handle(self, request: httpx.Request) -> httpx.Response:
        if self.error:
            raise self.error
        if request.method == "GET":
            return httpx.Response(self.status, text="Hello from the engine")
        assert request.url.path == "/webhooks/rest/webhook"
        self.asked.append(json.loads(request.content))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.delay)
        self.at_once -= 1
        content = json.dumps(self.items).encode() if self.content is None else self.content
        return httpx.Response(self.status, content=content)
