"""One message, its questions."""

from __future__ import annotations

import pytest

from nlu.segments import Segmenter


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("Når er fristen? Hvor holdes samlingene?", ["Når er fristen?", "Hvor holdes samlingene?"]),
        ("Hva koster det og når starter det?", ["Hva koster det", "når starter det?"]),
        ("Kva kostar det, og kven betaler?", ["Kva kostar det", "kven betaler?"]),
        ("Ka kosta det, å kem betale?", ["Ka kosta det", "kem betale?"]),
        ("Er det gratis, og må jeg ha master?", ["Er det gratis", "må jeg ha master?"]),
        (
            "Korleis søkjer ein, og når er fristen, og kor mange plassar er det?",
            ["Korleis søkjer ein", "når er fristen", "kor mange plassar er det?"],
        ),
        ("Er det BI eller KS, og hva gjør Helsedirektoratet?", ["Er det BI eller KS", "hva gjør Helsedirektoratet?"]),
        ("To ting: Hva koster det, er det digitalt, og når er fristen?", ["To ting: Hva koster det", "er det digitalt", "når er fristen?"]),
        ("Når jeg er ferdig, kan jeg få jobb, og hva koster det?", ["Når jeg er ferdig, kan jeg få jobb", "hva koster det?"]),
        ("Hei\nHva koster det?\nNår starter det", ["Hva koster det?", "Når starter det"]),
    ],
)
def test_several_questions_are_told_apart(segmenter: Segmenter, message: str, questions: list[str]) -> None:
    assert segmenter.questions(message) == questions


@pytest.mark.parametrize(
    ("message", "things"),
    [
        ("Tre ting om utdanninga: nivå, pris og oppstart?", ["nivå", "pris", "oppstart"]),
        ("Mellomlederutdanningen: pris, nivå, eksamen", ["pris", "nivå", "eksamen"]),
        ("Gi meg pris, nivå og hvem som betaler", ["pris", "nivå", "hvem som betaler"]),
        ("Hei, kan du stille opp frist, pris og sted, for begge programmene?", ["frist", "pris", "sted"]),
        ("Samanlikn pris, oppstart og nivå for mellomleiarutdanninga og toppleiarprogrammet", ["pris", "oppstart", "nivå"]),
    ],
)
def test_things_of_a_list_are_questions_of_their_own(segmenter: Segmenter, message: str, things: list[str]) -> None:
    assert segmenter.questions(message) == things


def test_list_in_what_somebody_tells_of_themselves_asks_nothing(segmenter: Segmenter) -> None:
    assert segmenter.questions("Jeg leder tre enheter: sykehjem, legevakt og dagsenter. Kan jeg søke?") == ["Kan jeg søke?"]


def test_verb_after_a_comma_begins_no_question_in_a_statement(segmenter: Segmenter) -> None:
    assert segmenter.questions("Jeg har ledet lenge, og er lei av å vente. Når er fristen?") == ["Når er fristen?"]


@pytest.mark.parametrize(
    "message",
    [
        "Må kommunen dekke reise, opphold og bøker?",
        "Hva er forskjellen på mellomlederutdanningen og topplederprogrammet?",
        "Kan eg ta mellomleiarutdanninga og toppleiarprogrammet samstundes?",
        "Vi har f.eks. tre avdelingsledere, kan alle søke?",
        "Når starter det???!!",
        "kan jeg søke",
    ],
)
def test_one_question_stays_whole(segmenter: Segmenter, message: str) -> None:
    assert segmenter.questions(message) == [message]


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Hei! Jeg er avdelingsleder på et sykehjem. Kan jeg søke?", "Kan jeg søke?"),
        ("Eg er rektor. Kven er utdanninga for? På førehand takk.", "Kven er utdanninga for?"),
    ],
)
def test_what_stands_around_a_question_is_left_out(segmenter: Segmenter, message: str, question: str) -> None:
    assert segmenter.questions(message) == [question]


@pytest.mark.parametrize("message", ["", "?", "...", "ja", "frist", "Takk for sist.", "Jeg jobber på et sykehjem."])
def test_message_without_question_has_none(segmenter: Segmenter, message: str) -> None:
    assert segmenter.questions(message) == []


@pytest.mark.parametrize(
    "message",
    [
        "Hva koster det?",
        "kor mange plassar er det",
        "Jeg jobber på et sykehjem. Kan jeg søke",
        "avdelingsleder?",
        "Eg er rektor, og kven er utdanninga for",
    ],
)
def test_message_with_a_question_in_it_asks(segmenter: Segmenter, message: str) -> None:
    assert segmenter.asks(message)


@pytest.mark.parametrize(
    "message",
    ["", "...", "Jeg jobber på et sykehjem.", "Eg leier heimetenesta, og sjefen min er kommunalsjef", "Avdelingsleder!", "Takk for sist."],
)
def test_message_that_only_tells_does_not_ask(segmenter: Segmenter, message: str) -> None:
    assert not segmenter.asks(message)
