"""The overview and the export in a browser: charts that lead on, narrow pages, forced colours, paper, axe-core."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from pypdf import PdfReader

from tests.staff.conftest import Console, running_console

Violations = Callable[[Any], list[str]]
MakePage = Callable[..., Any]
WEEK = "/staff/oversikt?periode=7"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
A4_PAGES = 5
FILL = "(name) => getComputedStyle(document.querySelector(`${name} .bar a rect`)).fill"


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    with running_console(tmp_path_factory.mktemp("overview")) as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def asked(console: Console) -> None:
    """Three questions in two conversations, one of them with a thumb."""
    with httpx.Client(base_url=console.url, trust_env=False) as client:
        first = client.post("/api/chat", json={"message": "Hvor mange samlinger er det?"}).json()
        client.post("/api/chat", json={"message": "Og når?", "conversation_id": first["conversation_id"]})
        client.post("/api/chat", json={"message": "Hvor mange samlinger?"})
        assert client.post(f"/api/turns/{first['turn_id']}/feedback", json={"verdict": "up"}).status_code == 204


def test_bar_of_a_chart_opens_its_conversations(console: Console, signed_in: MakePage) -> None:
    page = signed_in("reader")
    page.goto(console.url + WEEK)
    with page.expect_request(re.compile("/staff/samtaler")) as opened:
        page.locator("#outcomes svg .bar a rect").first.click()
    assert "outcome=answered" in opened.value.url


def test_keyboard_reaches_the_same_conversations_through_the_table(console: Console, signed_in: MakePage) -> None:
    page = signed_in("reader", java_script_enabled=False)
    page.goto(console.url + WEEK)
    page.locator("#topics summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # the region that scrolls
    page.keyboard.press("Tab")
    focused = page.locator("#topics table a:focus")
    assert focused.inner_text() == "Samlinger"
    assert "topic=gatherings" in str(focused.get_attribute("href"))


def test_custom_days_are_chosen_without_scripts(console: Console, signed_in: MakePage) -> None:
    page = signed_in("reader", "nn", java_script_enabled=False)
    page.goto(f"{console.url}/staff/oversikt")
    page.get_by_label("Frå og med").fill("2026-01-01")
    page.get_by_label("Til og med").fill("2026-01-31")
    page.get_by_role("button", name="Vis perioden").click()
    assert page.locator(".shown").inner_text().startswith("1.–31. jan. 2026, samanlikna med 1.–31. des. 2025.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_have_the_colour_of_the_theme(console: Console, signed_in: MakePage, scheme: str) -> None:
    page = signed_in("reader", color_scheme=scheme)
    page.goto(console.url + WEEK)
    assert page.evaluate(FILL, "#outcomes") == {"light": "rgb(0, 98, 186)", "dark": "rgb(127, 188, 245)"}[scheme]


def test_bars_have_a_colour_of_the_system_where_colours_are_forced(console: Console, signed_in: MakePage) -> None:
    page = signed_in("reader", forced_colors="active", color_scheme="dark")
    page.goto(console.url + WEEK)
    system = page.evaluate("() => { const link = document.querySelector('#outcomes table a'); return getComputedStyle(link).color }")
    assert page.evaluate(FILL, "#outcomes") == system


@pytest.mark.parametrize(
    "address", [WEEK, "/staff/oversikt?periode=365", f"{WEEK}&utskrift=ja", "/staff/eksport", "/staff/eksport?outcome=answered"]
)
@pytest.mark.parametrize("look", [{"width": 1280, "scheme": "light"}, {"width": 320, "scheme": "dark"}], ids=["desk", "narrow-dark"])
def test_axe_finds_nothing_and_the_page_is_never_too_wide(
    console: Console, signed_in: MakePage, violations: Violations, address: str, look: dict[str, Any]
) -> None:
    page = signed_in("reviewer", "nn", viewport={"width": look["width"], "height": 800}, color_scheme=look["scheme"])
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(console.url + address)
    for summary in page.locator("main summary").all():
        summary.click()
    assert violations(page) == []
    assert not page.evaluate(TOO_WIDE)
    assert complaints == []


def test_overview_prints_as_a_few_pages_with_its_figures_as_text(console: Console, signed_in: MakePage) -> None:
    page = signed_in("reader")
    page.goto(f"{console.url}{WEEK}&utskrift=ja")
    document = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    words = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in document.pages))
    assert 1 <= len(document.pages) <= A4_PAGES
    assert "Folk stilte 3 spørsmål i 2 samtaler" in words
    assert "Hvordan det gikk" in words and "100 %" in words
    assert "Vis perioden" not in words and "Logg ut" not in words


def test_file_is_downloaded_from_the_page(console: Console, signed_in: MakePage) -> None:
    page = signed_in("reviewer")
    page.goto(f"{console.url}{WEEK}")
    page.get_by_role("link", name="Last ned samtalene").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert re.fullmatch(r"kompass-samtaler-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)
    with open(download.value.path(), encoding="utf-8-sig") as file:
        assert "Hvor mange samlinger er det?" in file.read()
