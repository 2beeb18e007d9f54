"""Staff: who is signed in, and what their role allows. Of four roles, each may all that the one before it may."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """reader: see; reviewer: judge and label; editor: change questions and entries, publish; admin: accounts and audit log."""

    reader = 1
    reviewer = 2
    editor = 3
    admin = 4

    @classmethod
    def named(cls, name: str) -> Role:
        """The role of a name. Raises ValueError listing the names."""
        try:
            return cls[name]
        except KeyError:
            raise ValueError(f"there is no role {name!r}: choose one of {', '.join(role.name for role in cls)}") from None


@dataclass(frozen=True)
class Member:
    """The signed-in person. `csrf_token` must come back with every form; `language` is the console's standard for them.

    `local`: has a password here, and signs in with no provider. `one_time_password`: must choose another before anything else.
    """

    account_id: str
    username: str
    name: str
    role: Role
    language: str
    csrf_token: str
    local: bool = True
    one_time_password: bool = False
