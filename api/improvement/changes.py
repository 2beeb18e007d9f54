"""Turn a proposal's changes into the files they give, as text, without writing any: the base of trial, patch and publication."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from nlu.training_questions import TOPIC_PREFIX, Question, read_questions

EXAMPLES, ENTRIES, HELD_OUT = "nlu/examples", "knowledge/entries", "nlu/held_out.jsonl"
OUT_OF_SCOPE = "out_of_scope"
KINDS = ("example", "test", "entry")
_NEW_FILE = 'version: "3.1"\nnlu:\n'


class Change(Protocol):
    """What is needed of a stored change (api.store.staff_models.ProposalChange)."""

    @property
    def kind(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def programme(self) -> str | None: ...
    @property
    def standard(self) -> str | None: ...
    @property
    def text(self) -> str: ...


def changed_files(root: Path, changes: Sequence[Change]) -> dict[str, str]:
    """Path below the project → new content, of every file that the changes touch."""
    files: dict[str, str] = {}
    questions = [change for change in changes if change.kind == "example"]
    if questions:
        files |= _with_examples(root, questions)
    held_out = [_held_out_line(change) for change in changes if change.kind == "test"]
    if held_out:
        files[HELD_OUT] = "".join([_with_newline(_read(root / HELD_OUT)), *held_out])
    files |= {f"{ENTRIES}/{change.topic}.yml": _with_newline(change.text) for change in changes if change.kind == "entry"}
    return files


def patch_of(root: Path, files: dict[str, str]) -> str:
    """The change of the files as one unified patch that `git apply` takes."""
    return "".join(_file_patch(path, _read(root / path), new) for path, new in sorted(files.items()))


def digest_of(changes: Sequence[Change]) -> str:
    """A digest that differs when any change does."""
    rows = [[change.kind, change.topic, change.programme, change.standard, change.text] for change in changes]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def intent_of(topic: str) -> str:
    """The intent whose examples a topic's questions are."""
    return topic if topic == OUT_OF_SCOPE else TOPIC_PREFIX + topic


def _with_examples(root: Path, changes: Sequence[Change]) -> dict[str, str]:
    known = read_questions(root / EXAMPLES)
    files = {}
    for topic in sorted({change.topic for change in changes}):
        path = f"{EXAMPLES}/{topic}.yml"
        added = {standard: [c.text for c in changes if (c.topic, c.standard) == (topic, standard)] for standard in ("nb", "nn")}
        files[path] = _with_questions(_read(root / path), topic, [q for q in known if q.file == f"{topic}.yml"], added)
    return files


def _with_questions(content: str, topic: str, there: Sequence[Question], added: dict[str, list[str]]) -> str:
    """The file with each standard's new questions after its last one; a standard without any gets a block at the end."""
    last = {q.written_standard: q.line for q in there if q.intent == intent_of(topic)}  # the last one wins
    lines = (content or _NEW_FILE).splitlines()
    for standard in sorted(added, key=lambda standard: -last.get(standard, 0)):  # from below, so that lines keep their numbers
        if not added[standard]:
            continue
        if standard not in last:
            lines += _block(topic, standard, added[standard])
        else:
            line = lines[last[standard] - 1]
            indent = line[: len(line) - len(line.lstrip())]
            lines[last[standard] : last[standard]] = [f"{indent}- {text}" for text in added[standard]]
    return "\n".join(lines) + "\n"


def _block(topic: str, standard: str, added: Sequence[str]) -> list[str]:
    head = [f"- intent: {intent_of(topic)}", "  metadata:", f"    written_standard: {standard}", "  examples: |"]
    return head + [f"    - {text}" for text in added]


def _held_out_line(change: Change) -> str:
    row = {"text": change.text, "topic": change.topic, "programme": change.programme, "standard": change.standard}
    return json.dumps(row, ensure_ascii=False) + "\n"


def _file_patch(path: str, old: str, new: str) -> str:
    if old == new:
        return ""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    lines = difflib.unified_diff(before, after, f"a/{path}" if old else "/dev/null", f"b/{path}")
    header = f"diff --git a/{path} b/{path}\n" + ("" if old else "new file mode 100644\n")
    return header + "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _with_newline(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"
