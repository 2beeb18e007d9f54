"""The letters: the senders' text with front matter, cut into headed sections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import LetterError
from knowledge.yaml_text import parse_text

FOLDER = Path(__file__).parent / "letters"
FIELDS = ("id", "title", "short_title", "sender", "receiver", "date", "kind", "written_standard", "received_as", "received_sha256")
INTRODUCTION = {"nb": "Innledning", "nn": "Innleiing"}


@dataclass(frozen=True)
class Section:
    """A headed part of a letter; `text` keeps the sender's line breaks and blank lines."""

    heading: str
    text: str


@dataclass(frozen=True)
class Letter:
    """One source document. `date` is a day or a year as text; `short_title` by written standard."""

    id: str
    title: str
    short_title: dict[str, str]
    sender: str
    receiver: str
    date: str
    kind: str
    written_standard: str
    received_as: str
    received_sha256: str
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """Title, headings and text in order: the letter as it was received, without our mark-up."""
        parts = [self.title]
        for section in self.sections:
            if section.heading != INTRODUCTION[self.written_standard]:
                parts.append(section.heading)
            parts.append(section.text)
        return "\n\n".join(parts)

    def section_of(self, quote: str) -> str | None:
        """The heading of the section where the quote stands verbatim (white space folded), or None."""
        wanted = fold_space(quote)
        for section in self.sections:
            if wanted in fold_space(section.text):
                return section.heading
        return None


def fold_space(text: str) -> str:
    """The text with every run of white space as one blank: a quote may cross a line break."""
    return " ".join(text.split())


def load_letter(path: Path) -> Letter:
    """Read one letter. Raises LetterError when front matter is missing, incomplete or of another name than the file."""
    match = re.match(r"---\n(.*?)\n---\n(.*)", path.read_text(encoding="utf-8"), re.S)
    if not match:
        raise LetterError(f"{path.name}: brevet må begynne med opplysninger mellom to linjer med «---».")
    front = parse_text(match[1], path.name).data
    missing = [field for field in FIELDS if not front.get(field)]
    if missing:
        raise LetterError(f"{path.name}: opplysningene mangler {', '.join(missing)}. Skriv dem inn øverst i fila.")
    if front["id"] != path.stem:
        raise LetterError(f"{path.name}: id er «{front['id']}», men fila heter «{path.stem}». Gjør dem like.")
    return Letter(**{field: front[field] for field in FIELDS}, sections=_sections(match[2], front["written_standard"]))


def load_letters(folder: Path = FOLDER) -> dict[str, Letter]:
    """All letters of a folder by id; files without front matter (README, NOTICE) are not letters."""
    return {path.stem: load_letter(path) for path in sorted(folder.glob("*.md")) if path.stem.islower()}


def _sections(body: str, standard: str) -> tuple[Section, ...]:
    parts = re.split(r"^## +(.+)$", re.sub(r"^# .*\n", "", body.lstrip(), count=1), flags=re.M)
    headed = zip([INTRODUCTION[standard], *parts[1::2]], parts[::2])
    return tuple(Section(heading.strip(), text.strip()) for heading, text in headed if text.strip())
