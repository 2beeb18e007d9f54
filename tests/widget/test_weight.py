"""The widget is small and opens at once."""

from __future__ import annotations

import gzip
import statistics
from collections.abc import Callable
from typing import Any
from urllib.request import urlopen

from tests.widget.conftest import Chat, Service

MAX_BYTES = 12_000
MAX_SCRIPTING_MS = 100


def scripting_ms(session: Any) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(item["value"] for item in metrics if item["name"] == "ScriptDuration")


def test_script_with_styles_is_at_most_12000_bytes_compressed(service: Service) -> None:
    with urlopen(f"{service.url}/widget.js") as response:
        assert len(gzip.compress(response.read(), 9)) <= MAX_BYTES


def test_loading_and_first_opening_take_at_most_100_ms_of_scripting(new_page: Callable[..., Any], service: Service) -> None:
    taken = []
    for _ in range(3):
        page = new_page()
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        page.goto(service.url)
        Chat(page).open()
        taken.append(scripting_ms(session))
    assert statistics.median(taken) <= MAX_SCRIPTING_MS
