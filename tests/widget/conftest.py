"""The real service with a fake engine, a page of another site, and headless Chromium that drives the widget on them."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from typing import Any

import pytest
import uvicorn

from api.app import create_app
from api.settings import Settings
from api.widget import texts
from knowledge.compiled import write_knowledge
from tests.api.fake_engine import CUSTOM, FakeEngine
from tests.functional.conftest import CHROMIUM, CHROMIUM_FLAGS

NB, NN = (dict[str, Any](texts()[standard]) for standard in ("nb", "nn"))
TIMEOUT_MS = 20_000
AXE_VERSION = "4.14.1"
AXE_FOLDER = Path(__file__).parents[2] / "build" / "axe"

REPLY: dict[str, Any] = {
    "text": "Samlinger\nProgrammet er planlagt med seks samlinger:\n– Hver varer i tre til fire dager.\n– De er fysiske."
    "\n\nAlt skjer over ett år.",
    "citations": [
        {
            "source": "toppleiarprogram-2020",
            "title": "Nyheten om det felles topplederprogrammet",
            "date": "2020",
            "section": "Samarbeid",
            "quote": quote,
            "url": "/kilder/toppleiarprogram-2020#utdrag",
        }
        for quote in ("seks fysiske samlingar over eitt år", "der kvar samling varer i tre-fire dagar")
    ],
    "suggestions": [
        {"title": "Når starter det?", "message": "Når starter topplederprogrammet?"},
        {"title": "Hva koster det?", "message": "Hva koster topplederprogrammet?"},
    ],
}
COMPARING: dict[str, Any] = {
    "text": "De to programmene er laget for ulike ledere:"
    "\n\nMålgruppe\n– Mellomlederutdanningen: mellomledere.\n– Topplederprogrammet: toppledere."
    "\n\nOppstart\n– Mellomlederutdanningen: ikke oppgitt.\n– Topplederprogrammet: høsten 2020.",
    "citations": REPLY["citations"],
    "suggestions": [],
    "comparison": {
        "columns": ["Mellomlederutdanningen", "Topplederprogrammet"],
        "rows": [
            {
                "aspect": "Målgruppe",
                "cells": ["Mellomledere i kommunale helsetjenester", "Toppledere i spesialisthelsetjenesten"],
            },
            {"aspect": "Oppstart", "cells": ["Startdatoen står ikke i brevet", "Det første kullet skulle starte høsten 2020"]},
        ],
    },
}
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return (at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent).trim().slice(0, 80);
}"""


@dataclass(frozen=True)
class Host:
    """A web server of another site; `pages` holds by path the HTML and the headers of its pages. `stranger` is it under a name
    that is not on the service's list."""

    url: str
    stranger: str
    pages: dict[str, tuple[str, dict[str, str]]]

    def show(self, html: str, path: str = "/", policy: str = "") -> str:
        """Put a page up; its address."""
        headers = {"Content-Security-Policy": policy} if policy else {}
        self.pages[path] = (f'<!doctype html><html lang="nb"><title>Kommunen</title><main><h1>Kommunen</h1></main>{html}', headers)
        return self.url + path


@dataclass(frozen=True)
class Service:
    """The running service and the engine behind it."""

    url: str
    engine: FakeEngine

    def says(self, *messages: dict[str, Any], language: str = "nb") -> None:
        """What the engine answers from now on."""
        self.engine.items = [{"custom": CUSTOM | {"language": language, "messages": list(messages)}}]


def saved(chat: Chat, service: Service) -> Any:
    """The service's answer when it is asked for the tab's conversation."""
    conversation = chat.page.evaluate("JSON.parse(sessionStorage.kompass).id")
    return chat.page.request.get(f"{service.url}/api/conversations/{conversation}")


class Chat:
    """The widget on a page, used without a mouse."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.element = page.locator("kompass-chat")
        self.window = self.element.locator(".window")
        self.field = self.element.locator("#field")
        self.replies = self.element.locator("li.reply:has(.afterwards)")
        self.mine = self.element.locator("li.mine .bubble")
        self.trouble = self.element.locator("li.trouble")
        self.status = self.element.get_by_role("status")
        self.menu = self.element.locator(".menu > summary")

    def button(self, name: str) -> Any:
        """The button of this name in the widget."""
        return self.element.get_by_role("button", name=name, exact=True)

    @property
    def focused(self) -> str:
        """The name of what has the focus."""
        return str(self.page.evaluate(FOCUSED))

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Write where the focus is."""
        self.page.keyboard.insert_text(text)

    def tab_to(self, name: str, key: str = "Tab") -> None:
        """Press Tab until what has this name has the focus."""
        seen = []
        for _ in range(60):
            self.press(key)
            seen.append(self.focused)
            if seen[-1] == name:
                return
        raise AssertionError(f"{key} never reached {name!r}, only {list(dict.fromkeys(seen))}")

    def open(self, standard: dict[str, Any] = NB) -> Chat:
        """Open the window."""
        self.button(standard["open"].replace("{title}", standard["title"])).press("Enter")
        self.field.wait_for()
        return self

    def ask(self, message: str = "Hvor mange samlinger er det?") -> Chat:
        """Send a message and wait for its reply."""
        count = self.replies.count()
        self.send(message)
        self.replies.nth(count).wait_for()
        return self

    def hold(self, address: str) -> list[Any]:
        """Hold back requests to an address; they are in the list, each to be continued."""
        held: list[Any] = []
        self.page.route(address, lambda route: held.append(route))
        return held

    def send(self, message: str) -> None:
        """Send a message."""
        self.field.focus()
        self.type(message)
        self.press("Enter")


@pytest.fixture(scope="package")
def host() -> Iterator[Host]:
    pages: dict[str, tuple[str, dict[str, str]]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html, headers = pages.get(self.path, ("", {}))
            self.send_response(200 if html else 204)  # 204: the icon that browsers ask for
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        yield Host(f"http://127.0.0.1:{port}", f"http://localhost:{port}", pages)
        server.shutdown()


@pytest.fixture(scope="package")
def started(tmp_path_factory: pytest.TempPathFactory, host: Host) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("service")
    settings = Settings(
        database_url=f"sqlite:///{folder}/kompass.db",
        engine_tracker_url=f"sqlite:///{folder}/tracker.db",
        knowledge_path=write_knowledge(folder / "knowledge.json"),
        allowed_origins=host.url,
    )
    engine = FakeEngine()
    app = create_app(settings, engine_transport=engine)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the service did not start"
        time.sleep(0.02)
    yield Service(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", engine)
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def service(started: Service) -> Service:
    """The service, its engine well and answering `REPLY`."""
    started.engine.status, started.engine.delay = 200, 0.0
    started.engine.asked.clear()
    started.says(REPLY)
    return started


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """One browser for this folder, not for the session: while it runs, other folders' tests could not use asyncio."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=TIMEOUT_MS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture
def new_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Make a page in a fresh context; the options are those of Playwright's new_context. No script may fail on it."""
    contexts, errors = [], []

    def make(**options: Any) -> Any:
        context = browser.new_context(**{"locale": "nb-NO", "viewport": {"width": 1000, "height": 800}} | options)
        context.set_default_timeout(TIMEOUT_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    """A page on a desk."""
    return new_page()


@pytest.fixture
def unwidgeted(new_page: Callable[..., Any], service: Service) -> Any:
    """The page `/chat` as browsers without scripts show it, for tests that need scripts: an empty element is in the widget's place."""
    page = new_page(bypass_csp=True)
    empty = "customElements.define('kompass-chat', class extends HTMLElement {})"
    page.route("**/widget.js", lambda route: route.fulfill(body=empty, content_type="text/javascript"))
    page.goto(f"{service.url}/chat?language=nb")
    return page


@pytest.fixture
def chat(page: Any, service: Service) -> Chat:
    """The widget, still closed, on the demo page in Bokmål."""
    page.goto(f"{service.url}/?language=nb")
    return Chat(page)


@pytest.fixture
def embedded(service: Service) -> str:
    """The lines that put the widget on a page."""
    return f'<script src="{service.url}/widget.js" defer></script><kompass-chat></kompass-chat>'


@pytest.fixture(scope="package")
def axe() -> str:
    """The source of axe-core, fetched once with npm."""
    file = AXE_FOLDER / "node_modules" / "axe-core" / "axe.min.js"
    if not (file.exists() and f"axe v{AXE_VERSION}" in file.read_text(encoding="utf-8")[:200]):
        if which("npm") is None:
            pytest.skip("no npm on this machine to get axe-core with")
        command = ["npm", "install", "--prefix", str(AXE_FOLDER), f"axe-core@{AXE_VERSION}", "--no-save"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        if done.returncode:
            pytest.skip(f"npm could not get axe-core: {done.stderr[-200:]}")
    return file.read_text(encoding="utf-8")
