"""Check that no two topics are the same: titles and questions that are nearly alike are one topic written twice."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from knowledge.checks.material import Material, entry_file
from knowledge.checks.problem import Problem
from knowledge.entries import STANDARDS, Entry

ALIKE_QUESTIONS = 90.0  # the likest two of today have 85
ALIKE_TITLES = 92.0  # the likest two of today have 88


def check_likeness(material: Material) -> Iterator[Problem]:
    """Topics whose title or question is nearly that of another, told in both files."""
    for entry in material.checked:
        for other in material.entries.values():
            found = _alike(entry, other) if other.topic != entry.topic else None
            if found:
                field, standard = found
                name = {"question": "spørsmålet", "title": "tittelen"}[field]
                line = entry.document.line(field, standard)
                message = (
                    f"{name} er nesten som i emnet «{other.topic}» ({entry_file(other)}). Slå dem sammen, eller gjør dem tydelig ulike."
                )
                yield Problem(entry_file(entry), line, message)


def _alike(entry: Entry, other: Entry) -> tuple[str, str] | None:
    for standard in STANDARDS:
        if fuzz.token_sort_ratio(entry.question[standard].lower(), other.question[standard].lower()) >= ALIKE_QUESTIONS:
            return "question", standard
        if fuzz.ratio(entry.title[standard].lower(), other.title[standard].lower()) >= ALIKE_TITLES:
            return "title", standard
    return None
