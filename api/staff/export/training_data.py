"""Write what reviewers have judged as Rasa's training examples and test stories.

A turn is taken when the last review gives the right topic, or calls the reply right. Then its intent is known: the right topic's,
or the one that was understood. A question that was only understood from its context (its own words had another intent) is right
in a story, but would teach the model something wrong as an example.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import yaml
from sqlalchemy import Row

from api.store.transcripts import Transcript
from nlu.training_questions import TOPIC_PREFIX

VERSION = "3.1"
ANSWER = "utter_answer"
ENTITY_SIGNS = str.maketrans("[]{}", "()()")  # Rasa reads [so](programme) as an entity
STANDARDS = ("nb", "nn")


@dataclass(frozen=True)
class Judged:
    """A turn whose intent a reviewer has made known; `in_context` when its words alone would mean another."""

    number: int
    text: str
    intent: str
    written_standard: str
    in_context: bool


def judged_turns(transcript: Transcript, intents: set[str]) -> list[Judged]:
    """The turns of a conversation that can be taken, in order; `intents` are those the model knows."""
    found = []
    for turn in transcript.turns:
        intent = _intent(turn, transcript)
        if intent in intents:
            own = turn.understanding.get("intent")
            standard = turn.understanding.get("standard") or turn.language
            reviews = transcript.turn_reviews[turn.id]
            in_context = own != intent and not reviews[-1].right_topic
            found.append(Judged(turn.number, _one_line(turn.message), intent, standard if standard in STANDARDS else "nb", in_context))
    return found


def _intent(turn: Row[Any], transcript: Transcript) -> str:
    """The intent a turn truly has; empty when nobody has said."""
    reviews = transcript.turn_reviews.get(turn.id)
    if not reviews:
        return ""
    last = reviews[-1]
    if last.right_topic:
        return f"{TOPIC_PREFIX}{last.right_topic}"
    if last.relevance != "right":
        return ""
    return f"{TOPIC_PREFIX}{turn.topic}" if turn.topic else str(turn.understanding.get("intent") or "")


def examples_yaml(judged: Iterable[Judged]) -> str:
    """Examples as in nlu/examples/: a block for each intent and written standard, each question once."""
    questions: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for turn in judged:
        if not turn.in_context:
            questions[turn.intent, turn.written_standard].setdefault(turn.text)
    blocks = [
        {
            "intent": intent,
            "metadata": {"written_standard": standard},
            "examples": _Block("".join(f"- {text.translate(ENTITY_SIGNS)}\n" for text in texts)),
        }
        for (intent, standard), texts in sorted(questions.items())
    ]
    return _dump({"version": VERSION, "nlu": blocks})


def stories_yaml(conversations: Iterable[list[Judged]], actions: dict[str, str]) -> str:
    """A test story for each run of judged turns that follow each other; `actions`: intent → action, where it is not an answer."""
    stories = []
    for number, judged in enumerate(conversations, 1):
        for run in _runs(judged):
            steps = [step for turn in run for step in _steps(turn, actions)]
            stories.append({"story": f"samtale {number}, spørsmål {run[0].number}–{run[-1].number}", "steps": steps})
    return _dump({"version": VERSION, "stories": stories})


def _runs(judged: list[Judged]) -> Iterator[list[Judged]]:
    """Turns without a gap between their numbers."""
    for _, run in groupby(enumerate(judged), lambda pair: pair[1].number - pair[0]):
        yield [turn for _, turn in run]


def _steps(turn: Judged, actions: dict[str, str]) -> list[dict[str, Any]]:
    return [{"user": _Block(turn.text.translate(ENTITY_SIGNS) + "\n"), "intent": turn.intent}, {"action": actions.get(turn.intent, ANSWER)}]


def _one_line(message: str) -> str:
    return " ".join(message.split())


class _Block(str):
    """A text that YAML writes as a block after `|`."""


class _Dumper(yaml.SafeDumper):
    """Writes blocks, and indents lists."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless)


_Dumper.add_representer(_Block, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|"))


def _dump(content: dict[str, Any]) -> str:
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
