"""Guess a letter's title, sender, receiver, date, kind and written standard, each with its reason for the editor to judge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.checks.standards import ONLY
from knowledge.intake.document import Document
from knowledge.intake.organisations import organisations
from knowledge.intake.structure import Structure
from knowledge.intake.vocabulary import DATE, KINDS, LETTER, MONTHS, NEWS, YEAR

NOT_STATED = {"nb": "Ikke oppgitt i dokumentet", "nn": "Ikkje oppgitt i dokumentet"}
UNKNOWN_DATE = "ukjent"
_POSTAL = re.compile(r"postboks|\b\d{4} [A-ZÆØÅ]{2,}", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"^\s*(?:med (?:vennlig |venleg |beste )?hilsen|med (?:venleg |beste )?helsing|vennlig hilsen|venleg helsing)",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL = r"^\s*(?:{})\s*[:\t]\s*(\S.*)$"
_FROM = re.compile(_LABEL.format("fra|frå|avsender|avsendar"), re.IGNORECASE | re.MULTILINE)
_TO = re.compile(_LABEL.format("til|mottaker|mottakar|adressat"), re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Guess:
    """`value`: what was guessed; `reason`: why, in Norwegian."""

    value: str
    reason: str

    @property
    def is_missing(self) -> bool:
        """Whether nothing was found, so that the value only says so."""
        return self.value == UNKNOWN_DATE or self.value in NOT_STATED.values()


def guesses_of(document: Document, structure: Structure, format_: str) -> dict[str, Guess]:
    """The guesses by field of the front matter, without the short titles."""
    whole = _whole(document, structure)
    head = "\n".join(block.text for block in structure.letterhead)
    standard = written_standard(whole)
    receiver = _receiver(head, structure)
    sender = _sender(document, structure, head, receiver.value if receiver else "")
    missing = Guess(NOT_STATED[standard.value], "fant det ikke i dokumentet")
    return {
        "title": Guess(structure.title, structure.reason),
        "sender": sender or missing,
        "receiver": receiver or missing,
        "date": _date(document, head, structure),
        "kind": _kind(structure, whole, standard.value, format_),
        "written_standard": standard,
    }


def written_standard(text: str) -> Guess:
    """nb or nn, by words that stand in one written standard only."""
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    counts = {standard: sum(words[word] for word in only) for standard, only in ONLY.items()}
    found = "nn" if counts["nn"] > counts["nb"] else "nb"
    return Guess(found, f"{counts['nb']} ord som bare er bokmål, {counts['nn']} som bare er nynorsk")


def _whole(document: Document, structure: Structure) -> str:
    return "\n\n".join([structure.title, *(block.text for block in document.blocks)])


def _receiver(head: str, structure: Structure) -> Guess | None:
    labelled = _TO.search(head)
    if labelled:
        return Guess(labelled[1].strip(), f"står etter «{labelled[0].split()[0]}» øverst")
    lines = head.split("\n")
    for line, after in zip(lines, lines[1:]):
        if _POSTAL.search(after) and not _POSTAL.search(line):
            return Guess(line, "står over postadressen øverst")
    assigned = _assignment(structure)
    return Guess(assigned[1], "får oppdraget i teksten") if assigned else None


def _sender(document: Document, structure: Structure, head: str, receiver: str) -> Guess | None:
    labelled = _FROM.search(head)
    if labelled:
        return Guess(labelled[1].strip(), f"står etter «{labelled[0].split()[0]}» øverst")
    for where, text in _sender_places(document, structure, head):
        for name in organisations(text):
            if name != receiver:
                return Guess(name, where)
    if document.stated.sender:
        return Guess(document.stated.sender, "står i filas egenskaper")
    return None


def _sender_places(document: Document, structure: Structure, head: str) -> Iterator[tuple[str, str]]:
    yield "står øverst i dokumentet", head
    assigned = _assignment(structure)
    if assigned:
        yield "gir oppdraget i teksten", assigned[0]
    text = "\n".join(block.text for block in structure.body)
    signature = _SIGNATURE.search(text)
    if signature:
        yield "står under underskriften", text[signature.end() :]
    yield "er oppgitt i fila", document.stated.sender
    yield "står i topp- eller bunnteksten", "\n".join(document.margins)


def _assignment(structure: Structure) -> tuple[str, str] | None:
    """Who gives whom the task: «A gir med dette B i oppdrag», «A ber B»."""
    text = " ".join(" ".join(block.text.split()) for block in structure.body)
    for match in re.finditer(r"\b(?:gir|gjev|ber)\b(?: med dette| herved)? ", text):
        before, after = organisations(text[max(0, match.start() - 80) : match.start()]), organisations(text[match.end() : match.end() + 60])
        if before and after and text[: match.start()].rstrip().endswith(before[-1]) and text[match.end() :].startswith(after[0]):
            return before[-1], after[0]
    return None


def _date(document: Document, head: str, structure: Structure) -> Guess:
    for where, text in (
        ("står øverst i dokumentet", head),
        ("er oppgitt i fila", document.stated.date),
        ("står i tittelen", structure.title),
    ):
        found = DATE.search(text)
        day = _iso(found) if found else None
        if day:
            return Guess(day, where)
    body = "\n".join(block.text for block in structure.body)
    signed = _SIGNATURE.search(body)
    first = DATE.search(body[:400]) or (DATE.search(body[signed.end() :]) if signed else None)
    day = _iso(first) if first else None
    if day:
        return Guess(day, "den første datoen i teksten")
    for where, text in (("årstallet i tittelen", structure.title), ("det årstallet som står flest ganger i teksten", body)):
        years = Counter(YEAR.findall(text))
        if years:
            return Guess(years.most_common(1)[0][0], where)
    return Guess(UNKNOWN_DATE, "fant ingen dato; skriv årstallet eller dagen, som 2027-01-14")


def _iso(found: re.Match[str]) -> str | None:
    """The day as year-month-day, or None when there is no such day."""
    parts = found.groupdict()
    day, year = (parts[name] or parts[f"{name}2"] or parts[f"{name}3"] for name in ("day", "year"))
    month = MONTHS.index(parts["month"].lower()) + 1 if parts["month"] else int(parts["month2"] or parts["month3"])
    return f"{year}-{month:02}-{int(day):02}" if 1 <= month <= 12 and 1 <= int(day) <= 31 else None


def _kind(structure: Structure, whole: str, standard: str, format_: str) -> Guess:
    for where, text in (("tittelen", structure.title), ("teksten først i dokumentet", whole[:600])):
        for pattern, nb, nn in KINDS:
            if re.search(pattern, text, re.IGNORECASE):
                return Guess(nn if standard == "nn" else nb, f"ordet står i {where}")
    names, reason = (NEWS, "fila er en nettside") if format_ == "html" else (LETTER, "ingen ord sier noe annet")
    return Guess(names[1] if standard == "nn" else names[0], reason)
