"""The databases that the console must work on: a file of SQLite, a schema of PostgreSQL where there is a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

SERVER = "postgresql://postgres@127.0.0.1:5432/test"
KINDS = ("sqlite", "postgresql")


@contextmanager
def scratch_database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database, gone afterwards; skips the test where there is no PostgreSQL."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/kompass.db"
        return
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=2)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at {SERVER}: {error}")
    schema = f"kompass_{uuid4().hex[:12]}"
    with server:
        server.execute(f"CREATE SCHEMA {schema}")  # type: ignore[arg-type]
        try:
            yield f"{SERVER}?options=-csearch_path%3D{schema}"
        finally:
            server.execute(f"DROP SCHEMA {schema} CASCADE")  # type: ignore[arg-type]
