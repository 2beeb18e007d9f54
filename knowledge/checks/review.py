"""Check that every entry is reviewed: by whom, when, and that the next review is not overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from knowledge.checks.material import Material, entry_file
from knowledge.checks.problem import Problem
from knowledge.entries import Entry


def check_review(material: Material, today: date) -> Iterator[Problem]:
    """Entries whose review dates are no dates, in the wrong order, in the future or passed."""
    for entry in material.checked:
        for field, message in _defects(entry, today):
            yield Problem(entry_file(entry), entry.document.line("reviewed", field), message)


def _defects(entry: Entry, today: date) -> Iterator[tuple[str, str]]:
    done, due = _day(entry.reviewed["on"]), _day(entry.reviewed["again"])
    for field, day in (("on", done), ("again", due)):
        if day is None:
            yield field, f"«{entry.reviewed[field]}» er ikke en dato. Skriv år-måned-dag, for eksempel 2026-11-21."
    if done and done > today:
        yield "on", f"datoen {done} er ikke kommet ennå. Skriv dagen da svaret ble gjennomgått."
    if done and due and due <= done:
        yield "again", f"neste gjennomgang ({due}) må være etter den forrige ({done})."
    elif due and due < today:
        yield "again", f"fristen for ny gjennomgang gikk ut {due}. Les svaret mot brevene, og skriv nye datoer."


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
