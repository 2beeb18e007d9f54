"""Tell headers, footers and page numbers from the letter's own lines."""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import median

from rapidfuzz import fuzz

from knowledge.intake.lines import Line

TOP, BOTTOM = 0.13, 0.87
"""Shares of the page's height from above: a header stands above the first, a footer below the second."""
ALIKE = 85
"""From this likeness (0 to 100) two lines on different pages are the same header; reading a scan makes small errors."""
LETTERHEAD_ZONE = 0.8
SMALLER = 0.92
_PAGE_NUMBER = re.compile(r"(?:side|s\.|page)?\s*[-–]?\s*\d{1,4}\s*[-–]?\s*(?:(?:av|of|/)\s*\d{1,4})?", re.IGNORECASE)
_ADDRESS = re.compile(
    r"postadresse|kontoradresse|besøksadresse|besøksadr|telefon|telefaks|sentralbord|org\.? ?(?:nr|no)|postmottak@|www\.|saksbehandl[ea]r",
    re.IGNORECASE,
)


def split_margins(lines: list[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """The letter's lines, and the texts of headers, footers and page numbers, each once, in order."""
    left_out = _page_numbers(lines) | _repeated(lines) | _running_title(lines) | _address_footers(lines)
    kept = [line for index, line in enumerate(lines) if index not in left_out]
    return kept, tuple(dict.fromkeys(lines[index].text for index in sorted(left_out)))


def _in_margin(line: Line) -> bool:
    return line.bottom < TOP or line.top > BOTTOM


def _page_numbers(lines: list[Line]) -> set[int]:
    return {index for index, line in enumerate(lines) if _in_margin(line) and _PAGE_NUMBER.fullmatch(line.text.strip())}


def _repeated(lines: list[Line]) -> set[int]:
    """Lines in the margins that stand at the same height on at least two pages and on half of those that could have them."""
    groups: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if _in_margin(line):
            groups[round(line.top * 50)].append(index)
    pages = len({line.page for line in lines})
    found: set[int] = set()
    for place, indices in groups.items():
        near = indices + groups.get(place + 1, [])
        for index in near:
            alike = [other for other in near if _same(lines[index], lines[other])]
            if len({lines[other].page for other in alike}) >= max(2, (pages - 1) / 2):
                found.update(alike)
    return found


def _running_title(lines: list[Line]) -> set[int]:
    """A first line of a later page that is set smaller than the text, or repeats words set larger on the first page."""
    ordinary = median(line.size for line in lines) if lines else 0.0
    title = " ".join(line.text for line in lines if line.page == 1 and line.size > 1.1 * ordinary)
    firsts = {line.page: index for index, line in reversed(list(enumerate(lines)))}
    return {
        index
        for page, index in firsts.items()
        if page > 1
        and lines[index].bottom < TOP
        and (lines[index].size < SMALLER * ordinary or (len(lines[index].text) > 8 and lines[index].text in title))
    }


def _same(one: Line, other: Line) -> bool:
    first, second = (re.sub(r"\d+", "0", line.text) for line in (one, other))
    return fuzz.ratio(first, second) >= ALIKE


def _address_footers(lines: list[Line]) -> set[int]:
    """From the first line of a sender's address at the foot of a page to the page's end."""
    found: set[int] = set()
    for page in {line.page for line in lines}:
        foot = [index for index, line in enumerate(lines) if line.page == page and line.top > LETTERHEAD_ZONE]
        starts = [lines[index].top for index in foot if _ADDRESS.search(lines[index].text)]
        if len(starts) >= 2 or (starts and min(starts) > BOTTOM):
            found.update(index for index in foot if lines[index].top >= min(starts) - 0.005)
    return found
