"""Mutations of what an answer says: numbers, dates, units, names, denials, the written standard, spelling."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from knowledge.entries import Entry
from tests.knowledge.checks.entry_source import STANDARDS, EntrySource, Maker, answers_of, replaced

DIGITS = {"30": "60", "20": "25", "40": "45", "22,5": "225", "761": "716", "765": "785", "770": "707"}


WORDS = {"seks": "sju", "tre": "fem", "fire": "åtte", "ett år": "to år", "eitt år": "to år"}


SEASONS = {"våren": "høsten", "høsten": "våren", "hausten": "våren"}


UNITS = {
    "millioner": "milliarder", "millionar": "milliardar", "fire dager": "fire uker", "fire dagar": "fire veker", "kroner per": "euro per",
    "ett år": "ett semester", "eitt år": "eitt semester", "per år": "per måned", "30 studiepoeng": "30 prosent",
    "20 deltakere": "20 plasser",
    "20 deltakarar": "20 plassar",
}  # fmt: skip


NAMES = {"Helsedirektoratet": "Statsforvalteren", "KS": "NAV", "BI": "NTNU", "Stortinget": "Kommunaldepartementet"}


FREE = {
    "nb": (
        "Utdanningen er gratis.",
        "Det er kostnadsfritt å delta.",
        "Studiet er kostnadsfritt for kommunen.",
        "Alt er gratis for deltakeren.",
    ),
    "nn": (
        "Utdanninga er gratis.",
        "Det er kostnadsfritt å delta.",
        "Studiet er kostnadsfritt for kommunen.",
        "Alt er gratis for deltakaren.",
    ),
}


def swap_words(table: dict[str, str], scope: str) -> Maker:
    """Words of a table changed in an answer: in one standard, or in both at once."""

    def make(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
        file = EntrySource(entry, source)
        for programme, _ in answers_of(entry):
            for standard in STANDARDS:
                where = ("answers", programme, standard)
                for old, new in table.items():
                    pattern = re.compile(r"(?<![\w-])" + re.escape(old).replace(r"\ ", r"\s+") + r"(?!\w)")
                    text, first = file.text(*where), file.span(*where).start
                    for nth, found in enumerate(pattern.finditer(text)):
                        lines = range(first + text.count("\n", 0, found.start()), first + text.count("\n", 0, found.end()) + 1)
                        changes: dict[tuple[str | int, ...], str] = {where: replaced(text, found, new)}
                        if scope == "both":
                            other = ("answers", programme, "nn" if standard == "nb" else "nb")
                            same = list(pattern.finditer(file.text(*other)))
                            if len(same) <= nth:
                                continue
                            changes[other] = replaced(file.text(*other), same[nth], new)
                        yield file.put_all(changes), lines, f"{programme}.{standard}: {old} → {new} ({scope})"

    return make


def change_years(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    file = EntrySource(entry, source)
    for programme, _ in answers_of(entry):
        for standard in STANDARDS:
            where = ("answers", programme, standard)
            for found in re.finditer(r"\b20(\d\d)\b", file.text(*where)):
                new = chance.choice([year for year in ("2018", "2019", "2020", "2021", "2022") if year != found[0]])
                line = file.span(*where).start + file.text(*where).count("\n", 0, found.start())
                yield file.put(where, replaced(file.text(*where), found, new)), range(line, line + 1), f"{standard}: {found[0]} → {new}"


def change_numbers_in_both(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    for table in (DIGITS, WORDS):
        yield from swap_words(table, "both")(entry, source, chance)


def write_in_other_standard(field: str) -> Maker:
    def make(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
        file = EntrySource(entry, source)
        places: list[tuple[str | int, ...]] = [("answers", programme) for programme in entry.answers]
        places += [("answers", programme, "brief") for programme, answer in answers_of(entry) if answer.brief]
        for place in [*places, ("question",)]:
            other = "nn" if field == "nb" else "nb"
            texts = [file.text(*place, standard).split(":", 1)[1] for standard in (field, other)]
            if " ".join(texts[0].split()) == " ".join(texts[1].split()):
                continue
            where = (*place, field)
            written = file.text(*where).split(":", 1)[0] + ":" + texts[1]
            first = file.span(*where).start
            yield file.put(where, written), range(first, first + written.count("\n") + 1), f"{'.'.join(map(str, place))}: {other} i {field}"

    return make


def call_free(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    file = EntrySource(entry, source)
    for programme, _ in answers_of(entry):
        choice = chance.randrange(len(FREE["nb"]))
        for scope in (("nb",), ("nn",), STANDARDS):
            changes: dict[tuple[str | int, ...], str] = {}
            for standard in scope:
                where = ("answers", programme, standard)
                places = [found.end() for found in re.finditer(r"\.(?=\s|$)", file.text(*where))]
                at = chance.choice(places)
                changes[where] = file.text(*where)[:at] + " " + FREE[standard][choice] + file.text(*where)[at:]
            where = ("answers", programme, scope[0])
            line = file.span(*where).start + next(
                number for number, row in enumerate(changes[where].split("\n")) if FREE[scope[0]][choice] in row
            )
            yield file.put_all(changes), range(line, line + 1), f"{programme}: {FREE[scope[0]][choice]} ({'+'.join(scope)})"


def drop_denial_in_one(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    file = EntrySource(entry, source)
    for programme, _ in answers_of(entry):
        for standard, word in (("nb", " ikke"), ("nn", " ikkje")):
            where = ("answers", programme, standard)
            for found in re.finditer(rf"{word}\b", file.text(*where)):
                span = file.span(*where)
                other = file.span("answers", programme, "nn" if standard == "nb" else "nb")
                lines = range(min(span.start, other.start), max(span.stop, other.stop))
                yield file.put(where, replaced(file.text(*where), found, "")), lines, f"{programme}.{standard}: uten{word}"


def drop_denial_in_both(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    """The first denial, by which an answer says that the letters have none, gone from both standards."""
    file = EntrySource(entry, source)
    for programme, answer in answers_of(entry):
        if answer.status == "not_in_sources":
            changes: dict[tuple[str | int, ...], str] = {
                ("answers", programme, standard): re.sub(r" (?:ikke|ikkje)\b", "", file.text("answers", programme, standard), count=1)
                for standard in STANDARDS
            }
            lines = file.span("answers", programme, "status").start, file.span("answers", programme, "nb").stop
            yield file.put_all(changes), range(*lines), programme


def misspell(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    """A letter tripled, or q, x or z in a place of another: no such word is right."""
    file = EntrySource(entry, source)
    for programme, _ in answers_of(entry):
        for standard in STANDARDS:
            where = ("answers", programme, standard)
            found = chance.choice([m for m in re.finditer(r"(?<![\w-])[a-zæøå]{7,}(?![\w-])", file.text(*where))])
            place = chance.randrange(1, len(found[0]) - 1)
            new = found[0][:place] + chance.choice([found[0][place] * 3, "q", "x", "z"]) + found[0][place + 1 :]
            line = file.span(*where).start + file.text(*where).count("\n", 0, found.start())
            yield file.put(where, replaced(file.text(*where), found, new)), range(line, line + 1), f"{standard}: {found[0]} → {new}"
