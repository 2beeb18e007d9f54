"""Put placed lines together as paragraphs and headings."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median

from knowledge.intake.document import Block
from knowledge.intake.hyphens import join_lines
from knowledge.intake.lines import Line

NEW_PARAGRAPH = 1.35
"""A gap of this many ordinary line distances parts two paragraphs."""
LARGER, LARGER_SCANNED = 1.1, 1.25
"""From this many times the body's size a line is a heading; a scan's sizes are rough."""
HEADING_CHARACTERS = 160
SHORT_LINE = 0.75
"""A line that ends before this share of the text's width is short."""
_LIST_ITEM = re.compile(r"[-–•▪●\uf0b7*]\s|\d{1,2}[.)]\s|[a-z]\)\s")
_NUMBER = re.compile(r"\d+(\.\d+)*\.? +[A-ZÆØÅ]")
_ENDS = (".", ",", ";", ":", "!")


def blocks_of(lines: list[Line]) -> tuple[list[Block], tuple[str, ...]]:
    """Headings and paragraphs in order, and the words that were put together at line ends."""
    if not lines:
        return [], ()
    page = _Page(lines)
    runs = [part for run in page.runs() for part in page.without_heading(run)]
    whole = "\n".join(line.text for line in lines)
    joined: list[str] = []
    blocks = [Block(_text(run, whole, joined, one_line=page.weight(run) > 0), page.weight(run)) for run in runs]
    return blocks, tuple(dict.fromkeys(joined))


class _Page:
    """What is ordinary in these lines: size, distance and width of the body's text."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        sizes = Counter[float]()
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
        self._size = sizes.most_common(1)[0][0]
        self._bold = sum(len(line.text) for line in lines if line.bold) > sum(len(line.text) for line in lines) / 2
        body = [line for line in lines if abs(line.size - self._size) <= 1]
        steps = [after.top - before.top for before, after in zip(body, body[1:]) if before.page == after.page and after.top > before.top]
        self._step = median(sorted(steps)[: max(1, round(len(steps) * 0.7))]) if steps else 0.02
        rights = sorted(line.right for line in body)
        self._left, self._right = min(line.left for line in body), rights[int(len(rights) * 0.9) - 1 if len(rights) > 1 else 0]

    def runs(self) -> list[list[Line]]:
        """Lines that belong together: same looks, ordinary distance."""
        runs = [[self._lines[0]]]
        for before, line in zip(self._lines, self._lines[1:]):
            if self._parts(before, line):
                runs.append([line])
            else:
                runs[-1].append(line)
        return runs

    def without_heading(self, run: list[Line]) -> list[list[Line]]:
        """A run cut after its first line when that is a heading without looks of its own: short, no full stop, then text."""
        first, rest = run[0], run[1:]
        if rest and not self._stands_out(run) and self._is_plain_heading(first) and (self._is_text(rest) or _is_numbered(first, rest[0])):
            return [[first], rest]
        return [run]

    def weight(self, run: list[Line]) -> float:
        """0 for a paragraph, else how much the heading stands out: its size by the body's."""
        text = " ".join(line.text for line in run)
        if len(text) > HEADING_CHARACTERS or len(run) > 4 or text.endswith(_ENDS) or not any(c.isalpha() for c in text):
            return 0.0
        if self._stands_out(run):
            return round(self._scale(run), 2)
        return 0.9 if len(run) == 1 and self._is_plain_heading(run[0]) and self._before_text(run[0]) else 0.0

    def _scale(self, run: list[Line]) -> float:
        return median(line.size for line in run) / self._size

    def _stands_out(self, run: list[Line]) -> bool:
        larger = self._scale(run) >= (LARGER_SCANNED if run[0].scanned else LARGER)
        return larger or (not self._bold and all(line.bold for line in run))

    def _parts(self, before: Line, line: Line) -> bool:
        most = 1.3 if line.scanned else 1.08
        if _LIST_ITEM.match(line.text) or before.bold != line.bold or not 1 / most < line.size / before.size < most:
            return True
        if before.page != line.page or line.top < before.top - self._step / 2:
            return not before.hyphen and (before.text.endswith((".", ":", "!", "?")) or before.right < self._shortest_full())
        return line.top - before.top > NEW_PARAGRAPH * self._step

    def _shortest_full(self) -> float:
        return self._left + SHORT_LINE * (self._right - self._left)

    def _is_plain_heading(self, line: Line) -> bool:
        begins = line.text[0].isupper() or _NUMBER.match(line.text) is not None
        ends = line.right < self._shortest_full() and not line.text.endswith(_ENDS) and not line.hyphen
        return begins and ends and len(line.text) <= 80 and sum(c.isalpha() for c in line.text) > len(line.text) / 2

    def _is_text(self, run: list[Line]) -> bool:
        full = run[0].right >= self._shortest_full() or run[-1].text.endswith(".")
        return full and run[0].text[0].isupper() and len(" ".join(line.text for line in run)) > 60

    def _before_text(self, line: Line) -> bool:
        index = next(index for index, other in enumerate(self._lines) if other is line)
        after = self._lines[index + 1 : index + 3]
        in_list = index > 0 and _NUMBER.match(self._lines[index - 1].text) is not None
        return bool(after) and ((_is_numbered(line, after[0]) and not in_list) or (len(after) == 2 and self._is_text(after)))


def _is_numbered(line: Line, after: Line) -> bool:
    """Whether the line has a heading's number and the next one none: then it is no item of a list."""
    return _NUMBER.match(line.text) is not None and _NUMBER.match(after.text) is None


def _text(run: list[Line], whole: str, joined: list[str], *, one_line: bool) -> str:
    """The run's lines, divided words put together; a heading on one line."""
    lines = [run[0].text]
    for before, line in zip(run, run[1:]):
        if not before.hyphen:
            lines.append(line.text)
            continue
        lines[-1], rest, what = join_lines(lines[-1], line.text, whole)
        if what:
            joined.append(what)
        if rest:
            lines.append(rest)
    if run[-1].hyphen:
        lines[-1] += "-"
    return (" " if one_line else "\n").join(lines)
