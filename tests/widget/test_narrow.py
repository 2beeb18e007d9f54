"""A window of 320 pixels, and 400 per cent zoom, which leaves 320 by 256."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.conftest import COMPARING, NB, REPLY, Chat, Service

TOO_WIDE = """(root) => [document.documentElement, ...root.querySelectorAll("*")]
  .filter((box) => !box.closest(".hidden") && box.clientWidth && box.scrollWidth > box.clientWidth + 1)
  .map((box) => box.className || box.localName)"""
COVERED = """() => {
  let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const { left, top, right, bottom } = at.getBoundingClientRect();
  const [x, y] = [(Math.max(left, 0) + Math.min(right, innerWidth)) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
  const seen = at.getRootNode().elementFromPoint(x, y);
  return !seen || !(at.contains(seen) || seen.contains(at));
}"""


def narrow(new_page: Callable[..., Any], url: str, height: int, **options: Any) -> Chat:
    page = new_page(viewport={"width": 320, "height": height}, **options)
    page.goto(url)
    return Chat(page)


@pytest.mark.parametrize("height", [640, 256])
def test_answers_and_comparison_need_no_sideways_scrolling(new_page: Callable[..., Any], service: Service, height: int) -> None:
    service.says(REPLY, COMPARING)
    chat = narrow(new_page, f"{service.url}/?language=nb", height).open().ask("Ord" * 60)
    chat.element.locator("details.citations").last.evaluate("(details) => { details.open = true; }")
    assert chat.element.evaluate(f"(host) => ({TOO_WIDE})(host.shadowRoot)") == []


def test_comparison_is_stacked_under_the_names_of_its_columns(new_page: Callable[..., Any], service: Service) -> None:
    service.says(COMPARING)
    chat = narrow(new_page, f"{service.url}/?language=nb", 640).open().ask()
    cells = chat.element.get_by_role("cell")
    expect(cells).to_have_text(
        [
            f"{name}{told}"
            for row in COMPARING["comparison"]["rows"]
            for name, told in zip(COMPARING["comparison"]["columns"], row["cells"], strict=True)
        ],
        use_inner_text=False,
    )
    boxes = [cell.bounding_box() for cell in cells.all()]
    assert len({box["x"] for box in boxes}) == 1
    assert [box["y"] for box in boxes] == sorted({box["y"] for box in boxes})
    assert all(name.is_visible() for name in chat.element.locator(".row.body b").all())


def test_comparison_is_a_table_with_a_heading_for_each_column_at_any_width(chat: Chat, service: Service) -> None:
    service.says(COMPARING)
    chat.open().ask()
    for width in (1000, 320):
        chat.page.set_viewport_size({"width": width, "height": 800})
        assert chat.element.get_by_role("columnheader").count() == 3
        assert chat.element.get_by_role("rowheader").count() == 2
        assert chat.element.get_by_role("cell").count() == 4


@pytest.mark.parametrize("path", ["/?language=nb", "/chat?language=nb"])
def test_every_control_is_reached_and_seen_at_400_per_cent_zoom(new_page: Callable[..., Any], service: Service, path: str) -> None:
    service.says(REPLY)
    chat = narrow(new_page, service.url + path, 256)
    if not path.startswith("/chat"):
        chat.open()
    chat.ask()
    reached, covered = [], []
    for _ in range(25):
        chat.press("Tab")
        reached.append(chat.focused)
        if chat.page.evaluate("document.activeElement.localName") == "kompass-chat" and chat.page.evaluate(COVERED):
            covered.append(reached[-1])
    assert {"Nynorsk", NB["menu"], "Hvem kan søke?", "Kilder: 2 sitater", "Når starter det?", NB["yes"], NB["copy"], NB["label"]} <= set(
        reached
    )
    assert covered == []


@pytest.mark.parametrize("height", [640, 256])
def test_reply_is_scrolled_into_view(new_page: Callable[..., Any], service: Service, height: int) -> None:
    chat = narrow(new_page, f"{service.url}/?language=nb", height).open().ask().ask("Og når?")
    expect(chat.mine.nth(1)).to_be_in_viewport()


def test_no_page_needs_sideways_scrolling(new_page: Callable[..., Any], service: Service) -> None:
    page = new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    for path in ("/", "/chat", "/kilder/", "/kilder/toppleiarprogram-2020", "/personvern", "/tilgjengelighet"):
        page.goto(service.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
