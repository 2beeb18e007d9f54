"""Check the form of the entries: texts short enough for the widget, related topics that exist."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.checks.material import Material, entry_file
from knowledge.checks.problem import Problem
from knowledge.entries import STANDARDS, Entry

TITLE_LENGTH = 30
QUESTION_LENGTH = 80
ANSWER_LENGTH = 700


def check_form(material: Material) -> Iterator[Problem]:
    """Texts that are too long, and related topics that do not exist, repeat or point at themselves."""
    for entry in material.entries.values():
        yield from _check_lengths(entry)
        yield from _check_related(entry, material.entries.keys() | material.unread_entries)


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
