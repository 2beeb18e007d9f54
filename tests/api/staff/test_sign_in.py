"""Sign-in with a password: who gets in, how often one may try, what the session's cookie is like and when it ends."""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from api.account_problems import TooManyAttempts
from api.services import Services
from api.settings import Settings
from api.staff.access import COOKIE
from api.staff.attempts import Attempts
from api.staff.cookies import local_path
from api.staff.members import Role
from api.staff.passwords import hash_password
from api.store.accounts import NewAccount
from api.store.staff_models import Account
from tests.api.staff.conftest import SignIn, csrf_of

PASSWORD = "seks fysiske samlingar"
HTML = {"accept": "text/html,application/xhtml+xml"}
WRONG = "Brukernavnet eller passordet er feil."


@pytest.fixture
def kari(services: Services) -> Account:
    """An editor with a password."""
    return services.accounts.add("test", NewAccount("kari", "Kari", Role.editor, "nb", hash_password(PASSWORD), one_time_password=False))


def try_to_sign_in(client: TestClient, username: str = "kari", password: str = PASSWORD, **more: str) -> Any:
    headers = {**HTML, **more.pop("headers", {})}  # type: ignore[dict-item]
    return client.post(
        "/staff/logg-inn", data={"username": username, "password": password, **more}, headers=headers, follow_redirects=False
    )


def is_signed_in(client: TestClient) -> bool:
    return client.get("/staff/konto", follow_redirects=False).status_code == 200


def test_page_without_a_session_leads_to_sign_in_and_back(client: TestClient, kari: Account) -> None:
    response = client.get("/staff/konto?lagret=malform", headers=HTML, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/staff/logg-inn?neste=%2Fstaff%2Fkonto%3Flagret%3Dmalform")
    page = client.get(response.headers["location"], headers=HTML).text
    assert 'name="neste" value="/staff/konto?lagret=malform"' in page
    response = try_to_sign_in(client, neste="/staff/konto?lagret=malform")
    assert (response.status_code, response.headers["location"]) == (303, "/staff/konto?lagret=malform")
    assert is_signed_in(client)


def test_programs_without_a_session_get_problem_details(client: TestClient) -> None:
    response = client.get("/staff/konto", headers={"accept": "application/json"}, follow_redirects=False)
    assert (response.status_code, response.headers["content-type"]) == (401, "application/problem+json")
    assert response.json()["type"] == "urn:kompass:problem:sign-in-needed"


def test_form_sent_after_the_session_ended_says_so(client: TestClient) -> None:
    response = client.post("/staff/konto/malform", data={"language": "nn"}, headers=HTML, follow_redirects=False)
    assert response.status_code == 401
    assert ["Du må logge inn" in response.text, 'href="/staff/logg-inn' in response.text] == [True, True]


def test_console_begins_with_the_conversations(client: TestClient, sign_in: SignIn) -> None:
    sign_in("reader")
    response = client.get("/staff", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/staff/samtaler")


@pytest.mark.parametrize(
    ("username", "password"),
    [("kari", "feil passord her"), ("ukjend", PASSWORD), ("", ""), ("kari", ""), ("kari", PASSWORD.upper()), ("kari", "å" * 1000)],
)
def test_wrong_username_and_wrong_password_are_refused_alike(client: TestClient, kari: Account, username: str, password: str) -> None:
    response = try_to_sign_in(client, username, password)
    assert (response.status_code, WRONG in response.text, "set-cookie" in response.headers) == (401, True, False)
    assert not is_signed_in(client)


def test_disabled_account_is_refused_with_the_same_words(client: TestClient, kari: Account, services: Services) -> None:
    services.accounts.disable("test", kari.id)
    response = try_to_sign_in(client)
    assert (response.status_code, WRONG in response.text) == (401, True)


def test_username_is_told_apart_by_letters_not_by_capitals(client: TestClient, kari: Account) -> None:
    assert try_to_sign_in(client, " KARI ").status_code == 303


def test_refusal_takes_as_long_for_a_username_that_does_not_exist(client: TestClient, kari: Account) -> None:
    def seconds(username: str) -> float:
        start = time.perf_counter()
        assert try_to_sign_in(client, username, "feil passord her").status_code == 401
        return time.perf_counter() - start

    seconds("first")
    known, unknown = (min(seconds(username) for _ in range(5)) for username in ("kari", "ukjend"))
    assert 0.5 < known / unknown < 2


def test_password_never_comes_back_in_the_page(client: TestClient, kari: Account) -> None:
    assert "hemmeleg-ord-som-er-feil" not in try_to_sign_in(client, "kari", "hemmeleg-ord-som-er-feil").text


def test_what_was_typed_is_shown_as_text(client: TestClient) -> None:
    page = try_to_sign_in(client, '"><script>x</script>', neste='/staff/"><b>').text
    assert "<script>x" not in page
    assert "<b>" not in page


class TestTooManyAttempts:
    def test_for_one_username_are_refused_with_a_time_to_wait(self, client: TestClient, kari: Account) -> None:
        statuses = [try_to_sign_in(client, "kari", "feil passord her").status_code for _ in range(8)]
        assert statuses == [401] * 8
        response = try_to_sign_in(client)
        assert (response.status_code, is_signed_in(client)) == (429, False)
        assert 800 <= int(response.headers["retry-after"]) <= 900
        assert "Du har prøvd å logge inn for mange ganger. Vent 15 minutter, og prøv igjen." in response.text
        nynorsk = try_to_sign_in(client, language="nn").text
        assert "Du har prøvd å logge inn for mange gonger. Vent 15 minutt, og prøv igjen." in nynorsk

    def test_for_one_username_do_not_stop_others(self, client: TestClient, kari: Account, services: Services) -> None:
        for _ in range(8):
            services.attempts.count("ola", "testclient")
        assert [try_to_sign_in(client, username).status_code for username in ("ola", "kari")] == [429, 303]

    def test_are_counted_by_username_however_it_is_written(self, client: TestClient, kari: Account) -> None:
        statuses = [try_to_sign_in(client, username, "feil passord her").status_code for username in ["kari", "KARI ", "Kari"] * 3]
        assert statuses == [401] * 8 + [429]

    def test_from_one_address_are_refused_whatever_the_username(self, client: TestClient, kari: Account, services: Services) -> None:
        for number in range(39):
            services.attempts.count(f"gjett{number}", "testclient")
        assert [try_to_sign_in(client, "gjett", "feil passord her").status_code, try_to_sign_in(client).status_code] == [401, 429]

    def test_are_forgotten_when_the_person_gets_in(self, client: TestClient, kari: Account, services: Services) -> None:
        for _ in range(2):
            for _ in range(7):
                services.attempts.count("kari", "testclient")
            assert try_to_sign_in(client).status_code == 303

    def test_from_one_ipv6_network_are_counted_together(self) -> None:
        attempts = Attempts("memory://")
        for number in range(40):
            attempts.count(f"a{number}", f"2001:db8:1:2::{number:x}")
        with pytest.raises(TooManyAttempts):
            attempts.count("b", "2001:db8:1:2:ffff::1")
        attempts.count("b", "2001:db8:1:3::1")
        attempts.count("b", "::ffff:192.0.2.1")


class TestReturnAddress:
    @pytest.mark.parametrize(
        "address",
        [
            "https://evil.example/staff", "//evil.example/staff", "/\\evil.example", "/staff/\\evil.example", "\\\\evil.example",
            "javascript:alert(1)", "/", "/api/chat", "/staffing", "/staff/../api/chat", "/staff/%2e%2e/api", "/staff//evil.example",
            "/staff/samtaler\r\nset-cookie: a=b",
            "/staff/logg-inn", "/staff/logg-ut", " /staff/konto", "/staff/konto#x", "http:/staff", "/staff@evil.example", "",
        ],
    )  # fmt: skip
    def test_outside_the_console_is_the_first_page(self, address: str) -> None:
        assert local_path(address) == "/staff/samtaler"

    @pytest.mark.parametrize("address", ["/staff/samtaler?fra=2026-01-01&sok=pris%20%C3%A5", "/staff/samtaler/8b7c-1", "/staff/forslag/3"])
    def test_inside_the_console_is_itself(self, address: str) -> None:
        assert local_path(address) == address

    def test_is_followed_only_inside_the_console(self, client: TestClient, kari: Account) -> None:
        places = [try_to_sign_in(client, neste=address).headers["location"] for address in ("/staff/forslag/3?a=b", "//evil.example/staff")]
        assert places == ["/staff/forslag/3?a=b", "/staff/samtaler"]

    def test_is_followed_at_once_by_who_is_signed_in(self, client: TestClient, kari: Account) -> None:
        try_to_sign_in(client)
        response = client.get("/staff/logg-inn?neste=/staff/konto", follow_redirects=False)
        assert (response.status_code, response.headers["location"]) == (303, "/staff/konto")


class TestFormOfAnotherSite:
    @pytest.mark.parametrize(
        "headers",
        [
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"},
            {"origin": "https://evil.example"},
            {"origin": "null"},
            {"origin": "http://testserver.evil.example"},
            {"origin": "http://testserver:81"},
        ],
    )
    def test_does_not_sign_in(self, client: TestClient, kari: Account, headers: dict[str, str]) -> None:
        response = try_to_sign_in(client, headers=headers)  # type: ignore[arg-type]
        assert (response.status_code, is_signed_in(client)) == (403, False)

    @pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}, {}])
    def test_is_told_from_our_own(self, client: TestClient, kari: Account, headers: dict[str, str]) -> None:
        assert try_to_sign_in(client, headers=headers).status_code == 303  # type: ignore[arg-type]


class TestCookie:
    def test_is_hidden_from_scripts_and_other_sites(self, client: TestClient, kari: Account) -> None:
        cookie = SimpleCookie(try_to_sign_in(client).headers["set-cookie"])[COOKIE]
        shown = {name: cookie[name] for name in ("httponly", "samesite", "path", "secure", "domain", "max-age")}
        assert shown == {"httponly": True, "samesite": "lax", "path": "/staff", "secure": "", "domain": "", "max-age": "36000"}

    def test_is_secure_over_https(self, client: TestClient, kari: Account) -> None:
        response = client.post("https://testserver/staff/logg-inn", data={"username": "kari", "password": PASSWORD}, follow_redirects=False)
        assert SimpleCookie(response.headers["set-cookie"])[COOKIE]["secure"]

    def test_is_new_at_each_sign_in_and_the_old_one_ends(self, client: TestClient, kari: Account, database: sqlite3.Connection) -> None:
        try_to_sign_in(client)
        first = client.cookies[COOKIE]
        try_to_sign_in(client)
        assert client.cookies[COOKIE] != first
        assert database.execute("SELECT count(*) FROM staff_session").fetchone() == (1,)

    def test_token_is_not_in_the_database(self, client: TestClient, kari: Account, database: sqlite3.Connection) -> None:
        try_to_sign_in(client)
        assert client.cookies[COOKIE] not in str(database.execute("SELECT * FROM staff_session").fetchall())


class TestSessionEnds:
    @pytest.fixture
    def token(self, client: TestClient, kari: Account) -> str:
        try_to_sign_in(client)
        assert is_signed_in(client)
        return csrf_of(client.get("/staff/konto").text)

    def move(self, database: sqlite3.Connection, **hours: float) -> None:
        for column, passed in hours.items():
            moment = (datetime.now(UTC) - timedelta(hours=passed)).replace(tzinfo=None)
            database.execute(f"UPDATE staff_session SET {column} = ?", [str(moment)])
        database.commit()

    def test_after_ten_hours_of_work(self, client: TestClient, token: str, database: sqlite3.Connection) -> None:
        assert database.execute("SELECT round((julianday(expires_at) - julianday(created_at)) * 24) FROM staff_session").fetchone() == (10,)
        self.move(database, expires_at=0.01)
        assert not is_signed_in(client)

    def test_after_two_hours_of_rest(self, client: TestClient, token: str, database: sqlite3.Connection) -> None:
        self.move(database, seen_at=2.01)
        assert not is_signed_in(client)

    def test_not_while_somebody_works(self, client: TestClient, token: str, database: sqlite3.Connection) -> None:
        self.move(database, seen_at=1.9)
        assert is_signed_in(client)
        rested = database.execute("SELECT (julianday('now') - julianday(seen_at)) * 24 * 60 FROM staff_session").fetchone()[0]
        assert rested < 1

    def test_at_sign_out(self, client: TestClient, token: str, database: sqlite3.Connection) -> None:
        response = client.post("/staff/logg-ut", data={"csrf": token}, headers=HTML)
        assert "Du er logget ut." in response.text
        assert COOKIE not in client.cookies
        assert database.execute("SELECT count(*) FROM staff_session").fetchone() == (0,)

    def test_not_by_a_sign_out_without_the_token(self, client: TestClient, token: str) -> None:
        assert client.post("/staff/logg-ut", headers=HTML).status_code == 403
        assert is_signed_in(client)

    def test_when_the_account_is_disabled(self, client: TestClient, token: str, kari: Account, services: Services) -> None:
        services.accounts.disable("test", kari.id)
        assert not is_signed_in(client)
        services.accounts.enable("test", kari.id)
        assert not is_signed_in(client)

    def test_when_the_password_is_changed(self, client: TestClient, token: str, kari: Account, services: Services) -> None:
        services.accounts.set_password("test", kari.id, hash_password("eit heilt anna passord"), one_time=False)
        assert not is_signed_in(client)


def test_hash_of_weaker_parameters_is_renewed_at_sign_in(client: TestClient, kari: Account, services: Services) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    services.accounts.set_password("test", kari.id, weak, one_time=False)
    assert try_to_sign_in(client).status_code == 303
    assert (services.accounts.find(kari.id).password_hash or "").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert try_to_sign_in(client).status_code == 303


def test_pages_are_in_the_standard_of_the_browser_with_a_way_to_the_other(client: TestClient) -> None:
    page = client.get("/staff/logg-inn?neste=/staff/konto", headers={**HTML, "accept-language": "nn,nb;q=0.5"}).text
    assert ['<html lang="nn">' in page, "Brukarnamn" in page] == [True, True]
    assert '<a href="/staff/logg-inn?neste=%2Fstaff%2Fkonto&amp;language=nb" lang="nb">Bokmål</a>' in page


@pytest.mark.parametrize("path", ["/staff", "/staff/logg-inn", "/staff/konto", "/staff/finst-ikkje"])
def test_nothing_of_the_console_is_cached_or_framed(client: TestClient, path: str) -> None:
    response = client.get(path, headers=HTML, follow_redirects=False)
    assert response.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]


def test_page_of_an_unexpected_error_has_the_headers_too(client: TestClient) -> None:
    client.app.add_api_route("/staff/brotne", lambda: 1 / 0)  # type: ignore[attr-defined]
    response = client.get("/staff/brotne", headers=HTML)
    assert (response.status_code, "Noe gikk galt hos oss" in response.text) == (500, True)
    assert (response.headers["cache-control"], "frame-ancestors" in response.headers["content-security-policy"]) == ("no-store", True)


def test_no_way_to_a_provider_where_none_is_set(client: TestClient) -> None:
    assert "ekstern" not in client.get("/staff/logg-inn", headers=HTML).text
    for path in ("/staff/logg-inn/ekstern", "/staff/logg-inn/ekstern/tilbake"):
        assert client.get(path, headers=HTML, follow_redirects=False).status_code == 404


class TestPublicAddress:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return Settings(**{**settings.model_dump(), "public_url": "https://kompass.example.no"})

    def test_makes_cookies_secure_and_is_an_own_origin(self, client: TestClient, kari: Account) -> None:
        response = try_to_sign_in(client, headers={"origin": "https://kompass.example.no"})  # type: ignore[arg-type]
        assert SimpleCookie(response.headers["set-cookie"])[COOKIE]["secure"]
