"""Nothing typed is lost: an engine that is down, too many askers, no network, reloads."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.conftest import NB, NN, Chat, Service, saved

QUESTION = "Hvor mange samlinger?"


def fail(chat: Chat, service: Service, kind: str) -> None:
    """Let the next message fail."""
    if kind == "unavailable":
        service.engine.status = 500
    elif kind == "busy":
        chat.page.route("**/api/chat", lambda route: route.fulfill(status=429, headers={"Retry-After": "17"}, json={"title": "Too many"}))
    else:
        chat.page.context.set_offline(True)


def mend(chat: Chat, service: Service) -> None:
    service.engine.status = 200
    chat.page.unroute_all()
    chat.page.context.set_offline(False)


def retry(chat: Chat) -> None:
    chat.button(NB["retry"]).press("Enter")


@pytest.mark.parametrize("kind", ["unavailable", "busy", "offline"])
def test_failure_is_told_in_plain_words_and_a_button_sends_the_message_again(chat: Chat, service: Service, kind: str) -> None:
    chat.open()
    fail(chat, service, kind)
    chat.send(QUESTION)
    told = NB[kind].replace("{seconds}", "17")
    expect(chat.trouble.locator("p")).to_have_text(told)
    expect(chat.status).to_have_text(told)
    expect(chat.mine).to_have_text([QUESTION])
    mend(chat, service)
    retry(chat)
    expect(chat.replies).to_have_count(1)
    expect(chat.trouble).to_have_count(0)
    expect(chat.mine).to_have_text([QUESTION])
    expect(chat.field).to_be_focused()


@pytest.mark.parametrize("kind", ["unavailable", "busy"])
def test_message_that_failed_can_be_sent_after_a_reload(chat: Chat, service: Service, kind: str) -> None:
    chat.open()
    fail(chat, service, kind)
    chat.send(QUESTION)
    chat.trouble.wait_for()
    mend(chat, service)
    chat.page.reload()
    expect(chat.mine).to_have_text([QUESTION])
    retry(chat)
    expect(chat.replies).to_have_count(1)
    assert service.engine.asked[-1]["message"] == QUESTION


def test_every_message_that_failed_is_there_after_a_later_one_was_answered(chat: Chat, service: Service) -> None:
    chat.open()
    service.engine.status = 500
    for message in ("Første", "Andre"):
        chat.send(message)
        expect(chat.mine.last).to_have_text(message)
        expect(chat.button(NB["send"])).to_have_attribute("aria-disabled", "false")
    service.engine.status = 200
    chat.ask("Tredje")
    chat.page.reload()
    expect(chat.mine).to_have_text(["Tredje", "Første", "Andre"])
    expect(chat.trouble).to_have_count(2)


def test_message_whose_reply_was_on_its_way_at_a_reload_is_shown_once(chat: Chat) -> None:
    chat.open().ask("Hei")
    lost: list[Any] = []
    chat.page.route("**/api/chat", lambda route: lost.append(route.fetch()))
    with chat.page.expect_request("**/api/chat"):
        chat.send(QUESTION)
    while not lost:
        chat.page.wait_for_timeout(20)
    chat.page.reload()
    expect(chat.mine).to_have_text(["Hei", QUESTION])
    expect(chat.replies).to_have_count(2)
    expect(chat.trouble).to_have_count(0)


def test_half_typed_question_survives_a_reload(chat: Chat) -> None:
    chat.open().type("Hvor mange")
    chat.page.reload()
    expect(chat.field).to_have_value("Hvor mange")


def test_half_typed_comment_survives_a_reload(chat: Chat) -> None:
    chat.open().ask()
    chat.button(NB["no"]).press("Enter")
    chat.element.get_by_label(NB["comment"]).fill("For va")
    chat.page.reload()
    expect(chat.element.get_by_label(NB["comment"])).to_have_value("For va")
    expect(chat.button(NB["no"])).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("then", ["other thumb", "switch"])
def test_half_typed_comment_survives(chat: Chat, then: str) -> None:
    chat.open().ask()
    chat.button(NB["no"]).press("Enter")
    chat.element.get_by_label(NB["comment"]).fill("For va")
    chat.button(NB["yes"] if then == "other thumb" else "Nynorsk").press("Enter")
    texts = NB if then == "other thumb" else NN
    pressed = chat.button(texts["yes" if then == "other thumb" else "no"])
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(chat.element.get_by_label(texts["comment"])).to_have_value("For va")


def test_comment_that_could_not_be_sent_is_kept_and_sent_again(chat: Chat, service: Service) -> None:
    chat.open().ask()
    chat.button(NB["no"]).press("Enter")
    comment = chat.element.get_by_label(NB["comment"])
    comment.fill("For vagt.")
    chat.page.context.set_offline(True)
    chat.button(NB["send_comment"]).press("Enter")
    expect(chat.status).to_have_text(NB["feedback_failed"])
    expect(chat.element.locator(".afterwards").get_by_text(NB["feedback_failed"])).to_be_visible()
    expect(comment).to_have_value("For vagt.")
    chat.page.context.set_offline(False)
    chat.button(NB["send_comment"]).press("Enter")
    expect(chat.status).to_have_text(NB["thanks"])
    assert saved(chat, service).json()["turns"][0]["feedback"]["comment"] == "For vagt."


def test_another_verdict_keeps_the_comment_that_was_sent(chat: Chat, service: Service) -> None:
    chat.open().ask()
    chat.button(NB["no"]).press("Enter")
    chat.element.get_by_label(NB["comment"]).fill("For vagt.")
    chat.button(NB["send_comment"]).press("Enter")
    expect(chat.element.locator(".note")).to_have_text(NB["thanks"])
    chat.button(NB["yes"]).press("Enter")
    expect(chat.button(NB["yes"])).to_have_attribute("aria-pressed", "true")
    assert saved(chat, service).json()["turns"][0]["feedback"] == {"verdict": "up", "comment": "For vagt."}


def test_message_that_is_too_long_is_not_sent_and_the_reason_told(chat: Chat, service: Service) -> None:
    chat.open().send("å" * 1001)
    told = NB["too_long"].replace("{count}", "1001").replace("{max}", "1000")
    expect(chat.element.get_by_text(told).first).to_be_visible()
    expect(chat.status).to_have_text(told)
    expect(chat.field).to_have_value("å" * 1001)
    expect(chat.field).to_have_attribute("aria-invalid", "true")
    assert service.engine.asked == []


def test_conversation_that_is_gone_is_told_and_a_new_one_begins(chat: Chat, service: Service) -> None:
    chat.open().ask("Hei")
    chat.page.request.delete(saved(chat, service).url)
    chat.send(QUESTION)
    expect(chat.trouble.locator("p")).to_have_text(NB["gone"])
    retry(chat)
    expect(chat.replies).to_have_count(2)
    assert service.engine.asked[-1]["sender"] != service.engine.asked[0]["sender"]


def test_conversation_that_cannot_be_fetched_is_told_and_fetched_by_a_button(chat: Chat, service: Service) -> None:
    chat.open().ask("Hei")
    chat.page.route("**/api/conversations/*", lambda route: route.abort())
    chat.page.reload()
    expect(chat.trouble.locator("p")).to_have_text(NB["restore_failed"])
    chat.ask(QUESTION)
    mend(chat, service)
    retry(chat)
    expect(chat.mine).to_have_text(["Hei", QUESTION])
    expect(chat.replies).to_have_count(2)


def test_deletion_that_fails_is_told_and_the_conversation_stays(chat: Chat) -> None:
    chat.open().ask()
    chat.page.context.set_offline(True)
    chat.menu.press("Enter")
    chat.button(NB["delete"]).press("Enter")
    chat.press("Enter")
    expect(chat.status).to_have_text(NB["delete_failed"])
    expect(chat.replies).to_have_count(1)


def test_typing_goes_on_while_the_conversation_is_fetched(chat: Chat) -> None:
    chat.open().ask()
    held = chat.hold("**/api/conversations/*")
    chat.page.reload()
    chat.field.focus()
    chat.type("Hvor m")
    held[0].continue_()
    chat.replies.first.wait_for()
    chat.type("ange")
    expect(chat.field).to_have_value("Hvor mange")


def test_question_asked_while_the_conversation_is_fetched_comes_after_it(chat: Chat) -> None:
    chat.open().ask("Hei")
    held = chat.hold("**/api/conversations/*")
    chat.page.reload()
    chat.send(QUESTION)
    held[0].continue_()
    expect(chat.mine).to_have_text(["Hei", QUESTION])
    expect(chat.replies).to_have_count(2)


def test_waiting_is_shown_also_after_the_written_standard_is_switched(chat: Chat) -> None:
    chat.open()
    held = chat.hold("**/api/chat")
    chat.send(QUESTION)
    typing = chat.element.locator(".typing")
    expect(typing).to_have_text(NB["typing"])
    chat.button("Nynorsk").press("Enter")
    expect(typing).to_have_text(NN["typing"])
    held[0].continue_()
    expect(chat.replies).to_have_count(1)
    expect(typing).to_have_count(0)


def test_second_question_is_kept_in_the_field_while_the_first_is_answered(chat: Chat, service: Service) -> None:
    chat.open()
    held = chat.hold("**/api/chat")
    chat.send("Første")
    chat.send("Andre")
    expect(chat.button(NB["send"])).to_have_attribute("aria-disabled", "true")
    held[0].continue_()
    expect(chat.replies).to_have_count(1)
    expect(chat.field).to_have_value("Andre")
    assert len(service.engine.asked) == 1
