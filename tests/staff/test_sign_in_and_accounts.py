"""Sign-in, one's account, accounts and audit log in a browser: by keyboard, without scripts, on a narrow page, by axe-core."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.staff.conftest import PASSWORD, Console

Violations = Callable[[Any], list[str]]
MakePage = Callable[..., Any]
PAGES = ["/staff/brukere", "/staff/endringslogg", "/staff/konto"]
LOOKS = [
    pytest.param({"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"}, id="desk"),
    pytest.param({"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}, id="narrow-dark"),
]


def sign_in(page: Any, username: str, password: str) -> None:
    """By keyboard alone."""
    page.locator("#brukernavn").focus()
    for text in (username, password):
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def is_too_wide(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize("scripts", [True, False])
def test_person_signs_in_is_led_back_and_signs_out(console: Console, new_page: MakePage, scripts: bool) -> None:
    page = new_page(java_script_enabled=scripts)
    page.goto(f"{console.url}/staff/konto")
    assert page.title() == "Logg inn – Lederkompasset for ansatte"
    username = console.add("editor")
    sign_in(page, username, "feil passord her")
    page.get_by_role("alert").wait_for()
    assert page.get_by_role("alert").inner_text() == "Brukernavnet eller passordet er feil."
    sign_in(page, username, PASSWORD)
    page.wait_for_url(f"{console.url}/staff/konto")
    assert page.get_by_role("heading", level=1).inner_text() == "Kontoen din"
    page.get_by_role("button", name="Logg ut").click()
    page.get_by_role("status").wait_for()
    page.goto(f"{console.url}/staff/konto")
    assert "/staff/logg-inn" in page.url


def test_new_person_chooses_a_password_before_anything_else(console: Console, signed_in: MakePage, new_page: MakePage) -> None:
    admin, username = signed_in("admin", "nn"), "ny.person"
    admin.goto(f"{console.url}/staff/brukere")
    admin.get_by_label("Namn", exact=True).fill("Ny Person")
    admin.get_by_label("Brukarnamn", exact=True).fill(username)
    admin.get_by_role("button", name="Legg til ein brukar").click()
    one_time = admin.locator("code.one-time").inner_text()
    page = new_page()
    page.goto(f"{console.url}/staff")
    sign_in(page, username, one_time)
    page.wait_for_url(f"{console.url}/staff/konto")
    page.get_by_label("Nåværende passord").fill(one_time)
    page.get_by_label("Nytt passord", exact=True).fill(PASSWORD)
    page.get_by_label("Nytt passord en gang til").fill(PASSWORD)
    page.get_by_role("button", name="Bytt passord").click()
    page.get_by_text("Passordet er byttet").wait_for()


def test_form_of_another_site_does_not_sign_in(console: Console, new_page: MakePage) -> None:
    page = new_page()
    username = console.add("reader")
    page.route(
        "http://evil.example/",
        lambda route: route.fulfill(
            body=f'<form method="post" action="{console.url}/staff/logg-inn"><input name="username" value="{username}">'
            f'<input name="password" value="{PASSWORD}"><button>x</button></form>',
            content_type="text/html",
        ),
    )
    page.goto("http://evil.example/")
    page.get_by_role("button").click()
    page.get_by_text("Åpne innloggingssiden på nytt, og prøv igjen.").wait_for()
    assert page.context.cookies(f"{console.url}/staff") == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_and_not_too_wide(
    console: Console, signed_in: MakePage, violations: Violations, path: str, look: dict[str, Any]
) -> None:
    console.add("reviewer", "nn", "Siv Åse Berg-Johannessen")
    page = signed_in("admin", "nn", **look)
    assert page.goto(console.url + path).status == 200
    assert (violations(page), is_too_wide(page)) == ([], False)


@pytest.mark.parametrize("look", LOOKS)
def test_sign_in_page_is_accessible_also_with_an_error(
    console: Console, new_page: MakePage, violations: Violations, look: dict[str, Any]
) -> None:
    page = new_page(**look)
    assert page.goto(f"{console.url}/staff/logg-inn").status == 200
    assert (violations(page), is_too_wide(page)) == ([], False)
    sign_in(page, "ingen", "feil passord her")
    page.get_by_role("alert").wait_for()
    assert (violations(page), is_too_wide(page)) == ([], False)


def test_controls_are_large_enough_to_hit(console: Console, signed_in: MakePage) -> None:
    page = signed_in("admin", viewport={"width": 360, "height": 800})
    page.goto(f"{console.url}/staff/brukere")
    boxes = [box.bounding_box() for box in page.locator("main button, main select, main input:not([type=hidden], [type=radio])").all()]
    assert len(boxes) > 5
    assert [box for box in boxes if box["width"] < 24 or box["height"] < 24] == []
