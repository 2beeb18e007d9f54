"""From a received file to a draft letter: read, repair, guess, write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.intake.document import Block, Document
from knowledge.intake.drafts import REPAIRS, TO_CONFIRM, Draft, refuse_known, write_draft
from knowledge.intake.guesses import Guess, guesses_of
from knowledge.intake.limits import Limits
from knowledge.intake.naming import checked_id, guessed_id, short_titles
from knowledge.intake.reading import Received, read_received
from knowledge.intake.structure import Structure, structure_of
from knowledge.letters import FOLDER
from knowledge.repair import RepairedText, repair_text, report_lines


@dataclass(frozen=True)
class Added:
    """What came of a file: the draft's place, the guesses by field, and what the editor should know of the reading."""

    path: Path
    id: str
    guesses: dict[str, Guess]
    remarks: tuple[str, ...]


def add_letter(file: Path, limits: Limits, letters: Path = FOLDER, id_: str | None = None) -> Added:
    """Write a draft of the letter in a received file. Raises IntakeError; then nothing is written."""
    wanted = checked_id(id_) if id_ else None
    received = read_received(file, limits)
    refuse_known(letters, wanted or "", received.sha256, received.name)
    document, repaired = _repaired(received.document)
    structure = structure_of(document)
    guesses = guesses_of(document, structure, received.format)
    name = wanted or guessed_id(guesses)
    refuse_known(letters, name, received.sha256, received.name)
    draft = _draft(name, received, structure, guesses, _about_text(document, repaired, name))
    path = write_draft(letters, draft, _repairs(repaired, document, structure, draft))
    return Added(path, name, guesses, _remarks(document, repaired))


def _repaired(document: Document) -> tuple[Document, RepairedText]:
    """The document with lost æ, ø and å put back; a sound one as it is. Lines and blanks stay, so that blocks stay too."""
    repaired = repair_text("\n\n".join(block.text for block in document.blocks))
    texts = repaired.text.split("\n\n")
    return replace(document, blocks=tuple(Block(text, block.weight) for text, block in zip(texts, document.blocks, strict=True))), repaired


def _draft(name: str, received: Received, structure: Structure, guesses: dict[str, Guess], about_text: str) -> Draft:
    reasons = {field: guess.reason if guess.is_missing else f"gjettet: {guess.reason}" for field, guess in guesses.items()}
    reasons |= {"short_title": "gjettet av slag, avsender og år", "text": about_text}
    value = {field: guess.value for field, guess in guesses.items()}
    front: dict[str, object] = {
        TO_CONFIRM: reasons,
        "id": name,
        "title": value["title"],
        "short_title": short_titles(guesses),
        **{field: value[field] for field in ("sender", "receiver", "date", "kind", "written_standard")},
        "received_as": received.name,
        "received_sha256": received.sha256,
    }
    if structure.letterhead:
        front["letterhead"] = [" | ".join(block.text.split("\n")) for block in structure.letterhead]
    return Draft(front, value["title"], structure.body)


def _about_text(document: Document, repaired: RepairedText, name: str) -> str:
    parts = ["les gjennom teksten ved siden av den mottatte fila"]
    if document.scanned:
        parts.append(f"side {', '.join(map(str, document.scanned))} er lest av et bilde, så se særlig på tall og navn")
    if repaired.damaged:
        parts.append(f"{len(repaired.repairs)} ord er rettet, se {name}{REPAIRS}")
    return "; ".join(parts)


def _remarks(document: Document, repaired: RepairedText) -> tuple[str, ...]:
    remarks = list(document.notes)
    if document.scanned:
        remarks.append(f"Skannede sider lest av bildet: {', '.join(map(str, document.scanned))}. Se særlig på tall og navn.")
    if document.margins:
        remarks.append("Utelatt som topptekst, bunntekst og sidetall: " + "; ".join(f"«{text}»" for text in document.margins))
    if document.joined:
        remarks.append("Satt sammen ved linjeskift: " + "; ".join(document.joined))
    if repaired.damaged:
        remarks.append(next(iter(report_lines(repaired))))
    return tuple(remarks)


def _repairs(repaired: RepairedText, document: Document, structure: Structure, draft: Draft) -> str:
    """The list of repairs with the draft's line numbers; empty when nothing was repaired. Lines above the body are line 1."""
    if not repaired.damaged:
        return ""
    starts = dict(zip(structure.indices, draft.starts()))
    lines: dict[int, int] = {}
    line = 1
    for index, block in enumerate(document.blocks):
        height = block.text.count("\n") + 1
        lines |= {line + offset: starts[index] + offset if index in starts else 1 for offset in range(height)}
        line += height + 1
    moved = [tuple(replace(one, line=lines.get(one.line, 1)) for one in ones) for ones in (repaired.repairs, repaired.doubts)]
    return "\n".join(report_lines(replace(repaired, repairs=moved[0], doubts=moved[1]))) + "\n"
