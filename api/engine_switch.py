"""Go over to a new engine while people write: start it beside the old one, lead new messages to it, end the old one later.

The published version stands in a file. When it changes, `step`, called again and again, starts a new generation; when that is ready,
it writes its address into the file that the service reads before each message. What the old engine was asked before that, it
still answers: it is ended when no message can be on its way any more. A generation that does not come up changes nothing.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from api.generation import Generation

READY_SECONDS = 180.0


class EngineSwitch:
    """The generations of one supervisor. `grace` in seconds: how long a message may be on its way to the engine."""

    def __init__(self, published: Path, address: Path, grace: float, make: Callable[[], Generation]) -> None:
        self._published, self._address, self._grace, self._make = published, address, grace, make
        self.current = make()
        self._version = read_version(published)
        self._failed: str | None = None
        self._next: Generation | None = None
        self._wanted, self._deadline = "", 0.0
        self._retiring: list[tuple[float, Generation]] = []
        self._tell()

    def step(self) -> None:
        """Do what is due: retire, begin, or go over."""
        self._retire()
        wanted = read_version(self._published)
        if self._next is not None:
            self._follow(self._next)
        elif wanted not in (self._version, self._failed):
            self._begin(wanted)

    def stop(self) -> None:
        """End all generations."""
        for generation in [self.current, self._next, *(old for _, old in self._retiring)]:
            if generation is not None:
                generation.stop()

    def _begin(self, wanted: str) -> None:
        self._wanted, self._deadline, self._next = wanted, time.monotonic() + READY_SECONDS, self._make()
        try:
            self._next.start()
        except OSError as error:  # no memory for a process, no room for its log: people have the engine they had
            self._give_up(self._next, f"{type(error).__name__}: {error}")

    def _follow(self, coming: Generation) -> None:
        ended = coming.ended()
        if ended is not None or time.monotonic() > self._deadline:
            self._give_up(coming, ended.last_words() if ended else f"not ready within {READY_SECONDS:.0f} s")
        elif coming.ready() and coming.warm():
            self._go_over(coming)

    def _go_over(self, coming: Generation) -> None:
        try:
            write_whole(self._address, json.dumps({"url": coming.url, "version": self._wanted}))
        except OSError as error:  # the service cannot be told, so it stays with the old one
            self._give_up(coming, f"{type(error).__name__}: {error}")
            return
        self._retiring.append((time.monotonic() + self._grace, self.current))
        self.current, self._version, self._next = coming, self._wanted, None

    def _give_up(self, coming: Generation, error: str) -> None:
        coming.stop()
        self._failed, self._next = self._wanted, None
        with suppress(OSError):  # who waits for an answer gets none in time, and puts the files back all the same
            self._tell(failed=self._wanted, error=error)

    def _retire(self) -> None:
        for due, old in list(self._retiring):
            if time.monotonic() > due:
                old.stop()
                self._retiring.remove((due, old))

    def _tell(self, **more: str) -> None:
        write_whole(self._address, json.dumps({"url": self.current.url, "version": self._version, **more}))


def read_version(published: Path) -> str:
    """The published version's name; empty when nothing was published from the console yet."""
    found = read_json(published)
    return str(found.get("version", ""))


def read_json(path: Path) -> dict[str, Any]:
    """What a small file of ours says; empty when it is not there."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found


def write_whole(path: Path, text: str) -> None:
    """Write a small file that appears whole or not at all, also when the power goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with new.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
