"""`kompass staff`: the commands as people run them, on a database that does not exist before the first one."""

from __future__ import annotations

import os
import pty
import sqlite3
import subprocess
import sys
from getpass import getuser
from pathlib import Path

import pytest

from api.settings import Settings
from api.staff.commands import first_account_notice
from api.staff.passwords import check_password
from api.store.accounts import AccountStore
from api.store.database import connect

KOMPASS = [sys.executable, "-m", "api.cli", "staff"]
PASSWORD = "seks fysiske samlingar"
KARI = ["add", "Kari", "--name", "Kari Nordmann", "--role", "admin"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/new/kompass.db"}


def run(environment: dict[str, str], *arguments: str, given: str = "") -> tuple[int, str, str]:
    done = subprocess.run([*KOMPASS, *arguments], env=environment, input=given, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def type_at_a_terminal(environment: dict[str, str], *arguments: str, typed: list[str]) -> tuple[int, str]:
    """Run at a terminal and type a line at each question; what the terminal shows."""
    person, terminal = pty.openpty()
    process = subprocess.Popen(
        [*KOMPASS, *arguments], env=environment, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True
    )
    os.close(terminal)
    shown = b""
    try:
        for line in typed:
            while not shown.endswith(b": "):
                shown += os.read(person, 1024)
            os.write(person, f"{line}\n".encode())
            shown += b"\n"
        while part := os.read(person, 1024):
            shown += part
    except OSError:  # the terminal is closed when the command ends
        pass
    finally:
        os.close(person)
    return process.wait(30), shown.decode()


def log(environment: dict[str, str]) -> list[tuple[str, ...]]:
    with sqlite3.connect(environment["DATABASE_URL"].removeprefix("sqlite:///")) as database:
        return database.execute("SELECT who, action, object_id FROM audit_event ORDER BY id").fetchall()


def stored_hash(environment: dict[str, str]) -> str | None:
    engine = connect(environment["DATABASE_URL"])
    account = AccountStore(engine).named("kari")
    engine.dispose()
    return account.password_hash if account else None


def test_account_is_made_with_the_password_of_standard_input(environment: dict[str, str]) -> None:
    assert run(environment, *KARI, "--language", "nn", given=f"{PASSWORD}\n") == (0, "kari can sign in as admin.\n", "")
    assert run(environment, "list") == (0, "kari\tadmin\tactive\tpassword\tKari Nordmann\n", "")
    assert check_password(PASSWORD, stored_hash(environment))
    assert log(environment) == [(f"kommandolinje ({getuser()})", "account.add", "kari")]


def test_password_is_asked_for_twice_and_not_shown(environment: dict[str, str]) -> None:
    status, shown = type_at_a_terminal(environment, *KARI, typed=[PASSWORD, PASSWORD])
    assert (status, "kari can sign in as admin." in shown, PASSWORD in shown) == (0, True, False)
    assert check_password(PASSWORD, stored_hash(environment))


def test_two_different_passwords_make_no_account(environment: dict[str, str]) -> None:
    status, shown = type_at_a_terminal(environment, *KARI, typed=[PASSWORD, PASSWORD + "x"])
    assert (status, "the two passwords are not the same; nothing was changed" in shown) == (1, True)
    assert stored_hash(environment) is None


@pytest.mark.parametrize(
    ("arguments", "given", "message"),
    [
        (KARI, "for kort", "the password is shorter than 12 characters"),
        (["add", "administrator", "--name", "A", "--role", "admin"], "Administrator", "the password is the username"),
        (["add", "kari nord", "--name", "A", "--role", "admin"], PASSWORD, "'kari nord' is no username"),
        (["add", "kari", "--name", " ", "--role", "admin"], PASSWORD, "the name is empty"),
        (["add", "kari", "--name", "Kari", "--role", "boss"], PASSWORD, "'boss' is not one of"),
        (["add"], PASSWORD, "Missing parameter"),
        (["role", "ola", "admin"], "", "there is no account 'ola'"),
        (["password", "ola"], PASSWORD, "there is no account 'ola'"),
        (["disable", "ola"], "", "there is no account 'ola'"),
    ],
)
def test_what_cannot_be_done_is_one_message(environment: dict[str, str], arguments: list[str], given: str, message: str) -> None:
    status, out, error = run(environment, *arguments, given=given)
    assert (status, out, message in error, "Traceback" in error) == (1, "", True, False)


def test_account_is_changed_closed_and_opened_and_all_of_it_is_logged(environment: dict[str, str]) -> None:
    run(environment, *KARI, given=PASSWORD)
    run(environment, "add", "ola", "--name", "Ola", "--role", "reader", given=PASSWORD)
    assert run(environment, *KARI, given=PASSWORD)[2] == "kompass: there is an account 'kari' already\n"
    assert run(environment, "disable", "kari")[2].startswith("kompass: kari is the only administrator who can sign in")
    assert run(environment, "role", "OLA", "admin") == (0, "ola is now admin.\n", "")
    assert run(environment, "disable", "kari") == (0, "kari is disabled.\n", "")
    assert run(environment, "enable", "kari") == (0, "kari is active.\n", "")
    assert run(environment, "password", "kari", given="eit heilt anna passord") == (0, "kari has a new password.\n", "")
    assert check_password("eit heilt anna passord", stored_hash(environment))
    changes = ["account.add", "account.add", "account.role", "account.disable", "account.enable", "account.password"]
    assert [action for _, action, _ in log(environment)] == changes


def test_start_tells_how_to_make_the_first_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> None:
    monkeypatch.setenv("DATABASE_URL", environment["DATABASE_URL"])
    notice = first_account_notice(Settings(), "http://127.0.0.1:8000")
    assert notice == (
        "The staff console is on http://127.0.0.1:8000/staff.\n"
        'Nobody can sign in there yet. Make the first account: kompass staff add USERNAME --name "First Last" --role admin'
    )
    run(environment, *KARI, given=PASSWORD)
    assert first_account_notice(Settings(), "http://127.0.0.1:8000") == "The staff console is on http://127.0.0.1:8000/staff."


def test_unusable_setting_ends_the_service_with_one_message(environment: dict[str, str]) -> None:
    wrong = {**environment, "OIDC_ISSUER": "https://login.example.no", "OIDC_ROLES": "kompass-admin=boss"}
    done = subprocess.run([sys.executable, "-m", "api"], env=wrong, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (
        1,
        "kompass: These settings cannot be used:\n  OIDC_ROLES: there is no role 'boss': choose one of reader, reviewer, editor, admin\n",
    )
