"""A question belongs to the training examples or to the held-out set, never to both, not even nearly the same.

What is learnt by heart says nothing about understanding: a figure on questions that the model was trained on is worth nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from api.improvement.changes import EXAMPLES, HELD_OUT, intent_of
from knowledge.checks.questions import fold_question
from nlu.training_questions import read_questions

FOLLOW_UPS, CONVERSATIONS = "nlu/follow_ups", "tests/data/conversations"
NEARLY_THE_SAME = 92.0
"""Of 100, as rapidfuzz counts edits: "Når starter det?" and "når startar det" are, two questions on one topic mostly are not."""
LONGEST = 1000
_BRACKETS = str.maketrans("[]{}", "()()")
_PERSONAL = (
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
    re.compile(r"(?<!\d)\d{6}[ .]?\d{5}(?!\d)"),
    re.compile(r"(?<!\d)(?:\+47 ?)?(?:[2-9]\d(?: \d\d){3}|[49]\d\d \d\d \d\d\d|[2-9]\d{7})(?!\d)"),
)


@dataclass(frozen=True)
class Known:
    """A question that stands somewhere already: `side` is example or test, `intent` what it asks, `place` where it stands."""

    text: str
    side: str
    intent: str
    place: str
    leans: bool = False

    @cached_property
    def folded(self) -> str:
        """Its words, to compare; kept, for there are tens of thousands of questions and a form asks about each again and again."""
        return fold_question(self.text)


@dataclass(frozen=True)
class Refusal:
    """Why a question cannot be added: a key of the console's words, and what fills it in."""

    key: str
    values: dict[str, str]


def known_questions(root: Path, pending: Iterable[tuple[str, str, str, int]]) -> list[Known]:
    """All questions of the project, and those of open proposals as (kind, topic, text, proposal)."""
    listed = list(_stored(root, _signature(root)))
    for kind, topic, text, proposal in pending:
        if kind in ("example", "test"):
            listed.append(Known(text, kind, intent_of(topic), f"#{proposal}"))
    return listed


def clean(text: str) -> str:
    """A question on one line, without signs that cannot be seen and the brackets that Rasa would read as mark-up of an entity."""
    line = " ".join(text.translate(_BRACKETS).split()).removeprefix("- ")
    return "".join(sign for sign in line if sign.isprintable())


def refusal(text: str, kind: str, topic: str, known: Sequence[Known]) -> Refusal | None:
    """Why this question cannot be added as `kind` to this topic, or None."""
    if not fold_question(text) or len(text) > LONGEST:
        return Refusal("bad_length", {"text": text[:60]})
    found = next((match[0] for pattern in _PERSONAL if (match := pattern.search(text))), None)
    if found:
        return Refusal("personal", {"found": found})
    return _same(text, kind, topic, known) or _on_the_other_side(text, kind, known)


def _same(text: str, kind: str, topic: str, known: Sequence[Known]) -> Refusal | None:
    wanted = fold_question(text)
    for question in known:
        if question.side == kind and not question.leans and question.folded == wanted:
            key = "stands_here" if question.intent == intent_of(topic) else "stands_elsewhere"
            return Refusal(key, {"text": text, "place": question.place})
    return None


def _on_the_other_side(text: str, kind: str, known: Sequence[Known]) -> Refusal | None:
    others = [question for question in known if question.side != kind]
    near = process.extractOne(
        fold_question(text), [question.folded for question in others], scorer=fuzz.ratio, score_cutoff=NEARLY_THE_SAME
    )
    if near is None:
        return None
    other = others[near[2]]
    return Refusal(f"in_{other.side}", {"text": text, "other": other.text, "place": other.place})


def _signature(root: Path) -> tuple[tuple[str, int], ...]:
    folders = (root / EXAMPLES, root / FOLLOW_UPS, root / CONVERSATIONS)
    files = [path for folder in folders for path in sorted(folder.glob("*"))] + [root / HELD_OUT]
    return tuple((str(path), path.stat().st_mtime_ns) for path in files if path.exists())


@lru_cache(maxsize=2)
def _stored(root: Path, signature: tuple[tuple[str, int], ...]) -> tuple[Known, ...]:
    return (*_examples(root), *_follow_ups(root), *_held_out(root), *_conversations(root))


def _examples(root: Path) -> Iterator[Known]:
    for question in read_questions(root / EXAMPLES):
        yield Known(question.text, "example", question.intent, f"{EXAMPLES}/{question.file}:{question.line}")


def _follow_ups(root: Path) -> Iterator[Known]:
    for path in sorted((root / FOLLOW_UPS).glob("*.jsonl")):
        for number, row in _rows(path):
            yield Known(row["text"], "example", row["intent"], f"{FOLLOW_UPS}/{path.name}:{number}", leans=True)


def _held_out(root: Path) -> Iterator[Known]:
    for number, row in _rows(root / HELD_OUT):
        yield Known(row["text"], "test", intent_of(row["topic"]), f"{HELD_OUT}:{number}")


def _conversations(root: Path) -> Iterator[Known]:
    for path in sorted((root / CONVERSATIONS).glob("*.jsonl")):
        for number, row in _rows(path):
            for turn in row["turns"]:
                yield Known(turn["user"], "test", "", f"{CONVERSATIONS}/{path.name}:{number}")


def _rows(path: Path) -> Iterator[tuple[int, dict]]:  # type: ignore[type-arg]  # JSON of any shape
    if path.exists():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                yield number, json.loads(line)
