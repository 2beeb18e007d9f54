"""Check that an answer claims no more than its quotes: numbers, dates, amounts, and that nothing is called free."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from knowledge.checks.material import Material, entry_file
from knowledge.checks.problem import Problem
from knowledge.checks.texts import line_of
from knowledge.checks.values import find_values
from knowledge.entries import STANDARDS, Answer, Entry

_FREE = re.compile(r"\b(gratis|kostnadsfri\w*|vederlagsfri\w*)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(ikke|ikkje|om|at)\b", re.IGNORECASE)
_SUM = re.compile(r"\s*(\S+)\s*([+*−-])\s*(\S+)\s*")
_OPERATIONS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "−": lambda a, b: a - b, "*": lambda a, b: a * b}


def check_grounding(material: Material) -> Iterator[Problem]:
    """Values that no quote of the same answer has, wrong sums, and "gratis" as a claim."""
    for entry in material.entries.values():
        for programme, answer in entry.answers.items():
            if material.unread_letters & {citation.source for citation in answer.citations}:
                continue
            quoted = Counter(found.value for citation in answer.citations for found in find_values(citation.quote))
            calculated = {value.value for key in answer.calculated for value in find_values(key)}
            allowed = set(quoted) | calculated | _document_years(material, answer)
            yield from _check_sums(entry, programme, answer, quoted)
            for standard in STANDARDS:
                yield from _check_text(material, entry, programme, standard, allowed)


def _document_years(material: Material, answer: Answer) -> set[str]:
    cited = {citation.source for citation in answer.citations} & material.letters.keys()
    return {material.letters[source].date[:4] for source in cited}


def _check_text(material: Material, entry: Entry, programme: str, standard: str, allowed: set[str]) -> Iterator[Problem]:
    text, where = entry.answers[programme].text[standard], ("answers", programme, standard)
    for found in find_values(text):
        if found.value not in allowed:
            message = f"«{found.written}» står ikke i noen av svarets sitater. Legg inn sitatet som sier det, eller ta det ut av svaret."
            yield Problem(entry_file(entry), line_of(material, entry, where, found.written), message)
    for sentence in re.split(r"[.!?\n]", text):
        free = _FREE.search(sentence)
        if free and not _DENIED.search(sentence):
            message = f"svaret lover at noe er «{free[0]}». Ingen av brevene sier det. Skriv hva brevene sier om betaling."
            yield Problem(entry_file(entry), line_of(material, entry, where, free[0]), message)


def _check_sums(entry: Entry, programme: str, answer: Answer, quoted: Counter[str]) -> Iterator[Problem]:
    for result, formula in answer.calculated.items():
        message = _sum_defect(result, formula, quoted)
        if message:
            yield Problem(entry_file(entry), entry.document.line("answers", programme, "calculated", result), message)


def _sum_defect(result: str, formula: str, quoted: Counter[str]) -> str | None:
    match = _SUM.fullmatch(formula)
    operands = [value.value for text in (match[1], match[3]) for value in find_values(text)] if match else []
    if match is None or len(operands) != 2 or not find_values(result):
        return f"regnestykket «{formula}» kan ikke leses. Skriv det som to tall, for eksempel 20 + 20."
    missing = Counter(operands) - quoted
    if missing:
        return f"tallet {', '.join(missing)} i regnestykket «{formula}» står ikke i sitatene. Legg inn sitatet som har det."
    correct = _OPERATIONS[match[2]](*map(Decimal, operands))
    if correct != Decimal(find_values(result)[0].value):
        return f"regnestykket stemmer ikke: {formula} er {correct}, ikke {result}. Rett tallet."
    return None
