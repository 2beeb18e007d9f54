"""The client of the Rasa engine: one message in, one checked answer out, or EngineUnavailable."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Any

import httpx
from pydantic import ValidationError

from api.contract import EngineAnswer
from api.engine_address import EngineAddress
from api.problems import EngineUnavailable
from api.store.conversations import Context

READY_TIMEOUT_SECONDS = 2.0
KEEPALIVE_SECONDS = 3.0  # below the engine's own 5 s, so that no message goes into a connection it is closing


class Engine:
    """Talks to the engine's REST channel. Time-outs are in seconds and cover the whole exchange.

    `address_file`: where the supervisor writes which engine is in use now; without it that of `url` always is.
    """

    def __init__(
        self, url: str, timeout: float, transport: httpx.AsyncBaseTransport | None = None, address_file: Path | None = None
    ) -> None:
        self._timeout = timeout
        self._address = EngineAddress(url, address_file)
        self._client = httpx.AsyncClient(
            transport=transport,
            timeout=None,
            trust_env=False,  # the engine is next door: never through a proxy
            limits=httpx.Limits(keepalive_expiry=KEEPALIVE_SECONDS),
        )

    async def answer(self, conversation_id: str, message: str, context: Context) -> EngineAnswer:
        """The engine's answer. Raises EngineUnavailable for everything that is not one."""
        sent = {"sender": conversation_id, "message": message, "metadata": asdict(context)}
        try:
            async with asyncio.timeout(self._timeout):
                response = await self._client.post(f"{self._address.current()}/webhooks/rest/webhook", json=sent)
        except TimeoutError as error:
            raise EngineUnavailable(f"the engine gave no answer within {self._timeout} s") from error
        except httpx.HTTPError as error:
            raise EngineUnavailable(f"the engine cannot be reached: {type(error).__name__}: {error}") from error
        return _read(response)

    async def ready(self) -> bool:
        """Whether the engine says it is up."""
        try:
            async with asyncio.timeout(READY_TIMEOUT_SECONDS):
                return (await self._client.get(f"{self._address.current()}/")).status_code == 200
        except (TimeoutError, httpx.HTTPError):
            return False

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _read(response: httpx.Response) -> EngineAnswer:
    if response.status_code != 200:
        raise EngineUnavailable(f"the engine answered with status {response.status_code}")
    try:
        items: Any = response.json()
    except ValueError as error:
        raise EngineUnavailable("the engine's answer is not JSON") from error
    customs = [item["custom"] for item in items if isinstance(item, dict) and "custom" in item] if isinstance(items, list) else []
    if not customs:
        raise EngineUnavailable("the engine's answer has no item with `custom`; is the right model loaded?")
    try:
        return EngineAnswer.model_validate(customs[0])
    except ValidationError as error:
        raise EngineUnavailable(f"the engine's answer lacks fields or has wrong ones: {error}") from error
