"""Check the form of the entries: texts short enough for the widget, related topics that exist."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.checks.briefs import COMPARED
from knowledge.checks.material import Material, entry_file
from knowledge.checks.problem import Problem
from knowledge.entries import STANDARDS, Entry

TITLE_LENGTH = 30
QUESTION_LENGTH = 80
ANSWER_LENGTH = 700


def check_form(material: Material) -> Iterator[Problem]:
    """Texts that are too long, and related topics that do not exist, repeat or point at themselves."""
    for entry in material.checked:
        yield from _check_programmes(entry)
        yield from _check_lengths(entry)
        yield from _check_related(entry, material.entries.keys() | material.unread_entries)


def _check_programmes(entry: Entry) -> Iterator[Problem]:
    lacking = set(COMPARED) - entry.answers.keys()
    if "both" in entry.answers and len(lacking) < 2:
        message = "svaret under both og svar under ett program passer ikke sammen. Ha enten both, eller middle_manager og top_leader."
        yield Problem(entry_file(entry), entry.document.line("answers", "both"), message)
    elif "both" not in entry.answers and lacking:
        message = f"svaret for {' og '.join(sorted(lacking))} mangler. Skriv det, eller ha ett svar under both."
        yield Problem(entry_file(entry), entry.document.line("answers"), message)


def _check_lengths(entry: Entry) -> Iterator[Problem]:
    parts: list[tuple[tuple[str, ...], dict[str, str], int, str]] = [
        (("title",), entry.title, TITLE_LENGTH, "tittelen"),
        (("question",), entry.question, QUESTION_LENGTH, "spørsmålet"),
    ]
    parts += [(("answers", programme), answer.text, ANSWER_LENGTH, "svaret") for programme, answer in entry.answers.items()]
    for where, by_standard, limit, name in parts:
        for standard in STANDARDS:
            length = len(by_standard[standard])
            if length > limit:
                message = f"{name} har {length} tegn og kan ha høyst {limit}. Kort det ned."
                yield Problem(entry_file(entry), entry.document.line(*where, standard), message)


def _check_related(entry: Entry, topics: set[str]) -> Iterator[Problem]:
    for index, topic in enumerate(entry.related):
        line = entry.document.line("related", index)
        if topic == entry.topic:
            yield Problem(entry_file(entry), line, f"«{topic}» er emnet selv. Ta det ut av related.")
        elif topic not in topics:
            yield Problem(entry_file(entry), line, f"emnet «{topic}» finnes ikke. Rett navnet, eller ta det ut av related.")
        elif topic in entry.related[:index]:
            yield Problem(entry_file(entry), line, f"«{topic}» står to ganger i related. Ta ut det ene.")
