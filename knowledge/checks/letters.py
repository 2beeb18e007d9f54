"""Check the letters' front matter: sender's standard, date, both short titles and the received file's fingerprint."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.checks.material import LETTERS, Material
from knowledge.checks.problem import Problem
from knowledge.entries import STANDARDS
from knowledge.letters import Letter


def check_letters(material: Material) -> Iterator[Problem]:
    """Problems in the front matter of the letters that could be read."""
    for letter in material.letters.values():
        source = (material.root / LETTERS / f"{letter.id}.md").read_text(encoding="utf-8")
        for field, message in _defects(letter):
            yield Problem(f"{LETTERS}/{letter.id}.md", _line(source, field), message)


def _defects(letter: Letter) -> Iterator[tuple[str, str]]:
    if not re.fullmatch(r"\d{4}(-\d\d-\d\d)?", letter.date):
        yield "date", f"datoen «{letter.date}» må være et årstall (2020) eller en dag (2020-06-30)."
    titles = letter.short_title if isinstance(letter.short_title, dict) else {}
    if not all(titles.get(standard) for standard in STANDARDS):
        yield "short_title", "korttittelen må stå på begge målformer. Skriv både nb og nn under short_title."
    if not re.fullmatch(r"[0-9a-f]{64}", letter.received_sha256):
        yield "received_sha256", "SHA-256 skal være 64 tegn, 0–9 og a–f. Regn den ut av den mottatte fila på nytt."
    if not letter.sections:
        yield "id", "brevet har ingen tekst. Lim inn teksten under opplysningene."


def _line(source: str, field: str) -> int:
    return next((number for number, line in enumerate(source.splitlines(), 1) if line.startswith(f"{field}:")), 1)
