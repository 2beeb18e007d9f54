"""The store on its own: migrations, SQLite's settings, PostgreSQL when one is at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from starlette.testclient import TestClient

from api.app import create_app  # which imports the modules of all tables
from api.settings import Settings
from api.store.database import connect, database_address, writing
from api.store.migrate import upgrade
from api.store.models import Base
from tests.api.fake_engine import FakeEngine

SERVER = "postgresql://postgres@127.0.0.1:5432/test"


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    """A schema of its own on a local server, dropped afterwards."""
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=2)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at {SERVER}: {error}")
    schema = f"kompass_{uuid4().hex[:12]}"
    with server:
        server.execute(f"CREATE SCHEMA {schema}")
        try:
            yield f"{SERVER}?options=-csearch_path%3D{schema}"
        finally:
            server.execute(f"DROP SCHEMA {schema} CASCADE")


def assert_schema_is_that_of_the_models(url: str) -> None:
    engine = connect(url)
    with engine.connect() as connection:
        postgresql = engine.dialect.name == "postgresql"
        tables = set(inspect(connection).get_table_names())  # the words are in a table of their own on SQLite
        assert tables - (set() if postgresql else {"indexed_word"}) == {*Base.metadata.tables, "alembic_version"}
        skipped = set() if postgresql else {"indexed_word", "ix_indexed_turn_words", "ix_indexed_turn_outcome"}
        options = {"include_object": lambda _, name, *__: name not in skipped}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []
    engine.dispose()


def test_migrations_bring_an_empty_file_to_the_models_schema(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deep/new/kompass.db"
    upgrade(url)
    upgrade(url)
    assert_schema_is_that_of_the_models(url)


def test_failed_migration_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/kompass.db"
    monkeypatch.setattr("alembic.op.create_index", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        upgrade(url)
    engine = connect(url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_sqlite_has_write_ahead_log_foreign_keys_and_patience(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/kompass.db")
    with engine.connect() as connection:
        values = [connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("journal_mode", "foreign_keys", "busy_timeout")]
    engine.dispose()
    assert values == ["wal", 1, 5000]


def test_reading_goes_on_while_another_transaction_writes(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kompass.db"
    upgrade(url)
    engine = connect(url)
    with writing(engine).begin() as writer, engine.connect() as reader:
        writer.execute(text("DELETE FROM turn"))
        assert reader.execute(text("SELECT count(*) FROM turn")).scalar_one() == 0
    engine.dispose()


@pytest.mark.parametrize("url", ["postgresql://u@h/d", "postgresql+psycopg://u@h/d"])
def test_postgresql_address_gets_the_installed_driver(url: str) -> None:
    assert database_address(url).drivername == "postgresql+psycopg"


def test_conversation_on_postgresql_is_kept_read_rated_and_deleted(postgresql_url: str, settings: Settings, engine: FakeEngine) -> None:
    tracker = connect(postgresql_url)
    with TestClient(
        create_app(
            settings.model_copy(update={"database_url": postgresql_url, "engine_tracker_url": postgresql_url}), engine_transport=engine
        )
    ) as client:
        assert_schema_is_that_of_the_models(postgresql_url)
        reply = client.post("/api/chat", json={"message": "Hei\x00 😀"}).json()
        with tracker.begin() as connection:
            connection.execute(text("CREATE TABLE events (sender_id TEXT)"))
            connection.execute(text("INSERT INTO events VALUES (:id), ('other')"), {"id": reply["conversation_id"]})
        for verdict in ("up", "down"):
            assert client.post(f"/api/turns/{reply['turn_id']}/feedback", json={"verdict": verdict}).status_code == 204
        [turn] = client.get(f"/api/conversations/{reply['conversation_id']}").json()["turns"]
        assert (turn["message"], turn["feedback"]) == ("Hei 😀", {"verdict": "down", "comment": None})
        assert client.delete(f"/api/conversations/{reply['conversation_id']}").status_code == 204
        with tracker.connect() as connection:
            left = [connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in ("turn", "feedback", "events")]
        assert left == [0, 0, 1]
    tracker.dispose()
