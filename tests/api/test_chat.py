"""`POST /api/chat`: replies, refusals, and what is stored."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.api.fake_engine import CUSTOM, MESSAGES, FakeEngine
from tests.api.problem_shape import assert_problem


def ask(client: TestClient, message: Any = "Hvor mange samlinger?", **fields: Any) -> Any:
    return client.post("/api/chat", json={"message": message, **fields})


def stored(database: sqlite3.Connection, *columns: str) -> list[Any]:
    return database.execute(f"SELECT {', '.join(columns)} FROM turn ORDER BY number").fetchall()


def test_reply_has_exactly_the_fields_of_the_contract(client: TestClient) -> None:
    response = ask(client, language="nb")
    body = response.json()
    assert response.status_code == 200
    assert body == {
        "conversation_id": body["conversation_id"],
        "turn_id": body["turn_id"],
        "language": "nb",
        "outcome": "answered",
        "topic": "gatherings",
        "programme": "top_leader",
        "messages": MESSAGES,
    }
    assert UUID(body["conversation_id"]) != UUID(body["turn_id"])
    assert response.headers["cache-control"] == "no-store"


def test_comparison_is_passed_on_and_kept(client: TestClient, engine: FakeEngine) -> None:
    comparison = {"columns": ["Mellomlederutdanningen", "Topplederprogrammet"], "rows": [{"aspect": "Start", "cells": ["2021", "2020"]}]}
    messages = [*MESSAGES, {"text": "Start", "citations": [], "suggestions": [], "comparison": comparison}]
    engine.items = [{"custom": CUSTOM | {"messages": messages}}]
    body = ask(client).json()
    assert body["messages"] == messages
    assert client.get(f"/api/conversations/{body['conversation_id']}").json()["turns"][0]["reply"] == messages


def test_conversation_continues_under_its_id_and_keeps_the_page_language(client: TestClient, engine: FakeEngine) -> None:
    first = ask(client, "Hei", language="nn").json()
    second = ask(client, "og kva kostar det?", conversation_id=first["conversation_id"]).json()
    assert second["conversation_id"] == first["conversation_id"]
    assert engine.asked == [
        {"sender": first["conversation_id"], "message": "Hei", "metadata": {"language": "nn", "topic": None}},
        {"sender": first["conversation_id"], "message": "og kva kostar det?", "metadata": {"language": "nn", "topic": "gatherings"}},
    ]


def test_turn_is_stored_with_its_understanding(client: TestClient, database: sqlite3.Connection) -> None:
    ask(client, "Hei   på\u200b deg")
    columns = ("number", "message", "language", "outcome", "topic", "programme", "confidence", "understanding", "reply", "status")
    [turn] = stored(database, *columns)
    assert turn[:7] == (1, "Hei på deg", "nb", "answered", "gatherings", "top_leader", 0.93)
    assert (json.loads(turn[7]), json.loads(turn[8]), turn[9]) == (CUSTOM["understanding"], MESSAGES, "answered")
    [(engine_ms, total_ms)] = stored(database, "engine_ms", "total_ms")
    assert 0 <= engine_ms <= total_ms


def test_page_is_stored_without_its_query(client: TestClient, database: sqlite3.Connection) -> None:
    client.post("/api/chat", json={"message": "Hei"}, headers={"Referer": "https://kommune.example/leder?navn=Kari#x"})
    assert database.execute("SELECT page FROM conversation").fetchall() == [("https://kommune.example/leder",)]


@pytest.mark.parametrize(
    "message",
    ["😀", "👍🏽", "<script>alert(1)</script><b>hei</b>", "'; DROP TABLE turn; --", "?", "æøå ÆØÅ", "a" * 1000, "{programme}"],
)
def test_unusual_message_is_answered_and_kept_as_plain_text(client: TestClient, database: sqlite3.Connection, message: str) -> None:
    reply = ask(client, message)
    assert reply.status_code == 200
    transcript = client.get(f"/api/conversations/{reply.json()['conversation_id']}").json()
    assert [turn["message"] for turn in transcript["turns"]] == [message]
    assert stored(database, "message") == [(message,)]


@pytest.mark.parametrize("message", ["", " ", "\n\t ", "\u200b\u200d\ufeff", "\u2060\u2066\u2069", "\x00\x07", "\u00ad"])
def test_blank_message_is_refused(client: TestClient, engine: FakeEngine, message: str) -> None:
    body = assert_problem(ask(client, message), 422, "invalid-input", members={"errors"})
    assert body["errors"] == [{"field": "message", "detail": "Feltet «message» er tomt. Skriv inn en tekst."}]
    assert engine.asked == []


def test_message_of_1001_characters_is_refused_in_the_language_of_the_page(client: TestClient) -> None:
    body = assert_problem(ask(client, "a" * 1001, language="nn"), 422, "invalid-input", members={"errors"})
    assert body["detail"] == "Feltet «message» kan ha høgst 1000 teikn."


@pytest.mark.parametrize(
    ("sent", "detail"),
    [
        ({}, "Feltet «message» mangler."),
        ({"message": None}, "Feltet «message» må være tekst."),
        ({"message": 5}, "Feltet «message» må være tekst."),
        ({"message": ["Hei"]}, "Feltet «message» må være tekst."),
        ({"message": "Hei", "language": "en"}, "Feltet «language» må være en av disse: nb, nn."),
        ({"message": "Hei", "conversation_id": "42"}, "Feltet «conversation_id» er ikke en gyldig id (UUID)."),
        ({"message": "Hei", "conversation_id": 42}, "Feltet «conversation_id» må være en gyldig id (UUID)."),
        ([], "Innholdet må være et JSON-objekt."),
        ("Hei", "Innholdet må være et JSON-objekt."),
        (None, "Innholdet må være et JSON-objekt."),
    ],
)
def test_wrong_field_is_named_in_plain_norwegian(client: TestClient, sent: Any, detail: str) -> None:
    response = client.post("/api/chat", content=json.dumps(sent), headers={"Content-Type": "application/json"})
    assert assert_problem(response, 422, "invalid-input", members={"errors"})["detail"] == detail


def test_several_wrong_fields_are_all_named(client: TestClient) -> None:
    body = assert_problem(ask(client, "", language=7), 422, "invalid-input", members={"errors"})
    assert [error["field"] for error in body["errors"]] == ["message", "language"]


@pytest.mark.parametrize("content", [b"{", b"hei", b'{"message": "Hei"', b"{\"message\": 'Hei'}"])
def test_body_that_is_not_json_is_refused(client: TestClient, content: bytes) -> None:
    response = client.post("/api/chat", content=content, headers={"Content-Type": "application/json"})
    assert assert_problem(response, 422, "invalid-input", members={"errors"})["detail"] == "Innholdet er ikke gyldig JSON."


@pytest.mark.parametrize("content", [b'{"message": "\xff\xfe"}', b"[" * 16000])
def test_body_that_cannot_be_read_is_refused(client: TestClient, content: bytes) -> None:
    response = client.post("/api/chat", content=content, headers={"Content-Type": "application/json"})
    assert_problem(response, 400, "bad-request")


def test_empty_body_is_refused(client: TestClient) -> None:
    body = assert_problem(client.post("/api/chat"), 422, "invalid-input", members={"errors"})
    assert body["detail"] == "Forespørselen har ikke noe innhold. Send et JSON-objekt."


@pytest.mark.parametrize("content", [b'{"message": "\\ud800"}', b'{"message": "Hei \\udc00 der"}'])
def test_lone_surrogate_is_refused(client: TestClient, content: bytes) -> None:
    response = client.post("/api/chat", content=content, headers={"Content-Type": "application/json"})
    body = assert_problem(response, 422, "invalid-input", members={"errors"})
    assert body["detail"] == "Feltet «message» har tegn som ikke kan leses."


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_wrong_content_type_is_refused(client: TestClient, media_type: str) -> None:
    response = client.post("/api/chat", content=b'{"message": "Hei"}', headers={"Content-Type": media_type})
    assert_problem(response, 415, "not-json")


def test_unknown_extra_fields_are_ignored(client: TestClient) -> None:
    assert ask(client, "Hei", color="blue").status_code == 200


def test_body_above_the_limit_is_refused(client: TestClient, engine: FakeEngine) -> None:
    assert_problem(ask(client, "a" * 20000), 413, "body-too-large")
    assert engine.asked == []


def test_body_above_the_limit_is_refused_without_declared_length(client: TestClient) -> None:
    chunks = (b"a" * 1000 for _ in range(20))
    assert_problem(client.post("/api/chat", content=chunks, headers={"Content-Type": "application/json"}), 413, "body-too-large")


def test_unknown_conversation_is_not_found(client: TestClient, engine: FakeEngine, database: sqlite3.Connection) -> None:
    body = assert_problem(ask(client, "Hei", conversation_id=str(uuid4())), 404, "conversation-not-found")
    assert body["detail"] == "Vi fant ikke samtalen. Start en ny."
    assert (engine.asked, stored(database, "id")) == ([], [])


def test_unknown_conversation_is_not_found_in_nynorsk(client: TestClient) -> None:
    body = assert_problem(ask(client, "Hei", conversation_id=str(uuid4()), language="nn"), 404, "conversation-not-found")
    assert body["detail"] == "Vi fann ikkje samtalen. Start ein ny."


def _break(engine: FakeEngine, how: str) -> None:
    changes: dict[str, dict[str, Any]] = {
        "down": {"error": httpx.ConnectError("connection refused")},
        "cut off": {"error": httpx.RemoteProtocolError("server disconnected")},
        "slow": {"delay": 2.0},
        "error 500": {"status": 500},
        "empty list": {"items": []},
        "not JSON": {"content": b"<html>oops</html>"},
        "not a list": {"items": {"custom": CUSTOM}},
        "text only": {"items": [{"text": "Hei"}]},
        "no messages": {"items": [{"custom": CUSTOM | {"messages": []}}]},
        "empty text": {"items": [{"custom": CUSTOM | {"messages": [{"text": ""}]}}]},
        "half a comparison": {"items": [{"custom": CUSTOM | {"messages": [{"text": "Hei", "comparison": {"columns": []}}]}}]},
        "unknown outcome": {"items": [{"custom": CUSTOM | {"outcome": "perhaps"}}]},
        "no custom object": {"items": [{"custom": None}]},
    }
    for name, value in changes[how].items():
        setattr(engine, name, value)


BREAKDOWNS = ["down", "cut off", "slow", "error 500", "empty list", "not JSON", "not a list", "text only", "no messages", "empty text"]


@pytest.mark.parametrize("how", [*BREAKDOWNS, "half a comparison", "unknown outcome", "no custom object"])
def test_engine_trouble_gives_503_and_keeps_the_message(
    client: TestClient, engine: FakeEngine, database: sqlite3.Connection, how: str
) -> None:
    _break(engine, how)
    body = assert_problem(ask(client, "Hva koster det?"), 503, "engine-unavailable", members={"conversation_id", "turn_id"})
    assert stored(database, "id", "conversation_id", "message", "status", "outcome") == [
        (body["turn_id"], body["conversation_id"], "Hva koster det?", "failed", None)
    ]


def test_retry_after_engine_trouble_continues_the_conversation(client: TestClient, engine: FakeEngine) -> None:
    engine.status = 502
    conversation = ask(client, "Hva koster det?").json()["conversation_id"]
    engine.status = 200
    assert ask(client, "Hva koster det?", conversation_id=conversation).status_code == 200
    turns = client.get(f"/api/conversations/{conversation}").json()["turns"]
    assert [(turn["message"], turn["status"]) for turn in turns] == [("Hva koster det?", "failed"), ("Hva koster det?", "answered")]


def _together(settings: Settings, engine: FakeEngine, conversations: int) -> list[int]:
    """Six messages at once, spread over so many conversations; their status codes."""

    async def run() -> list[int]:
        app = create_app(settings.model_copy(update={"engine_timeout_seconds": 5}), engine_transport=engine)
        async with app.router.lifespan_context(app), httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://t") as http:
            ids = [(await http.post("/api/chat", json={"message": "Hei"})).json()["conversation_id"] for _ in range(conversations)]
            engine.delay = 0.02
            posts = [http.post("/api/chat", json={"message": str(n), "conversation_id": ids[n % conversations]}) for n in range(6)]
            codes = [response.status_code for response in await asyncio.gather(*posts)]
            assert len(app.state.services.locks) == 0
            return codes

    return asyncio.run(run())


def test_messages_of_one_conversation_are_handled_one_at_a_time(settings: Settings, engine: FakeEngine) -> None:
    assert _together(settings, engine, conversations=1) == [200] * 6
    assert engine.most_at_once == 1


def test_conversations_do_not_wait_for_each_other(settings: Settings, engine: FakeEngine) -> None:
    assert _together(settings, engine, conversations=6) == [200] * 6
    assert engine.most_at_once > 1
