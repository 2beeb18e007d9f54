"""Check an entry while somebody writes it: a worker process holds the word lists, so that the chat never waits for them.

`python -m api.improvement.checker ROOT` is the worker: a line of JSON in (`{"files": {path: text}}`), a line out.
"""

from __future__ import annotations

import asyncio
import json
import os
import selectors
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from api.problems import ChecksUnavailable
from knowledge.checks import Problem, check_some

IDLE_SECONDS = 600.0
ANSWER_SECONDS = 60.0
LARGEST_LINE = 2**22
CHECKED = ("knowledge", "bot")


class Checker:
    """The service's side: starts the worker when something is checked, and again when it has ended."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._worker: asyncio.subprocess.Process | None = None
        self._lock = asyncio.Lock()

    async def check(self, files: dict[str, str]) -> list[Problem]:
        """What is wrong with these files (path below the project → text). Raises ChecksUnavailable."""
        async with self._lock:
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    return await self._ask(json.dumps({"files": files}))
            except (TimeoutError, ConnectionError, ValueError) as error:
                await self.close()
                raise ChecksUnavailable(f"the checks gave no answer: {type(error).__name__} {error}") from error

    async def close(self) -> None:
        """End the worker."""
        worker, self._worker = self._worker, None
        if worker is not None and worker.returncode is None:
            with suppress(ProcessLookupError):
                worker.kill()
            await worker.wait()

    async def _ask(self, line: str) -> list[Problem]:
        worker = await self._running()
        assert worker.stdin and worker.stdout
        worker.stdin.write(line.encode() + b"\n")
        await worker.stdin.drain()
        answer = await worker.stdout.readline()
        if not answer:
            raise ConnectionError("the worker has ended")
        return [Problem(*found) for found in json.loads(answer)]

    async def _running(self) -> asyncio.subprocess.Process:
        if self._worker is None or self._worker.returncode is not None:
            self._worker = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "api.improvement.checker",
                str(self._root),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=LARGEST_LINE,
            )
        return self._worker


def check_files(root: Path, files: dict[str, str]) -> list[Problem]:
    """What is wrong with these files, were they in the project; problems of other files are left out."""
    with tempfile.TemporaryDirectory(prefix="kompass-check-") as name:
        folder = Path(name)
        for part in CHECKED:
            shutil.copytree(root / part, folder / part, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        for path, text in files.items():
            (folder / path).write_text(text, encoding="utf-8")
        return [problem for problem in check_some(list(files), folder) if problem.file in files]


def main() -> None:
    """Answer until nobody asks any more: the asker is gone, or has been silent for ten minutes."""
    os.nice(5)
    root, waiting = Path(sys.argv[1]), selectors.DefaultSelector()
    waiting.register(sys.stdin, selectors.EVENT_READ)
    while waiting.select(IDLE_SECONDS):
        line = sys.stdin.readline()
        if not line:
            return
        found = check_files(root, json.loads(line)["files"])
        print(json.dumps([[problem.file, problem.line, problem.message] for problem in found], ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
