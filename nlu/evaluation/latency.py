"""Milliseconds that one message takes through the engine in process: understanding, dialogue policy, reply."""

from __future__ import annotations

import asyncio
import json
import logging
import statistics
import time
from pathlib import Path
from typing import Any

import rasa.core.agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.utils.log_utils import configure_structlog

CONVERSATIONS = Path(__file__).parent.parent.parent / "tests" / "data" / "conversations"
WARM_UP = 20


def figures(model: Path, endpoints: Path, count: int = 300) -> dict[str, Any]:
    """Median and 95th percentile over the turns of our development conversations."""
    configure_structlog(logging.WARNING)  # as the engine is run: writing debug lines costs as much as understanding
    logging.getLogger().setLevel(logging.WARNING)
    return asyncio.run(_measure(model, endpoints, count))


async def _measure(model: Path, endpoints: Path, count: int) -> dict[str, Any]:
    configured = AvailableEndpoints.read_endpoints(str(endpoints))
    configured.tracker_store = None
    agent = await rasa.core.agent.load_agent(model_path=str(model), endpoints=configured)
    agent.tracker_store = InMemoryTrackerStore(agent.domain)
    times: list[float] = []
    for sender, message, topic in _turns(count + WARM_UP):
        start = time.perf_counter()
        await agent.handle_message(UserMessage(message, sender_id=sender, metadata={"language": None, "topic": topic}))
        times.append(1000 * (time.perf_counter() - start))
    times = sorted(times[WARM_UP:])
    return {"messages": len(times), "median_ms": round(statistics.median(times), 1), "p95_ms": round(times[int(0.95 * len(times))], 1)}


def _turns(count: int) -> list[tuple]:  # type: ignore[type-arg]
    """Sender, message and the last topic, as the service sends it: a short follow-up is read with it too."""
    lines = (CONVERSATIONS / "development.nb.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    turns = [(case["id"], turn["user"], "costs" if place else None) for case in cases for place, turn in enumerate(case["turns"])]
    return turns[:count]
