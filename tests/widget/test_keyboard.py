"""Everything the widget can do, by keyboard alone, and where the focus goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.conftest import NB, NN, REPLY, Chat, Host, Service, saved

LAUNCHER = "Spør Lederkompasset"


def open_menu(chat: Chat) -> None:
    chat.tab_to(NB["menu"], "Shift+Tab")
    chat.press("Space")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_launcher_opens_and_focus_goes_into_the_field(chat: Chat, key: str) -> None:
    chat.tab_to(LAUNCHER)
    chat.press(key)
    expect(chat.field).to_be_focused()
    expect(chat.element.get_by_role("dialog", name="Lederkompasset")).to_be_visible()


@pytest.mark.parametrize("by", ["Escape", "close button"])
def test_closing_gives_the_focus_back_to_the_launcher(chat: Chat, by: str) -> None:
    chat.open()
    if by == "Escape":
        chat.press("Escape")
    else:
        chat.tab_to(NB["close"], "Shift+Tab")
        chat.press("Enter")
    expect(chat.window).to_be_hidden()
    assert chat.focused == LAUNCHER


def test_closing_gives_the_focus_back_to_the_page_element_that_had_it(page: Any, host: Host, embedded: str) -> None:
    page.goto(host.show(f"<button onclick=\"document.querySelector('kompass-chat').open = true\">Spør oss</button>{embedded}"))
    chat = Chat(page)
    chat.tab_to("Spør oss")
    chat.press("Enter")
    expect(chat.field).to_be_focused()
    chat.press("Escape")
    assert chat.focused == "Spør oss"


def test_question_is_asked_with_enter_and_focus_stays_in_the_field(chat: Chat) -> None:
    chat.open().type("Hvor mange samlinger?")
    chat.press("Enter")
    expect(chat.replies).to_contain_text(["planlagt med seks samlinger"])
    expect(chat.field).to_be_focused()
    expect(chat.field).to_have_value("")


def test_shift_and_enter_begins_a_new_line(chat: Chat) -> None:
    chat.open().type("Første")
    chat.press("Shift+Enter")
    chat.type("Andre")
    expect(chat.field).to_have_value("Første\nAndre")


def test_send_button_works(chat: Chat) -> None:
    chat.open().type("Hvor mange samlinger?")
    chat.tab_to(NB["send"])
    chat.press("Space")
    chat.replies.first.wait_for()


def test_first_question_is_chosen_among_the_starters(chat: Chat, service: Service) -> None:
    chat.open()
    chat.tab_to("Hvem kan søke?", "Shift+Tab")
    chat.press("Enter")
    chat.replies.first.wait_for()
    assert [asked["message"] for asked in service.engine.asked] == ["Hvem kan søke?"]


def test_suggestion_is_asked(chat: Chat, service: Service) -> None:
    chat.open().ask()
    chat.tab_to("Når starter det?", "Shift+Tab")
    chat.press("Enter")
    chat.replies.nth(1).wait_for()
    assert service.engine.asked[-1]["message"] == "Når starter topplederprogrammet?"


def test_citation_is_unfolded_and_its_link_opens_the_letter(chat: Chat) -> None:
    chat.open().ask()
    quote = chat.element.get_by_text("seks fysiske samlingar")
    expect(quote).to_be_hidden()
    chat.tab_to("Kilder: 2 sitater", "Shift+Tab")
    chat.press("Enter")
    expect(quote).to_be_visible()
    chat.press("Tab")
    with chat.page.context.expect_page() as opened:
        chat.press("Enter")
    opened.value.wait_for_url("**/kilder/toppleiarprogram-2020#utdrag")


def test_transcript_scrolls_with_the_arrow_keys(chat: Chat) -> None:
    chat.open().ask().ask()
    scroller = chat.element.get_by_role("region", name=NB["transcript"])
    scroller.evaluate("(box) => { box.scrollTop = 0; }")
    chat.tab_to("Les om personvern (åpnes i ny fane)", "Shift+Tab")
    chat.press("Shift+Tab", "ArrowDown")
    expect(scroller).to_be_focused()
    chat.page.wait_for_function("(box) => box.scrollTop > 0", arg=scroller.element_handle())


def test_thumb_and_comment_are_kept(chat: Chat, service: Service) -> None:
    chat.open().ask()
    chat.tab_to(NB["no"], "Shift+Tab")
    chat.press("Space")
    expect(chat.button(NB["no"])).to_have_attribute("aria-pressed", "true")
    chat.tab_to(NB["comment"])
    chat.type("For vagt.")
    chat.tab_to(NB["send_comment"])
    chat.press("Enter")
    expect(chat.status).to_have_text(NB["thanks"])
    expect(chat.field).to_be_focused()
    assert saved(chat, service).json()["turns"][0]["feedback"] == {"verdict": "down", "comment": "For vagt."}


def test_answer_is_copied_with_its_sources(chat: Chat) -> None:
    chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat.open().ask()
    chat.tab_to(NB["copy"], "Shift+Tab")
    chat.press("Enter")
    expect(chat.status).to_have_text(NB["copied"])
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(REPLY["text"]) and "«seks fysiske samlingar over eitt år» – Nyheten om" in copied


def test_copying_that_is_forbidden_is_told(chat: Chat) -> None:
    chat.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')); }")
    chat.open().ask()
    chat.tab_to(NB["copy"], "Shift+Tab")
    chat.press("Enter")
    expect(chat.status).to_have_text(NB["not_copied"])


def test_written_standard_is_switched_and_focus_stays_on_the_switch(chat: Chat) -> None:
    chat.open().type("halvferdig")
    chat.tab_to("Nynorsk", "Shift+Tab")
    chat.press("Enter")
    expect(chat.element.get_by_role("dialog", name="Leiarkompasset")).to_be_visible()
    assert chat.focused == "Nynorsk"
    expect(chat.button("Nynorsk")).to_have_attribute("aria-pressed", "true")
    expect(chat.field).to_have_value("halvferdig")
    expect(chat.element.get_by_text(NN["label"])).to_be_visible()


def test_escape_closes_the_menu_before_the_window(chat: Chat) -> None:
    chat.open()
    open_menu(chat)
    sources = chat.element.get_by_role("link", name=NB["sources"])
    expect(sources).to_be_visible()
    chat.press("Tab", "Escape")
    expect(sources).to_be_hidden()
    assert chat.focused == NB["menu"]
    expect(chat.window).to_be_visible()


def test_menu_closes_when_the_focus_leaves_it(chat: Chat) -> None:
    chat.open()
    open_menu(chat)
    chat.tab_to(NB["close"])
    expect(chat.element.get_by_role("link", name=NB["sources"])).to_be_hidden()


def test_menu_has_nothing_to_download_or_delete_before_the_first_question(chat: Chat) -> None:
    chat.open()
    open_menu(chat)
    for name in ("download", "restart", "delete"):
        expect(chat.button(NB[name])).to_be_hidden()


def test_conversation_is_downloaded_as_text_and_focus_is_back_on_the_menu(chat: Chat) -> None:
    chat.open().ask("Hvor mange samlinger?")
    open_menu(chat)
    chat.tab_to(NB["download"])
    with chat.page.expect_download() as download:
        chat.press("Enter")
    text = download.value.path().read_text(encoding="utf-8")
    assert download.value.suggested_filename == "samtale.txt"
    assert text.startswith("Du skrev: Hvor mange samlinger?\n\nLederkompasset: Samlinger\n") and "«seks fysiske samlingar" in text
    assert chat.focused == NB["menu"]


def test_start_again_empties_the_window_and_begins_a_new_conversation(chat: Chat, service: Service) -> None:
    chat.open().ask()
    open_menu(chat)
    chat.tab_to(NB["restart"])
    chat.press("Enter")
    expect(chat.status).to_have_text(NB["restarted"])
    expect(chat.replies).to_have_count(0)
    expect(chat.field).to_be_focused()
    chat.ask()
    first, second = (asked["sender"] for asked in service.engine.asked)
    assert first != second


def test_conversation_is_deleted_after_a_confirmation(chat: Chat, service: Service) -> None:
    chat.open().ask()
    kept = saved(chat, service)
    open_menu(chat)
    chat.tab_to(NB["delete"])
    chat.press("Enter")
    expect(chat.element.get_by_role("dialog", name=NB["delete_sure"])).to_be_visible()
    assert chat.focused == NB["delete"]
    chat.press("Enter")
    expect(chat.status).to_have_text(NB["deleted"])
    expect(chat.replies).to_have_count(0)
    expect(chat.field).to_be_focused()
    assert (kept.status, chat.page.request.get(kept.url).status) == (200, 404)


@pytest.mark.parametrize("by", ["Escape", "cancel button"])
def test_deletion_can_be_cancelled(chat: Chat, service: Service, by: str) -> None:
    chat.open().ask()
    open_menu(chat)
    chat.tab_to(NB["delete"])
    chat.press("Enter")
    if by == "Escape":
        chat.press("Escape")
    else:
        chat.tab_to(NB["cancel"])
        chat.press("Enter")
    expect(chat.element.get_by_role("dialog", name=NB["delete_sure"])).to_be_hidden()
    expect(chat.window).to_be_visible()
    expect(chat.replies).to_have_count(1)
    expect(chat.field).to_be_focused()
    assert saved(chat, service).status == 200


@pytest.fixture
def phone(new_page: Callable[..., Any], service: Service) -> Chat:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{service.url}/?language=nb")
    return Chat(page).open()


def is_modal_and_full(chat: Chat) -> bool:
    box = chat.window.bounding_box()
    return box == {"x": 0, "y": 0, "width": 390, "height": 844} and bool(chat.window.evaluate("(box) => box.matches(':modal')"))


def test_window_on_a_phone_is_modal_and_full_screen(phone: Chat) -> None:
    assert is_modal_and_full(phone)


def test_window_on_a_phone_stays_modal_when_the_written_standard_is_switched(phone: Chat) -> None:
    phone.tab_to("Nynorsk", "Shift+Tab")
    phone.press("Enter")
    expect(phone.element.get_by_role("dialog", name="Leiarkompasset")).to_be_visible()
    assert is_modal_and_full(phone)
    assert phone.focused == "Nynorsk"


def test_window_on_a_phone_keeps_the_focus_out_of_the_page_behind(phone: Chat) -> None:
    reached = set()
    for _ in range(25):
        phone.press("Tab")
        reached.add(phone.page.evaluate("document.activeElement.localName"))
    assert reached <= {"kompass-chat", "body"}  # body: the browser's own bars


def test_window_that_the_phones_back_gesture_closes_leaves_its_launcher(phone: Chat) -> None:
    phone.window.evaluate("(box) => box.requestClose()")
    expect(phone.button(LAUNCHER)).to_be_focused()
