"""Cut a letter into headings, paragraphs and lists for its page, with one quoted passage marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from knowledge.letters import Letter, fold_space

SHORT_LINE = 65  # a line this short inside a paragraph was broken on purpose (a signature, a caption)
BULLET = "- "


@dataclass(frozen=True)
class Piece:
    """A run of text, `marked` when it belongs to the quoted passage; `first` where the passage begins."""

    text: str
    marked: bool = False
    first: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph (`p`) or a list (`ul`): the pieces of each entry; a paragraph has one."""

    kind: str
    entries: list[list[Piece]]


@dataclass(frozen=True)
class PageSection:
    """A headed part of the page."""

    heading: str
    blocks: list[Block]


def page_sections(letter: Letter, quote: str | None) -> list[PageSection]:
    """The letter's sections; the first place where `quote` stands (white space folded) is marked."""
    result, wanted = [], quote
    for section in letter.sections:
        marked = wanted if wanted and fold_space(wanted) in fold_space(section.text) else None
        result.append(PageSection(section.heading, _blocks(section.text, marked)))
        wanted = None if marked else wanted
    return result


def _blocks(text: str, quote: str | None) -> list[Block]:
    parts = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    start, end = _span(parts, quote)
    blocks: list[Block] = []
    position = 0
    for part in parts:
        shown, is_item = _joined_lines(part), part.startswith(BULLET)
        offset = len(BULLET) if is_item else 0
        pieces = _pieces(shown[offset:], start - position - offset, end - position - offset, first=start >= position)
        if is_item and blocks and blocks[-1].kind == "ul":
            blocks[-1].entries.append(pieces)
        else:
            blocks.append(Block("ul" if is_item else "p", [pieces]))
        position += len(shown) + 1
    return blocks


def _span(parts: list[str], quote: str | None) -> tuple[int, int]:
    """Where the quote begins and ends in the folded section, or (-1, -1)."""
    if not quote:
        return -1, -1
    wanted = fold_space(quote)
    start = " ".join(fold_space(part) for part in parts).find(wanted)
    return (start, start + len(wanted)) if start >= 0 else (-1, -1)


def _joined_lines(part: str) -> str:
    """One paragraph: lines joined by a blank, or by a newline after a short one. As long as the folded text."""
    lines = [fold_space(line) for line in part.splitlines() if line.strip()]
    joined = lines[0]
    for before, line in pairwise(lines):
        joined += ("\n" if len(before) < SHORT_LINE else " ") + line
    return joined


def _pieces(text: str, start: int, end: int, first: bool) -> list[Piece]:
    begin, stop = max(start, 0), min(end, len(text))
    if begin >= stop:
        return [Piece(text)]
    parts = [Piece(text[:begin]), Piece(text[begin:stop], marked=True, first=first), Piece(text[stop:])]
    return [part for part in parts if part.text]
