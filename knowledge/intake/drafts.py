"""Drafts of letters: written whole or not at all, kept apart from the letters until an editor has confirmed every guess.

Drafts lie in `drafts/` below the letters' folder. Nothing that answers, searches or shows letters looks there.
"""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.intake.document import Block
from knowledge.intake.errors import AlreadyThere

DRAFTS = "drafts"
REPAIRS = ".rettelser.txt"
TO_CONFIRM = "to_confirm"
_INSTRUCTION = """\
# Utkast. Det som står under to_confirm, er gjettet og må sjekkes mot den mottatte fila.
# Rett feltet om det er feil, og stryk så linja under to_confirm. «kompass check» sier hva som gjenstår.
# Når alt er sjekket: kompass letter finish {id}
"""


@dataclass(frozen=True)
class Draft:
    """`front`: the fields of the front matter in order; `body`: title and blocks below it."""

    front: dict[str, object]
    title: str
    body: tuple[Block, ...]

    def source(self) -> str:
        """The file's text."""
        return f"{self._opening()}# {self.title}\n\n" + "\n\n".join(map(_marked, self.body)) + "\n"

    def starts(self) -> list[int]:
        """For each block of the body, the line of the file it begins on, from 1."""
        line, starts = self._opening().count("\n") + 3, []
        for block in self.body:
            starts.append(line)
            line += block.text.count("\n") + 2
        return starts

    def _opening(self) -> str:
        front = yaml.safe_dump(self.front, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False)
        return f"---\n{_INSTRUCTION.format(id=self.front['id'])}{front}---\n\n"


def write_draft(letters: Path, draft: Draft, repairs: str = "") -> Path:
    """Write a draft, and the list of repairs beside it when there are any. Raises AlreadyThere; nothing is ever overwritten."""
    folder = letters / DRAFTS
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{draft.front['id']}.md"
    beside = folder / f"{path.stem}{REPAIRS}"
    beside.unlink(missing_ok=True)
    try:
        if repairs:
            place_new(beside, repairs)
        place_new(path, draft.source())
    except (AlreadyThere, OSError):
        beside.unlink(missing_ok=True)
        raise
    return path


def place_new(path: Path, text: str) -> None:
    """Write a file that is not there yet: it appears whole or not at all. Raises AlreadyThere."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=".", suffix=".new", delete=False) as new:
        try:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
            os.fchmod(new.fileno(), 0o644)
            os.link(new.name, path)
        except FileExistsError as error:
            raise AlreadyThere(f"{path.name} finnes allerede. Velg en annen id med --id.") from error
        finally:
            os.unlink(new.name)


def refuse_known(letters: Path, id_: str, sha256: str, name: str) -> None:
    """Raises AlreadyThere when the id is taken, or when the same file has been added before."""
    known = sorted([*letters.glob("*.md"), *(letters / DRAFTS).glob("*.md")])
    for path in known:
        fingerprint = re.search(r"^received_sha256: *['\"]?([0-9a-f]{64})", path.read_text(encoding="utf-8"), re.MULTILINE)
        if fingerprint and fingerprint[1] == sha256:
            remedy = (
                "Skal den leses på nytt, så slett utkastet først." if path.parent.name == DRAFTS else "Den trenger ikke legges inn igjen."
            )
            raise AlreadyThere(f"{name} er lagt inn før, som {path.name}. {remedy}")
    if id_ in {path.stem for path in known}:
        raise AlreadyThere(f"Id-en {id_} er i bruk. Velg en annen: kompass letter add {name} --id {id_}-2")


def _marked(block: Block) -> str:
    """The block as Markdown. A line of the sender's that looks like a heading is moved one blank in, so that it is none."""
    if block.is_heading:
        return f"## {' '.join(block.text.split())}"
    return "\n".join(f" {line}" if line.startswith("#") else line for line in block.text.split("\n"))
