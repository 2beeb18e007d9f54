"""Ask the real assistant in the widget on the demo page, in headless Chromium, as a person would."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from api.supervisor import Assistant

pytestmark = pytest.mark.functional
TIMEOUT_MS = 30_000


@pytest.fixture
def page(browser: Any, assistant: Assistant) -> Iterator[Any]:
    """The demo page; no script may fail on it."""
    page = browser.new_page(locale="nb-NO")
    page.set_default_timeout(TIMEOUT_MS)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(assistant.url)
    yield page
    assert errors == []


def ask(page: Any, message: str) -> Any:
    """Open the widget and ask; the reply."""
    page.get_by_role("button", name="Spør Lederkompasset").click()
    page.get_by_role("textbox", name="Skriv et spørsmål").fill(message)
    page.keyboard.press("Enter")
    reply = page.locator("kompass-chat li.reply:has(.afterwards)")
    reply.wait_for()
    return reply


def test_person_asks_reads_the_answer_and_follows_the_citation(page: Any) -> None:
    reply = ask(page, "Hvor mange studiepoeng gir mellomlederutdanningen?")
    assert "30 studiepoeng" in reply.locator(".bubble").first.inner_text()
    reply.locator("summary").first.click()
    with page.context.expect_page() as opened:
        reply.locator(".citations a").first.click()
    assert opened.value.locator("mark#utdrag").inner_text().startswith("Utdanningen bør tilbys flere steder")


def test_conversation_survives_a_reload(page: Any) -> None:
    assert ask(page, "Kva kostar mellomleiarutdanninga for kommunen?").get_attribute("lang") == "nn"
    page.reload()
    reply = page.locator("kompass-chat li.reply[lang=nn]")
    reply.get_by_text("reise").first.wait_for()
    assert reply.count() == 1
