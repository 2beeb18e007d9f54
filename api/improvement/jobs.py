"""Trials, publications and roll-backs as processes of their own, one at a time; the chat does not wait for them.

A lock file says whether one runs: the job holds it as long as it lives, however it ends, so that nothing is ever taken to be
running that is not. What it does stands in a small file beside it, for the pages to show.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from api.engine_switch import read_json, write_whole
from api.problems import OtherJobRuns
from api.project import Project
from api.settings import Settings

TRIAL, PUBLICATION, ROLL_BACK, CLUSTERS = "trial", "publication", "roll-back", "clusters"
LANES = {TRIAL: "proposals", PUBLICATION: "proposals", ROLL_BACK: "proposals", CLUSTERS: "clusters"}
"""Jobs of one lane exclude each other."""
PATIENCE_SECONDS, STEP_SECONDS = 4.0, 0.1
"""A job has stored its result a moment before its process is gone: the next one waits for that."""
ENDS_WITH_SERVICE = (TRIAL, CLUSTERS)
"""A publication goes on when the service ends: it is short and must not stop half-way."""


@dataclass(frozen=True)
class Job:
    """A job that runs: which `step` it is at, and how much of it is done, where that can be said."""

    kind: str
    subject: str
    pid: int
    step: str
    done: int = 0
    total: int = 0


class Jobs:
    """Starts jobs of one project and sees how they go."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._project = settings, Project(settings.project_root)
        self._started: list[tuple[str, subprocess.Popen[bytes]]] = []
        self._counting = threading.Lock()

    def start(self, kind: str, subject: str, who: str, first: Callable[[], None] = lambda: None) -> None:
        """Start a job, having done what comes `first` when nobody else can start one. Raises OtherJobRuns when one of its lane runs."""
        folder, lane = self._project.jobs, LANES[kind]
        with taken_lock(folder / f"{lane}.lock", PATIENCE_SECONDS) as lock:
            first()
            write_state(folder / f"{lane}.json", Job(kind, subject, 0, "begin"))
            with (folder / f"{lane}.log").open("ab") as log:
                process = subprocess.Popen(
                    [sys.executable, "-m", "api.improvement.work", kind, subject, who],
                    cwd=self._project.root,
                    env=self._environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    pass_fds=(lock.fileno(),),  # the lock goes with the process and is free when it ends
                    start_new_session=True,
                )
        with self._counting:
            self._started.append((kind, process))

    def running(self, lane: str) -> Job | None:
        """The job that runs in a lane, if one does."""
        with self._counting:
            self._started = [(kind, process) for kind, process in self._started if process.poll() is None]
        if not is_taken(self._project.jobs / f"{lane}.lock"):
            return None
        state = read_json(self._project.jobs / f"{lane}.json")
        return Job(**state) if state else Job("", "", 0, "begin")

    def stop(self, kind: str, subject: str) -> None:
        """Ask a job to end; nothing happens when it does not run."""
        job = self.running(LANES[kind])
        if job is not None and (job.kind, job.subject) == (kind, subject) and job.pid:
            os.kill(job.pid, signal.SIGTERM)

    def close(self) -> None:
        """The service ends, and with it the jobs that it started itself, a publication apart."""
        for kind, process in self._started:
            if kind in ENDS_WITH_SERVICE and process.poll() is None:
                process.terminate()

    def _environment(self) -> dict[str, str]:
        settings = self._settings
        more = {
            "PYTHONPATH": os.pathsep.join([str(self._project.root), *filter(None, [os.environ.get("PYTHONPATH")])]),
            "DATABASE_URL": settings.database_url,
            "PROJECT_ROOT": str(settings.project_root),
            "ENGINE_TIMEOUT_SECONDS": str(settings.engine_timeout_seconds),
        }
        if settings.engine_address_file is not None:
            more["ENGINE_ADDRESS_FILE"] = str(settings.engine_address_file)
        return {**os.environ, **more}


@contextmanager
def taken_lock(path: Path, patience: float = 0.0) -> Iterator[IO[bytes]]:
    """Hold a lock file. Raises OtherJobRuns when it is held, and is so for as many seconds as `patience` has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + patience
    with path.open("ab") as lock:
        while not _locked(lock):
            if time.monotonic() >= deadline:
                raise OtherJobRuns(f"{path.stem}: a job runs")
            time.sleep(STEP_SECONDS)
        yield lock


def is_taken(path: Path) -> bool:
    """Whether somebody holds a lock file. Those who ask at the same moment do not see each other."""
    if not path.exists():
        return False
    with path.open("rb") as lock:
        return not _locked(lock, fcntl.LOCK_SH)


def _locked(lock: IO[bytes], how: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def write_state(path: Path, job: Job) -> None:
    """Note what a job does now."""
    write_whole(path, json.dumps(asdict(job)))
