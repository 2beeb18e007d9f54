"""Mutations of an entry's form: status, brief, programmes, titles, related topics, YAML, length, the whole entry twice."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from knowledge.entries import Entry
from tests.knowledge.checks.entry_source import STANDARDS, EntrySource, answers_of


def flip_status(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    for programme, answer in answers_of(entry):
        new = "answered" if answer.status == "not_in_sources" else "not_in_sources"
        file, where = EntrySource(entry, source), ("answers", programme, "status")
        yield file.put(where, file.text(*where).replace(answer.status, new)), file.span(*where), f"{programme}: {new}"


def contradict_in_brief(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    """A brief that says a number its answer has not, in both standards."""
    file = EntrySource(entry, source)
    for programme, answer in answers_of(entry):
        if answer.brief:
            added = chance.choice([" og gir 15 studiepoeng", " med tolv plasser", " fra 2023", " og varer i tre år"])
            nynorsk = {" fra 2023": " frå 2023", " med tolv plasser": " med tolv plassar"}
            changes: dict[tuple[str | int, ...], str] = {
                ("answers", programme, "brief", standard): file.text("answers", programme, "brief", standard)
                + (added if standard == "nb" else nynorsk.get(added, added))
                for standard in STANDARDS
            }
            yield file.put_all(changes), file.span("answers", programme, "brief"), f"{programme}: {added}"


def swap_programmes(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    if "both" in entry.answers:
        return
    swapped = {"  middle_manager:": "  top_leader:", "  top_leader:": "  middle_manager:"}
    rows = [swapped.get(row, row) for row in source.split("\n")]
    yield "\n".join(rows), range(entry.document.line("answers"), len(rows)), "middle_manager ↔ top_leader"


def drop_title(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    for standard in STANDARDS:
        line = entry.document.line("title", standard)
        rows = source.split("\n")
        yield "\n".join(rows[: line - 1] + rows[line:]), range(entry.document.line("title"), line + 1), f"uten title.{standard}"


def relate_wrongly(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    if entry.related:
        old = chance.choice(entry.related)
        line = entry.document.line("related", entry.related.index(old))
        rows = source.split("\n")
        for new in (old + "s", entry.topic):
            row = re.sub(rf"\b{old}\b", new, rows[line - 1])
            yield "\n".join([*rows[: line - 1], row, *rows[line:]]), range(line, line + 1), f"{old} → {new}"


def write_twice(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    """The whole topic once more under another name."""
    lines = range(entry.document.line("title"), entry.document.line("question", "nn") + 1)
    yield source.replace(f"topic: {entry.topic}", f"topic: {entry.topic}_igjen"), lines, "emnet en gang til"


def break_yaml(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    rows = source.split("\n")
    indented = [number for number, row in enumerate(rows, 1) if re.match(r"  +\w+: ", row)]
    line = chance.choice(indented)
    tab = "\t" + rows[line - 1].lstrip()
    related = entry.document.line("related")
    title = entry.document.line("title", "nb")
    for at, row in (
        (line, tab),
        (related, rows[related - 1].replace("]", "")),
        (title, rows[title - 1].replace("nb:", "nb")),
        (title, rows[title - 1].replace("nb: ", 'nb: "')),
    ):
        yield "\n".join([*rows[: at - 1], row, *rows[at:]]), range(at, at + 2), f"linje {at}: {row.strip()[:40]}"


def lengthen(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    file = EntrySource(entry, source)
    for programme, answer in answers_of(entry):
        where = ("answers", programme, chance.choice(STANDARDS))
        sentence = re.split(r"(?<=\.)\s", answer.text[where[2]])[-1].replace("\n", " ")
        row = " " * 6 + sentence
        times = 700 // len(sentence) + 1
        span = file.span(*where)
        yield (
            file.put(where, "\n".join([file.text(*where), *[row] * times])),
            range(span.start, span.stop + times),
            f"{where[2]}: {times} ganger",
        )
