"""Start the real assistant once for all functional tests; nothing is patched here."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.evaluation import scratch_settings
from api.supervisor import Assistant

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Engine, action server and service with empty stores; the model was trained by `kompass train`."""
    with Assistant(scratch_settings(tmp_path_factory.mktemp("assistant"))) as running:
        yield running


@pytest.fixture(scope="session")
def shared_acceptance() -> Path:
    """The folder of acceptance conversations, beside the project where it is developed."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "acceptance"
    if not (folder / "score.py").exists():
        pytest.skip("no ../shared/acceptance here: the acceptance conversations are not part of the project")
    return folder


@pytest.fixture
def ask(assistant: Assistant) -> Iterator[Callable[..., dict[str, Any]]]:
    """Ask in one conversation: each call continues it."""
    conversation: str | None = None
    with httpx.Client(base_url=assistant.url, timeout=30, trust_env=False) as client:

        def say(message: str, **more: Any) -> dict[str, Any]:
            nonlocal conversation
            response = client.post("/api/chat", json={"message": message, "conversation_id": conversation, **more})
            assert response.status_code == 200, response.text
            reply: dict[str, Any] = response.json()
            conversation = reply["conversation_id"]
            return reply

        yield say


@pytest.fixture
def browser() -> Iterator[Any]:
    """Headless Chromium with an empty profile."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield running
        running.close()
