"""How much a received file may ask of the machine; every limit is also an environment variable, LETTER_ and its name in capitals."""

from __future__ import annotations

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.intake.errors import IntakeError


class Limits(BaseSettings):
    """The limits of one reading."""

    model_config = SettingsConfigDict(frozen=True, env_prefix="letter_", env_ignore_empty=True)

    max_mb: int = Field(default=50, ge=1, le=1000, description="The largest file that is read, in megabytes.")
    max_pages: int = Field(default=200, ge=1, description="The most pages a file may have.")
    max_scanned_pages: int = Field(default=40, ge=1, description="The most scanned pages that are read in one file.")
    max_characters: int = Field(default=300_000, ge=1, description="The most characters of text that are taken from one file.")
    unpacked_mb: int = Field(default=200, ge=1, description="How large a Word file may be when unpacked, in megabytes.")
    memory_mb: int = Field(default=2048, ge=512, description="The address space of each process that reads the file, in megabytes.")
    seconds: int = Field(default=60, ge=1, description="How long reading may take, scanned pages apart.")
    scan_seconds: int = Field(default=900, ge=1, description="How long the reading of scanned pages may take.")


def read_limits() -> Limits:
    """The limits of the environment. Raises IntakeError naming each setting that cannot be used."""
    try:
        return Limits()
    except ValidationError as error:
        wrong = ", ".join(f"LETTER_{'.'.join(map(str, item['loc'])).removeprefix('letter_').upper()}" for item in error.errors())
        raise IntakeError(f"Innstillingen {wrong} kan ikke brukes. Skriv et helt tall innenfor grensene i docs/redaksjon.md.") from error
