"""The training questions: read with their place, and complete."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from knowledge.entries import load_entries
from nlu.training_questions import FOLDER, TOPIC_PREFIX, Question, intents, read_questions

TWO_BLOCKS = """version: "3.1"
nlu:
- intent: ask_costs
  metadata:
    written_standard: nb
  examples: |
    - hva koster det?
    - Koster det 10:30 eller no?
- intent: ask_costs
  metadata:
    written_standard: nn
  examples: |
    - kva kostar det?
"""


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return read_questions()


def test_questions_are_read_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "costs.yml").write_text(TWO_BLOCKS, encoding="utf-8")

    assert read_questions(tmp_path) == [
        Question("hva koster det?", "ask_costs", "nb", "costs.yml", 7),
        Question("Koster det 10:30 eller no?", "ask_costs", "nb", "costs.yml", 8),
        Question("kva kostar det?", "ask_costs", "nn", "costs.yml", 13),
    ]
    assert intents(tmp_path) == ["ask_costs"]


def test_every_question_stands_where_it_says(questions: list[Question]) -> None:
    lines = {path.name: path.read_text(encoding="utf-8").splitlines() for path in FOLDER.glob("*.yml")}

    assert [q for q in questions if lines[q.file][q.line - 1].strip() != f"- {q.text}"] == []


def test_no_question_is_empty(questions: list[Question]) -> None:
    assert [q for q in questions if not q.text] == []


def test_every_intent_is_asked_in_both_standards_about_equally_often(questions: list[Question]) -> None:
    counts = Counter((q.intent, q.written_standard) for q in questions)
    names = {intent for intent, _ in counts}

    assert {standard for _, standard in counts} == {"nb", "nn"}
    assert [name for name in names if not 0.5 <= counts[name, "nb"] / max(counts[name, "nn"], 1) <= 2] == []


def test_every_topic_that_is_asked_about_has_an_entry(questions: list[Question]) -> None:
    asked = {q.intent[len(TOPIC_PREFIX) :] for q in questions if q.intent.startswith(TOPIC_PREFIX)}

    assert asked - load_entries().keys() == {"privacy"}  # answered by bot/responses.yml


def test_every_entry_is_asked_about(questions: list[Question]) -> None:
    asked = {q.intent for q in questions}
    general = {topic for topic in load_entries() if not topic.startswith("eligibility_")}

    assert {topic for topic in general if TOPIC_PREFIX + topic not in asked} == set()


def test_a_topic_has_a_file_of_its_name(questions: list[Question]) -> None:
    wrong = {(q.intent, q.file) for q in questions if q.intent.startswith(TOPIC_PREFIX) and q.intent != "ask_privacy"}

    assert {(intent, file) for intent, file in wrong if file != f"{intent[len(TOPIC_PREFIX) :]}.yml"} == set()
