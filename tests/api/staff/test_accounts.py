"""Accounts: administrators make and close them, people change their own password and written standard, each change is logged."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.services import Services
from api.staff.access import COOKIE
from api.staff.members import Role
from api.staff.passwords import check_password, hash_password
from api.store.accounts import ExternalPerson, NewAccount
from api.store.staff_models import Account
from tests.api.staff.conftest import SignIn

PASSWORD = "seks fysiske samlingar"
HTML = {"accept": "text/html"}
NEW = {"username": "Ola", "name": " Ola  Hansen ", "role": "reviewer", "language": "nn"}
LAST_ADMIN = "Dette er den eneste aktive administratoren."


@pytest.fixture
def admin(sign_in: SignIn) -> str:
    """The token of a signed-in administrator's forms."""
    return sign_in("admin")


@pytest.fixture
def kari(services: Services) -> Account:
    return services.accounts.add("test", NewAccount("kari", "Kari", Role.editor, "nb", hash_password(PASSWORD), one_time_password=False))


def send(client: TestClient, path: str, csrf: str, **fields: str) -> Any:
    return client.post(f"/staff/{path}", data={"csrf": csrf, **fields}, headers=HTML, follow_redirects=False)


def log(database: sqlite3.Connection) -> list[tuple[str, ...]]:
    return database.execute("SELECT action, object_id, details FROM audit_event WHERE who != 'test' ORDER BY id").fetchall()


def one_time_password(page: str) -> str:
    found = re.search(r'<code class="one-time">([^<]+)</code>', page)
    assert found, "the page shows no one-time password"
    return found[1]


class TestNewAccount:
    def test_gets_a_one_time_password_that_works_once(self, client: TestClient, admin: str, database: sqlite3.Connection) -> None:
        response = send(client, "brukere", admin, **NEW)
        password = one_time_password(response.text)
        assert password not in client.get("/staff/brukere").text
        assert database.execute("SELECT username, name, role, language FROM staff_account WHERE name LIKE 'Ola%'").fetchall() == [
            ("ola", "Ola Hansen", "reviewer", "nn")
        ]
        assert log(database) == [("account.add", "ola", '{"name": "Ola Hansen", "role": "reviewer"}')]
        client.cookies.clear()
        assert client.post("/staff/logg-inn", data={"username": "ola", "password": password}, follow_redirects=False).status_code == 303
        assert client.get("/staff", headers=HTML, follow_redirects=False).headers["location"] == "/staff/konto"
        assert client.get("/staff", headers={"accept": "application/json"}).json()["type"] == "urn:kompass:problem:password-change-needed"
        page = client.get("/staff/konto").text
        assert "Vel ditt eige passord før du går vidare." in page
        csrf = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
        refused = send(client, "konto/passord", csrf, current=password, new=password, again=password)
        assert (refused.status_code, "Vel eit anna passord enn det du har." in refused.text) == (422, True)
        assert send(client, "konto/passord", csrf, current=password, new=PASSWORD, again=PASSWORD).status_code == 303
        assert client.get("/staff", headers=HTML, follow_redirects=False).headers["location"] == "/staff/samtaler"

    @pytest.mark.parametrize("username", ["", "o", "ola hansen", "<b>ola</b>", "a" * 201, "ola\x00"])
    def test_with_a_username_that_cannot_be_used_is_refused(self, client: TestClient, admin: str, username: str) -> None:
        response = send(client, "brukere", admin, **{**NEW, "username": username})
        assert (response.status_code, "et brukernavn uten mellomrom" in response.text) == (422, True)
        assert 'value=" Ola  Hansen "' in response.text

    def test_with_a_username_that_is_taken_is_refused(self, client: TestClient, admin: str, kari: Account) -> None:
        response = send(client, "brukere", admin, **{**NEW, "username": "KARI"})
        assert (response.status_code, "En annen bruker har dette brukernavnet." in response.text) == (409, True)

    def test_with_a_role_that_does_not_exist_is_refused(self, client: TestClient, admin: str, services: Services) -> None:
        assert send(client, "brukere", admin, **{**NEW, "role": "owner"}).status_code == 422
        assert services.accounts.named("ola") is None


class TestChanges:
    def test_of_role_count_at_once(self, client: TestClient, admin: str, kari: Account, database: sqlite3.Connection) -> None:
        response = send(client, f"brukere/{kari.id}/rolle", admin, role="admin")
        assert "Rollen er endret." in client.get(response.headers["location"]).text
        assert log(database) == [("account.role", "kari", '{"before": "editor", "role": "admin"}')]

    def test_to_the_same_role_are_no_change(self, client: TestClient, admin: str, kari: Account, database: sqlite3.Connection) -> None:
        send(client, f"brukere/{kari.id}/rolle", admin, role="editor")
        assert log(database) == []

    def test_close_and_open_an_account(self, client: TestClient, admin: str, kari: Account, database: sqlite3.Connection) -> None:
        assert "Kontoen er stengt" in client.get(send(client, f"brukere/{kari.id}/steng", admin).headers["location"]).text
        assert "Åpne igjen" in client.get("/staff/brukere").text
        assert "Kontoen er åpnet igjen." in client.get(send(client, f"brukere/{kari.id}/apne", admin).headers["location"]).text
        assert [action for action, *_ in log(database)] == ["account.disable", "account.enable"]

    def test_give_a_new_one_time_password_and_end_sessions(self, client: TestClient, admin: str, kari: Account, services: Services) -> None:
        theirs = services.accounts.begin_session(kari.id)
        password = one_time_password(send(client, f"brukere/{kari.id}/engangspassord", admin).text)
        assert services.accounts.member_of(theirs) is None
        stored = services.accounts.find(kari.id)
        assert (check_password(password, stored.password_hash), stored.one_time_password) == (True, True)

    def test_of_an_account_that_does_not_exist_are_not_found(self, client: TestClient, admin: str) -> None:
        for path, fields in (("rolle", {"role": "admin"}), ("steng", {}), ("apne", {}), ("engangspassord", {})):
            assert send(client, f"brukere/finst-ikkje/{path}", admin, **fields).status_code == 404

    def test_of_an_external_account_are_left_to_its_provider(self, client: TestClient, admin: str, services: Services) -> None:
        anne = services.accounts.welcome(ExternalPerson("https://x.example", "1", "anne", "Anne", Role.reader, "nb"))
        for path, fields in (("rolle", {"role": "admin"}), ("engangspassord", {})):
            response = send(client, f"brukere/{anne.id}/{path}", admin, **fields)
            assert (response.status_code, "Rolle og passord endres der." in response.text) == (409, True)
        assert send(client, f"brukere/{anne.id}/steng", admin).status_code == 303


class TestLastAdmin:
    def own_id(self, services: Services) -> str:
        return next(account.id for account in services.accounts.all() if account.role == "admin" and account.disabled_at is None)

    def test_cannot_be_closed_or_demoted(self, client: TestClient, admin: str, services: Services, kari: Account) -> None:
        own = self.own_id(services)
        for response in (send(client, f"brukere/{own}/steng", admin), send(client, f"brukere/{own}/rolle", admin, role="editor")):
            assert (response.status_code, LAST_ADMIN in response.text) == (409, True)
        assert services.accounts.find(own).role == "admin"

    def test_can_when_there_is_another(self, client: TestClient, admin: str, services: Services, kari: Account) -> None:
        own = self.own_id(services)
        send(client, f"brukere/{kari.id}/rolle", admin, role="admin")
        assert send(client, f"brukere/{own}/rolle", admin, role="reader").status_code == 303
        assert client.get("/staff/brukere").status_code == 403

    def test_is_not_saved_by_an_administrator_whose_account_is_closed(
        self, client: TestClient, admin: str, services: Services, kari: Account
    ) -> None:
        own = self.own_id(services)
        services.accounts.set_role("test", kari.id, Role.admin)
        services.accounts.disable("test", kari.id)
        assert send(client, f"brukere/{own}/steng", admin).status_code == 409


class TestOwnPassword:
    @pytest.fixture
    def csrf(self, client: TestClient, kari: Account, services: Services) -> str:
        token = services.accounts.begin_session(kari.id)
        client.cookies.set(COOKIE, token)
        member = services.accounts.member_of(token)
        assert member is not None
        return member.csrf_token

    def test_is_changed_and_signs_out_everywhere_else(
        self, client: TestClient, csrf: str, kari: Account, services: Services, database: sqlite3.Connection
    ) -> None:
        elsewhere = services.accounts.begin_session(kari.id)
        response = send(client, "konto/passord", csrf, current=PASSWORD, new="eit nytt og langt ord", again="eit nytt og langt ord")
        client.cookies.clear()
        client.cookies.set(COOKIE, response.cookies[COOKIE])
        assert "Passordet er byttet" in client.get(response.headers["location"]).text
        assert services.accounts.member_of(elsewhere) is None
        assert check_password("eit nytt og langt ord", services.accounts.find(kari.id).password_hash)
        assert log(database) == [("account.password", "kari", '{"one_time": false}')]

    @pytest.mark.parametrize(
        ("current", "new", "again", "words"),
        [
            ("feil passord her", "eit nytt og langt ord", "eit nytt og langt ord", "Det nåværende passordet er feil."),
            (PASSWORD, "for kort", "for kort", "Passordet må ha minst 12 tegn."),
            (PASSWORD, "a" * 201, "a" * 201, "Passordet kan ha høyst 200 tegn."),
            (PASSWORD, "eit nytt og langt ord", "eit anna langt ord", "De to nye passordene er ikke like."),
            (PASSWORD, PASSWORD, PASSWORD, "Velg et annet passord enn det du har."),
        ],
    )
    def test_is_kept_when_something_is_wrong(
        self, client: TestClient, csrf: str, kari: Account, services: Services, current: str, new: str, again: str, words: str
    ) -> None:
        response = send(client, "konto/passord", csrf, current=current, new=new, again=again)
        assert (response.status_code, words in response.text) == (422, True)
        assert check_password(PASSWORD, services.accounts.find(kari.id).password_hash)

    def test_cannot_be_guessed_at_from_a_session_left_open(self, client: TestClient, csrf: str) -> None:
        guess = {"current": "feil passord her", "new": "eit nytt og langt ord", "again": "eit nytt og langt ord"}
        statuses = [send(client, "konto/passord", csrf, **guess).status_code for _ in range(9)]
        assert statuses == [422] * 8 + [429]


def test_own_written_standard_is_changed_at_once(client: TestClient, sign_in: SignIn, database: sqlite3.Connection) -> None:
    csrf = sign_in("reader")
    response = send(client, "konto/malform", csrf, language="nn")
    page = client.get(response.headers["location"]).text
    assert ['<html lang="nn">' in page, "Målforma er endra." in page] == [True, True]
    assert [(action, details) for action, _, details in log(database)] == [("account.language", '{"language": "nn"}')]


def test_names_are_shown_as_text(client: TestClient, admin: str, services: Services) -> None:
    services.accounts.add("test", NewAccount("x", "<script>x</script>", Role.reader, "nb", "no hash", one_time_password=False))
    page = client.get("/staff/brukere").text
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page
