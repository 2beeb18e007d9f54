"""Connections to the database: SQLite made safe for several threads, PostgreSQL through psycopg."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

BUSY_TIMEOUT_MS = 5000
POSTGRESQL_CONNECT_SECONDS = 5
CACHE_KB = 160_000  # at most, for each connection to SQLite; its default of 2 MB makes searches read the same pages again and again
MAPPED_BYTES = 2**31 - 65536  # SQLite reads so much of its file through memory mapping


def database_address(url: str) -> URL:
    """The address with its driver; the folder of a SQLite file is made."""
    address = make_url(url)
    if address.drivername == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    return address


def connect(url: str) -> Engine:
    """A pool of connections. On SQLite: write-ahead log, foreign keys, patience with other writers."""
    address = database_address(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": POSTGRESQL_CONNECT_SECONDS})
    engine = create_engine(address)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def writing(engine: Engine) -> Engine:
    """The same pool for transactions that write: on SQLite they take the write lock at once, so they never fail half-way."""
    return engine.execution_options(kompass_writes=True)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions by itself: _begin_sqlite does
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    cursor.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("kompass_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
