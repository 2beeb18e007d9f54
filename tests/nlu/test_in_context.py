"""Messages read after the topic just spoken of."""

from __future__ import annotations

import json
from pathlib import Path

from nlu.encoder import kept_from_tuning
from nlu.in_context import LONGEST, FollowUp, after, in_context, message_of, read_follow_ups
from nlu.training_questions import Question, intents, read_questions

TITLES = {"credits": {"nb": "Studiepoeng", "nn": "Studiepoeng"}, "costs": {"nb": "Kostnader", "nn": "Kostnader"}}
KNOWN_TOPICS = {path.stem for path in (Path(__file__).parents[2] / "knowledge" / "entries").glob("*.yml")}


def test_follow_ups_are_read_with_their_topic_and_place(tmp_path: Path) -> None:
    row = {"text": "Hvor mange, da?", "intent": "ask_credits", "standard": "nb"}
    (tmp_path / "credits.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert read_follow_ups(tmp_path) == [FollowUp("credits", "Hvor mange, da?", "ask_credits", "nb", "credits.jsonl", 1)]


def test_message_comes_out_of_a_text_put_after_a_title() -> None:
    assert message_of(after("Studiepoeng", "Hvor mange, da?")) == "Hvor mange, da?"
    assert message_of("Hvor mange, da?") == "Hvor mange, da?"


def test_follow_up_stands_after_its_topics_title() -> None:
    follow_up = FollowUp("credits", "Hvor mange, da?", "ask_credits", "nb", "credits.jsonl", 1)
    (only,) = in_context([], [follow_up], TITLES)
    assert (only.text, only.intent) == ("Studiepoeng » Hvor mange, da?", "ask_credits")


def test_some_short_questions_stand_after_a_title_too_and_keep_their_meaning() -> None:
    questions = [Question(f"Hva koster nummer {number}?", "ask_costs", "nb", "costs.yml", number) for number in range(200)]
    copies = list(in_context(questions, [], TITLES))
    assert 20 < len(copies) < 80
    assert {copy.intent for copy in copies} == {"ask_costs"}
    assert copies == list(in_context(questions, [], TITLES))


def test_long_questions_are_not_put_after_titles() -> None:
    long = " ".join(["ord"] * (LONGEST + 1))
    questions = [Question(f"{long} {number}", "ask_costs", "nb", "costs.yml", number) for number in range(50)]
    assert list(in_context(questions, [], TITLES)) == []


def test_question_and_its_copy_are_kept_from_tuning_together() -> None:
    texts = [f"Hva koster nummer {number}?" for number in range(100)]
    assert any(map(kept_from_tuning, texts))
    assert all(kept_from_tuning(after("Studiepoeng", text)) == kept_from_tuning(text) for text in texts)


def test_written_follow_ups_have_known_topics_and_intents_and_each_stands_once() -> None:
    follow_ups, known = read_follow_ups(), set(intents())
    assert len(follow_ups) > 1000
    assert {follow_up.intent for follow_up in follow_ups} <= known
    assert {follow_up.after for follow_up in follow_ups} <= KNOWN_TOPICS
    places = [(follow_up.after, follow_up.text.lower()) for follow_up in follow_ups]
    assert len(places) == len(set(places))
    assert {follow_up.written_standard for follow_up in follow_ups} == {"nb", "nn"}


def test_no_training_question_looks_like_one_put_after_a_title() -> None:
    assert [question.text for question in read_questions() if message_of(question.text) != question.text] == []
