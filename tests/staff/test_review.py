"""Verdicts in a browser: with and without scripts, by keyboard, two reviewers apart and then together, labels, follow-up, axe-core."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.api.staff.conversing import Person, Said
from tests.staff.conftest import LOOKS, TOO_WIDE, Console, running_console

Violations = Callable[[Any], list[str]]
MakePage = Callable[..., Any]
Ask = Callable[..., Said]
LIST = "/staff/samtaler"


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    with running_console(tmp_path_factory.mktemp("review")) as running:
        yield running


@pytest.fixture
def ask(console: Console) -> Iterator[Ask]:
    """Ask in a new conversation, or after a turn."""
    with httpx.Client(base_url=console.url, trust_env=False) as client:
        yield Person(client, console.engine).says


def address(console: Console, said: Said) -> str:
    return f"{console.url}{LIST}/{said.conversation_id}"


def turn(page: Any, number: int = 1) -> Any:
    return page.locator("section.turn").nth(number - 1)


def judge(page: Any, relevance: str, note: str = "") -> None:
    """Judge the first turn of the page."""
    form = turn(page).locator(".review-form")
    form.get_by_label(relevance, exact=True).check()
    if note:
        form.get_by_label("Merknad").fill(note)
    form.get_by_role("button", name="Lagre vurderingen").click()
    expect(turn(page).get_by_role("status")).to_have_text("Vurderingen er lagret.")


@pytest.mark.parametrize("scripts", [True, False])
def test_turn_and_conversation_are_judged_with_all_that_belongs_to_it(
    console: Console, signed_in: MakePage, ask: Ask, scripts: bool
) -> None:
    first = ask("Hva skjer på samlingene?")
    ask("Er det eksamen til slutt?", after=first)
    page = signed_in("reviewer", java_script_enabled=scripts)
    page.goto(address(console, first))
    second = turn(page, 2)
    second.get_by_label("Delvis riktig").check()
    if not scripts:
        second.locator("summary", has_text="Når svaret ikke er helt riktig").click()
    second.get_by_label("Hva er årsaken?").select_option("Spørsmålet ble misforstått")
    second.get_by_label("Riktig emne").select_option("Eksamen")
    second.get_by_label("Riktig program").select_option("Begge programmene")
    second.get_by_label("Merknad").fill("Spurte om eksamen,\nikke om samlinger")
    second.get_by_role("button", name="Lagre vurderingen").click()
    expect(second.get_by_role("status")).to_have_text("Vurderingen er lagret.")
    expect(second.get_by_label("Delvis riktig")).to_be_checked()
    chosen = [
        second.get_by_label(name).evaluate("(field) => field.selectedOptions[0].text")
        for name in ("Hva er årsaken?", "Riktig emne", "Riktig program")
    ]
    assert chosen == ["Spørsmålet ble misforstått", "Eksamen", "Begge programmene"]
    assert second.get_by_label("Merknad").input_value() == "Spurte om eksamen,\nikke om samlinger"
    expect(turn(page, 1).get_by_label("Riktig", exact=True)).not_to_be_checked()
    whole = page.locator("#vurdering")
    whole.get_by_label("Nei").check()
    whole.get_by_label("Oppfølging").select_option("Skal følges opp")
    whole.get_by_role("button", name="Lagre vurderingen").click()
    expect(whole.get_by_role("status")).to_have_text("Vurderingen er lagret.")
    expect(whole.get_by_label("Nei")).to_be_checked()
    page.goto(f"{console.url}{LIST}?review=unhelpful&follow_up=open")
    expect(page.locator("tbody tr").first).to_contain_text("Vurdert Skal følges opp")


def test_reply_is_judged_by_keyboard_alone(console: Console, signed_in: MakePage, ask: Ask) -> None:
    page = signed_in("reviewer", "nn")
    page.goto(address(console, ask("Kor mange samlingar?")))
    turn(page).get_by_label("Rett", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(turn(page).get_by_role("status")).to_have_text("Vurderinga er lagra.")
    expect(turn(page).get_by_label("Feil", exact=True)).to_be_checked()
    expect(turn(page).get_by_role("status")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False])
def test_verdict_is_changed_and_withdrawn(console: Console, signed_in: MakePage, ask: Ask, scripts: bool) -> None:
    page, said = signed_in("reviewer", java_script_enabled=scripts), ask("Hvor er samlingene?")
    page.goto(address(console, said))
    judge(page, "Feil", note="" if not scripts else "Feil sted")
    judge(page, "Riktig")
    expect(turn(page).get_by_label("Riktig", exact=True)).to_be_checked()
    page.get_by_role("button", name="Trekk vurderingen").click()
    expect(turn(page).get_by_role("status")).to_have_text("Vurderingen er trukket.")
    expect(turn(page).locator("input:checked")).to_have_count(0)
    page.goto(f"{console.url}{LIST}?review=unreviewed&q=samlingene")
    expect(page.get_by_role("link", name="Hvor er samlingene?")).to_have_count(1 if scripts else 2)


def test_second_reviewer_sees_the_firsts_verdict_only_after_their_own(console: Console, signed_in: MakePage, ask: Ask) -> None:
    said, first, second = ask("Kan hele ledergruppen delta?"), signed_in("reviewer"), signed_in("reviewer")
    first.goto(address(console, said))
    judge(first, "Feil", note="Mangler det om ledergrupper")
    second.goto(address(console, said))
    expect(turn(second)).to_contain_text("Én annen har vurdert dette. Du ser det når du har gitt din egen vurdering.")
    expect(second.get_by_text("Mangler det om ledergrupper")).to_have_count(0)
    judge(second, "Riktig")
    expect(turn(second).locator(".verdicts")).to_have_text("Kari Nordmann: Feil Mangler det om ledergrupper", use_inner_text=True)
    expect(turn(second)).to_contain_text("De som har vurdert svaret er uenige.")
    second.goto(console.url + LIST)
    expect(second.get_by_text("1 svar er vurdert av minst to. De er enige i 0 % av parene.")).to_be_visible()
    second.goto(address(console, said))
    judge(second, "Feil")
    expect(turn(second)).to_contain_text("De som har vurdert svaret er enige.")
    second.goto(console.url + LIST)
    expect(second.get_by_text("De er enige i 100 % av parene.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_label_is_added_found_in_the_list_and_taken_off(console: Console, signed_in: MakePage, ask: Ask, scripts: bool) -> None:
    name = f"godt eksempel {scripts}"
    page = signed_in("reviewer", java_script_enabled=scripts)
    page.goto(address(console, ask("Hvem underviser?")))
    page.get_by_label("Ny merkelapp").fill(name)
    page.get_by_role("button", name="Legg til").click()
    expect(page.locator("#vurdering").get_by_role("status")).to_have_text("Merkelappen er lagt til.")
    page.goto(console.url + LIST)
    page.locator("summary", has_text="Flere filtre").click()
    page.get_by_label("Merkelapp", exact=True).select_option(name)
    page.get_by_role("button", name="Vis samtaler").click()
    page.get_by_role("heading", name="1 samtale").wait_for()
    page.get_by_role("link", name="Hvem underviser?").click()
    page.get_by_role("button", name=f"Ta bort merkelappen «{name}»").click()
    expect(page.get_by_role("status")).to_have_text("Merkelappen er tatt bort.")
    page.get_by_text("Samtalen har ingen merkelapper.").wait_for()


def test_editor_goes_on_from_a_wrong_reply_to_a_better_one(console: Console, signed_in: MakePage, ask: Ask) -> None:
    page, said = signed_in("editor"), ask("Hva er pensum?")
    page.goto(address(console, said))
    expect(page.get_by_role("link", name="Lag forslag til bedre svar")).to_have_count(0)
    judge(page, "Feil")
    expect(page.get_by_role("link", name="Lag forslag til bedre svar")).to_have_attribute("href", f"/staff/forslag/ny?turn={said.turn_id}")


def test_reader_sees_verdicts_and_no_forms(console: Console, signed_in: MakePage, ask: Ask) -> None:
    said, reviewer, reader = ask("Når starter det?"), signed_in("reviewer"), signed_in("reader", "nn")
    reviewer.goto(address(console, said))
    judge(reviewer, "Delvis riktig", note="Mangler årstallet")
    reader.goto(address(console, said))
    expect(turn(reader).locator(".verdicts")).to_contain_text("Kari Nordmann: Delvis rett")
    expect(turn(reader).locator(".verdicts")).to_contain_text("Mangler årstallet")
    expect(reader.locator("main form, main button, main input, main select, main textarea")).to_have_count(0)


@pytest.mark.parametrize("look", LOOKS)
def test_hostile_notes_and_labels_are_text_and_axe_finds_nothing(
    console: Console, signed_in: MakePage, violations: Violations, ask: Ask, look: str
) -> None:
    hostile = "<script>document.title = 'tatt'</script> مرحبا 🙂 " + "kommunehelsetjeneste" * 20
    said, first, second = ask("Hva er dette?"), signed_in("reviewer"), signed_in("reviewer", **LOOKS[look])
    first.goto(address(console, said))
    judge(first, "Feil", note=hostile)
    second.goto(address(console, said))
    assert (violations(second), second.evaluate(TOO_WIDE)) == ([], False)
    second.get_by_label("Ny merkelapp").fill("<b>" + "æ" * 57)
    second.get_by_role("button", name="Legg til").click()
    second.get_by_role("button", name="Ta bort merkelappen «<b>").wait_for()
    judge(second, "Delvis riktig", note=hostile)
    expect(turn(second).locator(".verdicts")).to_contain_text(hostile)
    assert "tatt" not in second.title()
    second.evaluate("document.querySelectorAll('main details').forEach((details) => { details.open = true })")
    assert (violations(second), second.evaluate(TOO_WIDE)) == ([], False)
