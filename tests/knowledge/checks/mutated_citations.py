"""Mutations of an answer's citations: the quote, the letter, the section, or all of it gone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from knowledge.checks.values import find_values
from knowledge.entries import Answer, Citation, Entry
from tests.knowledge.checks.entry_source import EntrySource, Maker, answers_of


def _quotes(entry: Entry) -> Iterator[tuple[str, int, Citation]]:
    for programme, answer in answers_of(entry):
        for index, citation in enumerate(answer.citations):
            yield programme, index, citation


def change_quotes(change: Callable[[list[str], random.Random], list[str]]) -> Maker:
    """A quote with its words changed; the quote stays on its lines, since it is written anew on the first of them."""

    def make(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
        file = EntrySource(entry, source)
        for programme, index, citation in _quotes(entry):
            where = ("answers", programme, "citations", index, "quote")
            words = change(citation.quote.split(), chance)
            indent = re.match(r" *", file.text(*where))
            assert indent
            written = f"{indent[0]}quote: >-\n{indent[0]}  {' '.join(words)}"
            first = file.span(*where).start
            yield file.put(where, written), range(first, first + 2), f"{programme}[{index}]: {' '.join(words)[:60]}"

    return make


def change_letter(words: list[str], chance: random.Random) -> list[str]:
    at = chance.choice([index for index, word in enumerate(words) if len(word) > 3 and word.isalpha()])
    place = chance.randrange(len(words[at]))
    letter = chance.choice([letter for letter in "abdegiklmnoprstuvy" if letter != words[at][place].lower()])
    return [*words[:at], words[at][:place] + letter + words[at][place + 1 :], *words[at + 1 :]]


def drop_word(words: list[str], chance: random.Random) -> list[str]:
    at = chance.choice([index for index, word in enumerate(words) if re.search(r"\w", word)])
    return words[:at] + words[at + 1 :]


def swap_neighbours(words: list[str], chance: random.Random) -> list[str]:
    at = chance.choice([index for index in range(len(words) - 1) if words[index] != words[index + 1]])
    return [*words[:at], words[at + 1], words[at], *words[at + 2 :]]


def drop_citation(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    """A citation taken out that has a telling word, as the answer writes it, that no other quote of the answer has."""
    file = EntrySource(entry, source)
    for programme, answer in answers_of(entry):
        for index, citation in enumerate(answer.citations):
            others = " ".join(each.quote for place, each in enumerate(answer.citations) if place != index)
            if not _telling(citation.quote, answer) - _telling(others, answer):
                continue
            span = file.span("answers", programme, "citations", index)
            rest = file.rows[: span.start - 1] + file.rows[span.stop - 1 :]
            if len(answer.citations) == 1:
                rest = [row + " []" if number == span.start - 2 else row for number, row in enumerate(rest)]
            whole = file.span("answers", programme)
            yield "\n".join(rest), range(whole.start, whole.stop), f"{programme}[{index}]: {citation.quote[:60]}"


_IN_EVERY_LETTER = re.compile(
    r"mellomled|mellomlei|toppled|topplei|utdanning|program|omsorgs|deltaker|deltakar|målgrupp|sektoren|stilling|kommunen|samarbeid"
)


def _telling(quote: str, answer: Answer) -> set[str]:
    """Long words, numbers and names of a quote that the answer states, not in a sentence that denies."""
    stated = " ".join(
        part
        for text in answer.text.values()
        for part in re.split(r"(?<=[.!?;:])\s+|\n|,\s(?=men\b|så\b)", text)
        if not re.search(r"\b(?:ikke|ikkje|ingen|inga|verken)\b", part, re.I)
    )
    words = {
        word for word in re.findall(r"[^\W\d_]+", quote) if (len(word) >= 8 or word.isupper()) and not _IN_EVERY_LETTER.match(word.lower())
    }
    return {word.lower() for word in words if re.search(rf"\b{word}\b", stated, re.IGNORECASE)} | {
        value.value for value in find_values(quote) if value.value in {found.value for found in find_values(stated)}
    }


def name_wrong_source(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    file = EntrySource(entry, source)
    ids = ("tildelingsbrev-2020-tillegg-4", "toppleiarprogram-2020")
    for programme, index, citation in _quotes(entry):
        where = ("answers", programme, "citations", index, "source")
        new = chance.choice([*(each for each in ids if each != citation.source), "tildelingsbrev-2021"])
        line = entry.document.line(*where)
        row = file.rows[line - 1].replace(citation.source, new)
        yield "\n".join([*file.rows[: line - 1], row, *file.rows[line:]]), range(line, line + 1), f"{programme}[{index}]: {new}"


def name_wrong_section(entry: Entry, source: str, chance: random.Random) -> Iterator[tuple[str, range, str]]:
    file = EntrySource(entry, source)
    for programme, index, citation in _quotes(entry):
        line = entry.document.line("answers", programme, "citations", index, "section")
        new = chance.choice([name for name in ("Bakgrunn", "Oppdrag", "Ressurser", "Samarbeid", "Vedlegg") if name != citation.section])
        row = file.rows[line - 1].replace(citation.section, new)
        yield "\n".join([*file.rows[: line - 1], row, *file.rows[line:]]), range(line, line + 1), f"{programme}[{index}]: {new}"
