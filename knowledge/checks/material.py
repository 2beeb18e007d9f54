"""What is checked: letters, entries, training questions and fixed responses, read without stopping at the first defect."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from knowledge.checks.problem import Problem
from knowledge.entries import STANDARDS, Entry, load_entry
from knowledge.errors import KnowledgeError
from knowledge.letters import Letter, load_letter
from knowledge.yaml_text import TextDocument, load_text
from nlu.training_questions import Question, read_questions

LETTERS = "knowledge/letters"
ENTRIES = "knowledge/entries"
QUESTIONS = "nlu/examples"
RESPONSES = "bot/responses.yml"
WORDS = "knowledge/words.yml"
PROGRAMMES = "knowledge/programmes.yml"


@dataclass
class Material:
    """Everything under one project folder that could be read; `problems` tells what could not.

    `chosen`: the topics to check, None for all; the others are still there to compare with.
    """

    root: Path
    letters: dict[str, Letter] = field(default_factory=dict)
    unread_letters: set[str] = field(default_factory=set)
    entries: dict[str, Entry] = field(default_factory=dict)
    unread_entries: set[str] = field(default_factory=set)
    questions: list[Question] = field(default_factory=list)
    responses: TextDocument | None = None
    words: dict[str, set[str]] = field(default_factory=dict)
    programmes: dict[str, dict[str, Any]] = field(default_factory=dict)
    chosen: frozenset[str] | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def checked(self) -> list[Entry]:
        """The entries to check."""
        return [entry for topic, entry in self.entries.items() if self.chosen is None or topic in self.chosen]


def read_material(root: Path, *, questions: bool = True) -> Material:
    """Read a project folder. A file that cannot be read becomes a problem; the rest is read all the same.

    `questions`: whether the training questions are read too (seconds).
    """
    material = Material(root)
    for path in sorted((root / LETTERS).glob("*.md")):
        if path.stem.islower():
            _keep(material, path, _read_letter, material.letters, material.unread_letters)
    for path in sorted((root / ENTRIES).glob("*.yml")):
        _keep(material, path, load_entry, material.entries, material.unread_entries)
    material.questions = _read_questions(material) if questions else []
    material.responses = _read_document(material, RESPONSES)
    words = _read_document(material, WORDS)
    material.words = {key: set(listed or []) for key, listed in words.data.items()} if words and words.data else {}
    programmes = _read_document(material, PROGRAMMES)
    material.programmes = programmes.data if programmes else {}
    return material


def reread_entry(material: Material, topic: str) -> Material:
    """The same material with one entry read anew from its file (or gone), and only that entry to check: a few milliseconds."""
    changed = replace(
        material,
        entries={name: entry for name, entry in material.entries.items() if name != topic},
        unread_entries=material.unread_entries - {topic},
        problems=[],
        chosen=frozenset({topic}),
    )
    path = material.root / ENTRIES / f"{topic}.yml"
    if path.exists():
        _keep(changed, path, load_entry, changed.entries, changed.unread_entries)
    return changed


def entry_file(entry: Entry) -> str:
    """The entry's file as problems name it."""
    return f"{ENTRIES}/{entry.topic}.yml"


def _keep(material: Material, path: Path, read: Callable[[Path], Any], found: dict[str, Any], unread: set[str]) -> None:
    try:
        found[path.stem] = read(path)
    except KnowledgeError as error:
        unread.add(path.stem)
        material.problems.append(_problem(error, path.relative_to(material.root).as_posix()))


def _read_letter(path: Path) -> Letter:
    standard = re.search(r"^written_standard: *(\S*)", path.read_text(encoding="utf-8"), re.MULTILINE)
    if standard and standard[1] not in STANDARDS:
        line = path.read_text(encoding="utf-8")[: standard.start()].count("\n") + 1
        raise KnowledgeError(f"{path.name}:{line}: «{standard[1]}» er ikke en målform. Skriv nb eller nn.")
    return load_letter(path)


def _read_questions(material: Material) -> list[Question]:
    folder = material.root / QUESTIONS
    sound = True
    for path in sorted(folder.glob("*.yml")):
        problem = _shape_problem(path)
        if problem:
            sound = False
            material.problems.append(Problem(f"{QUESTIONS}/{path.name}", *problem))
    return read_questions(folder) if sound else []


def _shape_problem(path: Path) -> tuple[int, str] | None:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return line, "fila er ikke gyldig YAML. Se etter innrykk, kolon og anførselstegn."
    blocks = content.get("nlu") if isinstance(content, dict) else None
    if not isinstance(blocks, list) or not all(isinstance(b, dict) and {"intent", "examples"} <= b.keys() for b in blocks):
        return 1, "fila skal ha «nlu:» med en liste der hver del har intent, metadata og examples. Se nlu/DATA.md."
    return None


def _read_document(material: Material, name: str) -> TextDocument | None:
    path = material.root / name
    if not path.exists():
        return None
    try:
        return load_text(path)
    except KnowledgeError as error:
        material.problems.append(_problem(error, name))
        return None


def _problem(error: KnowledgeError, file: str) -> Problem:
    match = re.match(r"[^:\s]+(?::(\d+))?: (.*)", str(error), re.DOTALL)
    return Problem(file, int(match[1] or 1), match[2]) if match else Problem(file, 1, str(error))
