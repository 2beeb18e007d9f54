"""Try a proposal: train a candidate with its changes and play the same questions to it and to what people use now."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx

from api.errors import CommandError
from api.evaluation import scratch_settings
from api.improvement.candidate import base_of, check_candidate, compile_candidate, lay_out, train_candidate
from api.improvement.changes import ENTRIES, changed_files, digest_of
from api.improvement.errors import ChecksFailed, EntryChanged, TrialFailed
from api.improvement.file_swap import digest_of_file
from api.improvement.playing import Case, Verdict, cases_of, compare, play
from api.project import Project
from api.store.staff_models import ProposalChange
from api.supervisor import Assistant
from knowledge.compiled import read_knowledge

MOST_PROBLEMS_SHOWN = 50
Report = Callable[[str, int, int], None]


def try_changes(project: Project, changes: Sequence[ProposalChange], candidate_folder: Path, report: Report) -> dict[str, Any]:
    """The evaluation of the changes; `report` is told the step, and how much of it is done.

    Gives `base` and `changes` (digests of what was tried), `trained`, `seconds`, and what `playing.compare` tells.
    Raises EntryChanged, ChecksFailed, TrialFailed.
    """
    started = time.monotonic()
    refuse_changed_entries(project, changes)
    base = base_of(project)
    report("copy", 0, 0)
    candidate = lay_out(project, candidate_folder, changed_files(project.root, changes))
    trained = _build(candidate, project, report)
    cases = cases_of(project.root, changes, read_knowledge(candidate.root / "build" / "knowledge.json")["topics"])
    before = _played(project, cases, "play_before", report)
    after = _played(candidate, cases, "play_after", report)
    seconds = round(time.monotonic() - started)
    return {"base": base, "changes": digest_of(changes), "trained": trained, "seconds": seconds, **compare(cases, before, after)}


def refuse_changed_entries(project: Project, changes: Sequence[ProposalChange]) -> None:
    """Raise EntryChanged when an entry is no longer the one that its new text was written on."""
    for change in changes:
        if change.kind == "entry" and (digest_of_file(project.root / ENTRIES / f"{change.topic}.yml") or "") != (change.base_digest or ""):
            raise EntryChanged(f"{ENTRIES}/{change.topic}.yml")


def _build(candidate: Project, project: Project, report: Report) -> bool:
    try:
        report("check", 0, 0)
        problems = check_candidate(candidate)
        if problems:
            raise ChecksFailed("\n".join(str(problem) for problem in problems[:MOST_PROBLEMS_SHOWN]))
        compile_candidate(candidate)
        report("train", 0, 0)
        return train_candidate(candidate, project)
    except CommandError as error:
        raise TrialFailed(str(error)) from error


def _played(project: Project, cases: Sequence[Case], step: str, report: Report) -> list[list[Verdict]]:
    report(step, 0, len(cases))
    try:
        with (
            tempfile.TemporaryDirectory(prefix="kompass-trial-") as folder,
            Assistant(scratch_settings(Path(folder)), project) as assistant,
        ):
            assistant.wait_until_warm()
            return play(assistant.url, cases, lambda done: report(step, done, len(cases)))
    except (CommandError, httpx.HTTPError) as error:
        raise TrialFailed(f"{type(error).__name__}: {error}") from error
