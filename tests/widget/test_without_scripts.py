"""`/chat` in a browser that runs no scripts: plain forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.conftest import NB, NN, Host, Service


@pytest.fixture
def page(new_page: Callable[..., Any], service: Service) -> Any:
    """The page without scripts, in Bokmål."""
    page = new_page(java_script_enabled=False)
    page.goto(f"{service.url}/chat?language=nb")
    return page


def ask(page: Any, message: str = "Hvor mange samlinger?") -> None:
    page.get_by_label(NB["label"]).fill(message)
    page.get_by_role("button", name=NB["send"]).press("Enter")


def test_first_message_says_machine_storage_and_privacy(page: Any) -> None:
    expect(page.get_by_text("Du snakker med en maskin")).to_be_visible()
    expect(page.get_by_text("lagret i 90 dager")).to_be_visible()
    expect(page.get_by_role("link", name=NB["privacy"])).to_be_visible()


def test_question_is_answered_with_heading_list_and_citations(page: Any) -> None:
    ask(page)
    expect(page.locator(".mine .bubble")).to_have_text("Hvor mange samlinger?")
    expect(page.get_by_role("heading", name="Samlinger", exact=True)).to_be_visible()
    expect(page.locator(".reply .bubble > ul > li")).to_have_text(["Hver varer i tre til fire dager.", "De er fysiske."])
    page.get_by_text("Kilder: 2 sitater").press("Enter")
    link = page.get_by_role("link", name="Nyheten om det felles topplederprogrammet").first
    with page.context.expect_page() as opened:
        link.press("Enter")
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()


def test_starters_and_suggestions_are_buttons_that_ask(page: Any, service: Service) -> None:
    page.get_by_role("button", name="Hvem kan søke?").press("Enter")
    page.get_by_role("button", name="Når starter det?").press("Enter")
    expect(page.locator(".mine .bubble")).to_have_text(["Hvem kan søke?", "Når starter topplederprogrammet?"])
    assert len({asked["sender"] for asked in service.engine.asked}) == 1


def test_written_standard_is_switched_with_conversation_and_draft_kept(page: Any) -> None:
    ask(page)
    page.get_by_label(NB["label"]).fill("halvferdig")
    page.get_by_role("button", name="Målform: Nynorsk").press("Enter")
    expect(page.get_by_label(NN["label"])).to_have_value("halvferdig")
    expect(page.locator("html")).to_have_attribute("lang", "nn")
    expect(page.locator(".mine .bubble")).to_have_text("Hvor mange samlinger?")


def test_verdict_is_kept(page: Any) -> None:
    ask(page)
    page.get_by_role("button", name=NB["no"], exact=True).press("Enter")
    expect(page.get_by_role("status")).to_have_text(NB["thanks"])
    expect(page.get_by_role("button", name=NB["no"], exact=True)).to_have_attribute("aria-pressed", "true")


def test_conversation_is_deleted(page: Any, service: Service) -> None:
    ask(page)
    conversation = page.locator("input[name=conversation_id]").first.get_attribute("value")
    page.get_by_role("button", name=NB["delete"]).press("Enter")
    expect(page.get_by_role("status")).to_have_text(NB["deleted"])
    expect(page.locator(".mine")).to_have_count(0)
    assert page.request.get(f"{service.url}/api/conversations/{conversation}").status == 404


@pytest.mark.parametrize(("typed", "told"), [("å" * 1001, "høyst 1000 tegn"), ("   ", "Skriv inn en tekst")])
def test_message_that_cannot_be_sent_is_kept_and_the_reason_told(page: Any, typed: str, told: str) -> None:
    ask(page, typed)
    expect(page.get_by_role("alert")).to_contain_text(told)
    expect(page.get_by_role("alert")).to_contain_text("«melding»")
    expect(page.get_by_label(NB["label"])).to_have_value(typed)


def test_engine_that_is_down_is_told_and_the_message_kept(page: Any, service: Service) -> None:
    service.engine.status = 500
    ask(page)
    expect(page.get_by_role("alert")).to_contain_text("Vi får ikke laget et svar akkurat nå.")
    expect(page.get_by_label(NB["label"])).to_have_value("Hvor mange samlinger?")
    service.engine.status = 200
    page.get_by_role("button", name=NB["send"]).press("Enter")
    expect(page.get_by_text("planlagt med seks samlinger")).to_be_visible()


def test_everything_works_in_a_frame_of_an_allowed_site(page: Any, host: Host, service: Service) -> None:
    page.goto(host.show(f'<iframe src="{service.url}/chat?language=nb" title="Samtale" width="800" height="600"></iframe>'))
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Hvem kan søke?").press("Enter")
    frame.get_by_role("button", name=NB["yes"], exact=True).press("Enter")
    expect(frame.get_by_role("status")).to_have_text(NB["thanks"])
    frame.get_by_role("button", name=NB["delete"]).press("Enter")
    expect(frame.get_by_role("status")).to_have_text(NB["deleted"])
