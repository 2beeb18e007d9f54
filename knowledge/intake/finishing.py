"""From a draft to a letter: what an editor has still to confirm, and the move when nothing is left."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from knowledge.checks.letters import check_letters
from knowledge.checks.material import LETTERS, Material
from knowledge.checks.problem import Problem
from knowledge.entries import STANDARDS
from knowledge.errors import KnowledgeError
from knowledge.intake.drafts import DRAFTS, REPAIRS, TO_CONFIRM, place_new
from knowledge.intake.errors import Unconfirmed
from knowledge.letters import FOLDER, Letter, load_letter
from knowledge.yaml_text import parse_text

NOTICE = "NOTICE"


def remaining(root: Path) -> list[Problem]:
    """What is left to confirm in the drafts of a project folder, by file and line."""
    folder = root / LETTERS / DRAFTS
    return [problem for path in sorted(folder.glob("*.md")) for problem in _remaining(path)]


def finish_draft(name: str, letters: Path = FOLDER) -> Path:
    """Make a letter of a confirmed draft. Raises Unconfirmed with all that is left; then nothing is changed."""
    draft = letters / DRAFTS / f"{name}.md"
    if not draft.is_file():
        known = ", ".join(path.stem for path in sorted(draft.parent.glob("*.md"))) or "ingen"
        raise Unconfirmed(f"Det finnes ikke noe utkast som heter {name}. Utkastene er: {known}.")
    left = [*_to_confirm(draft), *_defects(draft)]
    if left:
        listed = "\n".join(f"  {problem.file}:{problem.line}: {problem.message}" for problem in sorted(set(left)))
        raise Unconfirmed(f"Utkastet {name} er ikke ferdig:\n{listed}")
    letter = load_letter(draft)
    place_new(letters / draft.name, _as_letter(draft.read_text(encoding="utf-8")))
    _note(letters / NOTICE, letter)
    draft.unlink()
    draft.with_name(f"{name}{REPAIRS}").unlink(missing_ok=True)
    return letters / draft.name


def _remaining(path: Path) -> list[Problem]:
    left = [*_to_confirm(path), *_defects(path)]
    return left or [Problem(_place(path), 1, f"alt i utkastet er bekreftet. Gjør det til et brev: kompass letter finish {path.stem}")]


def _to_confirm(path: Path) -> Iterator[Problem]:
    source = path.read_text(encoding="utf-8")
    match = re.match(r"---\n(.*?)\n---\n", source, re.DOTALL)
    try:
        front = parse_text(match[1], path.name) if match else None
    except KnowledgeError:
        return  # told by _defects
    listed = front.data.get(TO_CONFIRM) if front and isinstance(front.data, dict) else None
    if not isinstance(listed, dict):
        return
    for field, reason in listed.items():
        value = front.data.get(field) if front else None
        shown = f"«{value}»: " if isinstance(value, str) else ""
        line = front.line(TO_CONFIRM, field) + 1 if front else 1
        yield Problem(_place(path), line, f"{field} må bekreftes: {shown}{reason}. Rett feltet om det er feil, og stryk linja.")


def _defects(path: Path) -> Iterator[Problem]:
    """What would be wrong with the draft as a letter, by the checks of letters."""
    source = path.read_text(encoding="utf-8")
    standard = re.search(r"^written_standard: *['\"]?(\w*)", source, re.MULTILINE)
    if not standard or standard[1] not in STANDARDS:
        yield Problem(_place(path), source[: standard.start()].count("\n") + 1 if standard else 1, "målformen må være nb eller nn.")
        return
    try:
        letter = load_letter(path)
    except KnowledgeError as error:
        yield Problem(_place(path), 1, re.sub(r"^\S+?\.md:\s*", "", str(error)))
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / LETTERS / path.name
        copy.parent.mkdir(parents=True)
        copy.write_text(source, encoding="utf-8")
        for problem in check_letters(Material(Path(folder), letters={letter.id: letter})):
            yield Problem(_place(path), problem.line, problem.message)


def _as_letter(source: str) -> str:
    """The draft's text without the instruction and what is left of the list of guesses."""
    opening, front, body = re.split(r"^---\n", source, maxsplit=2, flags=re.MULTILINE)
    kept = re.sub(rf"^{TO_CONFIRM}:.*\n(?:[ \t].*\n)*", "", front, flags=re.MULTILINE)
    kept = re.sub(r"^#.*\n", "", kept, flags=re.MULTILINE)
    return f"{opening}---\n{kept.lstrip()}---\n{body}"


def _note(notice: Path, letter: Letter) -> None:
    """Add the letter to the folder's notice of whose texts these are."""
    told = notice.read_text(encoding="utf-8") if notice.exists() else ""
    if f"{letter.id}.md\n" in told:
        return
    fields = {
        "Title": letter.title, "Sender": letter.sender, "Receiver": letter.receiver, "Year": letter.date[:4],
        "Kind": letter.kind, "Received file": letter.received_as, "SHA-256": letter.received_sha256,
    }  # fmt: skip
    listed = "".join(f"    {name:<16}{value}\n" for name, value in fields.items())
    new = notice.with_name(f".{NOTICE}.new")
    new.write_text(f"{told.rstrip()}\n\n{letter.id}.md\n{listed}".lstrip(), encoding="utf-8")
    new.replace(notice)


def _place(path: Path) -> str:
    return f"{LETTERS}/{DRAFTS}/{path.name}"
