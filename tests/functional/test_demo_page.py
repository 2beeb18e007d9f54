"""Chat on the demo page in headless Chromium, as a person would."""

from __future__ import annotations

from typing import Any

import pytest

from api.supervisor import Assistant

pytestmark = pytest.mark.functional


def test_person_asks_reads_the_answer_and_follows_the_citation(browser: Any, assistant: Assistant) -> None:
    page = browser.new_page(locale="nb-NO")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(assistant.url)
    page.get_by_role("textbox").fill("Hvor mange studiepoeng gir mellomlederutdanningen?")
    page.keyboard.press("Enter")
    page.get_by_text("30 studiepoeng").first.wait_for(timeout=15000)
    page.locator("details summary").first.click()
    link = page.locator("details a").first
    page.goto(assistant.url + link.get_attribute("href"))
    assert page.locator("mark#utdrag").inner_text().startswith("Utdanningen bør tilbys flere steder")
    assert errors == []


def test_transcript_survives_a_reload(browser: Any, assistant: Assistant) -> None:
    page = browser.new_page()
    page.goto(assistant.url)
    page.get_by_role("textbox").fill("Kva kostar mellomleiarutdanninga for kommunen?")
    page.keyboard.press("Enter")
    page.locator("[lang=nn]").get_by_text("reise").first.wait_for(timeout=15000)
    page.reload()
    page.locator("[lang=nn]").get_by_text("reise").first.wait_for(timeout=15000)
