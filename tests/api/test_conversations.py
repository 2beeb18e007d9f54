"""A person's own conversation: reading, deleting, feedback."""

from __future__ import annotations

import sqlite3
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from api.settings import Settings
from tests.api.fake_engine import MESSAGES
from tests.api.problem_shape import assert_problem


@pytest.fixture
def reply(client: TestClient) -> dict[str, Any]:
    body: dict[str, Any] = client.post("/api/chat", json={"message": "Hvor mange samlinger?", "language": "nb"}).json()
    return body


def make_tracker(settings: Settings, *senders: str) -> sqlite3.Connection:
    tracker = sqlite3.connect(settings.engine_tracker_url.removeprefix("sqlite:///"))
    tracker.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255), data TEXT)")
    tracker.executemany("INSERT INTO events (sender_id, data) VALUES (?, '{}')", [(sender,) for sender in senders])
    tracker.commit()
    return tracker


def test_transcript_is_the_whole_conversation(client: TestClient, reply: dict[str, Any]) -> None:
    transcript = client.get(f"/api/conversations/{reply['conversation_id']}").json()
    assert transcript == {
        "conversation_id": reply["conversation_id"],
        "created_at": transcript["created_at"],
        "language": "nb",
        "turns": [
            {
                "turn_id": reply["turn_id"],
                "asked_at": transcript["turns"][0]["asked_at"],
                "message": "Hvor mange samlinger?",
                "status": "answered",
                "language": "nb",
                "outcome": "answered",
                "topic": "gatherings",
                "programme": "top_leader",
                "reply": MESSAGES,
                "feedback": None,
            }
        ],
    }
    assert transcript["turns"][0]["asked_at"].endswith("Z")


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_unknown_conversation_is_not_found(client: TestClient, method: str) -> None:
    assert_problem(client.request(method, f"/api/conversations/{uuid4()}"), 404, "conversation-not-found")


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_conversation_id_that_is_no_uuid_is_refused(client: TestClient, method: str) -> None:
    body = assert_problem(client.request(method, "/api/conversations/42"), 422, "invalid-input", members={"errors"})
    assert body["detail"] == "Feltet «conversation_id» er ikke en gyldig id (UUID)."


def test_delete_removes_everything_of_this_conversation_only(
    client: TestClient, settings: Settings, database: sqlite3.Connection, reply: dict[str, Any]
) -> None:
    other = client.post("/api/chat", json={"message": "Hei"}).json()
    tracker = make_tracker(settings, reply["conversation_id"], reply["conversation_id"], other["conversation_id"])
    client.post(f"/api/turns/{reply['turn_id']}/feedback", json={"verdict": "up"})

    response = client.delete(f"/api/conversations/{reply['conversation_id']}")

    assert (response.status_code, response.content) == (204, b"")
    assert database.execute("SELECT id FROM conversation").fetchall() == [(other["conversation_id"],)]
    assert database.execute("SELECT id FROM turn").fetchall() == [(other["turn_id"],)]
    assert database.execute("SELECT count(*) FROM feedback").fetchone() == (0,)
    assert tracker.execute("SELECT sender_id FROM events").fetchall() == [(other["conversation_id"],)]
    assert_problem(client.delete(f"/api/conversations/{reply['conversation_id']}"), 404, "conversation-not-found")
    assert_problem(client.get(f"/api/conversations/{reply['conversation_id']}"), 404, "conversation-not-found")
    tracker.close()


def test_delete_works_before_the_engine_made_its_tracker(client: TestClient, reply: dict[str, Any]) -> None:
    assert client.delete(f"/api/conversations/{reply['conversation_id']}").status_code == 204


def test_delete_that_cannot_clean_the_tracker_deletes_nothing(client: TestClient, settings: Settings, reply: dict[str, Any]) -> None:
    with open(settings.engine_tracker_url.removeprefix("sqlite:///"), "wb") as file:
        file.write(b"this is no database" * 100)
    assert_problem(client.delete(f"/api/conversations/{reply['conversation_id']}"), 503, "tracker-unavailable")
    assert client.get(f"/api/conversations/{reply['conversation_id']}").status_code == 200


def test_feedback_is_kept_and_replaced_when_given_again(client: TestClient, database: sqlite3.Connection, reply: dict[str, Any]) -> None:
    address = f"/api/turns/{reply['turn_id']}/feedback"
    assert client.post(address, json={"verdict": "down", "comment": " Feil\x00 sted "}).status_code == 204
    transcript = client.get(f"/api/conversations/{reply['conversation_id']}").json()
    assert transcript["turns"][0]["feedback"] == {"verdict": "down", "comment": "Feil sted"}

    assert client.post(address, json={"verdict": "up", "comment": None}).status_code == 204
    assert database.execute("SELECT turn_id, verdict, comment FROM feedback").fetchall() == [(reply["turn_id"], "up", None)]


@pytest.mark.parametrize(
    ("sent", "detail"),
    [
        ({"verdict": "sideways"}, "Feltet «verdict» må være en av disse: up, down."),
        ({"comment": "Hei"}, "Feltet «verdict» mangler."),
        ({"verdict": "up", "comment": "a" * 1001}, "Feltet «comment» kan ha høyst 1000 tegn."),
        ({"verdict": "up", "comment": 5}, "Feltet «comment» må være tekst."),
    ],
)
def test_wrong_feedback_is_refused(client: TestClient, reply: dict[str, Any], sent: dict[str, Any], detail: str) -> None:
    response = client.post(f"/api/turns/{reply['turn_id']}/feedback", json=sent)
    assert assert_problem(response, 422, "invalid-input", members={"errors"})["detail"] == detail


def test_feedback_on_unknown_turn_is_not_found(client: TestClient) -> None:
    assert_problem(client.post(f"/api/turns/{uuid4()}/feedback", json={"verdict": "up"}), 404, "turn-not-found")
