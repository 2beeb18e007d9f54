"""Copies of training texts, misspelt by rule, and messages without a meaning."""

from __future__ import annotations

from nlu.augmentation import misspell, mistype, nonsense

QUESTIONS = ["Hva koster mellomlederutdanningen for kommunen?", "Når starter topplederprogrammet, og hvor lenge varer det?"]


def test_same_text_and_seed_give_the_same_misspelling() -> None:
    assert [misspell(text, 3) for text in QUESTIONS] == [misspell(text, 3) for text in QUESTIONS]
    assert len({misspell(QUESTIONS[1], seed) for seed in range(20)}) > 5


def test_mistyped_text_has_no_dialect() -> None:
    dialect = {"ka", "kor", "åssen", "ka tid"}
    words = {word.strip("?,") for seed in range(60) for text in QUESTIONS for word in mistype(text, seed).split()}

    assert not words & dialect


def test_nonsense_is_made_of_known_halves_and_means_nothing() -> None:
    messages = nonsense(QUESTIONS, 40, seed=1)
    known = {word.strip("?,").lower() for text in QUESTIONS for word in text.split()}

    assert messages == nonsense(QUESTIONS, 40, seed=1)
    assert len(set(messages)) > 35
    assert all(3 <= len(message.split()) <= 8 for message in messages)
    assert all(set(message.split()) - known for message in messages if len(message.split()) > 5)
