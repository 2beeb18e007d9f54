"""Check that an answer claims no more than its quotes: numbers, dates, amounts, and that nothing is called free."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from knowledge.checks.material import Material, entry_file
from knowledge.checks.problem import Problem
from knowledge.checks.texts import line_of
from knowledge.checks.values import Value, find_values
from knowledge.entries import STANDARDS, Answer, Citation, Entry

_FREE = re.compile(
    r"\b(?:gratis|(?:kostnads|vederlags|avgifts)fri\w*|(?:uten|utan) kostnad\w*"
    r"|kost(?:er|ar) (?:ingenting|ikke noe|ikkje noko|null))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:ikke|ikkje|ingen|inga|verken|korkje)\b(?:(?!\b(?:sier|seier|men|så)\b).)*?\b(?:om|at)\b[^,;:]*$|\b(?:ikke|ikkje)\s+$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\bnr\. \d+\b")
_SUM = re.compile(r"\s*(\S+)\s*([+*−-])\s*(\S+)\s*")
_OPERATIONS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "−": lambda a, b: a - b, "*": lambda a, b: a * b}


def check_grounding(material: Material) -> Iterator[Problem]:
    """Values that no quote of the same answer has, wrong sums, and "gratis" as a claim."""
    for entry in material.checked:
        for programme, answer in entry.answers.items():
            if material.unread_letters & {citation.source for citation in answer.citations}:
                continue
            quoted = Counter(found.value for citation in answer.citations for found in find_values(citation.quote))
            yield from _check_sums(entry, programme, answer, quoted)
            names = _document_numbers(material, answer)
            for part in _parts(material, answer):
                for standard in STANDARDS:
                    text = _without(names, part.texts[standard])
                    yield from _check_text(material, entry, ("answers", programme, *part.field, standard), part, text)


@dataclass(frozen=True)
class _Part:
    """The answer itself or its brief: its `field` below the answer, texts by standard, and the values it may have."""

    name: str
    quotes: str
    field: tuple[str, ...]
    texts: dict[str, str]
    allowed: set[Value]


def _parts(material: Material, answer: Answer) -> Iterator[_Part]:
    known = {bare(value) for key in answer.calculated for value in find_values(key)} | _document_years(material, answer)
    yield _Part("svaret", "svarets sitater", (), answer.text, known | _quoted(answer.citations))
    if answer.brief:
        carrying = [citation for citation in answer.citations if citation.carries_brief]
        yield _Part("kortsvaret", "sitatene kortsvaret bygger på", ("brief",), answer.brief, known | _quoted(carrying))


def bare(value: Value) -> Value:
    """What a value says, without how and where it is written."""
    return Value("", value.value, value.unit)


def _quoted(citations: Iterable[Citation]) -> set[Value]:
    return {bare(found) for citation in citations for found in find_values(citation.quote)}


def _document_years(material: Material, answer: Answer) -> set[Value]:
    cited = {citation.source for citation in answer.citations} & material.letters.keys()
    return {Value("", material.letters[source].date[:4]) for source in cited}


def _is_allowed(found: Value, allowed: set[Value]) -> bool:
    """A year needs the same season or none, so that "våren 2021" gives no "2021" alone; others the same unit where both tell one."""
    same = {value.unit for value in allowed if value.value == found.value}
    if re.fullmatch(r"\d{4}", found.value):
        return found.unit in same
    return bool(same) and (not found.unit or found.unit in same or "" in same)


def _document_numbers(material: Material, answer: Answer) -> set[str]:
    """How the titles of the cited letters number them: "nr. 4" is a name there, and no number of anything."""
    cited = {citation.source for citation in answer.citations} & material.letters.keys()
    return {found for source in cited for found in _NUMBERED.findall(material.letters[source].title)}


def _without(names: set[str], text: str) -> str:
    for name in names:
        text = text.replace(name, " " * len(name))
    return text


def _check_text(material: Material, entry: Entry, where: tuple[str, ...], part: _Part, text: str) -> Iterator[Problem]:
    for found in find_values(text):
        if not _is_allowed(found, part.allowed):
            known = {value.value for value in part.allowed}
            told = found.written if found.value not in known or not found.unit else text[found.start :].split("\n")[0][:40]
            message = f"«{told}» står ikke i noen av {part.quotes}. Legg inn sitatet som sier det, eller ta det ut av {part.name}."
            yield Problem(entry_file(entry), line_of(material, entry, where, found.written, text[: found.start]), message)
    for free in _FREE.finditer(text):
        sentence = re.split(r"[.!?\n]", text[: free.start()])[-1]
        if not _DENIED.search(sentence):
            message = f"{part.name} lover at noe er «{free[0]}». Ingen av brevene sier det. Skriv hva brevene sier om betaling."
            yield Problem(entry_file(entry), line_of(material, entry, where, free[0], text[: free.start()]), message)


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
