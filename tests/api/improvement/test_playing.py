"""What was gained and lost, and which questions are played."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from api.improvement.judging import judge_question
from api.improvement.playing import Case, Verdict, cases_of, compare
from tests.api.improvement.test_changes import Change

RIGHT, WRONG = Verdict((), "answered", "exam", "Ja."), Verdict(("topic",), "answered", "start", "Høsten.")


def reply(outcome: str, topic: str | None, programme: str | None = None) -> dict[str, Any]:
    return {"outcome": outcome, "topic": topic, "programme": programme}


@pytest.mark.parametrize(
    ("given", "programme", "failed"),
    [
        (reply("answered", "exam"), None, []),
        (reply("not_in_sources", "exam"), None, []),
        (reply("answered", "exam_of_leaders"), None, []),
        (reply("answered", "start"), None, ["topic"]),
        (reply("clarification", None), None, ["outcome"]),
        (reply("answered", "exam", "top_leader"), "middle_manager", ["programme"]),
        (reply("answered", "exam", None), "middle_manager", []),
    ],
)
def test_a_question_is_judged_by_topic_and_programme(given: dict[str, Any], programme: str | None, failed: list[str]) -> None:
    assert judge_question(given, "exam", programme) == failed


def test_a_question_out_of_scope_must_be_declined() -> None:
    assert judge_question(reply("out_of_scope", None), "out_of_scope", None) == []
    assert judge_question(reply("answered", "exam"), "out_of_scope", None) == ["outcome"]


def test_gained_and_lost_are_the_turns_that_differ() -> None:
    expected = {"topic": "exam", "programme": None}
    cases = [Case("held_out", "nb", (f"Spørsmål {n}",), (expected,)) for n in range(4)]
    found = compare(cases, [[RIGHT], [WRONG], [WRONG], [RIGHT]], [[RIGHT], [RIGHT], [WRONG], [WRONG]])
    assert found["figures"] == [{"set": "held_out", "turns": 4, "before": 2, "after": 2}]
    assert [row["messages"] for row in found["gained"]] == [["Spørsmål 1"]]
    assert [row["messages"] for row in found["lost"]] == [["Spørsmål 3"]]
    assert found["lost"][0]["before"]["topic"] == "exam" and found["lost"][0]["after"]["topic"] == "start"


def test_the_proposals_questions_the_held_out_set_and_a_fixed_sample_are_played(root: Path) -> None:
    changes = [Change("example", "exam", "Må jeg pugge til prøven?", "nb"), Change("test", "exam", "Hvor mange timer?", "nb")]
    cases = cases_of(root, changes, ["exam", "start"])
    by_set = {name: [case.messages[0] for case in cases if case.set == name] for name in ("proposal", "held_out", "known")}
    assert by_set["proposal"] == ["Må jeg pugge til prøven?"]
    assert by_set["held_out"] == ["Hvor lenge varer prøven?", "Hvor mange timer?"]
    assert set(by_set["known"]) == {"Er det eksamen?", "Får man karakter?", "Kva slags eksamen er det?", "Når starter det?"}
    assert cases == cases_of(root, changes, ["exam", "start"])
