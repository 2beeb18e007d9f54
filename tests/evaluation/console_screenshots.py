"""Take the pictures of the console for README and docs: invented conversations, the real assistant, headless Chromium.

python -m tests.evaluation.console_screenshots      (service environment, after `make train`; needs Chromium)
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import sync_playwright

from api.evaluation import scratch_settings
from api.staff.access import COOKIE
from api.staff.members import Role
from api.staff.passwords import hash_password
from api.store.accounts import AccountStore, NewAccount
from api.store.database import connect
from api.supervisor import Assistant
from tests.evaluation.many_turns import fill
from tests.functional.conftest import CHROMIUM, CHROMIUM_FLAGS

PICTURES = Path("docs/pictures")
DESKTOP = {"width": 1280, "height": 900}
TURNS, DAYS = 6000, 120
PASSWORD = "seks fysiske samlinger"
TALK = ("Hva koster mellomlederutdanningen for kommunen?", "Enn reise og hotell, da?", "Er det barnepass på samlingene?")


def take(folder: Path = PICTURES) -> None:
    """Write pictures of the list, a conversation, a proposal and the overview."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        settings = scratch_settings(Path(scratch))
        fill(settings.database_url, TURNS, DAYS)
        with Assistant(settings) as assistant:
            turns = _talk(assistant.url)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
            page = _signed_in(browser, assistant.url, settings.database_url)
            page.goto(f"{assistant.url}/staff/samtaler")
            page.screenshot(path=folder / "console-list.png")
            page.goto(f"{assistant.url}/staff/samtaler/{turns[0]['conversation_id']}")
            page.screenshot(path=folder / "console-conversation.png", full_page=True)
            page.goto(f"{assistant.url}/staff/forslag/ny?turn={turns[-1]['turn_id']}")
            page.screenshot(path=folder / "console-proposal.png")
            page.goto(f"{assistant.url}/staff/oversikt")
            page.screenshot(path=folder / "console-overview.png")
            browser.close()


def _talk(url: str) -> list[dict[str, Any]]:
    """A conversation with the real assistant; its replies."""
    replies: list[dict[str, Any]] = []
    for message in TALK:
        asked = {"message": message, "conversation_id": replies[-1]["conversation_id"] if replies else None}
        replies.append(httpx.post(f"{url}/api/chat", json=asked, timeout=30, trust_env=False).raise_for_status().json())
    return replies


def _signed_in(browser: Any, url: str, database_url: str) -> Any:
    """A page of an editor's browser."""
    accounts = AccountStore(connect(database_url))
    account = accounts.add(
        "pictures", NewAccount("kari", "Kari Nordmann", Role.editor, "nb", hash_password(PASSWORD), one_time_password=False)
    )
    context = browser.new_context(viewport=DESKTOP, locale="nb-NO")
    context.add_cookies([{"name": COOKIE, "value": accounts.begin_session(account.id), "url": f"{url}/staff"}])
    return context.new_page()


if __name__ == "__main__":
    take()
