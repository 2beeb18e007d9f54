"""Start engine, action server and service, wait until all are ready, and end them together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import httpx

from api.errors import PortInUse, StartFailed
from api.settings import Settings
from api.training import ENGINE, MODEL, ROOT, engine_environment

READY_SECONDS = 180.0
STOP_SECONDS = 10.0
LOGS = ROOT / "var" / "log"


@dataclass
class Part:
    """One process: its name, command, environment and the address that answers when it is ready."""

    name: str
    command: Sequence[str]
    ready_url: str
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def log(self) -> Path:
        return LOGS / f"{self.name}.log"

    def start(self) -> None:
        """Start in a process group of its own, so that Ctrl-C reaches the supervisor alone."""
        LOGS.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        """Ask it to end; end it after a while."""
        if self.process is None or self.process.poll() is not None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Assistant:
    """The whole assistant as a context: everything started on entry, nothing left running on exit."""

    def __init__(self, settings: Settings, model: Path = MODEL) -> None:
        self._settings = settings
        host = "127.0.0.1" if settings.host in ("0.0.0.0", "") else settings.host
        self.url = f"http://{host}:{settings.port}"
        engine_port, actions_port = free_port(), free_port()
        self.engine_url = f"http://127.0.0.1:{engine_port}"
        tracker = settings.engine_tracker_url.removeprefix("sqlite:///")
        engine = [str(ENGINE / "rasa"), "run", "--model", str(model), "--endpoints", "bot/endpoints.yml"]
        self.parts = [
            Part(
                "engine",
                [*engine, "--interface", "127.0.0.1", "--port", str(engine_port)],
                f"{self.engine_url}/",
                engine_environment(ACTIONS_URL=f"http://127.0.0.1:{actions_port}/webhook", TRACKER_DB=tracker),
            ),
            Part(
                "actions",
                [sys.executable, "-m", "actions", "--port", str(actions_port)],
                f"http://127.0.0.1:{actions_port}/health",
                dict(os.environ),
            ),
            Part("service", [sys.executable, "-m", "api"], f"{self.url}/readyz", self._service_environment()),
        ]

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
            while not _answers(part.ready_url):
                if part.ended():
                    raise StartFailed(f"{_tail(part.log)}\n\nThe {part.name} ended while starting. Its log is {part.log}.")
                if time.monotonic() > deadline:
                    raise StartFailed(f"The {part.name} was not ready within {READY_SECONDS:.0f} s. Its log is {part.log}.")
                time.sleep(0.2)

    def wait(self, stopped: Callable[[], bool]) -> None:
        """Stay until asked to stop. Raises StartFailed when a part ends by itself."""
        while not stopped():
            for part in self.parts:
                if part.ended():
                    raise StartFailed(f"{_tail(part.log)}\n\nThe {part.name} ended. Its log is {part.log}. Start again with `make run`.")
            time.sleep(0.3)

    def stop(self) -> None:
        """End every part, the service first so that nobody is sent to an engine that is gone."""
        for part in reversed(self.parts):
            part.stop()

    def _service_environment(self) -> dict[str, str]:
        settings = self._settings
        return {
            **os.environ,
            "HOST": settings.host,
            "PORT": str(settings.port),
            "DATABASE_URL": settings.database_url,
            "ENGINE_TRACKER_URL": settings.engine_tracker_url,
            "ENGINE_URL": self.engine_url,
        }


def refuse_busy_port(host: str, port: int) -> None:
    """Raise PortInUse when something listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortInUse(
                f"Port {port} on {host} is in use. Stop what listens there, or choose another: PORT={port + 1} make run"
            ) from error


def free_port() -> int:
    """A loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:])
