"""On pages of another site: a strict content policy, the list of allowed sites, several pages, and frames."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.conftest import NB, Chat, Host, Service

NOTE_VIOLATIONS = """window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));"""


@pytest.fixture
def strict(service: Service) -> str:
    """A host page's policy that lets nothing in but itself and the service."""
    return f"default-src 'self'; script-src 'self' {service.url}; connect-src 'self' {service.url}"


def test_everything_works_under_a_strict_content_policy(page: Any, host: Host, embedded: str, strict: str) -> None:
    page.add_init_script(NOTE_VIOLATIONS)
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(host.show(embedded, policy=strict))
    chat = Chat(page).open().ask()
    chat.button(NB["yes"]).press("Enter")
    expect(chat.status).to_have_text(NB["thanks"])
    expect(chat.window).to_have_css("position", "fixed")
    chat.menu.press("Enter")
    with page.expect_download():
        chat.button(NB["download"]).press("Enter")
    chat.menu.press("Enter")
    chat.button(NB["delete"]).press("Enter")
    chat.press("Enter")
    expect(chat.status).to_have_text(NB["deleted"])
    assert page.evaluate("violations") == [] and told == []


def test_site_that_is_not_on_the_list_is_told_that_the_service_cannot_be_reached(page: Any, host: Host, embedded: str) -> None:
    host.show(embedded)
    page.goto(host.stranger)
    chat = Chat(page).open()
    chat.send("Hei")
    expect(chat.trouble).to_contain_text("Vi får ikke kontakt med tjenesten.")


def test_conversation_continues_on_another_page_of_the_site(page: Any, host: Host, service: Service, embedded: str) -> None:
    page.goto(host.show(embedded))
    Chat(page).open().ask("Hvor mange samlinger?")
    page.goto(host.show(embedded, "/side2"))
    chat = Chat(page)
    expect(chat.window).to_be_visible()
    expect(chat.mine).to_have_text(["Hvor mange samlinger?"])
    expect(chat.replies).to_have_count(1)
    chat.ask("Og når?")
    first, second = (asked["sender"] for asked in service.engine.asked)
    assert first == second


def test_conversation_is_there_after_a_reload_and_takes_no_focus(page: Any, host: Host, embedded: str) -> None:
    page.goto(host.show(embedded))
    Chat(page).open().ask()
    page.reload()
    chat = Chat(page)
    expect(chat.replies).to_have_count(1)
    assert page.evaluate("document.activeElement.localName") == "body"


def test_window_that_was_closed_stays_closed_on_the_next_page(page: Any, host: Host, embedded: str) -> None:
    opened = embedded.replace("<kompass-chat>", "<kompass-chat open>")
    page.goto(host.show(opened))
    chat = Chat(page)
    expect(chat.window).to_be_visible()
    chat.button(NB["close"]).press("Enter")
    page.goto(host.show(opened, "/side2"))
    expect(chat.button("Spør Lederkompasset")).to_be_visible()
    expect(chat.window).to_be_hidden()


def test_host_page_styles_the_widget_and_chooses_its_corner(page: Any, host: Host, embedded: str) -> None:
    style = "kompass-chat { --kompass-accent: rgb(1, 2, 3); } kompass-chat::part(launcher) { bottom: 99px; } p, button { color: red; }"
    page.goto(host.show(f"<style>{style}</style>{embedded.replace('<kompass-chat>', '<kompass-chat position=left>')}"))
    launcher = Chat(page).button("Spør Lederkompasset")
    expect(launcher).to_have_css("background-color", "rgb(1, 2, 3)")
    expect(launcher).to_have_css("bottom", "99px")
    expect(launcher).to_have_css("left", "16px")
    expect(launcher).to_have_css("color", "rgb(255, 255, 255)")


def test_what_stands_inside_the_element_is_shown_where_scripts_do_not_run(new_page: Callable[..., Any], host: Host, embedded: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(host.show(embedded.replace("></kompass-chat>", ">Ring oss.</kompass-chat>")))
    expect(page.get_by_text("Ring oss.")).to_be_visible()


def test_events_tell_the_host_page_what_happens(page: Any, host: Host, embedded: str) -> None:
    page.goto(host.show(embedded))
    page.evaluate("""() => {
      window.told = [];
      for (const name of ["open", "message", "reply", "error", "close"]) addEventListener(`kompass-${name}`, ({ type }) => told.push(type));
    }""")
    chat = Chat(page).open().ask()
    chat.press("Escape")
    page.route("**/api/chat", lambda route: route.abort())
    chat.open().send("Hei")
    chat.trouble.wait_for()
    opening, asking = "kompass-open", "kompass-message"
    assert page.evaluate("told") == [opening, asking, "kompass-reply", "kompass-close", opening, asking, "kompass-error"]


def test_chat_page_works_in_a_frame_of_an_allowed_site(page: Any, host: Host, service: Service) -> None:
    page.goto(host.show(f'<iframe src="{service.url}/chat?language=nb" title="Samtale" width="800" height="600"></iframe>'))
    frame = page.frame_locator("iframe")
    frame.get_by_role("textbox", name=NB["label"]).fill("Hvor mange samlinger?")
    frame.get_by_role("textbox", name=NB["label"]).press("Enter")
    expect(frame.get_by_text("planlagt med seks samlinger").first).to_be_visible()


def test_chat_page_is_refused_in_a_frame_of_another_site(page: Any, host: Host, service: Service) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    host.show(f'<iframe src="{service.url}/chat" title="Samtale"></iframe>')
    page.goto(host.stranger)
    expect(page.frame_locator("iframe").get_by_label(NB["label"])).to_have_count(0)
    assert any("frame-ancestors" in text for text in told)
