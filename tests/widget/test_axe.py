"""axe-core finds nothing wrong with the widget in any state, nor with any page, and leaves nothing undecided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.conftest import COMPARING, NB, REPLY, Chat, Host, Service

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const { violations, incomplete } = await axe.run(document, { runOnly: tags, resultTypes: ["violations", "incomplete"] });
  const told = (kind, list) => list.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${kind} ${id} ${target}`));
  return [...told("violation", violations), ...told("incomplete", incomplete)];
}"""
PAGES = ["/", "/chat", "/kilder/", "/kilder/toppleiarprogram-2020", "/personvern", "/tilgjengelighet"]


@pytest.fixture
def found(axe: str) -> Callable[[Any], list[str]]:
    """What axe finds on a page, in words."""

    def run(page: Any) -> list[str]:
        page.evaluate(f"() => {{ {axe} }}")
        result: list[str] = page.evaluate(RUN, TAGS)
        return result

    return run


@pytest.fixture
def answered(chat: Chat, service: Service) -> Chat:
    """An open window with a question, its reply and a comparison, citations unfolded."""
    service.says(REPLY, COMPARING)
    chat.open().ask()
    for summary in chat.element.locator("details.citations summary").all():
        summary.press("Enter")
    return chat


def test_closed(chat: Chat, found: Callable[[Any], list[str]]) -> None:
    assert found(chat.page) == []


def test_closed_and_open_on_a_page_of_another_site(page: Any, host: Host, embedded: str, found: Callable[[Any], list[str]]) -> None:
    page.goto(host.show(embedded))
    assert found(page) == []
    Chat(page).open()
    assert found(page) == []


def test_open(chat: Chat, found: Callable[[Any], list[str]]) -> None:
    assert found(chat.open().page) == []


def test_answered(answered: Chat, found: Callable[[Any], list[str]]) -> None:
    assert found(answered.page) == []


def test_answered_in_dark_colours_and_at_320_pixels(answered: Chat, found: Callable[[Any], list[str]]) -> None:
    answered.page.emulate_media(color_scheme="dark")
    assert found(answered.page) == []
    answered.page.set_viewport_size({"width": 320, "height": 640})
    assert found(answered.page) == []


def test_answered_in_forced_colours(answered: Chat, found: Callable[[Any], list[str]]) -> None:
    """axe reads -webkit-text-fill-color, which still has our white here, and cannot tell the contrast of two buttons. What is
    painted is `color`, the system's own, as the second half makes sure."""
    answered.page.emulate_media(forced_colors="active")
    undecided = [f"incomplete color-contrast kompass-chat,{button}" for button in ("#nb", ".composer > .primary")]
    assert [line for line in found(answered.page) if line not in undecided] == []
    for button in (answered.button("Bokmål"), answered.button(NB["send"])):
        expect(button).to_have_css("color", "rgb(0, 0, 0)")
        expect(button).to_have_css("background-color", "rgb(255, 255, 255)")


def test_comment(answered: Chat, found: Callable[[Any], list[str]]) -> None:
    answered.button(NB["no"]).press("Enter")
    answered.element.get_by_label(NB["comment"]).wait_for()
    assert found(answered.page) == []


def test_waiting(chat: Chat, found: Callable[[Any], list[str]]) -> None:
    chat.open().hold("**/api/chat")
    chat.send("Hei")
    chat.element.locator(".typing").wait_for()
    assert found(chat.page) == []


def test_errors(chat: Chat, service: Service, found: Callable[[Any], list[str]]) -> None:
    service.engine.status = 500
    chat.open().send("Hei")
    chat.trouble.wait_for()
    chat.send("å" * 1001)
    for scheme in ("light", "dark"):
        chat.page.emulate_media(color_scheme=scheme)
        assert found(chat.page) == [], scheme


def test_menu(answered: Chat, found: Callable[[Any], list[str]]) -> None:
    answered.menu.press("Enter")
    assert found(answered.page) == []


def test_confirmation(answered: Chat, found: Callable[[Any], list[str]]) -> None:
    answered.menu.press("Enter")
    answered.button(NB["delete"]).press("Enter")
    assert found(answered.page) == []


def test_pages(page: Any, service: Service, found: Callable[[Any], list[str]]) -> None:
    for path in PAGES:
        for standard, scheme in {"nb": "light", "nn": "dark"}.items():
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{service.url}{path}?language={standard}")
            assert found(page) == [], (path, standard)


def test_cited_letter_and_missing_page(page: Any, service: Service, found: Callable[[Any], list[str]]) -> None:
    for path in ("/kilder/toppleiarprogram-2020?utdrag=15fa824d5f#utdrag", "/finnes-ikke"):
        page.goto(service.url + path)
        assert found(page) == [], path


@pytest.mark.parametrize("standard", ["nb", "nn"])
def test_chat_page_without_scripts(unwidgeted: Any, service: Service, found: Callable[[Any], list[str]], standard: str) -> None:
    service.says(REPLY, COMPARING, language=standard)
    page = unwidgeted
    page.goto(f"{service.url}/chat?language={standard}")
    expect(page.locator(".plain")).to_be_visible()
    assert found(page) == []
    page.locator("#melding").fill("Hei")
    page.locator(".composer button").press("Enter")
    for summary in page.locator("summary").all():
        summary.press("Enter")
    assert found(page) == []
    service.engine.status = 500
    page.locator("#melding").fill("Hei")
    page.locator(".composer button").press("Enter")
    page.get_by_role("alert").wait_for()
    assert found(page) == []
