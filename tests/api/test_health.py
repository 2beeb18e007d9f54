"""Health, readiness, headers and errors that belong to no route."""

from __future__ import annotations

import sqlite3

import httpx
import pytest
from starlette.testclient import TestClient

from tests.api.fake_engine import FakeEngine
from tests.api.problem_shape import assert_problem


def test_process_is_healthy_without_an_engine(client: TestClient, engine: FakeEngine) -> None:
    engine.error = httpx.ConnectError("connection refused")
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_ready_when_store_and_engine_answer(client: TestClient) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})


@pytest.mark.parametrize("trouble", [httpx.ConnectError("connection refused"), httpx.ReadTimeout("slow")])
def test_not_ready_names_the_engine(client: TestClient, engine: FakeEngine, trouble: Exception) -> None:
    engine.error = trouble
    body = assert_problem(client.get("/readyz"), 503, "not-ready", members={"parts"})
    assert (body["parts"], body["detail"]) == (["engine"], "Disse delene av tjenesten er ikke klare: engine.")


def test_not_ready_names_the_store(client: TestClient, database: sqlite3.Connection) -> None:
    database.execute("DROP TABLE feedback")
    database.execute("DROP TABLE turn")
    database.execute("DROP TABLE conversation")
    database.commit()
    assert assert_problem(client.get("/readyz"), 503, "not-ready", members={"parts"})["parts"] == ["store"]


def test_broken_store_gives_503(client: TestClient, database: sqlite3.Connection) -> None:
    database.execute("DROP TABLE feedback")
    database.execute("DROP TABLE turn")
    database.commit()
    assert_problem(client.post("/api/chat", json={"message": "Hei"}), 503, "store-unavailable")


def test_unexpected_error_is_a_problem_without_details(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.store.conversations.Store.begin_turn", lambda *_: 1 / 0)
    body = assert_problem(client.post("/api/chat", json={"message": "Hei"}), 500, "internal-error")
    assert "division" not in str(body)


def test_unknown_address_is_not_found(client: TestClient) -> None:
    assert_problem(client.get("/api/finnes-ikke"), 404, "not-found")


def test_wrong_method_is_not_allowed(client: TestClient) -> None:
    response = client.get("/api/chat")
    assert_problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("header", "title"),
    [("nn-NO,nb;q=0.5", "Vi fann ikkje sida"), ("en, no;q=0.9, nn;q=0.8", "Vi fant ikke siden"), ("", "Vi fant ikke siden")],
)
def test_error_follows_the_browsers_language(client: TestClient, header: str, title: str) -> None:
    response = client.get("/api/finnes-ikke", headers={"Accept-Language": header})
    assert assert_problem(response, 404, "not-found")["title"] == title


@pytest.mark.parametrize("address", ["/", "/healthz", "/kilder/", "/finnes-ikke", "/static/page.js"])
def test_every_response_has_the_security_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'self';") and "frame-ancestors 'self'" in policy and "unsafe" not in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")


def test_static_files_are_asked_about_again(client: TestClient) -> None:
    assert client.get("/static/page.js").headers["cache-control"] == "no-cache"
