"""Publish a tried proposal, and take it back: files, model and knowledge together, and the engine that answers with them."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from api.engine_switch import READY_SECONDS, read_json, write_whole
from api.improvement.errors import EngineDidNotStart, FilesChanged, NothingKept
from api.improvement.file_swap import FileSwap, put_file
from api.project import Project

BUILT = ("build/models/kompass.tar.gz", "build/models/kompass.sha256", "build/knowledge.json", "build/domain.yml", "build/search.npz")
CACHE = "build/embeddings.npz"
KEPT_PUBLICATIONS = 5
"""That can be rolled back one after the other; each keeps a model and a search index, some 60 MB."""
STEP_SECONDS = 0.3
SLACK_SECONDS = 15.0


class Publication:
    """The publication of one proposal. `address`: the supervisor's file on the engine in use; None when the engine runs elsewhere."""

    def __init__(self, project: Project, proposal_id: int, address: Path | None, stopping: Callable[[], bool] = lambda: False) -> None:
        self._project, self._address, self._stopping = project, address, stopping
        self._name = f"proposal-{proposal_id}"
        folder = project.proposals / str(proposal_id)
        self.candidate = Project(folder / "candidate")
        self.swap = FileSwap(project.root, folder / "published")
        self._undo = FileSwap(project.root, folder / "taken-back")

    def publish(self, sources: list[str]) -> bool:
        """Put the candidate's changed sources and built files in place; True when the engine in use went over to them.

        Raises EngineDidNotStart, and OSError when files cannot be written: then everything is as before.
        """
        new: dict[str, Path | None] = {path: self.candidate.root / path for path in (*sources, *BUILT)}
        if (self.candidate.root / CACHE).exists():
            put_file(self._project.root / CACHE, self.candidate.root / CACHE)
        return self._put_in_use(self.swap, new, self._name)

    def take_back(self) -> bool:
        """Put everything back as it was before this publication. Raises FilesChanged, NothingKept, EngineDidNotStart, OSError."""
        changed, lost = self.swap.changed_since(), self.swap.lost()
        if changed:
            raise FilesChanged(changed)
        if lost or not self.swap.files:
            raise NothingKept(lost)
        return self._put_in_use(self._undo, self.swap.kept(), f"before-{self._name}")

    @property
    def stands(self) -> bool:
        """Whether it was published and not taken back."""
        return self.swap.state == "finished" and self._undo.state != "finished"

    def recover(self) -> bool:
        """Put files back after a publication or roll-back that died half-way; True when one had."""
        died = [swap for swap in (self._undo, self.swap) if swap.state == "begun"]
        for swap in died:
            swap.restore()
        return bool(died)

    def _put_in_use(self, swap: FileSwap, new: dict[str, Path | None], name: str) -> bool:
        earlier = read_json(self._project.published)
        version = f"{name} {datetime.now(UTC).isoformat()}"
        swap.apply(new)
        try:
            write_whole(self._project.published, json.dumps({"version": version}))
            went_over = self._wait_for_engine(version)
            swap.finish()
        except BaseException:
            swap.restore()
            write_whole(self._project.published, json.dumps(earlier))
            raise
        return went_over

    def _wait_for_engine(self, version: str) -> bool:
        """Whether the engine in use now has this version; at once False when no supervisor leads the service to another."""
        if self._address is None:
            return False
        deadline = time.monotonic() + READY_SECONDS + SLACK_SECONDS
        while time.monotonic() < deadline and self._address.exists() and not self._stopping():
            said = read_json(self._address)
            if said.get("version") == version:
                return True
            if said.get("failed") == version:
                raise EngineDidNotStart(str(said.get("error", "")))
            time.sleep(STEP_SECONDS)
        raise EngineDidNotStart("the supervisor ended, or gave no answer in time")


def forget(project: Project, kept: int = KEPT_PUBLICATIONS) -> None:
    """Remove what is no longer needed: candidates that were published, and what was there before all but the last publications."""
    published = sorted(project.proposals.glob("*/published"), key=lambda folder: -folder.stat().st_mtime)
    for folder in published:
        shutil.rmtree(folder.parent / "candidate", ignore_errors=True)
    for folder in published[kept:]:
        shutil.rmtree(folder)


def forget_candidate(project: Project, proposal_id: int) -> None:
    """Remove what was built to try a proposal that was withdrawn: a model and a search index."""
    shutil.rmtree(project.proposals / str(proposal_id) / "candidate", ignore_errors=True)


def writable(project: Project) -> bool:
    """Whether the project's files can be replaced at all; not so in a read-only image."""
    return all(os.access(project.root / folder, os.W_OK) for folder in ("knowledge/entries", "nlu", "nlu/examples", "build"))
