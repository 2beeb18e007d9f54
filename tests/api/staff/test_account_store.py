"""Accounts, sessions and the audit log in both databases, also when two change them at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from api.account_problems import AccountDisabled, LastAdmin, UsernameTaken
from api.problems import ApiError
from api.staff.members import Role
from api.store.accounts import AccountStore, ExternalPerson, NewAccount
from api.store.audit import AuditFilter, AuditLog
from api.store.database import connect
from api.store.migrate import upgrade
from tests.api.staff.databases import KINDS, scratch_database


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with scratch_database(request.param, tmp_path) as url:
        upgrade(url)
        engine = connect(url)
        yield engine
        engine.dispose()


@pytest.fixture
def accounts(database: Engine) -> AccountStore:
    return AccountStore(database)


def local(username: str, role: Role = Role.admin) -> NewAccount:
    return NewAccount(username, username.title(), role, "nb", "no hash", one_time_password=False)


def anne(role: Role = Role.reader, username: str = "anne") -> ExternalPerson:
    return ExternalPerson("https://login.example.no", "1", username, "Anne", role, "nn")


def test_username_belongs_to_one_account_however_it_is_capitalised(accounts: AccountStore) -> None:
    accounts.add("test", local("kari"))
    with pytest.raises(UsernameTaken):
        accounts.add("test", local("KARI"))
    assert [account.username for account in accounts.all()] == ["kari"]


def test_refused_change_is_not_in_the_audit_log(accounts: AccountStore, database: Engine) -> None:
    kari = accounts.add("test", local("kari"))
    with pytest.raises(LastAdmin):
        accounts.disable("test", kari.id)
    with pytest.raises(UsernameTaken):
        accounts.add("test", local("kari"))
    assert [event.action for event in AuditLog(database).page(AuditFilter(), 1).events] == ["account.add"]


def test_two_administrators_cannot_close_each_other_at_the_same_moment(accounts: AccountStore) -> None:
    for _ in range(5):
        ids = [accounts.add("test", local(f"a-{uuid4().hex[:8]}")).id for _ in range(2)]
        for account in accounts.all():
            if account.id not in ids and account.disabled_at is None:
                accounts.disable("test", account.id)

        def close(account_id: str) -> bool:
            try:
                accounts.disable("test", account_id)
            except LastAdmin:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(close, ids)) == [False, True]


def test_two_first_sign_ins_at_the_same_moment_make_one_account(accounts: AccountStore) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: accounts.welcome(anne()), range(4)))
    assert len({account.id for account in made}) == 1
    assert [account.username for account in accounts.all()] == ["anne"]


def test_username_of_an_external_person_never_takes_a_local_account(accounts: AccountStore) -> None:
    own = accounts.add("test", local("anne"))
    made = accounts.welcome(anne(Role.reader, "ANNE"))
    assert (made.username, made.role, made.id != own.id) == ("anne-2", "reader", True)
    assert accounts.welcome(anne(Role.editor)).id == made.id


def test_disabled_external_person_is_refused_and_keeps_the_old_role(accounts: AccountStore) -> None:
    made = accounts.welcome(anne())
    accounts.disable("test", made.id)
    with pytest.raises(AccountDisabled):
        accounts.welcome(anne(Role.admin))
    assert accounts.find(made.id).role == "reader"


def test_session_signs_in_until_it_is_ended(accounts: AccountStore) -> None:
    kari = accounts.add("test", local("kari"))
    first, second = accounts.begin_session(kari.id), accounts.begin_session(kari.id)
    accounts.end_session(first)
    accounts.end_session("a token that never was")
    assert accounts.member_of(first) is None
    member = accounts.member_of(second)
    assert member is not None
    assert (member.username, member.role, member.local) == ("kari", Role.admin, True)


def test_audit_log_is_filtered_and_read_in_pages(accounts: AccountStore, database: Engine) -> None:
    for number in range(51):
        accounts.add("kari" if number % 2 else "ola", local(f"user{number}"))
    log = AuditLog(database)
    assert (log.page(AuditFilter(), 1).count, log.page(AuditFilter(), 9).number, len(log.page(AuditFilter(), 2).events)) == (51, 2, 1)
    assert log.page(AuditFilter(who="kari"), 1).count == 25
    assert (log.people(), log.actions()) == (["kari", "ola"], ["account.add"])


def test_every_refusal_of_accounts_is_told_in_both_standards() -> None:
    from api import account_problems

    errors = [kind for kind in vars(account_problems).values() if isinstance(kind, type) and issubclass(kind, ApiError)]
    assert len(errors) > 10
    assert [kind.__name__ for kind in errors if not (kind.title.nb and kind.title.nn)] == []
