"""What was read of a received file: headed paragraphs in order, and what was left out or done on the way."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Block:
    """A paragraph, with the sender's line breaks, or a heading.

    `weight`: 0 for a paragraph, 0.9 and more for a heading; the larger, the more it looks like the title.
    """

    text: str
    weight: float = 0.0

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.weight > 0


@dataclass(frozen=True)
class Stated:
    """What the file says of itself outside its text; empty where it does not."""

    title: str = ""
    sender: str = ""
    date: str = ""


@dataclass(frozen=True)
class Document:
    """`margins`: headers, footers and page numbers left out; `joined`: words put together at line ends;
    `scanned`: numbers of pages read as pictures; `notes`: Norwegian remarks for the editor."""

    blocks: tuple[Block, ...]
    stated: Stated = field(default_factory=Stated)
    pages: int = 1
    margins: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    scanned: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    def as_plain(self) -> dict[str, Any]:
        """The document as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Document:
        """The reverse of `as_plain`."""
        lists = {name: tuple(plain[name]) for name in ("margins", "joined", "scanned", "notes")}
        blocks = tuple(Block(**block) for block in plain["blocks"])
        return cls(blocks=blocks, stated=Stated(**plain["stated"]), pages=plain["pages"], **lists)
