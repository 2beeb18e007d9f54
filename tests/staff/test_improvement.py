"""From log to better answer in Chromium: accessible pages, narrow screens, checks while one types."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from api.engine_switch import write_whole
from api.project import Project
from api.store.proposals import NewChange
from tests.staff.conftest import Console

SAID = {"outcome": "answered", "topic": "exam", "text": "Brevene sier ikke hvilken eksamensform mellomlederutdanningen har."}
ROW = {"set": "held_out", "messages": ["Er det prøve?"], "expected": {"topics": ["exam"], "outcome": []}, "before": SAID, "after": SAID}
EVALUATION = {
    "figures": [{"set": "held_out", "turns": 3, "before": 2, "after": 2}],
    "gained": [ROW],
    "lost": [ROW],
    "seconds": 300,
    "trained": True,
}
PAGES = ("/staff/ubesvart", "/staff/forslag", "{tried}", "{failed}", "/staff/forslag/ny?turn={turn}&naer=exam", "/staff/forslag/emne",
         "/staff/forslag/emne?emne=exam", "/staff/forslag/emne/nytt")  # fmt: skip


@pytest.fixture(scope="module")
def named(console: Console) -> dict[str, str]:
    """A question that was not understood, in a cluster, a tried proposal and one that failed its checks."""
    custom = console.engine.items[1]["custom"]
    console.engine.items = [{"recipient_id": "x", "custom": {**custom, "outcome": "clarification", "topic": None}}]
    reply = httpx.post(f"{console.url}/api/chat", json={"message": "Er det barnepass på samlingene?"}, trust_env=False).json()
    found = [{"turns": [reply["turn_id"]], "topics": ["other_detail", "gatherings"]}]
    kept = {"made_at": "2026-11-20T09:30:00+00:00", "days": 30, "clusters": found}
    write_whole(Project(console.services.settings.project_root).clusters, json.dumps(kept))
    store, numbers = console.services.proposals, []
    for title in ("Eksamen", "Barnepass"):
        numbers.append(store.create(title, "kari"))
        entry = "topic: exam\ntitle:\n  nb: Prøver\n  nn: Prøver\n"
        changes = [NewChange("example", "exam", f"Er det {title.lower()} hos dere?", "nb"), NewChange("entry", "exam", entry)]
        store.add(numbers[-1], changes, "kari")
    now = datetime.now(UTC)
    store.move(numbers[0], "tried", "kari", "tried", only_from=("open",), evaluation=EVALUATION, tried_at=now)
    message = json.dumps({"key": "checks_failed", "detail": "knowledge/entries/exam.yml:3: noe er galt"})
    store.move(numbers[1], "failed", "kari", "try_failed", only_from=("open",), message=message)
    tried, failed = (f"/staff/forslag/{number}" for number in numbers)
    return {"tried": tried, "failed": failed, "turn": reply["turn_id"]}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("language", "scheme"), [("nb", "light"), ("nn", "dark")])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_narrow_screen(
    console: Console, named: dict[str, str], signed_in: Callable[..., Any], violations: Callable[[Any], list[str]],
    path: str, language: str, scheme: str,
) -> None:  # fmt: skip
    page = signed_in("editor", language, color_scheme=scheme, viewport={"width": 320, "height": 800})
    assert page.goto(console.url + path.format(**named)).status == 200
    for details in page.locator("details:not([open]) > summary").all():
        if details.is_visible():
            details.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_an_entry_is_checked_while_one_types_and_the_status_is_announced(console: Console, signed_in: Callable[..., Any]) -> None:
    page = signed_in("editor")
    page.goto(f"{console.url}/staff/forslag/emne?emne=exam")
    status = page.get_by_role("status").filter(has_text="Teksten blir sjekket")
    expect(status).to_be_visible()
    answer = page.get_by_label("Svar, bokmål").nth(1)
    answer.press("End")
    answer.press_sequentially(" Det tar 17 dager.")
    checks = page.locator("#sjekk")
    expect(checks).to_contain_text("«17» står ikke i noen av svarets sitater", timeout=60_000)
    answer.fill(answer.input_value().replace(" Det tar 17 dager.", ""))
    expect(checks).to_contain_text("Sjekken fant ingen feil", timeout=60_000)


def test_from_cluster_to_proposal_without_scripts(console: Console, named: dict[str, str], signed_in: Callable[..., Any]) -> None:
    page = signed_in("editor", java_script_enabled=False)
    page.goto(f"{console.url}/staff/ubesvart")
    page.get_by_role("link", name="Legg til som spørsmål").click()
    expect(page.get_by_label("Bokmål")).to_have_value("Er det barnepass på samlingene?")
    page.get_by_label("Emne").select_option("other_detail")
    page.get_by_label("Legg i forslag").select_option("ny")
    page.get_by_label("Navn, hvis det er et nytt forslag").fill("Pass av barn")
    page.get_by_role("button", name="Legg til").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pass av barn")
    expect(page.get_by_role("rowheader", name="Er det barnepass på samlingene?")).to_be_visible()
    page.get_by_role("button", name="Ta ut").click()
    expect(page.get_by_text("Forslaget har ingen endringer ennå.")).to_be_visible()
