"""The process of one job: `python -m api.improvement.work KIND SUBJECT WHO`, started by `api.improvement.jobs`."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

from api.improvement.candidate import base_of
from api.improvement.changes import changed_files, digest_of, patch_of
from api.improvement.errors import BaseChanged, ImprovementError, NotWritable, Stopped, message_of
from api.improvement.jobs import CLUSTERS, LANES, PUBLICATION, ROLL_BACK, TRIAL, Job, write_state
from api.improvement.publication import Publication, forget, writable
from api.improvement.recovery import put_back
from api.improvement.trial import try_changes
from api.project import Project
from api.settings import Settings
from api.store.database import connect
from api.store.proposals import ProposalStore

TRIAL_PRIORITY, CLUSTER_PRIORITY = 15, 5
"""Niceness: a trial takes minutes and may wait for everything else; somebody waits for the clusters."""
REPORT_SECONDS = 0.5


class Work:
    """One job on one subject, such as the trial of proposal 3, for one member of staff."""

    def __init__(self, kind: str, subject: str, who: str, settings: Settings) -> None:
        self._kind, self._subject, self._who, self._settings = kind, subject, who, settings
        self._project = Project(settings.project_root)
        self._parent = os.getppid()
        self._reported = ("", 0.0)

    def run(self) -> None:
        """Do it, and store how it ended."""
        self.report("begin", 0, 0)
        work: dict[str, Callable[[], None]] = {
            TRIAL: self._try, PUBLICATION: self._publish, ROLL_BACK: self._roll_back, CLUSTERS: self._gather,
        }  # fmt: skip
        work[self._kind]()

    def report(self, step: str, done: int, total: int) -> None:
        """Note for the pages how far it is; the same step at most twice a second."""
        now = time.monotonic()
        if step != self._reported[0] or now - self._reported[1] > REPORT_SECONDS or done == total:
            self._reported = (step, now)
            state = Job(self._kind, self._subject, os.getpid(), step, done, total)
            write_state(self._project.jobs / f"{LANES[self._kind]}.json", state)

    def _try(self) -> None:
        os.nice(TRIAL_PRIORITY)
        store, number = self._proposals(), int(self._subject)
        signal.signal(signal.SIGTERM, _stop)
        try:
            put_back(self._project)
            folder = self._project.proposals / self._subject / "candidate"
            evaluation = try_changes(self._project, store.one(number).changes, folder, self.report)
        except (ImprovementError, OSError) as error:
            store.move(number, "failed", self._who, "try_failed", only_from=("trying",), message=message_of(error))
            return
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        done = {"evaluation": evaluation, "tried_at": datetime.now(UTC), "message": None}
        store.move(number, "tried", self._who, "tried", only_from=("trying",), **done)

    def _publish(self) -> None:
        store, number = self._proposals(), int(self._subject)
        proposal = store.one(number)
        tried = proposal.evaluation or {}
        try:
            put_back(self._project)
            if (tried.get("base"), tried.get("changes")) != (base_of(self._project), digest_of(proposal.changes)):
                raise BaseChanged()
            if not writable(self._project):
                raise NotWritable(str(self._project.root))
            files = changed_files(self._project.root, proposal.changes)
            patch = patch_of(self._project.root, files)
            store.move(number, "publishing", self._who, "publish", only_from=("publishing",), patch=patch)
            self.report("publish", 0, 0)
            went_over = self._publication().publish(list(files))
        except (ImprovementError, OSError) as error:
            back = "open" if isinstance(error, BaseChanged) else "tried"
            store.move(number, back, self._who, "publish_failed", only_from=("publishing",), message=message_of(error), patch=None)
            return
        done = {"published_at": datetime.now(UTC), "published_by": self._who, "message": _restart(went_over)}
        store.move(number, "published", self._who, "published", only_from=("publishing",), **done)
        forget(self._project)

    def _roll_back(self) -> None:
        store, number = self._proposals(), int(self._subject)
        try:
            put_back(self._project)
            self.report("roll_back", 0, 0)
            went_over = self._publication().take_back()
        except (ImprovementError, OSError) as error:
            store.move(number, "published", self._who, "roll_back_failed", only_from=("publishing",), message=message_of(error))
            return
        store.move(number, "rolled_back", self._who, "rolled_back", only_from=("publishing",), message=_restart(went_over))

    def _gather(self) -> None:
        from api.improvement.gathering import gather  # torch: only here

        os.nice(CLUSTER_PRIORITY)
        gather(self._project, self._settings.database_url, int(self._subject), self.report)

    def _publication(self) -> Publication:
        address = self._settings.engine_address_file
        return Publication(self._project, int(self._subject), address, lambda: os.getppid() != self._parent)

    def _proposals(self) -> ProposalStore:
        return ProposalStore(connect(self._settings.database_url))


def _restart(went_over: bool) -> str | None:
    return None if went_over else json.dumps({"key": "restart_needed", "detail": ""})


def _stop(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Stopped()


if __name__ == "__main__":
    Work(sys.argv[1], sys.argv[2], sys.argv[3], Settings()).run()
