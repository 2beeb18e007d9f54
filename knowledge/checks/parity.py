"""Check that both written standards say the same: numbers and dates, names, denials, and how binding it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from knowledge.checks.material import Material, entry_file
from knowledge.checks.problem import Problem
from knowledge.checks.spelling import NAMES
from knowledge.checks.support import bare_name, names
from knowledge.checks.texts import line_of
from knowledge.checks.values import find_values
from knowledge.entries import Entry

Found = list[tuple[str, str, int]]
"""What is compared: as it is written, as it is comparable, and where it starts."""

SAME_IN_BOTH = 12
_DENIALS = {
    "ikke": "ikke",
    "ikkje": "ikke",
    "ingen": "ingen",
    "inga": "ingen",
    "verken": "verken",
    "korkje": "verken",
    "bare": "bare",
    "berre": "bare",
}
_BINDING = ("bør", "skal", "må", "kan", "inntil")


def check_parity(material: Material) -> Iterator[Problem]:
    """Fields whose Bokmål and Nynorsk differ in what can be compared; the line is that of what only one of them has."""
    for entry in material.checked:
        for where, by_standard in _fields(entry):
            for kind in _KINDS:
                yield from _check_kind(material, entry, where, by_standard, kind)
        for programme, answer in entry.answers.items():
            if answer.text["nb"] == answer.text["nn"] and len(answer.text["nb"].split()) >= SAME_IN_BOTH:
                message = "svaret er helt likt på bokmål og nynorsk. Skriv det på hver sin målform."
                yield Problem(entry_file(entry), entry.document.line("answers", programme, "nn"), message)


@dataclass(frozen=True)
class _Kind:
    """What is compared, in the words of the message, and how it is found in a text."""

    message: str
    find: Callable[[str], Found]


def _values(text: str) -> Found:
    return [(value.written, f"{value.value} {value.unit}".strip(), value.start) for value in find_values(text)]


def _names(text: str) -> Found:
    return [(match[0], bare_name(match[0]).lower(), match.start()) for match in names(text)]


def _denials(text: str) -> Found:
    return [(m[0], _DENIALS[m[0].lower()], m.start()) for m in re.finditer(rf"\b(?:{'|'.join(_DENIALS)})\b", text, re.IGNORECASE)]


def _binding(text: str) -> Found:
    return [(m[0], m[0].lower(), m.start()) for m in re.finditer(rf"\b(?:{'|'.join(_BINDING)})\b", text, re.IGNORECASE)]


_KINDS = (
    _Kind("de samme tallene", _values),
    _Kind("de samme navnene", _names),
    _Kind("de samme nektingene", _denials),
    _Kind("de samme ordene for plikt (bør, skal, må, kan)", _binding),
)


def _check_kind(material: Material, entry: Entry, where: tuple[str, ...], by_standard: dict[str, str], kind: _Kind) -> Iterator[Problem]:
    found = {standard: kind.find(text) for standard, text in by_standard.items()}
    counted = {standard: Counter(comparable for _, comparable, _ in each) for standard, each in found.items()}
    only = {"nb": counted["nb"] - counted["nn"], "nn": counted["nn"] - counted["nb"]}
    if not (only["nb"] or only["nn"]):
        return
    written = {key: [f"«{word}»" for word, comparable, _ in found[key] if comparable in only[key]] for key in only}
    differences = [f"bare {name} har {', '.join(dict.fromkeys(written[key]))}" for key, name in NAMES.items() if written[key]]
    message = f"de to målformene har ikke {kind.message}: {'; '.join(differences)}. Rett den som er feil."
    for standard, other in (("nb", "nn"), ("nn", "nb")):
        at = [(written, start) for written, comparable, start in found[standard] if comparable in only[standard]]
        if at:
            word, start = at[-1]
            yield Problem(entry_file(entry), line_of(material, entry, (*where, standard), word, by_standard[standard][:start]), message)
        elif only[other]:
            yield Problem(entry_file(entry), entry.document.line(*where, standard), message)


def _fields(entry: Entry) -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    yield ("title",), entry.title
    yield ("question",), entry.question
    for programme, answer in entry.answers.items():
        yield ("answers", programme), answer.text
        if answer.brief:
            yield ("answers", programme, "brief"), answer.brief
