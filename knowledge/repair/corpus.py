"""The Norwegian that the repair learns from: the questions and answers of this project, and sentences that tell like words apart.

Letters and quotes are left out, so that the repair of a letter never leans on an earlier copy of the same words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.entries import load_entries
from knowledge.repair.tokens import cut
from nlu.training_questions import FOLDER

FOLLOW_UPS = FOLDER.parent / "follow_ups"
CONTRASTS = Path(__file__).parent / "sentences"
CONTRASTS_COUNT = 4
"""How many times each of these sentences counts: they are few, and about nothing else."""
_STANDARD = re.compile(r"\s+written_standard: (nb|nn)")
_QUESTION = re.compile(r"\s+- (?!intent:)(.+)")
_PLACEHOLDER = re.compile(r"\{\w+\}")


def sentences(standard: str) -> Iterator[list[str]]:
    """The forms of each question and each answer of one written standard, nb or nn."""
    contrasts = list(_contrasts(standard)) * CONTRASTS_COUNT
    for text in (*_questions(standard), *_follow_ups(standard), *_answers(standard), *contrasts):
        forms = [token.form for token in cut(_PLACEHOLDER.sub("", text))]
        if forms:
            yield forms


def _contrasts(standard: str) -> Iterator[str]:
    lines = (CONTRASTS / f"{standard}.txt").read_text(encoding="utf-8").splitlines()
    return (line for line in lines if not line.startswith("#"))


def _questions(standard: str) -> Iterator[str]:
    """Read line by line: twenty times as fast as YAML, which these 24,000 lines need only for their places."""
    for path in sorted(FOLDER.glob("*.yml")):
        current = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if found := _STANDARD.fullmatch(line):
                current = found[1]
            elif current == standard and (found := _QUESTION.fullmatch(line)):
                yield found[1]


def _follow_ups(standard: str) -> Iterator[str]:
    for path in sorted(FOLLOW_UPS.glob("*.jsonl")):
        rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        yield from (row["text"] for row in rows if row["standard"] == standard)


def _answers(standard: str) -> Iterator[str]:
    for entry in load_entries().values():
        for answer in entry.answers.values():
            yield answer.text[standard]
            if answer.brief:
                yield answer.brief[standard]
