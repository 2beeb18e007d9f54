"""Words divided at the end of a line: put together again, with or without the hyphen."""

from __future__ import annotations

import re

_FIRST = re.compile(r"\S+$")
_SECOND = re.compile(r"^\S+")
_KEPT_BEFORE = {"og", "eller", "samt", "men", "til", "såvel"}
"""After these a hyphen stands for the rest of a compound: helse- og omsorgstjenesten."""


def join_lines(before: str, after: str, whole_text: str) -> tuple[str, str, str | None]:
    """Two lines of which the first ended in a hyphen, now taken away, as (first, second, what was joined or None).

    `whole_text` is the document's text: a compound that stands there with its hyphen keeps it.
    """
    first, second = _FIRST.search(before), _SECOND.search(after)
    if not first or not second:
        return before + "-", after, None
    head, tail = first[0], second[0]
    if tail.strip(".,;:").lower() in _KEPT_BEFORE or not tail[0].isalpha():
        return before + "-", after, None
    rest = after[len(tail) :].lstrip()
    with_hyphen = _keeps_hyphen(head, tail, whole_text)
    word = f"{head}-{tail}" if with_hyphen else head + tail
    return before[: first.start()] + word, rest, f"{head}-|{tail} → {word}"


def _keeps_hyphen(head: str, tail: str, whole_text: str) -> bool:
    if not tail[0].islower() or len(head) == 1 or head.isupper() or head[-1].isdigit():
        return True
    bare = tail.strip('.,;:!?)»”"')
    return f"{head}-{bare}".lower() in whole_text.lower() and f"{head}{bare}".lower() not in whole_text.lower()
