"""The process that reads one received file: bounds itself first, then imports the library that reads the format.

Run as `python -m knowledge.intake.worker JOB`, where JOB is a JSON file with format, name, content, result, limits and with_scans.
The result is a JSON file: a document, the scanned pages that must be read as well, or the error's kind and message.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

MEGABYTE = 1024 * 1024
LARGEST_WRITTEN_MB = 500


def main(job_file: Path) -> None:
    """Do the job; anything unforeseen ends the process, and the parent tells what that means."""
    job = json.loads(job_file.read_text(encoding="utf-8"))
    bound(job["memory_mb"], job["seconds"])
    from knowledge.intake.errors import KINDS, IntakeError

    try:
        result = read(job)
    except MemoryError:
        result = {"error": "TooLarge", "message": ""}
    except RecursionError:
        result = {"error": "Broken", "message": ""}
    except IntakeError as error:
        result = {"error": next(name for name, kind in KINDS.items() if isinstance(error, kind)), "message": str(error)}
    Path(job["result"]).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


def bound(memory_mb: int, seconds: int) -> None:
    """Limit this process and its children: address space, processor seconds, size of written files, no core dumps."""
    for what, most in (
        (resource.RLIMIT_AS, memory_mb * MEGABYTE),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, LARGEST_WRITTEN_MB * MEGABYTE),
        (resource.RLIMIT_CORE, 0),
    ):
        ceiling = resource.getrlimit(what)[1]
        least = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(what, (least, least))


def read(job: dict[str, Any]) -> dict[str, Any]:
    """The document as plain values, or {"scanned": pages} when pages must be read as pictures first."""
    path, name = Path(job["content"]), job["name"]
    if job["format"] == "pdf":
        from knowledge.intake.pdf import read_pdf

        document, scanned = read_pdf(path, name, job["max_pages"], job["max_scanned_pages"], with_scans=job["with_scans"])
        return document.as_plain() if document else {"scanned": list(scanned)}
    if job["format"] == "docx":
        from knowledge.intake.word import read_word

        return read_word(path.read_bytes(), name, job["unpacked_mb"] * MEGABYTE).as_plain()
    if job["format"] == "html":
        from knowledge.intake.web import read_web

        return read_web(path.read_bytes(), name).as_plain()
    from knowledge.intake.plain import read_plain

    return read_plain(path.read_bytes(), name).as_plain()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
