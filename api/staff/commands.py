"""Who may use the staff console: `kompass staff add`, `list`, `role`, `password`, `disable`, `enable`."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from api.errors import CommandError
from api.problems import ApiError
from api.staff.members import Role

if TYPE_CHECKING:
    from api.settings import Settings
    from api.store.accounts import AccountStore
    from api.store.staff_models import Account

WHO = "kommandolinje"  # how the audit log calls what was done here, with the user of the machine
staff = typer.Typer(name="staff", help=__doc__, no_args_is_help=True)


class Language(StrEnum):
    """A written standard."""

    nb = "nb"
    nn = "nn"


RoleName = StrEnum("RoleName", [(role.name, role.name) for role in Role])  # type: ignore[misc]
Username = Annotated[str, typer.Argument(help="What the person signs in with.")]


@staff.command()
def add(
    username: Username,
    name: Annotated[str, typer.Option(help="The person's name, as colleagues see it.")],
    role: Annotated[RoleName, typer.Option(help="reader: see; reviewer: judge; editor: change answers; admin: accounts too.")],
    language: Annotated[Language, typer.Option(help="The written standard of the console for this person.")] = Language.nb,
) -> None:
    """Make an account. Asks for its password twice, or reads it from standard input: kompass staff add kari ... < file"""
    from api.staff.passwords import fit_name, fit_password, fit_username, hash_password
    from api.store.accounts import NewAccount

    with opened() as accounts:
        fit, shown = fit_username(username), fit_name(name)
        if accounts.named(fit):
            raise CommandError(f"there is an account {fit!r} already")
        password = fit_password(ask_password(), fit)
        new = NewAccount(fit, shown, Role.named(role.value), language.value, hash_password(password), one_time_password=False)
        accounts.add(who(), new)
    typer.echo(f"{fit} can sign in as {role.value}.")


@staff.command("list")
def list_() -> None:
    """List the accounts: username, role, whether it is active, how it signs in, name."""
    with opened() as accounts:
        for account in accounts.all():
            state = "disabled" if account.disabled_at else "active"
            typer.echo(f"{account.username}\t{account.role}\t{state}\t{account.issuer or 'password'}\t{account.name}")


@staff.command()
def role(username: Username, role: Annotated[RoleName, typer.Argument(help="The new role.")]) -> None:
    """Give an account another role."""
    with opened() as accounts:
        account = accounts.set_role(who(), named(accounts, username).id, Role.named(role.value))
    typer.echo(f"{account.username} is now {account.role}.")


@staff.command()
def password(username: Username) -> None:
    """Set an account's password and end its sessions. Asks twice, or reads it from standard input."""
    from api.staff.passwords import fit_password, hash_password

    with opened() as accounts:
        account = named(accounts, username)
        new = fit_password(ask_password(), account.username)
        accounts.set_password(who(), account.id, hash_password(new), one_time=False)
    typer.echo(f"{account.username} has a new password.")


@staff.command()
def disable(username: Username) -> None:
    """Close an account and end its sessions; what the person did stays in the audit log."""
    with opened() as accounts:
        account = accounts.disable(who(), named(accounts, username).id)
    typer.echo(f"{account.username} is disabled.")


@staff.command()
def enable(username: Username) -> None:
    """Open a disabled account again."""
    with opened() as accounts:
        account = accounts.enable(who(), named(accounts, username).id)
    typer.echo(f"{account.username} is active.")


@contextmanager
def opened() -> Iterator[AccountStore]:
    """The accounts of the database in the settings, made or brought up to date first. A refusal becomes a CommandError."""
    from api.settings import read_settings
    from api.store.accounts import AccountStore
    from api.store.database import connect
    from api.store.migrate import upgrade

    settings = read_settings()
    upgrade(settings.database_url)
    database = connect(settings.database_url)
    try:
        yield AccountStore(database)
    except ApiError as error:
        raise CommandError(str(error)) from error
    finally:
        database.dispose()


def named(accounts: AccountStore, username: str) -> Account:
    """The account of a username. Raises CommandError."""
    account = accounts.named(username.strip())
    if account is None:
        raise CommandError(f"there is no account {username!r}; `kompass staff list` shows them")
    return account


def ask_password() -> str:
    """Ask twice without showing it; when nobody is at a terminal, the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("The same password again: ") != first:
        raise CommandError("the two passwords are not the same; nothing was changed")
    return first


def who() -> str:
    """The name in the audit log: this is the command line, and whose."""
    try:
        return f"{WHO} ({getpass.getuser()})"
    except (KeyError, OSError, ImportError):  # a container may run as a user without a name
        return WHO


def first_account_notice(settings: Settings, url: str) -> str:
    """Where the console is, and how to make the first account when nobody can sign in."""
    address = f"The staff console is on {settings.public_url or url}/staff."
    with opened() as accounts:
        nobody = accounts.is_empty()
    if nobody and not settings.oidc_issuer:
        address += '\nNobody can sign in there yet. Make the first account: kompass staff add USERNAME --name "First Last" --role admin'
    return address
