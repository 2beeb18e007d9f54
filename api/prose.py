"""A reply's plain text as headings, lists and paragraphs, for pages; api/widget/messages.js does the same in the browser."""

from __future__ import annotations

import re
from typing import NamedTuple

HEADING_LENGTH = 60
POINT = "– "


class Block(NamedTuple):
    """`kind`: h3, h4, ul or p; `lines`: the points of a list, else one text."""

    kind: str
    lines: list[str]


def blocks(text: str) -> list[Block]:
    """A heading is a short first line of a paragraph (two at most), "– " begins a point."""
    found: list[Block] = []
    for part in re.split(r"\n{2,}", text):
        lines = [line for line in part.split("\n") if line.strip()]
        for kind in ("h3", "h4"):
            if len(lines) > 1 and _is_heading(lines[0]):
                found.append(Block(kind, [lines.pop(0)]))
            else:
                break
        for line in lines:
            if not line.startswith(POINT):
                found.append(Block("p", [line]))
            elif found and found[-1].kind == "ul":
                found[-1].lines.append(line.removeprefix(POINT))
            else:
                found.append(Block("ul", [line.removeprefix(POINT)]))
    return found


def _is_heading(line: str) -> bool:
    return len(line) <= HEADING_LENGTH and not line.startswith("–") and line[-1:] not in tuple(".:;,!?")
