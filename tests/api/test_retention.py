"""Conversations are deleted from the store and the engine's tracker when their last message is old enough."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from starlette.testclient import TestClient

from api import retention
from api.problems import TrackerUnavailable
from api.retention import delete_expired, keep_retention
from api.services import Services
from api.settings import Settings
from tests.api.test_conversations import make_tracker

DAYS = Settings.model_fields["retention_days"].default


@pytest.fixture
def new(client: TestClient) -> Callable[[], str]:
    """Begin a conversation; its id."""
    return lambda: str(client.post("/api/chat", json={"message": "Hei"}).json()["conversation_id"])


@pytest.fixture
def clean(client: TestClient) -> Callable[[float], int]:
    """Delete what is expired when so many days have gone by; the number deleted."""

    def run(days: float) -> int:
        assert client.portal is not None
        return client.portal.call(delete_expired, client.app.state.services, datetime.now(UTC) + timedelta(days=days))  # type: ignore[attr-defined,call-arg]

    return run


def kept(database: sqlite3.Connection) -> set[str]:
    return {name for (name,) in database.execute("SELECT id FROM conversation")}


def tracked(tracker: sqlite3.Connection) -> set[str]:
    return {name for (name,) in tracker.execute("SELECT sender_id FROM events")}


def test_expired_conversation_is_deleted_from_store_and_tracker(
    settings: Settings, database: sqlite3.Connection, new: Callable[[], str], clean: Callable[[float], int]
) -> None:
    tracker = make_tracker(settings, new(), "somebody else")
    assert clean(DAYS + 0.1) == 1
    assert kept(database) == set() and tracked(tracker) == {"somebody else"}
    assert database.execute("SELECT count(*) FROM turn").fetchone() == (0,)


def test_fresh_conversation_is_kept(
    settings: Settings, database: sqlite3.Connection, new: Callable[[], str], clean: Callable[[float], int]
) -> None:
    conversation = new()
    tracker = make_tracker(settings, conversation)
    assert clean(DAYS - 0.1) == 0
    assert kept(database) == tracked(tracker) == {conversation}


def test_days_count_from_the_last_message(
    client: TestClient, database: sqlite3.Connection, new: Callable[[], str], clean: Callable[[float], int]
) -> None:
    conversation, silent = new(), new()
    with database:
        database.execute("UPDATE conversation SET created_at = '2020-01-01 00:00:00'")
        database.execute("UPDATE turn SET asked_at = '2020-01-01 00:00:00'")
    client.post("/api/chat", json={"message": "Er du der ennå?", "conversation_id": conversation})
    assert clean(0) == 1
    assert kept(database) == {conversation} and silent != conversation


def test_conversation_without_messages_expires_too(
    database: sqlite3.Connection, new: Callable[[], str], clean: Callable[[float], int]
) -> None:
    new()
    with database:
        database.execute("DELETE FROM turn")
    assert (clean(DAYS - 0.1), clean(DAYS + 0.1)) == (0, 1)


def test_more_than_one_batch_is_deleted_in_a_round(
    monkeypatch: pytest.MonkeyPatch, database: sqlite3.Connection, new: Callable[[], str], clean: Callable[[float], int]
) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for _ in range(5):
        new()
    assert clean(DAYS + 0.1) == 5 and kept(database) == set()


def test_failing_tracker_leaves_the_conversation_for_the_next_round(
    settings: Settings, database: sqlite3.Connection, new: Callable[[], str], clean: Callable[[float], int]
) -> None:
    conversation = new()
    tracker = make_tracker(settings, conversation)
    tracker.execute("CREATE TRIGGER stuck BEFORE DELETE ON events BEGIN SELECT raise(ABORT, 'stuck'); END")
    with pytest.raises(TrackerUnavailable):
        clean(DAYS + 0.1)
    assert kept(database) == tracked(tracker) == {conversation}
    tracker.execute("DROP TRIGGER stuck")
    assert clean(DAYS + 0.1) == 1
    assert kept(database) == tracked(tracker) == set()


def test_rounds_go_on_after_one_that_failed(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    rounds: list[datetime] = []

    async def fail_once(services: object, now: datetime) -> int:
        rounds.append(now)
        if len(rounds) == 1:
            raise TrackerUnavailable("the tracker is away")
        raise asyncio.CancelledError

    monkeypatch.setattr(retention, "delete_expired", fail_once)
    monkeypatch.setattr(retention, "PAUSE_SECONDS", 0)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(keep_retention(cast(Services, None)))
    assert len(rounds) == 2 and "the tracker is away" in caplog.text


def test_old_conversations_are_deleted_at_start(settings: Settings, client: TestClient, new: Callable[[], str]) -> None:
    new()
    with sqlite3.connect(settings.database_url.removeprefix("sqlite:///")) as database:
        database.execute("UPDATE conversation SET created_at = '2020-01-01 00:00:00'")
        database.execute("UPDATE turn SET asked_at = '2020-01-01 00:00:00'")
    with TestClient(client.app) as again:
        deadline = datetime.now(UTC) + timedelta(seconds=10)
        while kept(database) and datetime.now(UTC) < deadline:
            again.get("/healthz")
    assert kept(database) == set()
