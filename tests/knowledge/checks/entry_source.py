"""An entry's file by fields: where each stands, and the file with one of them changed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from knowledge.entries import Answer, Entry

Maker = Callable[[Entry, str, random.Random], Iterator[tuple[str, range, str]]]
"""Every mutation of one kind that an entry allows: the new source, the lines, what was done."""


STANDARDS = ("nb", "nn")


class EntrySource:
    """An entry's file by fields: where each stands, and the file with one of them changed."""

    def __init__(self, entry: Entry, source: str) -> None:
        self.entry, self.source, self.rows = entry, source, source.split("\n")

    def span(self, *where: str | int) -> range:
        """The lines of a field, the one with its key first."""
        first = self.entry.document.line(*where)
        indent = len(self.rows[first - 1]) - len(self.rows[first - 1].lstrip(" -"))
        last = first
        while last < len(self.rows) and (not self.rows[last].strip() or len(self.rows[last]) - len(self.rows[last].lstrip()) > indent):
            last += 1
        while last > first and not self.rows[last - 1].strip():
            last -= 1
        return range(first, last + 1)

    def text(self, *where: str | int) -> str:
        """The lines of a field as they are written."""
        span = self.span(*where)
        return "\n".join(self.rows[span.start - 1 : span.stop - 1])

    def put(self, where: tuple[str | int, ...], written: str) -> str:
        """The file with a field's lines changed."""
        span = self.span(*where)
        return "\n".join([*self.rows[: span.start - 1], *written.split("\n"), *self.rows[span.stop - 1 :]])

    def put_all(self, changes: dict[tuple[str | int, ...], str]) -> str:
        """The file with several fields changed, each as many lines as before."""
        rows = list(self.rows)
        for where, written in changes.items():
            span = self.span(*where)
            rows[span.start - 1 : span.stop - 1] = written.split("\n")
        return "\n".join(rows)


def answers_of(entry: Entry) -> Iterator[tuple[str, Answer]]:
    yield from entry.answers.items()


def replaced(text: str, found: re.Match[str], new: str) -> str:
    """The text with what was found replaced; where it went over two lines, the line still breaks between the same two words."""
    gaps = iter(re.findall(r"\s+", found[0]))
    return text[: found.start()] + re.sub(" ", lambda _: next(gaps, " "), new) + text[found.end() :]
