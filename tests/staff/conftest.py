"""The running service with a fake engine, and pages of headless Chromium that are signed in to its console."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import uvicorn

from api.app import create_app
from api.services import Services
from api.settings import Settings
from api.staff.access import COOKIE
from api.staff.members import Role
from api.staff.passwords import hash_password
from api.store.accounts import NewAccount
from knowledge.compiled import write_knowledge
from tests.api.fake_engine import FakeEngine
from tests.api.staff.improvement.conftest import copy_knowledge
from tests.widget.conftest import axe, browser, new_page  # noqa: F401

PASSWORD = "seks fysiske samlingar"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
LOOKS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "narrow-dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "forced-colours": {"viewport": {"width": 800, "height": 800}, "forced_colors": "active"},
}
RUN = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`));
}"""


@dataclass(frozen=True)
class Console:
    """The running service; `services` are its open parts, `engine` what answers its chat."""

    url: str
    services: Services
    engine: FakeEngine
    password_hash: str

    def add(self, role: str = "reader", language: str = "nb", name: str = "Kari Nordmann") -> str:
        """Make an account with `PASSWORD`; its username."""
        username = f"{role}-{uuid4().hex[:6]}"
        self.services.accounts.add("test", NewAccount(username, name, Role[role], language, self.password_hash, one_time_password=False))
        return username


@contextmanager
def running_console(folder: Path) -> Iterator[Console]:
    """A service of one's own, with an empty store in a folder."""
    engine = FakeEngine()
    settings = Settings(
        database_url=f"sqlite:///{folder}/kompass.db",
        engine_tracker_url=f"sqlite:///{folder}/tracker.db",
        knowledge_path=write_knowledge(folder / "knowledge.json"),
        project_root=copy_knowledge(folder / "project"),
    )
    app = create_app(settings, engine_transport=engine)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the service did not start"
        time.sleep(0.02)
    url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield Console(url, app.state.services, engine, hash_password(PASSWORD))
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="package")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    with running_console(tmp_path_factory.mktemp("console")) as running:
        yield running


@pytest.fixture
def signed_in(console: Console, new_page: Callable[..., Any]) -> Callable[..., Any]:  # noqa: F811
    """A page that is signed in: `signed_in("admin", "nn", viewport=...)`; further options are those of Playwright's new_context."""

    def make(role: str = "reader", language: str = "nb", **options: Any) -> Any:
        page = new_page(**options)
        account = console.services.accounts.named(console.add(role, language))
        assert account is not None
        token = console.services.accounts.begin_session(account.id)
        page.context.add_cookies([{"name": COOKIE, "value": token, "url": f"{console.url}/staff"}])
        return page

    return make


@pytest.fixture
def violations(axe: str) -> Callable[[Any], list[str]]:  # noqa: F811
    """What axe finds wrong with a page, in words."""

    def run(page: Any) -> list[str]:
        page.evaluate(f"() => {{ {axe} }}")
        result: list[str] = page.evaluate(RUN, TAGS)
        return result

    return run
