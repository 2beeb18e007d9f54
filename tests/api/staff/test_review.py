"""Verdicts of reviewers: kept, changed, withdrawn, hidden until one's own is given, counted, deleted with the conversation."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.fake_engine import FakeEngine
from tests.api.staff.conftest import SignIn
from tests.api.staff.conversing import Person, Said, listed

Row = tuple[Any, ...]


@pytest.fixture
def said(client: TestClient, engine: FakeEngine) -> Said:
    return Person(client, engine).says("Hvor mange studiepoeng?", topic="credits")


def judge(client: TestClient, said: Said, token: str, **fields: str) -> Any:
    return client.post(
        f"/staff/samtaler/{said.conversation_id}/turer/{said.turn_id}", data={"csrf": token, **fields}, follow_redirects=False
    )


def judge_whole(client: TestClient, said: Said, token: str, **fields: str) -> Any:
    return client.post(f"/staff/samtaler/{said.conversation_id}/vurdering", data={"csrf": token, **fields}, follow_redirects=False)


def label(client: TestClient, said: Said, token: str, **fields: str) -> Any:
    return client.post(f"/staff/samtaler/{said.conversation_id}/merkelapper", data={"csrf": token, **fields}, follow_redirects=False)


def stored(database: sqlite3.Connection, query: str) -> list[Row]:
    return database.execute(query).fetchall()


def transcript(client: TestClient, said: Said) -> str:
    return client.get(f"/staff/samtaler/{said.conversation_id}").text


VERDICTS = "SELECT relevance, cause, right_topic, right_programme, note FROM turn_review ORDER BY id"


def test_verdict_on_a_turn_is_kept_and_changed(client: TestClient, said: Said, sign_in: SignIn, database: sqlite3.Connection) -> None:
    token = sign_in("reviewer")
    judge(
        client,
        said,
        token,
        relevance="wrong",
        cause="not_understood",
        right_topic="exam",
        right_programme="top_leader",
        note="Spurte om\neksamen",
    )
    assert stored(database, VERDICTS) == [("wrong", "not_understood", "exam", "top_leader", "Spurte om\neksamen")]
    assert listed(client, "review=wrong") == listed(client, "review=reviewed") == ["Hvor mange studiepoeng?"]
    judge(client, said, token, relevance="right", cause="tone", right_topic="exam")
    assert stored(database, VERDICTS) == [("right", None, None, None, None)]
    assert (listed(client, "review=wrong"), listed(client, "review=right")) == ([], ["Hvor mange studiepoeng?"])


def test_verdict_leads_back_to_the_turn_in_the_same_filter(client: TestClient, said: Said, sign_in: SignIn) -> None:
    token = sign_in("reviewer")
    path = f"/staff/samtaler/{said.conversation_id}/turer/{said.turn_id}?outcome=answered"
    answer = client.post(path, data={"csrf": token, "relevance": "right"}, follow_redirects=False)
    expected = f"/staff/samtaler/{said.conversation_id}?outcome=answered&done=saved&at={said.turn_id}#{said.turn_id}"
    assert (answer.status_code, answer.headers["location"]) == (303, expected)
    assert "Vurderingen er lagret." in client.get(expected).text


def test_withdrawn_verdict_leaves_the_conversation_unreviewed(
    client: TestClient, said: Said, sign_in: SignIn, database: sqlite3.Connection
) -> None:
    token = sign_in("reviewer")
    judge(client, said, token, relevance="wrong")
    judge(client, said, token, withdraw="1")
    assert stored(database, VERDICTS) == []
    assert listed(client, "review=unreviewed") == ["Hvor mange studiepoeng?"]


@pytest.mark.parametrize("relevance", ["", "perfect"])
def test_verdict_without_a_relevance_is_refused(client: TestClient, said: Said, sign_in: SignIn, relevance: str) -> None:
    answer = judge(client, said, sign_in("reviewer"), relevance=relevance)
    assert (answer.status_code, "Velg om svaret var riktig" in answer.text) == (422, True)


def test_unknown_cause_topic_and_programme_are_left_out(
    client: TestClient, said: Said, sign_in: SignIn, database: sqlite3.Connection
) -> None:
    judge(client, said, sign_in("reviewer"), relevance="partly", cause="x", right_topic="x", right_programme="x")
    assert stored(database, VERDICTS) == [("partly", None, None, None, None)]


def test_too_long_note_is_refused_and_nothing_is_kept(
    client: TestClient, said: Said, sign_in: SignIn, database: sqlite3.Connection
) -> None:
    token = sign_in("reviewer")
    assert judge(client, said, token, relevance="right", note="x" * 2001).status_code == 422
    assert judge_whole(client, said, token, helpful="yes", note="x" * 2001).status_code == 422
    assert stored(database, VERDICTS) == stored(database, "SELECT * FROM conversation_review") == []


def test_turn_of_another_conversation_is_not_judged(client: TestClient, engine: FakeEngine, said: Said, sign_in: SignIn) -> None:
    other = Person(client, engine).says("Noe annet")
    mixed = Said(other.conversation_id, said.turn_id)
    assert judge(client, mixed, sign_in("reviewer"), relevance="right").status_code == 404


def test_reader_may_not_judge_and_sees_no_form(client: TestClient, said: Said, sign_in: SignIn) -> None:
    token = sign_in("reader")
    answers = [
        judge(client, said, token, relevance="right"),
        judge_whole(client, said, token, helpful="yes"),
        label(client, said, token, label="x"),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert "review-form" not in transcript(client, said)


def test_forms_need_the_token_of_the_session(client: TestClient, said: Said, sign_in: SignIn) -> None:
    sign_in("reviewer")
    answers = [judge(client, said, "", relevance="right"), judge_whole(client, said, "x"), label(client, said, "", label="x")]
    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_others_verdicts_show_only_after_ones_own(client: TestClient, said: Said, sign_in: SignIn) -> None:
    judge(client, said, sign_in("reviewer"), relevance="wrong", note="Merknad fra den første")
    judge_whole(client, said, sign_in("reviewer"), helpful="no", note="Merknad om helheten")
    token = sign_in("reviewer")
    page = transcript(client, said)
    assert "Merknad fra den første" not in page and page.count("Én annen har vurdert dette.") == 2
    judge(client, said, token, relevance="right")
    page = transcript(client, said)
    assert "Merknad fra den første" in page and "Merknad om helheten" not in page
    assert "De som har vurdert svaret er uenige." in page
    judge_whole(client, said, token, helpful="no")
    assert "Merknad om helheten" in transcript(client, said)


def test_reader_sees_all_verdicts(client: TestClient, said: Said, sign_in: SignIn) -> None:
    judge(client, said, sign_in("reviewer"), relevance="wrong", cause="tone", note="For <i>kort</i>")
    judge(client, said, sign_in("reviewer"), relevance="wrong")
    sign_in("reader")
    page = transcript(client, said)
    assert "Feil – Tone" in page and "For &lt;i&gt;kort&lt;/i&gt;" in page and "De som har vurdert svaret er enige." in page


def test_agreement_over_replies_judged_twice_stands_beside_the_list(
    client: TestClient, engine: FakeEngine, said: Said, sign_in: SignIn
) -> None:
    sign_in("reader")
    assert "Ingen svar er vurdert av mer enn én ennå." in client.get("/staff/samtaler").text
    other = Person(client, engine).says("Noe annet")
    for verdict in ("right", "wrong"):
        token = sign_in("reviewer")
        judge(client, said, token, relevance="right")
        judge(client, other, token, relevance=verdict)
    assert "2 svar er vurdert av minst to. De er enige i 50 % av parene. Krippendorffs alfa: 0,00" in client.get("/staff/samtaler").text


def test_verdict_on_the_conversation_follow_up_and_change(
    client: TestClient, said: Said, sign_in: SignIn, database: sqlite3.Connection
) -> None:
    token = sign_in("reviewer")
    judge_whole(client, said, token, helpful="no", follow_up="waiting", note="Ring kommunen")
    assert stored(database, "SELECT helpful, note FROM conversation_review") == [(0, "Ring kommunen")]
    assert listed(client, "review=unhelpful&follow_up=waiting") == ["Hvor mange studiepoeng?"]
    judge_whole(client, said, token, helpful="yes", follow_up="done")
    assert listed(client, "review=helpful&follow_up=done") == ["Hvor mange studiepoeng?"]
    assert listed(client, "review=unhelpful") == listed(client, "follow_up=waiting") == []
    judge_whole(client, said, token)
    assert listed(client, "review=unreviewed&follow_up=none") == ["Hvor mange studiepoeng?"]


def test_labels_are_added_once_offered_and_removed(client: TestClient, said: Said, sign_in: SignIn, database: sqlite3.Connection) -> None:
    token = sign_in("reviewer")
    for _ in range(2):
        label(client, said, token, label="  uklart   svar ")
    label(client, said, token, label='"><script>')
    assert stored(database, "SELECT name FROM label ORDER BY name") == [('"><script>',), ("uklart svar",)]
    assert '<option value="uklart svar"></option>' in transcript(client, said) and '"><script>' not in transcript(client, said)
    assert listed(client, "label=uklart+svar") == ["Hvor mange studiepoeng?"]
    label(client, said, token, remove='"><script>')
    assert stored(database, "SELECT name FROM label") == [("uklart svar",)]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_label_needs_a_short_name(client: TestClient, said: Said, sign_in: SignIn, name: str) -> None:
    assert label(client, said, sign_in("reviewer"), label=name).status_code == 422


def test_person_s_thumb_and_staff_verdict_stay_apart(
    client: TestClient, engine: FakeEngine, said: Said, sign_in: SignIn, database: sqlite3.Connection
) -> None:
    Person(client, engine).thumbs(said, "up")
    judge(client, said, sign_in("reviewer"), relevance="wrong")
    assert listed(client, "thumbs=up&review=wrong") == ["Hvor mange studiepoeng?"]
    assert stored(database, "SELECT verdict FROM feedback") == [("up",)]


def test_every_change_is_in_the_audit_log(client: TestClient, said: Said, sign_in: SignIn, database: sqlite3.Connection) -> None:
    token = sign_in("reviewer")
    judge(client, said, token, relevance="wrong", cause="tone", note="Hemmelig merknad")
    judge(client, said, token, withdraw="1")
    judge_whole(client, said, token, helpful="yes", follow_up="open")
    label(client, said, token, label="pris")
    label(client, said, token, remove="pris")
    client.post("/staff/samtaler/filtre", data={"csrf": token, "name": "Mitt", "query": "outcome=failed"})
    [number] = re.findall(r"filtre/(\d+)/slett", client.get("/staff/samtaler").text)
    client.post(f"/staff/samtaler/filtre/{number}/slett", data={"csrf": token})
    events = stored(database, "SELECT action, object_kind, object_id, details FROM audit_event ORDER BY id")
    conversation, turn = said.conversation_id, said.turn_id
    assert [event[:3] for event in events] == [
        ("review.save", "turn", turn), ("review.withdraw", "turn", turn), ("review.save", "conversation", conversation),
        ("label.add", "conversation", conversation), ("label.remove", "conversation", conversation),
        ("filter.save", "filter", "Mitt"), ("filter.delete", "filter", "Mitt"),
    ]  # fmt: skip
    assert json.loads(events[0][3])["relevance"] == "wrong" and "Hemmelig" not in events[0][3]


def test_editor_gets_a_way_from_a_wrong_or_missing_answer_to_a_proposal(
    client: TestClient, engine: FakeEngine, said: Said, sign_in: SignIn
) -> None:
    missing = Person(client, engine).says("Hva koster det?", outcome="not_in_sources")
    token = sign_in("editor")
    way = "/staff/forslag/ny?turn="
    assert way not in transcript(client, said) and f"{way}{missing.turn_id}" in transcript(client, missing)
    judge(client, said, token, relevance="wrong")
    assert f"{way}{said.turn_id}" in transcript(client, said)
    sign_in("reviewer")
    assert way not in transcript(client, missing)


def test_reviews_labels_and_follow_up_go_with_the_conversation(
    client: TestClient, said: Said, sign_in: SignIn, database: sqlite3.Connection
) -> None:
    token = sign_in("reviewer")
    judge(client, said, token, relevance="wrong")
    judge_whole(client, said, token, helpful="yes", follow_up="open")
    label(client, said, token, label="pris")
    assert client.delete(f"/api/conversations/{said.conversation_id}").status_code == 204
    tables = ("turn_review", "conversation_review", "follow_up", "label", "indexed_conversation", "indexed_turn", "indexed_word")
    assert {table: stored(database, f"SELECT count(*) FROM {table}") for table in tables} == dict.fromkeys(tables, [(0,)])
