"""The list of conversations and the transcript in a browser: filters as people use them, pages, keyboard, hostile text, axe-core."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.api.staff.conversing import Person, Said
from tests.staff.conftest import LOOKS, TOO_WIDE, Console, running_console
from tests.widget.conftest import COMPARING, FOCUSED, REPLY

Violations = Callable[[Any], list[str]]
MakePage = Callable[..., Any]
LIST = "/staff/samtaler"
PAGE = "https://www.ks.no/leiing"
CREDITS = "Hvor mange studiepoeng gir mellomlederutdanningen?"
COSTS = "Kva kostar toppleiarprogrammet?"
ELSEWHERE = "Hvem vant kampen i går?"
BEGINNING = '<script>document.title = "tatt"</script> 🙂👋🏽 مرحبا بالعالم'
HOSTILE = f"{BEGINNING} {'arbeidsgiverperiode' * 30}"
SHORTENED = f"{BEGINNING}…"
PLAIN = [f"Hva skjer på samling nummer {number}?" for number in range(1, 27)]
RANKING = [["ask_credits", 0.9312], ["ask_exam", 0.0456], ["praise", 0.011]]
ERRORS = f"{LIST}?outcome=perfekt&topic=finnes_ikke&from=2026-02-31&q=og&drawn=none&sample=x&sort=best&after=ti"


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    with running_console(tmp_path_factory.mktemp("conversations")) as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def said(console: Console) -> dict[str, Said]:
    """The conversations of this file by their first questions, the oldest first."""
    with httpx.Client(base_url=console.url, trust_env=False) as client:
        person = Person(client, console.engine)
        found = {text: person.says(text, confidence=0.9) for text in PLAIN}
        found[CREDITS] = person.says(
            CREDITS, page=PAGE, topic="credits", programme="middle_manager", messages=[REPLY, COMPARING], ranking=RANKING,
            entities=[["role", "middle_manager"]], confidence=0.93,
        )  # fmt: skip
        person.thumbs(found[CREDITS], "up", "Nyttig, takk")
        person.says("Og eksamen?", after=found[CREDITS], outcome="not_in_sources", topic="exam", programme="both", confidence=0.42)
        person.fails("Når er fristen?", after=found[CREDITS])
        found[COSTS] = person.says(COSTS, language="nn", outcome="not_in_sources", topic="costs", programme="top_leader", confidence=0.55)
        person.thumbs(found[COSTS], "down")
        found[ELSEWHERE] = person.says(ELSEWHERE, outcome="out_of_scope", topic=None, programme=None, confidence=0.31)
        reply = {"text": "<img src=x onerror=\"document.title='tatt'\">", "citations": [], "suggestions": []}
        found[HOSTILE] = person.says(HOSTILE, outcome="chitchat", topic=None, programme=None, confidence=0.7, messages=[reply])
    return found


def questions(page: Any) -> list[str]:
    return [str(text) for text in page.locator("tbody th a").all_inner_texts()]


def open_details(page: Any, name: str) -> None:
    page.locator("summary", has_text=name).click()


@pytest.mark.parametrize("scripts", [True, False])
def test_filters_are_combined_in_the_form_and_taken_away_one_by_one(console: Console, signed_in: MakePage, scripts: bool) -> None:
    page = signed_in("reader", java_script_enabled=scripts)
    page.goto(console.url + LIST)
    page.get_by_label("Søk i spørsmålene").fill("kostar")
    page.get_by_label("Står ikke i kildene").check()
    open_details(page, "Flere filtre")
    page.get_by_label("Målform", exact=True).select_option("Nynorsk")
    page.get_by_label("Tommel", exact=True).select_option("Tommel ned")
    page.get_by_role("button", name="Vis samtaler").click()
    page.get_by_role("heading", name="1 samtale").wait_for()
    assert questions(page) == [COSTS]
    assert page.url == f"{console.url}{LIST}?outcome=not_in_sources&standard=nn&thumbs=down&q=kostar"
    for chip in ("Søk: kostar", "Målform: Nynorsk", "Tommel: Tommel ned"):
        page.get_by_role("link", name=chip).click()
        expect(page.get_by_role("link", name=chip)).to_have_count(0)
    assert questions(page) == [COSTS, CREDITS]
    page.get_by_role("link", name="Fjern alle filtre").click()
    page.wait_for_url(console.url + LIST)


def test_filter_is_saved_used_by_its_owner_alone_and_deleted(console: Console, signed_in: MakePage) -> None:
    page, other = signed_in("reader"), signed_in("reader")
    page.goto(f"{console.url}{LIST}?outcome=out_of_scope")
    open_details(page, "Lagre filteret")
    page.get_by_label("Lagre dette filteret som").fill("Utenfor det vi vet")
    page.get_by_role("button", name="Lagre", exact=True).click()
    page.get_by_role("link", name="Utenfor det vi vet").wait_for()
    page.goto(console.url + LIST)
    page.get_by_role("link", name="Utenfor det vi vet").click()
    page.get_by_role("heading", name="1 samtale").wait_for()
    assert questions(page) == [ELSEWHERE]
    other.goto(console.url + LIST)
    expect(other.get_by_role("link", name="Utenfor det vi vet")).to_have_count(0)
    open_details(page, "Lagre eller slett filtre")
    page.get_by_role("button", name="Slett filteret «Utenfor det vi vet»").click()
    expect(page.get_by_role("link", name="Utenfor det vi vet")).to_have_count(0)
    assert questions(page) == [ELSEWHERE]


def test_list_is_sorted_and_read_page_by_page(console: Console, signed_in: MakePage) -> None:
    page = signed_in("reader")
    page.goto(console.url + LIST)
    page.get_by_label("Rekkefølge").select_option("Lavest sikkerhet først")
    page.get_by_role("button", name="Vis samtaler").click()
    page.wait_for_url("**sort=least_sure")
    first = questions(page)
    assert (first[:4], len(first)) == ([ELSEWHERE, CREDITS, COSTS, SHORTENED], 25)
    page.get_by_role("link", name="Neste side").click()
    page.get_by_role("link", name="Forrige side").wait_for()
    assert sorted(first + questions(page)) == sorted([*PLAIN, CREDITS, COSTS, ELSEWHERE, SHORTENED])
    page.get_by_role("link", name="Forrige side").click()
    page.get_by_role("link", name="Neste side").wait_for()
    assert questions(page) == first


def test_twenty_drawn_for_review_stay_the_same_while_they_are_reviewed(console: Console, signed_in: MakePage) -> None:
    page, other = signed_in("reviewer"), signed_in("reviewer", "nn")
    page.goto(console.url + LIST)
    page.get_by_label("Søk i spørsmålene").fill("samling")
    page.get_by_role("button", name="Trekk 20 til gjennomgang").click()
    page.get_by_text("0 av 20 er vurdert").wait_for()
    drawn, address = questions(page), page.url
    assert len(set(drawn)) == 20 and set(drawn) <= set(PLAIN)
    page.locator("tbody th a").nth(2).click()
    page.get_by_label("Riktig", exact=True).check()
    page.get_by_role("button", name="Lagre vurderingen").first.click()
    page.get_by_text("Vurderingen er lagret.").wait_for()
    page.get_by_role("link", name="Tilbake til listen").click()
    page.get_by_text("1 av 20 er vurdert").wait_for()
    assert (questions(page), page.url) == (drawn, address)
    other.goto(address)
    assert questions(other) == drawn


def test_keyboard_goes_through_the_list_and_opens_a_conversation(console: Console, signed_in: MakePage) -> None:
    page = signed_in("reader")
    page.goto(console.url + LIST)
    listed = questions(page)
    page.get_by_role("region", name="30 samtaler").focus()
    seen = []
    for key in "jjnkp":
        page.keyboard.press(key)
        seen.append(page.evaluate(FOCUSED))
    assert seen == [text[:80] for text in (listed[0], listed[1], listed[2], listed[1], listed[0])]
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.get_by_role("link", name="Neste samtale").first.wait_for()
    assert page.locator(".asked").first.inner_text() == listed[1]


def test_letters_are_typed_in_fields_and_can_be_turned_off_for_good(console: Console, signed_in: MakePage) -> None:
    page = signed_in("reader")
    page.goto(console.url + LIST)
    page.get_by_label("Søk i spørsmålene").focus()
    page.keyboard.type("jo, nok")
    assert page.get_by_label("Søk i spørsmålene").input_value() == "jo, nok"
    page.get_by_label("Bruk snarveier i listen").uncheck()
    page.reload()
    expect(page.get_by_label("Bruk snarveier i listen")).not_to_be_checked()
    page.locator("tbody th a").first.focus()
    page.keyboard.press("j")
    page.keyboard.press("o")
    assert page.evaluate(FOCUSED) == questions(page)[0][:80]
    page.get_by_label("Bruk snarveier i listen").check()
    page.locator("tbody th a").first.focus()
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == questions(page)[1][:80]


@pytest.mark.parametrize("scripts", [True, False])
def test_transcript_tells_everything_of_a_conversation(console: Console, signed_in: MakePage, scripts: bool) -> None:
    page = signed_in("reader", java_script_enabled=scripts)
    page.goto(console.url + LIST)
    page.get_by_role("link", name=CREDITS).click()
    turns = page.locator("section.turn")
    first, second, third = (turns.nth(number) for number in range(3))
    expect(page.locator(".facts")).to_contain_text(PAGE)
    expect(first.get_by_role("heading", level=2)).to_have_text("Spørsmål 1 Besvart")
    expect(first).to_contain_text("Tilbakemelding fra personen: Tommel opp – Nyttig, takk", use_inner_text=True)
    for name in ("2 sitater", "Programmene side om side", "Andre tolkninger"):
        first.locator("summary", has_text=name).first.click()
    expect(first.get_by_text("«seks fysiske samlingar over eitt år»").first).to_be_visible()
    expect(first.get_by_role("cell", name="Det første kullet skulle starte høsten 2020")).to_be_visible()
    assert first.locator(".readings tbody tr").all_inner_texts() == ["Studiepoeng\t 93,1 %", "Eksamen\t 4,6 %", "Ros\t 1,1 %"]
    expect(first.get_by_text("rolle: mellomleder")).to_be_visible()
    assert re.search(r"Tid\n+\d+ ms, av det \d+ ms i motoren", first.inner_text())
    expect(second).to_contain_text("Begge programmene")
    expect(second).to_contain_text("42 %")
    expect(third).to_contain_text("Personen fikk ikke svar, men ble bedt om å prøve igjen.")


def test_next_and_previous_conversation_are_those_of_the_filter(console: Console, signed_in: MakePage) -> None:
    page = signed_in("reader", "nn")
    page.goto(f"{console.url}{LIST}?outcome=not_in_sources&outcome=out_of_scope&sort=oldest")
    page.get_by_role("link", name=CREDITS).click()
    asked = page.locator(".asked").first
    expect(page.get_by_role("link", name="Førre samtale")).to_have_count(0)
    for expected in (COSTS, ELSEWHERE):
        page.get_by_role("link", name="Neste samtale").first.click()
        expect(asked).to_have_text(expected)
    expect(page.get_by_role("link", name="Neste samtale")).to_have_count(0)
    page.get_by_role("link", name="Førre samtale").first.click()
    expect(asked).to_have_text(COSTS)
    page.get_by_role("link", name="Tilbake til lista").click()
    page.get_by_role("heading", name="3 samtalar").wait_for()


def test_conversation_that_is_gone_is_told_of_in_words_for_staff(console: Console, signed_in: MakePage) -> None:
    page = signed_in("reader", "nn")
    assert page.goto(f"{console.url}{LIST}/0198").status == 404
    assert page.get_by_role("heading", level=1).inner_text() == "Samtalen finst ikkje"
    page.get_by_text("Han er sletta, eller adressa er feil.").wait_for()
    page.get_by_role("link", name="Til alle samtalar").click()
    page.wait_for_url(console.url + LIST)


@pytest.mark.parametrize("width", [320, 1280])
def test_hostile_text_is_shown_as_text_and_fits(console: Console, signed_in: MakePage, said: dict[str, Said], width: int) -> None:
    page = signed_in("reader", viewport={"width": width, "height": 800})
    page.goto(f"{console.url}{LIST}?outcome=chitchat")
    assert questions(page) == [SHORTENED]
    assert not page.evaluate(TOO_WIDE)
    page.goto(f"{console.url}{LIST}/{said[HOSTILE].conversation_id}")
    assert page.locator(".asked").inner_text() == HOSTILE
    assert page.locator(".bubble").inner_text() == "<img src=x onerror=\"document.title='tatt'\">"
    assert "tatt" not in page.title() and not page.evaluate(TOO_WIDE)


def test_list_leads_reviewers_to_files_of_the_same_conversations(console: Console, signed_in: MakePage) -> None:
    page, reader = signed_in("reviewer"), signed_in("reader")
    for shown in (page, reader):
        shown.goto(f"{console.url}{LIST}?outcome=out_of_scope&sort=oldest")
    expect(reader.get_by_role("link", name="Last ned samtalene")).to_have_count(0)
    page.get_by_role("link", name="Last ned samtalene").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    content = download.value.path().read_text(encoding="utf-8-sig")
    assert ELSEWHERE in content and COSTS not in content


def test_list_fits_a_desk_without_scrolling_sideways(console: Console, signed_in: MakePage) -> None:
    page = signed_in("reviewer", viewport={"width": 1280, "height": 800})
    page.goto(console.url + LIST)
    assert (
        page.evaluate("(() => { const list = document.querySelector('[data-list]'); return list.scrollWidth - list.clientWidth })()") == 0
    )


@pytest.mark.parametrize(("look", "language"), [("desk", "nb"), ("narrow-dark", "nn"), ("forced-colours", "nb")])
@pytest.mark.parametrize("address", [LIST, "transcript", f"{LIST}?q=xylofon&outcome=answered&label=pris", ERRORS])
def test_axe_finds_nothing_and_the_page_is_never_too_wide(
    console: Console, signed_in: MakePage, violations: Violations, said: dict[str, Said], address: str, look: str, language: str
) -> None:
    page = signed_in("reviewer", language, **LOOKS[look])
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    shown = f"{LIST}/{said[CREDITS].conversation_id}" if address == "transcript" else address
    assert page.goto(console.url + shown).status == 200
    page.evaluate("document.querySelectorAll('main details').forEach((details) => { details.open = true })")
    assert (violations(page), page.evaluate(TOO_WIDE), complaints) == ([], False, [])
