"""Start engine, action server and service, wait until all are ready, go over to newly published engines, end all together."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from api.engine_switch import READY_SECONDS, EngineSwitch
from api.errors import StartFailed
from api.generation import Generation
from api.processes import Part, free_port, refuse_busy_port
from api.project import HERE, Project
from api.settings import Settings

__all__ = ["Assistant", "Part", "free_port", "refuse_busy_port"]
STEP_SECONDS = 0.3
GRACE_SECONDS = 2.0
"""Beyond the engine's time-out, before an engine that was left is ended."""


class Assistant:
    """The whole assistant of a project as a context: everything started on entry, nothing left running on exit."""

    def __init__(self, settings: Settings, project: Project = HERE) -> None:
        self._settings, self._project = settings, project
        host = "127.0.0.1" if settings.host in ("0.0.0.0", "") else settings.host
        self.url = f"http://{host}:{settings.port}"
        self._folder = tempfile.TemporaryDirectory(prefix="kompass-")
        self._address = Path(self._folder.name) / "engine.json"
        tracker = settings.engine_tracker_url.removeprefix("sqlite:///")
        self._engines = EngineSwitch(
            project.published,
            self._address,
            settings.engine_timeout_seconds + GRACE_SECONDS,
            lambda: Generation(project, tracker),
        )
        command = [sys.executable, "-m", "api"]
        self._service = Part("service", command, f"{self.url}/readyz", self._service_environment(), project)

    @property
    def parts(self) -> list[Part]:
        """The engine and the action server in use, and the service."""
        return [*self._engines.current.parts, self._service]

    @property
    def engine_url(self) -> str:
        """Where the engine in use answers."""
        return self._engines.current.url

    def __enter__(self) -> Assistant:
        try:
            refuse_busy_port(self._settings.host, self._settings.port)
            for part in self.parts:
                part.start()
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def wait_until_ready(self) -> None:
        """Wait for every part. Raises StartFailed naming the one that ended or was too slow, and its log."""
        deadline = time.monotonic() + READY_SECONDS
        for part in self.parts:
            while not part.ready():
                if part.ended():
                    raise StartFailed(f"{part.last_words()}\n\nThe {part.name} ended while starting. Its log is {part.log}.")
                if time.monotonic() > deadline:
                    raise StartFailed(f"The {part.name} was not ready within {READY_SECONDS:.0f} s. Its log is {part.log}.")
                time.sleep(0.2)

    def wait_until_warm(self) -> None:
        """Wait until the search is loaded too, so that the first replies are like all others. Raises StartFailed."""
        deadline = time.monotonic() + READY_SECONDS
        while not self._engines.current.warm():
            if time.monotonic() > deadline:
                raise StartFailed(f"The search was not loaded within {READY_SECONDS:.0f} s.")
            time.sleep(0.2)

    def wait(self, stopped: Callable[[], bool]) -> None:
        """Stay until asked to stop, and go over to what is published meanwhile. Raises StartFailed when a part ends by itself."""
        while not stopped():
            for part in self.parts:
                if part.ended():
                    raise StartFailed(f"{part.last_words()}\n\nThe {part.name} ended. Its log is {part.log}. Start again with `make run`.")
            self._engines.step()
            time.sleep(STEP_SECONDS)

    def stop(self) -> None:
        """End every part, the service first so that nobody is sent to an engine that is gone."""
        self._service.stop()
        self._engines.stop()
        self._folder.cleanup()

    def _service_environment(self) -> dict[str, str]:
        settings = self._settings
        return {
            **os.environ,
            "PYTHONPATH": str(self._project.root),
            "HOST": settings.host,
            "PORT": str(settings.port),
            "DATABASE_URL": settings.database_url,
            "ENGINE_TRACKER_URL": settings.engine_tracker_url,
            "ENGINE_URL": self._engines.current.url,
            "ENGINE_ADDRESS_FILE": str(self._address),
        }
