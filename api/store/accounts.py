"""The queries of staff accounts and their sessions. All of them block; every change is written in the audit log."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import Engine, delete, exists, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload, sessionmaker

from api.account_problems import AccountDisabled, AccountNotFound, LastAdmin, ManagedElsewhere, UsernameTaken
from api.staff.members import Member, Role
from api.store.audit import record
from api.store.database import writing
from api.store.staff_models import Account, StaffSession

SESSION_HOURS = 10
IDLE_HOURS = 2
SEEN_EVERY = timedelta(minutes=1)  # a session is not written at every request
KIND = "account"


@dataclass(frozen=True)
class NewAccount:
    """A local account to be made. `one_time_password`: the person must choose another at the first sign-in."""

    username: str
    name: str
    role: Role
    language: str
    password_hash: str
    one_time_password: bool


@dataclass(frozen=True)
class ExternalPerson:
    """Somebody whom an OpenID Connect provider vouches for; `username` is what they would like to be called."""

    issuer: str
    subject: str
    username: str
    name: str
    role: Role
    language: str


class AccountStore:
    """Accounts and sessions in one database; each method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._reading = sessionmaker(engine, expire_on_commit=False)
        self._writing = sessionmaker(writing(engine), expire_on_commit=False)

    def all(self) -> list[Account]:
        """Every account by name, the disabled ones last."""
        with self._reading() as session:
            order = (Account.disabled_at.is_not(None), func.lower(Account.name), Account.username)
            return list(session.scalars(select(Account).order_by(*order)))

    def is_empty(self) -> bool:
        """Whether nobody can sign in, because there is no account that is not disabled."""
        with self._reading() as session:
            return not session.scalar(select(exists().where(Account.disabled_at.is_(None))))

    def find(self, account_id: str) -> Account:
        """The account of an id. Raises AccountNotFound."""
        with self._reading() as session:
            return _get(session, account_id)

    def named(self, username: str) -> Account | None:
        """The account of a username, however it is capitalised."""
        with self._reading() as session:
            return session.scalar(select(Account).where(Account.username == username.casefold()))

    def add(self, who: str, new: NewAccount) -> Account:
        """Make a local account. Raises UsernameTaken."""
        account = Account(
            id=str(uuid4()), username=new.username.casefold(), name=new.name, role=new.role.name, language=new.language,
            password_hash=new.password_hash, one_time_password=new.one_time_password, created_at=datetime.now(UTC),
        )  # fmt: skip
        try:
            with self._writing.begin() as session:
                session.add(account)
                session.flush()
                record(session, who, "account.add", KIND, account.username, name=account.name, role=account.role)
        except IntegrityError as error:
            raise UsernameTaken(f"there is an account {account.username!r} already") from error
        return account

    def set_role(self, who: str, account_id: str, role: Role) -> Account:
        """Give a local account another role. Raises LastAdmin, ManagedElsewhere."""
        with self._writing.begin() as session:
            account = _get(session, account_id)
            if account.issuer is not None:
                raise ManagedElsewhere(f"the role of {account.username} comes from {account.issuer} at each sign-in")
            if account.role != role.name:
                if role is not Role.admin:
                    _refuse_last_admin(session, account)
                record(session, who, "account.role", KIND, account.username, before=account.role, role=role.name)
                account.role = role.name
        return account

    def set_password(self, who: str, account_id: str, password_hash: str, *, one_time: bool) -> Account:
        """Set a local account's password and end its sessions. Raises ManagedElsewhere."""
        with self._writing.begin() as session:
            account = _get(session, account_id)
            if account.issuer is not None:
                raise ManagedElsewhere(f"{account.username} signs in at {account.issuer} and has no password here")
            account.password_hash, account.one_time_password = password_hash, one_time
            _end_sessions(session, account)
            record(session, who, "account.password", KIND, account.username, one_time=one_time)
        return account

    def replace_hash(self, account_id: str, old: str, new: str) -> None:
        """Keep the same password as a stronger hash, unless the password was changed meanwhile."""
        with self._writing.begin() as session:
            session.execute(update(Account).where(Account.id == account_id, Account.password_hash == old).values(password_hash=new))

    def set_language(self, who: str, account_id: str, language: str) -> None:
        """Choose the written standard in which the console speaks to somebody."""
        with self._writing.begin() as session:
            account = _get(session, account_id)
            if account.language != language:
                account.language = language
                record(session, who, "account.language", KIND, account.username, language=language)

    def disable(self, who: str, account_id: str) -> Account:
        """Close an account and end its sessions. Raises LastAdmin."""
        with self._writing.begin() as session:
            account = _get(session, account_id)
            if account.disabled_at is None:
                _refuse_last_admin(session, account)
                account.disabled_at = datetime.now(UTC)
                _end_sessions(session, account)
                record(session, who, "account.disable", KIND, account.username)
        return account

    def enable(self, who: str, account_id: str) -> Account:
        """Open a disabled account again."""
        with self._writing.begin() as session:
            account = _get(session, account_id)
            if account.disabled_at is not None:
                account.disabled_at = None
                record(session, who, "account.enable", KIND, account.username)
        return account

    def welcome(self, person: ExternalPerson) -> Account:
        """The account of somebody whom a provider vouches for: made at the first sign-in, name and role renewed at each.

        Raises AccountDisabled. A username that is taken, also by a local account, gets a number behind it.
        """
        try:
            return self._welcome(person)
        except IntegrityError:  # two first sign-ins at the same moment
            return self._welcome(person)

    def _welcome(self, person: ExternalPerson) -> Account:
        wanted = select(Account).where(Account.issuer == person.issuer, Account.subject == person.subject)
        with self._writing.begin() as session:
            account = session.scalar(wanted.with_for_update())
            if account is None:
                return _add_external(session, person)
            if account.disabled_at is not None:
                raise AccountDisabled(f"{account.username} is disabled")
            renewed = {"name": person.name, "role": person.role.name}
            changed = {field: value for field, value in renewed.items() if getattr(account, field) != value}
            if changed:
                record(session, account.username, "account.renew", KIND, account.username, **changed)
                account.name, account.role = person.name, person.role.name
            return account

    def begin_session(self, account_id: str) -> str:
        """Sign an account in; gives the token for the cookie. Sessions that have ended are swept out."""
        token, now = secrets.token_urlsafe(32), datetime.now(UTC)
        idle = StaffSession.seen_at < now - timedelta(hours=IDLE_HOURS)
        with self._writing.begin() as session:
            session.execute(delete(StaffSession).where((StaffSession.expires_at < now) | idle))
            session.add(
                StaffSession(
                    token_hash=_digest(token),
                    account_id=account_id,
                    csrf_token=secrets.token_urlsafe(32),
                    created_at=now,
                    seen_at=now,
                    expires_at=now + timedelta(hours=SESSION_HOURS),
                )
            )
        return token

    def member_of(self, token: str) -> Member | None:
        """The member whom a cookie's token signs in; none when the session has ended or the account is disabled."""
        wanted = select(StaffSession).where(StaffSession.token_hash == _digest(token)).options(joinedload(StaffSession.account))
        with self._reading() as session:
            found = session.execute(wanted).scalar_one_or_none()
        now = datetime.now(UTC)
        if found is None or found.expires_at < now or found.seen_at < now - timedelta(hours=IDLE_HOURS):
            return None
        if found.account.disabled_at is not None:
            return None
        if found.seen_at < now - SEEN_EVERY:
            with self._writing.begin() as session:
                session.execute(update(StaffSession).where(StaffSession.token_hash == found.token_hash).values(seen_at=now))
        return _member(found.account, found.csrf_token)

    def end_session(self, token: str) -> None:
        """Sign out; nothing happens when the session has ended already."""
        with self._writing.begin() as session:
            session.execute(delete(StaffSession).where(StaffSession.token_hash == _digest(token)))


def _get(session: Session, account_id: str) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise AccountNotFound(f"no account {account_id!r}")
    return account


def _refuse_last_admin(session: Session, account: Account) -> None:
    admins = select(Account.id).where(Account.role == Role.admin.name, Account.disabled_at.is_(None)).with_for_update()
    if session.scalars(admins).all() == [account.id]:
        raise LastAdmin(f"{account.username} is the only administrator who can sign in; make another one first")


def _end_sessions(session: Session, account: Account) -> None:
    session.execute(delete(StaffSession).where(StaffSession.account_id == account.id))


def _add_external(session: Session, person: ExternalPerson) -> Account:
    wanted = person.username.casefold()
    taken = set(session.scalars(select(Account.username).where(Account.username.startswith(wanted, autoescape=True))))
    free = (name for number in range(1, len(taken) + 2) if (name := wanted if number == 1 else f"{wanted}-{number}") not in taken)
    account = Account(
        id=str(uuid4()), username=next(free), name=person.name, role=person.role.name, language=person.language,
        one_time_password=False, issuer=person.issuer, subject=person.subject, created_at=datetime.now(UTC),
    )  # fmt: skip
    session.add(account)
    session.flush()
    record(session, account.username, "account.first_sign_in", KIND, account.username, name=account.name, role=account.role)
    return account


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _member(account: Account, csrf_token: str) -> Member:
    return Member(
        account_id=account.id,
        username=account.username,
        name=account.name,
        role=Role.named(account.role),
        language=account.language,
        csrf_token=csrf_token,
        local=account.issuer is None,
        one_time_password=account.one_time_password,
    )
