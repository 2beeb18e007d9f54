"""Check the briefs, the short phrases that stand after a programme's name, and the comparisons made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.checks.material import Material, entry_file
from knowledge.checks.problem import Problem
from knowledge.entries import PROGRAMMES, STANDARDS, Entry

MOST_WORDS = 20
MOST_ASPECTS = 9
COMPARED = tuple(programme for programme in PROGRAMMES if programme != "both")


def check_briefs(material: Material) -> Iterator[Problem]:
    """Briefs that are long, no phrase or alone, and comparisons of topics that cannot be compared."""
    for entry in material.checked:
        yield from _check_phrases(entry)
        yield from _check_pairs(entry)
        yield from _check_compared(entry, material)


def _check_phrases(entry: Entry) -> Iterator[Problem]:
    for programme, answer in entry.answers.items():
        for standard in STANDARDS if answer.brief else ():
            message = _phrase_defect(answer.brief[standard])
            if message:
                yield Problem(entry_file(entry), entry.document.line("answers", programme, "brief", standard), message)


def _phrase_defect(phrase: str) -> str | None:
    words, mark = len(phrase.split()), re.search(r"[.,:;!?]$", phrase)
    if words > MOST_WORDS:
        return f"kortsvaret har {words} ord og kan ha høyst {MOST_WORDS}. Kort det ned."
    if "\n" in phrase:
        return "kortsvaret går over flere linjer. Skriv det som én linje."
    if mark:
        return f"kortsvaret slutter med «{mark[0]}». Ta det bort. Punktumet kommer av seg selv."
    return None


def _check_pairs(entry: Entry) -> Iterator[Problem]:
    written = [programme for programme in COMPARED if programme in entry.answers and entry.answers[programme].brief]
    if len(written) == 1:
        (lacking,) = set(COMPARED) - set(written)
        message = f"kortsvaret (brief) mangler under {lacking}. Skriv det, eller ta ut det under {written[0]}."
        yield Problem(entry_file(entry), entry.document.line("answers", written[0], "brief"), message)


def _check_compared(entry: Entry, material: Material) -> Iterator[Problem]:
    if len(entry.compares) > MOST_ASPECTS:
        message = f"{len(entry.compares)} emner er for mange å lese på en mobil. Ha høyst {MOST_ASPECTS} i compares."
        yield Problem(entry_file(entry), entry.document.line("compares"), message)
    for index, topic in enumerate(entry.compares):
        defect = _compared_defect(entry, index, topic, material)
        if defect:
            yield Problem(entry_file(entry), entry.document.line("compares", index), defect)


def _compared_defect(entry: Entry, index: int, topic: str, material: Material) -> str | None:
    if topic in entry.compares[:index]:
        return f"«{topic}» står to ganger i compares. Ta ut det ene."
    if topic in material.unread_entries:
        return None
    compared = material.entries.get(topic)
    if compared is None:
        return f"emnet «{topic}» finnes ikke. Rett navnet, eller ta det ut av compares."
    if any(programme not in compared.answers or not compared.answers[programme].brief for programme in COMPARED):
        return f"emnet «{topic}» har ikke kortsvar (brief) for begge programmene. Skriv dem, eller ta emnet ut av compares."
    return None
