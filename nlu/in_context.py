"""A short message read after the title of the topic just spoken of: "Studiepoeng » Hvor mange, da?".

What it means there is learnt like any question: from follow-ups written for it (nlu/follow_ups/, one file a topic just spoken of),
and from short questions that say by themselves what they are about, put after some other topic's title, so that a title does not
decide alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.compiled import read_knowledge
from nlu.training_questions import Question

FOLDER = Path(__file__).parent / "follow_ups"
MARK = " » "
LONGEST = 8
"""Words; longer messages say themselves what they are about."""
COPIED_ONE_IN = 4
Titles = dict[str, dict[str, str]]
"""Topic → written standard → title."""


@dataclass(frozen=True)
class FollowUp:
    """A message, the topic it came `after`, and what it asked."""

    after: str
    text: str
    intent: str
    written_standard: str
    file: str
    line: int


def read_follow_ups(folder: Path = FOLDER) -> list[FollowUp]:
    """All follow-ups, file by file in the order they stand."""
    return [
        FollowUp(path.stem, row["text"], row["intent"], row["standard"], path.name, number)
        for path in sorted(folder.glob("*.jsonl"))
        for number, row in enumerate(map(json.loads, path.read_text(encoding="utf-8").splitlines()), start=1)
    ]


def read_titles() -> Titles:
    """The titles of all topics, from the compiled knowledge."""
    return {topic: entry["title"] for topic, entry in read_knowledge()["topics"].items()}


def after(title: str, message: str) -> str:
    """A message put after a title."""
    return f"{title}{MARK}{message}"


def message_of(text: str) -> str:
    """The message itself, of a text that may be one put after a title."""
    return text.rsplit(MARK, 1)[-1]


def in_context(questions: Iterable[Question], follow_ups: Iterable[FollowUp], titles: Titles) -> Iterator[Question]:
    """The follow-ups after their topics' titles, and of the short questions one in some after a title drawn by their digest."""
    for follow_up in follow_ups:
        title = titles[follow_up.after][follow_up.written_standard]
        yield _copy(follow_up, title)
    topics = sorted(titles)
    for question in questions:
        digest = int(hashlib.sha1(f"title:{question.text}".encode()).hexdigest(), 16)
        if digest % COPIED_ONE_IN == 0 and len(question.text.split()) <= LONGEST:
            yield _copy(question, titles[topics[digest // COPIED_ONE_IN % len(topics)]][question.written_standard])


def _copy(source: Question | FollowUp, title: str) -> Question:
    return Question(after(title, source.text), source.intent, source.written_standard, source.file, source.line)
