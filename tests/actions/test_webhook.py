"""The action server's routes, with the real registered action."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="needs the service environment")

from starlette.testclient import TestClient

from actions.webhook import create_app


def call(action: str, text: str = "søknadsfristen", standard: str = "nb") -> dict[str, Any]:
    """What Rasa's engine sends for an action."""
    intent = {"name": "ask_deadline", "confidence": 0.12}
    latest = {"text": text, "intent": intent, "intent_ranking": [intent], "entities": []}
    tracker = {
        "sender_id": "somebody",
        "slots": {"request": {"standard": standard, "programme": None, "confidence": 0.12}},
        "latest_message": latest,
        "latest_event_time": 0,
        "followup_action": None,
        "paused": False,
        "events": [],
        "latest_input_channel": "rest",
        "active_loop": {},
        "latest_action_name": "action_listen",
    }
    return {"next_action": action, "sender_id": "somebody", "tracker": tracker, "domain": {}, "version": "3.6.21"}


@pytest.fixture(scope="module")
def cold() -> TestClient:
    """The app before it has warmed up."""
    return TestClient(create_app())


@pytest.fixture(scope="module")
def warm(knowledge_file: object) -> Iterator[TestClient]:
    with TestClient(create_app()) as client:
        yield client


def test_health_needs_no_model(cold: TestClient) -> None:
    response = cold.get("/health")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_unknown_action_is_not_found(cold: TestClient) -> None:
    response = cold.post("/webhook", json=call("action_unknown"))

    assert response.status_code == 404
    assert "action_unknown" in response.json()["detail"]


@pytest.mark.parametrize("body", ["", "no json", "[]"])
def test_call_that_is_no_object_is_refused(cold: TestClient, body: str) -> None:
    assert cold.post("/webhook", content=body, headers={"Content-Type": "application/json"}).status_code == 422


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/redoc"])
def test_server_describes_itself_to_nobody(cold: TestClient, path: str) -> None:
    assert cold.get(path).status_code == 404


@pytest.mark.slow
def test_it_is_warm_once_the_search_is_loaded(warm: TestClient) -> None:
    deadline = time.monotonic() + 60
    while (response := warm.get("/warm")).status_code == 503:
        assert response.json() == {"warm": False}
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert (response.status_code, response.json()) == (200, {"warm": True})


@pytest.mark.slow
def test_health_answers_while_the_model_loads(warm: TestClient) -> None:
    assert warm.get("/health").status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize(
    ("standard", "question"),
    [("nb", "Når er søknadsfristen for de to programmene?"), ("nn", "Når er søknadsfristen for dei to programma?")],
)
def test_search_is_run_and_answers_in_rasas_form(warm: TestClient, standard: str, question: str) -> None:
    response = warm.post("/webhook", json=call("action_search_knowledge", standard=standard))

    assert response.status_code == 200
    assert response.json()["events"] == []
    (message,) = response.json()["responses"]
    assert (message["custom"]["outcome"], message["custom"]["language"]) == ("clarification", standard)
    assert question in [button["title"] for button in message["custom"]["messages"][0]["suggestions"]]
