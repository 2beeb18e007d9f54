"""Write many rows at once into a migrated database: one statement a batch on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import text

from api.store.database import connect

CACHE_KB = 1_500_000
Rows = Sequence[Sequence[Any]]


class Loader:
    """Inserts rows into one open database; everything is one transaction."""

    def __init__(self, driver: Any, postgresql: bool) -> None:
        self._driver, self._postgresql = driver, postgresql

    def moment(self, at: datetime) -> datetime | str:
        """A moment in UTC as the column takes it."""
        return at if self._postgresql else at.strftime("%Y-%m-%d %H:%M:%S.%f")

    def words(self, words: Iterable[str]) -> str:
        """A question's words as the index takes them."""
        if self._postgresql:
            return " ".join(f"'{word}'" for word in words)
        return "[" + ", ".join(f'"{word}"' for word in words) + "]"

    def insert(self, table: str, columns: str, rows: Rows) -> None:
        """Add rows; `columns` are names divided by commas."""
        if not rows:
            return
        if not self._postgresql:
            self._driver.executemany(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' for _ in rows[0])})", rows)
            return
        with self._driver.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def restart_numbers(self, numbered: Mapping[str, str]) -> None:
        """Let the numbers that the database gives by itself go on after the ones inserted; `{table: column}`."""
        if self._postgresql:
            for table, column in numbered.items():
                self._driver.execute(f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), (SELECT max({column}) FROM {table}))")


@contextmanager
def loading(url: str) -> Iterator[Loader]:
    """A loader for a database; at the end its rows are committed and the planner's statistics are taken."""
    engine = connect(url)
    postgresql = engine.dialect.name == "postgresql"
    try:
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            if not postgresql:
                for pragma in ("foreign_keys = OFF", "synchronous = OFF", f"cache_size = -{CACHE_KB}"):
                    driver.execute(f"PRAGMA {pragma}")
                driver.execute("BEGIN IMMEDIATE")
            yield Loader(driver, postgresql)
            driver.commit()
            connection.invalidate()
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE" if postgresql else "ANALYZE"))
    finally:
        engine.dispose()
