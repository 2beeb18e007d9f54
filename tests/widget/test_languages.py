"""What is announced, in which language it is marked, and that the whole interface follows the chosen written standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.widget.conftest import COMPARING, NB, NN, REPLY, Chat, Service

NOTE_ANNOUNCEMENTS = """(status) => {
  window.announced = [];
  new MutationObserver(() => { if (status.textContent) announced.push([status.textContent, status.lang]); })
    .observe(status, { childList: true, characterData: true, subtree: true });
}"""
SHOWN = """(host) => {
  const shown = [], note = (element, text) => text?.trim() && shown.push([element.closest("[lang]").lang, text.trim()]);
  for (const element of host.shadowRoot.querySelectorAll("*")) {
    note(element, element.getAttribute("aria-label"));
    for (const child of element.childNodes) if (child.nodeType === Node.TEXT_NODE) note(element, child.textContent);
  }
  return shown;
}"""


def strings(texts: Any) -> Iterator[str]:
    """Every text of a standard, paragraph by paragraph."""
    if isinstance(texts, str):
        yield from texts.split("\n\n")
    else:
        for part in texts.values() if isinstance(texts, dict) else texts:
            yield from strings(part)


def only_in(texts: dict[str, Any], other: dict[str, Any]) -> re.Pattern[str]:
    """Matches the fixed texts that one standard has and the other has not."""
    own = sorted(set(strings(texts)) - set(strings(other)))
    return re.compile("|".join(re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)) for text in own))


FOREIGN = {"nb": only_in(NN, NB), "nn": only_in(NB, NN)}


def assert_one_standard(chat: Chat, standard: str) -> None:
    """Whatever is marked as one standard has no fixed text of the other, and nothing but the other's name is marked as that."""
    shown = chat.element.evaluate(SHOWN)
    assert [text for lang, text in shown if FOREIGN[standard].fullmatch(text)] == []
    assert {text for lang, text in shown if lang != standard} == {"Nynorsk" if standard == "nb" else "Bokmål"}


def test_reply_is_announced_once_in_a_status_outside_the_transcript(chat: Chat, service: Service) -> None:
    service.says(REPLY, {"text": "Og ein ting til.", "citations": [], "suggestions": []}, language="nn")
    chat.open()
    chat.status.evaluate(NOTE_ANNOUNCEMENTS)
    chat.ask()
    told = f"Lederkompasset: {REPLY['text']}\nOg ein ting til."
    expect(chat.status).to_have_text(told)
    announced = [item for item in chat.page.evaluate("announced") if item[0] != NB["typing"]]
    assert announced == [[told, "nn"]]
    expect(chat.element.locator("[role=region] [role=status], [role=region] [aria-live]")).to_have_count(0)


def test_slow_reply_is_announced_as_being_sought(chat: Chat) -> None:
    chat.open().hold("**/api/chat")
    chat.send("Hei")
    expect(chat.status).to_have_text(NB["typing"])


def test_conversation_that_was_kept_is_not_read_out_again(chat: Chat) -> None:
    chat.open().ask()
    chat.page.reload()
    chat.replies.first.wait_for()
    chat.status.evaluate(NOTE_ANNOUNCEMENTS)
    chat.page.wait_for_timeout(200)
    assert chat.page.evaluate("announced") == []


@pytest.mark.parametrize("after", ["reply", "reload"])
def test_every_bubble_is_marked_with_its_language(chat: Chat, service: Service, after: str) -> None:
    chat.open()
    for language in ("nn", "nb"):
        service.says(REPLY, COMPARING, language=language)
        chat.ask()
    if after == "reload":
        chat.page.reload()
        chat.replies.nth(1).wait_for()
    languages = chat.element.locator(".bubble").evaluate_all("(all) => all.map((bubble) => bubble.closest('[lang]').lang)")
    assert languages == ["nb", "nn", "nn", "nn", "nb", "nb", "nb"]


def test_fixed_words_beside_a_reply_follow_the_reply(chat: Chat, service: Service) -> None:
    service.says(REPLY, language="nn")
    chat.open().ask()
    expect(chat.element.locator("[lang=nn] summary", has_text="Kjelder: 2 sitat")).to_be_visible()


@pytest.mark.parametrize("standard", ["nb", "nn"])
def test_whole_interface_is_in_the_chosen_standard(chat: Chat, service: Service, standard: str) -> None:
    service.says(REPLY, COMPARING, language=standard)
    texts = NB if standard == "nb" else NN
    if standard == "nb":
        chat.page.goto(f"{service.url}/?language=nn")
    chat.open(NN if standard == "nb" else NB)
    chat.button("Bokmål" if standard == "nb" else "Nynorsk").press("Enter")
    assert_one_standard(chat, standard)
    chat.ask().button(texts["no"]).press("Enter")
    chat.element.get_by_label(texts["comment"]).wait_for()
    assert_one_standard(chat, standard)
    service.engine.status = 500
    chat.send("Hei" * 400)
    expect(chat.status).to_contain_text(texts["too_long"].split("{")[0])
    assert_one_standard(chat, standard)
    chat.field.fill("")
    chat.send("Hei")
    chat.trouble.wait_for()
    assert_one_standard(chat, standard)
    service.engine.status = 200
    chat.menu.press("Enter")
    chat.button(texts["delete"]).press("Enter")
    chat.press("Enter")
    expect(chat.status).to_have_text(texts["deleted"])
    assert_one_standard(chat, standard)


def test_chosen_standard_holds_on_the_next_page_and_is_sent_with_the_question(chat: Chat, service: Service) -> None:
    chat.open().button("Nynorsk").press("Enter")
    chat.page.goto(f"{service.url}/?language=nb")
    expect(chat.element.get_by_text(NN["label"])).to_be_visible()
    chat.ask()
    assert service.engine.asked[-1]["metadata"]["language"] == "nn"


def test_host_page_chooses_the_standard_by_an_attribute(chat: Chat) -> None:
    chat.open()
    for lang, texts in {"nn": NN, "nb": NB, "nn-NO": NN, "no": NB, "en": NB}.items():
        chat.element.evaluate("(element, lang) => { element.lang = lang; }", lang)
        expect(chat.element.get_by_text(texts["label"], exact=True)).to_be_visible()
