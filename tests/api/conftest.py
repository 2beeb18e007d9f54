"""A running app on a fresh SQLite file, with a fake engine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from knowledge.compiled import write_knowledge
from tests.api.fake_engine import FakeEngine


@pytest.fixture(scope="session")
def knowledge_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_knowledge(tmp_path_factory.mktemp("knowledge") / "knowledge.json")


@pytest.fixture
def settings(tmp_path: Path, knowledge_path: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{tmp_path}/kompass.db",
        engine_tracker_url=f"sqlite:///{tmp_path}/tracker.db",
        engine_timeout_seconds=0.2,
        knowledge_path=knowledge_path,
    )


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def client(settings: Settings, engine: FakeEngine) -> Iterator[TestClient]:
    with TestClient(create_app(settings, engine_transport=engine), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def database(settings: Settings, client: TestClient) -> Iterator[sqlite3.Connection]:
    """The app's database, opened beside it."""
    connection = sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))
    yield connection
    connection.close()
