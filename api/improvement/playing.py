"""Play the same questions to two assistants, what people use now and a candidate, and tell what was gained and lost."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from api.improvement.changes import EXAMPLES, HELD_OUT, Change
from api.improvement.judging import judge, judge_question
from nlu.training_questions import TOPIC_PREFIX, read_questions

CONVERSATIONS = "tests/data/conversations"
KNOWN_OF_EACH = 2
FEWEST_WORDS = 3
REPLY_SECONDS = 60
SHOWN_OF_REPLY = 300
SETS = ("proposal", "held_out", "conversations", "known")


@dataclass(frozen=True)
class Case:
    """A conversation of a set: its messages and what each must be answered with; `language` is the page's, or None."""

    set: str
    standard: str
    messages: tuple[str, ...]
    expected: tuple[dict[str, Any], ...]
    language: str | None = None


@dataclass(frozen=True)
class Verdict:
    """One reply as it is judged: the checks it fails, and enough of it to show."""

    failed: tuple[str, ...]
    outcome: str
    topic: str | None
    text: str


def cases_of(root: Path, changes: Sequence[Change], topics: Iterable[str]) -> list[Case]:
    """The proposal's own questions, the held-out set, the test conversations where there are any, and a fixed sample of what is known."""
    proposed = [_single("proposal", change) for change in changes if change.kind == "example"]
    added = [_single("held_out", change) for change in changes if change.kind == "test"]
    return [*proposed, *_held_out(root), *added, *_conversations(root), *_known(root, set(topics))]


def play(url: str, cases: Sequence[Case], progress: Callable[[int], None]) -> list[list[Verdict]]:
    """The verdicts on each turn of each case; `progress` is told how many cases are done. Raises httpx.HTTPError."""
    verdicts = []
    with httpx.Client(base_url=url, timeout=REPLY_SECONDS, trust_env=False) as client:
        for number, case in enumerate(cases, 1):
            verdicts.append(list(_played(client, case)))
            progress(number)
    return verdicts


def compare(cases: Sequence[Case], before: Sequence[list[Verdict]], after: Sequence[list[Verdict]]) -> dict[str, Any]:
    """Figures of each set, and the turns that one answers rightly and the other does not."""
    figures: dict[str, Counter[str]] = defaultdict(Counter)
    gained: list[dict[str, Any]] = []
    lost: list[dict[str, Any]] = []
    for case, old, new in zip(cases, before, after):
        for turn, (was, is_) in enumerate(zip(old, new)):
            figures[case.set].update(turns=1, before=not was.failed, after=not is_.failed)
            if bool(was.failed) != bool(is_.failed):
                (lost if is_.failed else gained).append(_shown(case, turn, was, is_))
    return {"figures": [{"set": name, **figures[name]} for name in SETS if name in figures], "gained": gained, "lost": lost}


def _played(client: httpx.Client, case: Case) -> Iterator[Verdict]:
    conversation = None
    for message, expected in zip(case.messages, case.expected):
        sent = {"message": message, "conversation_id": conversation, "language": case.language}
        reply = client.post("/api/chat", json=sent).raise_for_status().json()
        conversation = reply["conversation_id"]
        failed = _failed(reply, expected, case.standard)
        text = "\n".join(part["text"] for part in reply["messages"])
        yield Verdict(tuple(failed), reply["outcome"], reply["topic"], text[:SHOWN_OF_REPLY])


def _failed(reply: dict[str, Any], expected: dict[str, Any], standard: str) -> list[str]:
    if "topic" in expected:
        return judge_question(reply, expected["topic"], expected["programme"])
    return judge(reply, expected, standard)


def _shown(case: Case, turn: int, before: Verdict, after: Verdict) -> dict[str, Any]:
    expected = case.expected[turn]
    topics = [expected["topic"]] if "topic" in expected else expected.get("topics", [])
    return {
        "set": case.set,
        "messages": list(case.messages[: turn + 1]),
        "expected": {"topics": topics, "outcome": expected.get("outcome", [])},
        "before": {"outcome": before.outcome, "topic": before.topic, "text": before.text},
        "after": {"outcome": after.outcome, "topic": after.topic, "text": after.text},
    }


def _single(set_: str, change: Change) -> Case:
    standard = change.standard or "nb"
    return Case(set_, standard, (change.text,), ({"topic": change.topic, "programme": change.programme},), standard)


def _held_out(root: Path) -> Iterator[Case]:
    for row in _rows(root / HELD_OUT):
        yield Case("held_out", row["standard"], (row["text"],), ({"topic": row["topic"], "programme": row["programme"]},), row["standard"])


def _conversations(root: Path) -> Iterator[Case]:
    for path in sorted((root / CONVERSATIONS).glob("*.jsonl")):
        for row in _rows(path):
            turns = row["turns"]
            yield Case("conversations", row["std"], tuple(turn["user"] for turn in turns), tuple(turn["expect"] for turn in turns))


def _known(root: Path, topics: set[str]) -> Iterator[Case]:
    """Of each topic and standard the questions whose digests are the smallest: always the same ones."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for question in read_questions(root / EXAMPLES):
        topic = question.intent.removeprefix(TOPIC_PREFIX)
        if topic in topics and question.intent != topic and len(question.text.split()) >= FEWEST_WORDS:
            groups[topic, question.written_standard].append(question.text)
    for (topic, standard), texts in sorted(groups.items()):
        for text in sorted(texts, key=lambda text: hashlib.sha256(text.encode()).digest())[:KNOWN_OF_EACH]:
            yield Case("known", standard, (text,), ({"topic": topic, "programme": None},), standard)


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
