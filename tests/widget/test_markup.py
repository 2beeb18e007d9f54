"""HTML from a person, the service or the host page is shown as text and never runs."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.conftest import Chat, Host, Service

MARKUP = '"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
SCRIPT_LINK = "javascript:window.hacked=1"
CITATION = {"source": "x", "title": MARKUP, "date": MARKUP, "section": MARKUP, "quote": MARKUP, "url": SCRIPT_LINK}
FOREIGN = "img, script, svg, iframe, [onerror], a[href^='javascript:' i]"


@pytest.fixture
def evil(service: Service) -> Service:
    """The service answers with markup wherever it can."""
    row = {"aspect": MARKUP, "cells": [MARKUP, MARKUP]}
    service.says(
        {"text": f"{MARKUP}\n– {MARKUP}", "citations": [CITATION], "suggestions": [{"title": MARKUP, "message": MARKUP}]},
        {"text": "Begge", "citations": [], "suggestions": [], "comparison": {"columns": [MARKUP, MARKUP], "rows": [row, row]}},
    )
    return service


def assert_harmless(chat: Chat) -> None:
    assert chat.element.locator(FOREIGN).count() == 0
    assert chat.page.evaluate("window.hacked") is None


def test_message_reply_citations_and_suggestions_are_text(page: Any, host: Host, evil: Service, embedded: str) -> None:
    page.goto(host.show(embedded))
    chat = Chat(page).open().ask(MARKUP)
    expect(chat.mine).to_have_text(MARKUP)
    expect(chat.replies.locator(".bubble > p")).to_have_text([MARKUP, "Begge"])
    expect(chat.replies.locator(".bubble > ul > li")).to_have_text(MARKUP)
    expect(chat.element.get_by_role("cell").first).to_contain_text(MARKUP)
    chat.element.locator("summary").last.press("Enter")
    expect(chat.element.locator("blockquote")).to_have_text(f"«{MARKUP}»")
    expect(chat.element.locator(".citations p")).to_have_text(f"{MARKUP} ({MARKUP}): {MARKUP}")
    chat.button(MARKUP).press("Enter")
    expect(chat.mine).to_have_text([MARKUP, MARKUP])
    assert_harmless(chat)


def test_citation_that_is_no_web_address_is_no_link(page: Any, service: Service, host: Host, embedded: str) -> None:
    addresses = ["data:text/html,x", "//evil.example/", "JAVASCRIPT:window.hacked=1", " javascript:window.hacked=1"]
    service.says({"text": "Hei", "citations": [CITATION | {"title": "Tittel", "url": url} for url in addresses], "suggestions": []})
    page.goto(host.show(embedded))
    chat = Chat(page).open().ask()
    assert chat.element.locator(".citations a").count() == 0
    assert chat.element.locator(".citations p", has_text="Tittel").count() == len(addresses)


def test_page_without_the_widget_shows_the_same_as_text(unwidgeted: Any, evil: Service) -> None:
    page = unwidgeted
    page.locator("#melding").fill(MARKUP)
    page.get_by_role("button", name="Send").press("Enter")
    expect(page.locator(".mine .bubble")).to_have_text(MARKUP)
    expect(page.locator(".reply .bubble > ul > li")).to_have_text(MARKUP)
    expect(page.locator("blockquote")).to_have_text(f"«{MARKUP}»")
    expect(page.locator(".citations p")).to_have_text(f"{MARKUP} ({MARKUP}): {MARKUP}")
    expect(page.locator("button[value]", has_text=MARKUP)).to_have_count(1)
    assert_harmless(Chat(page))


def test_attributes_of_the_element_are_text(page: Any, host: Host, service: Service) -> None:
    evil = escape(MARKUP)
    attributes = f'title="{evil}" lang="{evil}" position="{evil}" server="{SCRIPT_LINK}//"'
    page.goto(host.show(f'<script src="{service.url}/widget.js" defer></script><kompass-chat {attributes}></kompass-chat>'))
    chat = Chat(page)
    chat.button(f"Spør {MARKUP}").press("Enter")
    expect(chat.element.get_by_role("heading", level=2)).to_have_text(MARKUP)
    expect(chat.element.locator(".root")).to_have_class("root right")
    assert_harmless(chat)


def test_title_with_signs_of_replacement_patterns_is_shown_as_it_is(page: Any, host: Host, embedded: str) -> None:
    page.goto(host.show(embedded.replace("<kompass-chat>", '<kompass-chat title="Spar $& og $\'">')))
    expect(Chat(page).button("Spør Spar $& og $'")).to_be_visible()


def test_server_that_is_markup_is_an_address_on_the_host(page: Any, host: Host, service: Service) -> None:
    page.goto(host.show(f'<script src="{service.url}/widget.js" defer></script><kompass-chat server="{escape(MARKUP)}"></kompass-chat>'))
    chat = Chat(page).open()
    chat.send("Hei")
    chat.trouble.wait_for()
    assert_harmless(chat)
