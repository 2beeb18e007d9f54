"""The service's settings: each with a default and a help sentence, read once from the environment and passed in."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.compiled import PATH as COMPILED_KNOWLEDGE

ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]+)?")  # as browsers write it; it also goes into a header
DATABASES = ("sqlite://", "postgresql://", "postgresql+psycopg://")


class Settings(BaseSettings):
    """Every field is also an environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True)

    host: str = Field(default="127.0.0.1", description="The address the service listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port the service listens on.")
    database_url: str = Field(
        default="sqlite:///var/kompass.db",
        description="Where conversations and feedback are kept: sqlite:///path or postgresql://user@host/name.",
    )
    engine_url: str = Field(default="http://127.0.0.1:5005", description="Where the Rasa engine answers; never a public address.")
    engine_timeout_seconds: float = Field(
        default=10, gt=0, description="How long one message may take in the engine before the person is asked to retry."
    )
    engine_tracker_url: str = Field(
        default="sqlite:///var/tracker.db",
        description="The engine's own tracker store, whose rows of a conversation are deleted together with it.",
    )
    max_body_bytes: int = Field(default=16384, gt=0, description="The largest request body that is read; anything larger gets 413.")
    retention_days: int = Field(
        default=90,
        ge=1,
        le=3650,
        description="How many days after its last message a conversation is deleted; the chat says so.",
    )
    allowed_origins: str = Field(
        default="",
        description="The sites whose pages may use the chat, divided by spaces: https://www.example.no. Its own pages always may.",
    )
    operator: str = Field(
        default="", description="Who runs this service and how to reach them, as the privacy and accessibility pages name it to people."
    )
    knowledge_path: Path = Field(
        default=COMPILED_KNOWLEDGE, description="The compiled knowledge, read to find quoted passages in the letters."
    )

    @field_validator("database_url", "engine_tracker_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not url.startswith(DATABASES):
            raise ValueError(f"the address must begin with one of {', '.join(DATABASES)}")
        return url

    @property
    def origins(self) -> list[str]:
        """The allowed origins, one by one."""
        return self.allowed_origins.split()

    @field_validator("allowed_origins")
    @classmethod
    def _origins(cls, listed: str) -> str:
        for origin in listed.split():
            if not ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin!r} is no origin: write it as https://www.example.no, without a path and without *")
        return listed

    @field_validator("engine_url")
    @classmethod
    def _http_address(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("the address must begin with http:// or https://")
        return url.rstrip("/")
