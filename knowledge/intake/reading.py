"""Read a received file in a process of its own, bounded in time and memory, so that no file can harm or hang the caller."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.intake.document import Document
from knowledge.intake.errors import KINDS, Broken, IntakeError, NoText, TooLarge, TooSlow
from knowledge.intake.formats import format_of
from knowledge.intake.limits import Limits
from knowledge.intake.programs import need_scan_programs

ROOT = Path(__file__).resolve().parent.parent.parent
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Received:
    """A file as it came: its name, the SHA-256 of its bytes (hex) and what was read of it."""

    name: str
    sha256: str
    format: str
    document: Document


def read_received(path: Path, limits: Limits) -> Received:
    """Read one file. Raises IntakeError, in Norwegian and with the remedy, whatever the file holds."""
    content = _content(path, limits)
    found = format_of(content, path.name)
    with tempfile.TemporaryDirectory(prefix="kompass-letter-") as folder:
        copy = Path(folder) / "received"
        copy.write_bytes(content)
        document = _document(copy, path.name, found, limits)
    length = sum(len(block.text) for block in document.blocks)
    if length > limits.max_characters:
        raise TooLarge(f"{path.name} har {length} tegn, og grensen er {limits.max_characters}. Del fila, eller hev LETTER_MAX_CHARACTERS.")
    if not any(character.isalpha() for block in document.blocks for character in block.text):
        raise NoText(f"Fant ingen tekst i {path.name}. Åpne fila og se om den er tom; er den skannet svakt, så skann den på nytt.")
    return Received(path.name, hashlib.sha256(content).hexdigest(), found, document)


def _content(path: Path, limits: Limits) -> bytes:
    most = limits.max_mb * MEGABYTE
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Broken(f"{path.name} er ikke en fil. Skriv navnet på én fil.")
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise IntakeError(f"Kan ikke åpne {path}: {error.strerror}. Sjekk navnet og at du har lov til å lese fila.") from error
    if len(content) > most:
        raise TooLarge(f"{path.name} er større enn {limits.max_mb} MB. Lagre den mindre, eller hev LETTER_MAX_MB.")
    return content


def _document(copy: Path, name: str, found: str, limits: Limits) -> Document:
    job = {"format": found, "name": name, "content": str(copy), "with_scans": False}
    result = _run(job, limits, limits.seconds)
    if "scanned" in result and "blocks" not in result:
        need_scan_programs(name)
        result = _run(job | {"with_scans": True}, limits, limits.scan_seconds)
    return Document.from_plain(result)


def _run(job: dict[str, Any], limits: Limits, seconds: int) -> dict[str, Any]:
    """One worker's result. Raises the error it reports, or the one its end means."""
    folder = Path(job["content"]).parent
    result, job_file = folder / "result.json", folder / "job.json"
    job_file.write_text(json.dumps(job | limits.model_dump() | {"result": str(result), "seconds": seconds}), encoding="utf-8")
    ended = _wait(job_file, folder, seconds)
    name, largest = job["name"], limits.max_characters * 12 + MEGABYTE
    if ended is None or ended == -signal.SIGXCPU:
        raise TooSlow(
            f"{name} tok mer enn {seconds} sekunder å lese. "
            "Skriv den ut til en ny PDF og prøv den, eller hev LETTER_SECONDS eller LETTER_SCAN_SECONDS."
        )
    if ended != 0 or not result.exists():
        raise Broken(_broken(name))
    if result.stat().st_size > largest:
        raise TooLarge(f"{name} har mer tekst enn et brev kan ha. Del fila, eller hev LETTER_MAX_CHARACTERS.")
    outcome: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    result.unlink()
    if "error" in outcome:
        raise KINDS[outcome["error"]](outcome["message"] or _general(outcome["error"], name, limits))
    return outcome


def _wait(job_file: Path, folder: Path, seconds: int) -> int | None:
    """The worker's exit code, or None when its time was up; its whole process group is ended either way."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": str(ROOT), "HOME": str(folder), "TMPDIR": str(folder),
        "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2",
    }  # fmt: skip
    with (folder / "log").open("wb") as log:
        worker = subprocess.Popen(
            [sys.executable, "-m", "knowledge.intake.worker", str(job_file)],
            cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        try:
            return worker.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()


def _broken(name: str) -> str:
    cause = f"{name} er ødelagt, eller krever mer minne enn et brev skal."
    return f"{cause} Be avsenderen om en ny fil, eller åpne den og skriv den ut til en ny PDF."


def _general(kind: str, name: str, limits: Limits) -> str:
    if kind == "TooLarge":
        return f"{name} krever mer enn {limits.memory_mb} MB minne å lese. Skriv den ut til en ny PDF, eller hev LETTER_MEMORY_MB."
    return _broken(name)
