"""Bring a database to the newest schema with the migrations of this package."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from api.store.database import connect, writing

MIGRATIONS = Path(__file__).parent / "migrations"
ADVISORY_LOCK = 7262006  # any number: two services that start together take turns


def upgrade(database_url: str, revision: str = "head") -> None:
    """Migrate up, or do nothing when the database is there already; it happens whole or not at all."""
    engine = connect(database_url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with writing(engine).begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    finally:
        engine.dispose()
