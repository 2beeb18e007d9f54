"""Bokmål, Nynorsk and other languages, by a model trained on a few hundred questions."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("lingua", reason="needs the language detectors of the engine environment")

from nlu.answer_standard import EVIDENT
from nlu.training_questions import Question, read_questions
from nlu.written_standard import StandardClassifier, WrittenStandardReader

TRAINED, HELD_OUT = 300, 100
EVIDENT_WORDS = 5


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    """Shuffled questions, long enough to show their standard; as many of each."""
    shown = [q for q in read_questions() if len(q.text.split()) >= EVIDENT_WORDS]
    random.Random(1).shuffle(shown)
    nb, nn = ([q for q in shown if q.written_standard == standard] for standard in ("nb", "nn"))
    return [q for pair in zip(nb, nn, strict=False) for q in pair][: TRAINED + HELD_OUT]


@pytest.fixture(scope="module")
def reader(questions: list[Question]) -> WrittenStandardReader:
    trained = questions[:TRAINED]
    texts = [question.text for question in trained]
    return WrittenStandardReader(StandardClassifier.train(texts, [question.written_standard for question in trained]), texts)


def test_unseen_questions_are_mostly_read_in_their_standard(reader: WrittenStandardReader, questions: list[Question]) -> None:
    held_out = questions[TRAINED:]
    right = sum(reader.read(q.text).standard == q.written_standard for q in held_out)

    assert right / len(held_out) > 0.85


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("Hvem kan søke, og hva koster det for kommunen?", "nb"),
        ("Jeg lurer på hvor samlingene holdes, og hvor mange de er.", "nb"),
        ("Kven kan søkje, og kva kostar det for kommunen?", "nn"),
        ("Eg lurer på kor samlingane er, og kor mange dei er.", "nn"),
    ],
)
def test_plain_question_shows_its_standard(reader: WrittenStandardReader, text: str, standard: str) -> None:
    reading = reader.read(text)

    assert (reading.standard, reading.probability >= EVIDENT, reading.foreign) == (standard, True, None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How much does the course cost, and who can apply?", "en"),
        ("When does the leadership programme start?", "en"),
        ("Wer kann an dem Programm teilnehmen, und was kostet es?", "de"),
        ("Хто може подати заявку на цю програму?", "uk"),
    ],
)
def test_other_language_is_foreign(reader: WrittenStandardReader, text: str, language: str) -> None:
    assert reader.read(text).foreign == language


@pytest.mark.parametrize(
    "text",
    [
        "Hvad koster det at deltage i uddannelsen, og hvem kan ansøge?",
        "Vad kostar det att delta i utbildningen, och vem kan söka?",
        "ka kosta det å vær med på dette herre",
        "Hei",
        "ok thanks",
        "BI?",
    ],
)
def test_scandinavian_dialect_and_short_messages_are_not_foreign(reader: WrittenStandardReader, text: str) -> None:
    assert reader.read(text).foreign is None


@pytest.mark.parametrize("text", ["", "?", "2020", "🙂", "..."])
def test_message_without_words_shows_no_standard(reader: WrittenStandardReader, text: str) -> None:
    reading = reader.read(text)

    assert (reading.probability >= EVIDENT, reading.foreign) == (False, None)


@pytest.mark.parametrize("text", ["Hei", "BI?", "frist", "Hva koster det?", "Kva kostar det?", "Kven kan søkje, og når?"])
def test_probability_is_that_of_the_likelier_standard(reader: WrittenStandardReader, text: str) -> None:
    assert 0.5 <= reader.read(text).probability <= 1


def test_reading_is_the_same_every_time(reader: WrittenStandardReader) -> None:
    text = "When does it start?"

    assert len({reader.read(text) for _ in range(5)}) == 1
