"""Which engine is in use: read anew before each message when the supervisor's file has changed."""

from __future__ import annotations

import json
from pathlib import Path


class EngineAddress:
    """The engine's address, without a slash at the end. `file`, when given, is written whole or not at all."""

    def __init__(self, url: str, file: Path | None = None) -> None:
        self._url, self._file, self._read_at = url, file, -1

    def current(self) -> str:
        """The address for the next message; the last known one when the file is gone or cannot be read. One `stat`, some microseconds."""
        if self._file is not None:
            try:
                changed_at = self._file.stat().st_mtime_ns
                if changed_at != self._read_at:
                    self._url, self._read_at = str(json.loads(self._file.read_text(encoding="utf-8"))["url"]), changed_at
            except OSError:
                pass  # the supervisor is ending: nobody is sent elsewhere
        return self._url
