"""A conversation as staff read it: what was said, what was understood, and the way to the next one."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from starlette.testclient import TestClient

from api.settings import Settings
from api.staff.texts import staff_texts
from api.staff.topic_titles import intent_title, topic_titles
from nlu.training_questions import read_questions
from tests.api.fake_engine import MESSAGES, FakeEngine
from tests.api.staff.conftest import SignIn
from tests.api.staff.conversing import Person, Said

LEXICON = Path(__file__).parents[3] / "nlu" / "lexicon.yml"
RANKING = [["ask_credits", 0.9312], ["ask_exam", 0.0456], ["greet", 0.011]]
COMPARED = {
    "text": "Kort sagt.",
    "citations": [],
    "suggestions": [],
    "comparison": {
        "columns": ["Mellomlederutdanningen", "Topplederprogrammet"],
        "rows": [{"aspect": "Studiepoeng", "cells": ["30", "ikke oppgitt"]}],
    },
}


@pytest.fixture
def person(client: TestClient, engine: FakeEngine) -> Person:
    return Person(client, engine)


def read(client: TestClient, said: Said, query: str = "") -> str:
    page = client.get(f"/staff/samtaler/{said.conversation_id}?{query}")
    assert page.status_code == 200
    return page.text


def test_page_shows_question_answer_citation_and_suggestion(client: TestClient, person: Person, sign_in: SignIn) -> None:
    said = person.says("Hvor mange samlinger?", page="https://www.ks.no/leiing", messages=[*MESSAGES, COMPARED])
    sign_in("reader")
    page = read(client, said)
    for shown in (
        "Hvor mange samlinger?", "Programmet er planlagt med seks samlinger.", "<li>Hver varer i tre til fire dager.</li>",
        'href="/kilder/toppleiarprogram-2020?utdrag=0123456789#utdrag"', "seks fysiske samlingar", "Når starter det?",
        '<th scope="row">Studiepoeng</th><td class="lines">30</td>', "https://www.ks.no/leiing", "Besvart",
    ):  # fmt: skip
        assert shown in page, shown


def test_page_shows_what_was_understood_and_the_runners_up(client: TestClient, person: Person, sign_in: SignIn) -> None:
    said = person.says(
        "Jeg er mellomleder i kommunen", topic="credits", ranking=RANKING, entities=[["role", "middle_manager"]], confidence=0.93
    )
    sign_in("reader")
    page = read(client, said)
    assert re.findall(r'<tr><th scope="row">([^<]*)</th><td><meter[^>]*></meter> ([^<]*)</td>', page) == [
        ("Studiepoeng", "93,1 %"), ("Eksamen", "4,6 %"), ("Hilsen", "1,1 %"),
    ]  # fmt: skip
    assert "rolle: mellomleder" in page and "<dd>Mellomleder</dd>" in page and "<dd>93 %</dd>" in page
    assert "style=" not in page


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_intent_of_the_training_questions_has_words(language: str, settings: Settings) -> None:
    titles, intents = topic_titles(settings.knowledge_path, language), {question.intent for question in read_questions()}
    assert len(intents) > 70
    assert [intent for intent in intents if intent_title(intent, titles, language) == intent.replace("_", " ")] == []


def test_every_entity_of_the_lexicon_has_words() -> None:
    lexicon = yaml.safe_load(LEXICON.read_text(encoding="utf-8"))
    named = [f"terms.entity_{kind}_{value}" for kind in ("programme", "role", "sector") for value in lexicon[kind]]
    assert len(named) > 10
    assert [name for name in named if name not in staff_texts()] == []


def test_failed_turn_says_that_there_was_no_answer(client: TestClient, person: Person, sign_in: SignIn) -> None:
    said = person.fails("Når er fristen?")
    sign_in("reader")
    page = read(client, said)
    assert "Når er fristen?" in page and "Personen fikk ikke svar" in page and "Teknisk feil" in page


@pytest.mark.parametrize("stored", ["{}", "[]", "null", '{"ranking": 5, "entities": "x"}', '{"ranking": [[], 3, ["a"], {"name": "b"}]}'])
def test_odd_understanding_in_the_store_is_left_out(
    client: TestClient, person: Person, sign_in: SignIn, database: sqlite3.Connection, stored: str
) -> None:
    said = person.says("Hei")
    database.execute("UPDATE turn SET understanding = ?", (stored,))
    database.commit()
    sign_in("reader")
    assert "<meter" not in read(client, said)


def test_feedback_of_the_person_is_shown_with_its_comment(client: TestClient, person: Person, sign_in: SignIn) -> None:
    said = person.says("Hva koster det?")
    person.thumbs(said, "down", "Fikk <b>ikke</b> vite prisen")
    sign_in("reader")
    assert "Tommel ned – <q>Fikk &lt;b&gt;ikke&lt;/b&gt; vite prisen</q>" in read(client, said)


def test_citation_with_an_address_of_a_script_is_no_link(client: TestClient, person: Person, sign_in: SignIn) -> None:
    message = {**MESSAGES[0], "citations": [{**MESSAGES[0]["citations"][0], "url": "javascript:alert(1)"}]}  # type: ignore[index]
    said = person.says("Hei", messages=[message])
    sign_in("reader")
    assert "javascript:" not in read(client, said)


def test_one_goes_on_within_the_filter_of_the_list(client: TestClient, person: Person, sign_in: SignIn) -> None:
    first, _, third, fourth = (person.says(f"Studiepoeng {n}?", language="nn" if n == 2 else "nb") for n in range(1, 5))
    sign_in("reader")
    page = read(client, third, "standard=nb&q=studiepoeng")
    suffix = "?standard=nb&amp;q=studiepoeng"
    assert f'<a rel="prev" href="/staff/samtaler/{fourth.conversation_id}{suffix}">' in page
    assert f'<a rel="next" href="/staff/samtaler/{first.conversation_id}{suffix}">' in page
    assert f'<a href="/staff/samtaler{suffix}">' in page
    assert 'rel="prev"' not in read(client, fourth, "standard=nb&q=studiepoeng")


def test_unknown_conversation_is_not_found(client: TestClient, sign_in: SignIn) -> None:
    sign_in("reader")
    for unknown in (str(uuid4()), "no-uuid"):
        answer = client.get(f"/staff/samtaler/{unknown}", headers={"Accept": "text/html"})
        assert (answer.status_code, "Start en ny" in answer.text) == (404, False)
        assert "Den er slettet, eller adressen er feil." in answer.text and '<a href="/staff/samtaler">Til alle samtaler</a>' in answer.text


def test_nobody_reads_without_sign_in(client: TestClient, person: Person) -> None:
    said = person.says("Hei")
    for path in ("/staff/samtaler", "/staff/samtaler/utvalg", f"/staff/samtaler/{said.conversation_id}"):
        assert client.get(path, follow_redirects=False).status_code == 401
