"""The curated entries: one topic a file, an answer per programme, both written standards side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.errors import EntryError
from knowledge.yaml_text import Path_, TextDocument, load_text

FOLDER = Path(__file__).parent / "entries"
PROGRAMMES_FILE = Path(__file__).parent / "programmes.yml"
STANDARDS = ("nb", "nn")
PROGRAMMES = ("middle_manager", "top_leader", "both")
STATUSES = ("answered", "not_in_sources")


@dataclass(frozen=True)
class Citation:
    """Where an answer has its facts from: a letter's id, the section's heading, the words themselves.

    `carries_brief`: whether the answer's brief rests on it too, or only the whole answer.
    """

    source: str
    section: str
    quote: str
    carries_brief: bool = True


@dataclass(frozen=True)
class Answer:
    """One programme's answer: `text` by written standard; `calculated` maps a number to the sum it came from.

    `brief`: the answer as a short phrase by written standard, for comparisons; empty when it has none.
    """

    status: str
    text: dict[str, str]
    citations: tuple[Citation, ...]
    calculated: dict[str, str] = field(default_factory=dict)
    brief: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """One topic. `concerns`: the programme meant when nobody named one, or None for both.

    `compares`: topics whose briefs are set side by side under this topic's answer, which is then only the lead.
    """

    topic: str
    title: dict[str, str]
    question: dict[str, str]
    related: tuple[str, ...]
    compares: tuple[str, ...]
    concerns: str | None
    answers: dict[str, Answer]
    reviewed: dict[str, str]
    document: TextDocument = field(repr=False, compare=False)


def load_entry(path: Path) -> Entry:
    """Read one entry. Raises EntryError with file, line and field for anything missing, unknown or misplaced."""
    document = load_text(path)
    fields = _Fields(path.name, document)
    topic = fields.text("topic")
    if topic != path.stem:
        fields.refuse(("topic",), f"emnet heter «{topic}», men fila heter «{path.stem}». Gjør dem like.")
    answers = {programme: _answer(fields, programme) for programme in fields.mapping("answers", allowed=PROGRAMMES)}
    concerns = document.data.get("concerns")
    if concerns is not None and concerns not in answers:
        fields.refuse(("concerns",), f"«{concerns}» har ikke noe svar i fila. Bruk et av programmene som har det.")
    compares = fields.texts("compares") if "compares" in document.data else ()
    if compares and list(answers) != ["both"]:
        fields.refuse(("compares",), "et emne med compares har ett svar, under both: linja som innleder sammenligningen.")
    fields.mapping(allowed=("topic", "title", "question", "related", "compares", "concerns", "answers", "reviewed"))
    return Entry(
        topic=topic,
        title=fields.both_standards("title"),
        question=fields.both_standards("question"),
        related=fields.texts("related"),
        compares=compares,
        concerns=concerns,
        answers=answers,
        reviewed={key: fields.text("reviewed", key) for key in ("by", "on", "again")},
        document=document,
    )


def load_entries(folder: Path = FOLDER) -> dict[str, Entry]:
    """All entries of a folder by topic."""
    return {path.stem: load_entry(path) for path in sorted(folder.glob("*.yml"))}


def load_programmes(path: Path = PROGRAMMES_FILE) -> dict[str, dict[str, Any]]:
    """The programmes' names by key and written standard."""
    return load_text(path).data


def _answer(fields: _Fields, programme: str) -> Answer:
    where = ("answers", programme)
    of_one_programme = ("brief",) if programme != "both" else ()
    written = fields.mapping(*where, allowed=("status", "nb", "nn", *of_one_programme, "citations", "calculated"))
    status = fields.text(*where, "status")
    if status not in STATUSES:
        fields.refuse((*where, "status"), f"«{status}» er ikke en status. Bruk answered eller not_in_sources.")
    citations = fields.sequence(*where, "citations")
    return Answer(
        status=status,
        text=fields.both_standards(*where),
        citations=tuple(_citation(fields, (*where, "citations", index)) for index in range(len(citations))),
        calculated=dict(fields.at(*where).get("calculated") or {}),
        brief=_brief(fields, (*where, "brief")) if "brief" in written else {},
    )


def _brief(fields: _Fields, where: Path_) -> dict[str, str]:
    fields.mapping(*where, allowed=STANDARDS)
    return fields.both_standards(*where)


def _citation(fields: _Fields, where: Path_) -> Citation:
    written = fields.mapping(*where, allowed=("source", "section", "quote", "brief"))
    if "brief" in written and fields.text(*where, "brief") != "no":
        fields.refuse((*where, "brief"), "her kan det bare stå «no»: kortsvaret bygger ikke på sitatet. Ellers tar du feltet ut.")
    source, section, quote = (fields.text(*where, key) for key in ("source", "section", "quote"))
    return Citation(source, section, quote, carries_brief="brief" not in written)


class _Fields:
    """Typed access to a parsed file; each refusal names the file and the line."""

    def __init__(self, name: str, document: TextDocument) -> None:
        self._name, self._document = name, document
        if not isinstance(document.data, dict):
            self.refuse((), "fila er tom eller har ingen felter. Se docs/redaksjon.md for oppsettet.")

    def refuse(self, path: tuple[str | int, ...], message: str) -> None:
        raise EntryError(f"{self._name}:{self._document.line(*path)}: {message}")

    def at(self, *path: str | int) -> Any:
        value = self._document.data
        for position, key in enumerate(path):
            try:
                value = value[key]
            except (KeyError, IndexError, TypeError):
                self.refuse(path[:position], f"feltet «{'.'.join(map(str, path))}» mangler. Skriv det inn.")
        return value

    def text(self, *path: str | int) -> str:
        value = self.at(*path)
        if not isinstance(value, str) or not value.strip():
            self.refuse(path, f"feltet «{'.'.join(map(str, path))}» skal være tekst og kan ikke være tomt.")
        return value.strip()

    def both_standards(self, *path: str | int) -> dict[str, str]:
        return {standard: self.text(*path, standard) for standard in STANDARDS}

    def sequence(self, *path: str | int) -> list[Any]:
        value = self.at(*path)
        if not isinstance(value, list):
            self.refuse(path, f"feltet «{'.'.join(map(str, path))}» skal være en liste.")
        return value

    def texts(self, *path: str | int) -> tuple[str, ...]:
        return tuple(self.text(*path, index) for index in range(len(self.sequence(*path))))

    def mapping(self, *path: str | int, allowed: tuple[str, ...]) -> list[str]:
        value = self.at(*path) if path else self._document.data
        if not isinstance(value, dict):
            self.refuse(path, f"feltet «{'.'.join(map(str, path))}» skal ha underfelter.")
        for key in value:
            if key not in allowed:
                self.refuse((*path, key), f"feltet «{key}» er ukjent her. Kjente felter: {', '.join(allowed)}.")
        return list(value)
