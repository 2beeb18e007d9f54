"""Check that an answer says what its status and its place say: an answer or none, and of which programme."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.checks.briefs import COMPARED
from knowledge.checks.material import Material, entry_file
from knowledge.checks.problem import Problem
from knowledge.checks.texts import line_of
from knowledge.entries import STANDARDS, Answer, Entry

_LETTER = r"(?:brevene|breva|brevet|nyheten|nyheita)"
_SAYS = r"(?:sier|seier|oppgir|nevner|nemner|opplyser|forteller|fortel)"
_NO_ANSWER = re.compile(rf"{_LETTER} {_SAYS} (?:ikke|ikkje|ingen|ingenting|heller ikke|heller ikkje)\b", re.IGNORECASE)
_ASKS = r"(?:hvor|hva|hvem|hvilke\w*|hvordan|når|kor|kva|kven|korleis|om \w+ (?:har|er|kan|skal|får|blir|må))\b"
_TELLS_A_QUESTION = re.compile(rf"\b{_SAYS} (?:bare |berre |heller )?{_ASKS}", re.IGNORECASE)
_BEGINNING = 9


def check_status(material: Material) -> Iterator[Problem]:
    """Answers whose status, programme or denial does not fit the text."""
    for entry in material.checked:
        for programme, answer in entry.answers.items():
            yield from _check_status(entry, programme, answer)
            yield from _check_denials(material, entry, programme, answer)
            yield from _check_programme(material, entry, programme, answer)


def _check_status(entry: Entry, programme: str, answer: Answer) -> Iterator[Problem]:
    no_answer = [standard for standard in STANDARDS if _NO_ANSWER.match(answer.text[standard])]
    line = entry.document.line("answers", programme, "status")
    if answer.status == "answered" and no_answer:
        message = "statusen er answered, men svaret begynner med at brevene ikke sier det. Skriv not_in_sources, eller svar først."
        yield Problem(entry_file(entry), line, message)
    if answer.status == "not_in_sources" and len(no_answer) < len(STANDARDS):
        message = "statusen er not_in_sources, men svaret begynner ikke med «Brevene sier ikke …». Si det rett ut, eller skriv answered."
        yield Problem(entry_file(entry), line, message)


def _check_denials(material: Material, entry: Entry, programme: str, answer: Answer) -> Iterator[Problem]:
    for field, texts in (((), answer.text), (("brief",), answer.brief)):
        for standard in STANDARDS if texts else ():
            for found in _TELLS_A_QUESTION.finditer(texts[standard]):
                where = ("answers", programme, *field, standard)
                line = line_of(material, entry, where, found[0], texts[standard][: found.start()])
                message = f"«{found[0]}»: mangler «ikke» her? Sier brevet det, så skriv hva det sier."
                yield Problem(entry_file(entry), line, message)


def _check_programme(material: Material, entry: Entry, programme: str, answer: Answer) -> Iterator[Problem]:
    if programme not in COMPARED or not all(key in material.programmes for key in COMPARED):
        return
    (other,) = set(COMPARED) - {programme}
    for standard in STANDARDS:
        text = answer.text[standard].lower()
        at, others = (text.find(_beginning(material, key, standard)) for key in (programme, other))
        if others >= 0 and (at < 0 or others < at):
            name = material.programmes[programme]["definite"][standard]
            message = f"svaret under {programme} begynner med det andre programmet. Nevn {name} først, eller flytt svaret."
            yield Problem(entry_file(entry), entry.document.line("answers", programme, standard), message)
    letter = material.programmes[programme].get("letter")
    if letter in material.letters and answer.citations and letter not in {citation.source for citation in answer.citations}:
        message = f"svaret under {programme} har ikke noe sitat fra {letter}, som gjelder programmet. Legg inn et, eller flytt svaret."
        yield Problem(entry_file(entry), entry.document.line("answers", programme, "citations"), message)


def _beginning(material: Material, programme: str, standard: str) -> str:
    """What all the programme's names begin with: "mellomled", "toppleiar"."""
    return str(material.programmes[programme]["definite"][standard])[:_BEGINNING].lower()
