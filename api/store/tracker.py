"""Delete a conversation from the engine's own tracker store (table `events`, column `sender_id`)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, column, create_engine, delete, inspect, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql import table

from api.problems import TrackerUnavailable
from api.store.database import BUSY_TIMEOUT_MS, POSTGRESQL_CONNECT_SECONDS, database_address

EVENTS = table("events", column("sender_id"))


class EngineTracker:
    """The engine owns the tables and makes them: here rows are only deleted."""

    def __init__(self, url: str) -> None:
        address = make_url(url)
        self._file = Path(address.database or "") if address.get_backend_name() == "sqlite" else None
        wait = {"timeout": BUSY_TIMEOUT_MS / 1000} if self._file else {"connect_timeout": POSTGRESQL_CONNECT_SECONDS}
        self._engine: Engine = create_engine(database_address(url), connect_args=wait, pool_pre_ping=True)

    def delete(self, conversation_id: str) -> None:
        """Delete all events of a conversation. Raises TrackerUnavailable when the store does not answer.

        A store that was never made has nothing to delete.
        """
        if self._file and not self._file.exists():
            return
        try:
            with self._engine.begin() as connection:
                if inspect(connection).has_table(EVENTS.name):
                    connection.execute(delete(EVENTS).where(EVENTS.c.sender_id == conversation_id))
        except SQLAlchemyError as error:
            raise TrackerUnavailable(f"the tracker store of {conversation_id} cannot be cleaned: {error}") from error

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()
