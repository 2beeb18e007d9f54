"""Passwords: which are fit, their Argon2 hashes, and checking one without telling by the time it takes whether there is such a user."""

from __future__ import annotations

import re
import secrets
from functools import lru_cache

import anyio
import anyio.to_thread
from anyio.lowlevel import RunVar
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.account_problems import UnfitAccount, UnfitPassword
from api.problems import Text

SHORTEST, LONGEST = 12, 200
AT_ONCE = 4  # each check takes 64 MiB, so that many sign-ins at a time must not be many checks at a time
USERNAME = re.compile(r"[\w.@+-]{2,200}")
LONGEST_NAME = 200
_hasher = PasswordHasher()
_limiter: RunVar[anyio.CapacityLimiter] = RunVar("password checks")


def fit_password(password: str, username: str) -> str:
    """The password itself. Raises UnfitPassword."""
    if len(password) < SHORTEST:
        raise UnfitPassword(
            f"the password is shorter than {SHORTEST} characters",
            Text(f"Passordet må ha minst {SHORTEST} tegn.", f"Passordet må ha minst {SHORTEST} teikn."),
        )
    if len(password) > LONGEST:
        raise UnfitPassword(
            f"the password is longer than {LONGEST} characters",
            Text(f"Passordet kan ha høyst {LONGEST} tegn.", f"Passordet kan ha høgst {LONGEST} teikn."),
        )
    if password.casefold() == username.casefold():
        raise UnfitPassword(
            "the password is the username", Text("Passordet kan ikke være brukernavnet.", "Passordet kan ikkje vere brukarnamnet.")
        )
    return password


def fit_username(username: str) -> str:
    """The username as it is kept, in small letters. Raises UnfitAccount."""
    if not USERNAME.fullmatch(username.strip()):
        raise UnfitAccount(f"{username!r} is no username: at least two of letters, digits, . - _ + and @, without blanks")
    return username.strip().casefold()


def fit_name(name: str) -> str:
    """A person's name without odd blanks. Raises UnfitAccount when nothing is left, or too much."""
    joined = " ".join(name.split())
    if not joined or len(joined) > LONGEST_NAME or not joined.isprintable():
        raise UnfitAccount("the name is empty, too long or not readable")
    return joined


def new_one_time_password() -> str:
    """A password that somebody gets from an administrator and must change: about 95 bits, in groups that can be read aloud."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(5))


def hash_password(password: str) -> str:
    """The Argon2id hash of a password; it takes some 50 ms and 64 MiB."""
    return _hasher.hash(password)


def check_password(password: str, hashed: str | None) -> bool:
    """Whether the password is the one that was hashed. Without a hash it takes as long, and the answer is no."""
    try:
        _hasher.verify(hashed or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return hashed is not None


def needs_new_hash(hashed: str) -> bool:
    """Whether a hash was made with other parameters than those of today."""
    return _hasher.check_needs_rehash(hashed)


async def hash_in_turn(password: str) -> str:
    """`hash_password` beside the event loop, few at a time."""
    return await anyio.to_thread.run_sync(hash_password, password, limiter=_turns())


async def check_in_turn(password: str, hashed: str | None) -> bool:
    """`check_password` beside the event loop, few at a time."""
    return await anyio.to_thread.run_sync(check_password, password, hashed, limiter=_turns())


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_urlsafe(32))


def _turns() -> anyio.CapacityLimiter:
    """One limiter for each event loop, as anyio wants it."""
    try:
        return _limiter.get()
    except LookupError:
        limiter = anyio.CapacityLimiter(AT_ONCE)
        _limiter.set(limiter)
        return limiter
