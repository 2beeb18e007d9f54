"""Take the pictures of the chat for README and docs: the real assistant, asked in headless Chromium.

python -m tests.evaluation.screenshots      (service environment, after `make train`; needs Chromium)
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from api.evaluation import scratch_settings
from api.supervisor import Assistant
from tests.functional.conftest import CHROMIUM, CHROMIUM_FLAGS

PICTURES = Path("docs/pictures")
DESKTOP, PHONE = {"width": 1100, "height": 760}, {"width": 390, "height": 780}


def take(folder: Path = PICTURES) -> None:
    """Write pictures of the chat on a page, on a phone, in the dark, as a page of its own, and of a letter."""
    with tempfile.TemporaryDirectory() as scratch, Assistant(scratch_settings(Path(scratch))) as assistant, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport=DESKTOP, locale="nb-NO")
        page.goto(f"{assistant.url}/?language=nb")
        _ask(page, "Hvor mange studiepoeng gir mellomlederutdanningen?", "og topplederprogrammet?")
        page.locator("summary").last.click()
        page.screenshot(path=folder / "conversation.png")
        letter = page.locator("details a").last.get_attribute("href")

        phone = browser.new_page(viewport=PHONE, locale="nn-NO")
        phone.goto(f"{assistant.url}/?language=nn")
        _ask(phone, "Kva er skilnaden på dei to programma?")
        phone.screenshot(path=folder / "phone-nn.png")

        dark = browser.new_page(viewport=DESKTOP, locale="nb-NO", color_scheme="dark")
        dark.goto(f"{assistant.url}/?language=nb")
        _ask(dark, "Kan jeg søke?", "Jeg er avdelingsleder på et kommunalt sykehjem")
        dark.screenshot(path=folder / "dark.png")

        page.goto(f"{assistant.url}/chat?language=nb")
        page.evaluate("sessionStorage.clear()")
        page.reload()
        _ask(page, "Hva er forskjellen på de to programmene?")
        page.screenshot(path=folder / "page.png")
        page.goto(letter)
        page.screenshot(path=folder / "letter.png")
        browser.close()


def _ask(page: Any, *messages: str) -> None:
    launcher = page.locator(".launcher")
    if launcher.count() and launcher.is_visible():
        launcher.click()
    for number, message in enumerate(messages, start=1):
        page.locator("#field").fill(message)
        page.keyboard.press("Enter")
        page.locator(".afterwards").nth(number - 1).wait_for(timeout=20_000)
    page.wait_for_timeout(500)


if __name__ == "__main__":
    take()
