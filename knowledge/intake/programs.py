"""The system programs that read scanned pages, and what to install where they are absent."""

from __future__ import annotations

import shutil
import subprocess

from knowledge.intake.errors import ProgramMissing

LANGUAGE = "nor"
INSTALL = "apt-get install ocrmypdf tesseract-ocr tesseract-ocr-nor"


def missing_programs() -> list[str]:
    """What is not installed of ocrmypdf, tesseract and tesseract's Norwegian."""
    missing = [program for program in ("ocrmypdf", "tesseract") if not shutil.which(program)]
    if "tesseract" not in missing and LANGUAGE not in _languages():
        missing.append("tesseract-ocr-nor")
    return missing


def need_scan_programs(name: str) -> None:
    """Raises ProgramMissing, saying what to install, when the scanned pages of a file could not be read."""
    missing = missing_programs()
    if missing:
        raise ProgramMissing(
            f"{name} er skannet, og for å lese den trengs {', '.join(missing)}. Be den som drifter Kompass kjøre «{INSTALL}»."
        )


def _languages() -> list[str]:
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return (listed.stdout + listed.stderr).split()
