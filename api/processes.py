"""The processes of the assistant: start one, see whether it answers, end it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from api.errors import PortInUse
from api.project import HERE, Project

STOP_SECONDS = 10.0
LOG_LINES_SHOWN = 12


@dataclass
class Part:
    """One process: its name, command, environment and the address that answers when it is ready."""

    name: str
    command: Sequence[str]
    ready_url: str
    environment: dict[str, str]
    project: Project = HERE
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def log(self) -> Path:
        """Where it writes what it has to say."""
        return self.project.logs / f"{self.name}.log"

    def start(self) -> None:
        """Start in a process group of its own, so that Ctrl-C reaches the supervisor alone."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.project.root,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def ended(self) -> bool:
        """Whether it was started and is no more."""
        return self.process is not None and self.process.poll() is not None

    def ready(self) -> bool:
        """Whether its address answers."""
        return answers(self.ready_url)

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

    def last_words(self) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES_SHOWN:])


def answers(url: str) -> bool:
    """Whether an address of ours answers with 200."""
    try:
        return httpx.get(url, timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


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
