"""A small project folder: two topics, some follow-ups, a held-out question and a test conversation."""

from __future__ import annotations

from pathlib import Path

import pytest

EXAM = """\
# How people ask about exams.
version: "3.1"
nlu:
- intent: ask_exam
  metadata:
    written_standard: nb
  examples: |
    - Er det eksamen?
    - Får man karakter?
- intent: ask_exam
  metadata:
    written_standard: nn
  examples: |
    - Kva slags eksamen er det?
"""
START = 'version: "3.1"\nnlu:\n- intent: ask_start\n  metadata:\n    written_standard: nb\n  examples: |\n    - Når starter det?\n'


def write(root: Path, path: str, text: str) -> None:
    """Write a file below a root."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "nlu/examples/exam.yml", EXAM)
    write(tmp_path, "nlu/examples/start.yml", START)
    write(tmp_path, "nlu/follow_ups/exam.jsonl", '{"text": "Er den vanskelig å bestå?", "intent": "ask_exam", "standard": "nb"}\n')
    write(tmp_path, "nlu/held_out.jsonl", '{"text": "Hvor lenge varer prøven?", "topic": "exam", "programme": null, "standard": "nb"}\n')
    write(
        tmp_path,
        "tests/data/conversations/held_out.nb.jsonl",
        '{"std": "nb", "turns": [{"user": "Må jeg opp i noe til slutt?", "expect": {}}]}\n',
    )
    write(tmp_path, "knowledge/entries/exam.yml", "topic: exam\n")
    return tmp_path
