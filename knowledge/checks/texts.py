"""The written texts that people see, each with its written standard and the line it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from knowledge.checks.material import RESPONSES, Material, entry_file
from knowledge.entries import STANDARDS, Entry

PLACEHOLDER = re.compile(r"\{\w+\}")
_WRITTEN_IN = {"utter_switch_to_nb": "nb", "utter_switch_to_nn": "nn"}  # answer in the standard that is switched to
_OPENS_IN_ENGLISH = ("utter_foreign", "utter_out_of_scope_foreign")  # one English line for those who write no Norwegian


@dataclass(frozen=True)
class Text:
    """A text in one written standard; `line` is where its field begins."""

    path: Path
    file: str
    line: int
    standard: str
    text: str

    def line_of(self, words: str) -> int:
        """The line where the words first stand; the field's own line when they are not found."""
        return _find(self.path, self.line, words)


def line_of(material: Material, entry: Entry, where: tuple[str, ...], words: str, before: str = "") -> int:
    """The line in an entry's field where the words stand; `before`: the field's text in front of them, when they stand there too."""
    return _find(material.root / entry_file(entry), entry.document.line(*where), words, len(_pattern(words).findall(before)))


def written_texts(material: Material) -> Iterator[Text]:
    """Titles, questions, answers and briefs of the entries, and texts and buttons of the fixed responses."""
    for entry in material.checked:
        parts: dict[tuple[str, ...], dict[str, str]] = {("title",): entry.title, ("question",): entry.question}
        parts |= {("answers", programme): answer.text for programme, answer in entry.answers.items()}
        parts |= {("answers", programme, "brief"): answer.brief for programme, answer in entry.answers.items() if answer.brief}
        for where, by_standard in parts.items():
            for standard in STANDARDS:
                line = entry.document.line(*where, standard)
                yield Text(material.root / entry_file(entry), entry_file(entry), line, standard, by_standard[standard])
    if material.chosen is None:
        yield from _responses(material)


def _responses(material: Material) -> Iterator[Text]:
    if material.responses is None:
        return
    for name, variants in material.responses.data["responses"].items():
        for index, variant in enumerate(variants):
            standard = _WRITTEN_IN.get(name) or _standard(variant)
            for field, text in _parts(name, variant) if standard else ():
                line = material.responses.line("responses", name, index, *field)
                yield Text(material.root / RESPONSES, RESPONSES, line, standard, text)


def _standard(variant: dict[str, Any]) -> str:
    return next((c["value"] for c in variant.get("condition", []) if c.get("name") == "written_standard"), "")


def _parts(name: str, variant: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    text = variant.get("text", "")
    yield ("text",), text.partition("\n")[2] if name in _OPENS_IN_ENGLISH else text
    for index, button in enumerate(variant.get("buttons", [])):
        yield ("buttons", index, "title"), button["title"]


@lru_cache(maxsize=256)
def _lines(path: Path, changed: int) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _find(path: Path, first: int, words: str, skip: int = 0) -> int:
    rest = "\n".join(_lines(path, path.stat().st_mtime_ns)[first - 1 :])
    found = next(islice(_pattern(words).finditer(rest), skip, None), None)
    return first + rest.count("\n", 0, found.start()) if found else first


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)")
