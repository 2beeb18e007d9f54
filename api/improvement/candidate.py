"""A candidate: a copy of the project with a proposal's changes in it, compiled, checked and trained apart from what people use."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from api.errors import CommandError
from api.improvement.changes import ENTRIES, EXAMPLES, HELD_OUT
from api.project import Project
from api.training import build_search_index, model_fingerprint, train
from knowledge.checks import Problem, check_all

SOURCES = ("actions", "api", "bot", "knowledge", "nlu", "requirements")
KEPT = ("build/embeddings.npz", "build/search.npz", "build/domain.yml", "build/knowledge.json")
"""Built files that spare the candidate work: embeddings of texts that stay the same."""
WEIGHTS = "weights"
READ_FROM = (ENTRIES, EXAMPLES, "knowledge/letters", "nlu/follow_ups")


def lay_out(project: Project, folder: Path, files: dict[str, str]) -> Project:
    """Copy the project into an empty folder and write the changed files. The encoder's weights are linked, not copied."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in SOURCES:
        shutil.copytree(project.root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", WEIGHTS, "tuning"))
    (folder / "nlu" / WEIGHTS).symlink_to((project.root / "nlu" / WEIGHTS).resolve())
    shutil.copy(project.root / "config.yml", folder)
    candidate = Project(folder)
    candidate.model.parent.mkdir(parents=True)
    for name in KEPT:
        if (project.root / name).exists():
            shutil.copy2(project.root / name, folder / name)
    for path, text in files.items():
        (folder / path).write_text(text, encoding="utf-8")
    return candidate


def compile_candidate(candidate: Project) -> None:
    """Compile letters, entries and domain. Raises CommandError with what the compiler says."""
    command = [sys.executable, "-m", "api.cli", "compile"]
    environment = {**os.environ, "PYTHONPATH": str(candidate.root)}
    done = subprocess.run(command, cwd=candidate.root, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise CommandError(done.stderr.strip() or done.stdout.strip())


def check_candidate(candidate: Project) -> list[Problem]:
    """Everything that `kompass check` says of it."""
    return check_all(candidate.root)


def train_candidate(candidate: Project, project: Project) -> bool:
    """Train, or take over the project's model when nothing that it is trained on differs; True when it trained.

    Raises TrainingFailed. The search index is renewed too: only texts that are new are embedded.
    """
    fingerprint = model_fingerprint(candidate)
    known = project.fingerprint.read_text() if project.fingerprint.exists() else ""
    if fingerprint == known and project.model.exists():
        shutil.copy2(project.model, candidate.model)
    else:
        train(candidate)
    candidate.fingerprint.write_text(fingerprint)
    build_search_index(candidate)
    return fingerprint != known


def base_of(project: Project) -> str:
    """A digest of all source files that a trial rests on: when it differs, what was tried is not what would be published."""
    digest = hashlib.sha256(model_fingerprint(project).encode())
    for path in sorted(path for folder in READ_FROM for path in (project.root / folder).glob("*") if path.is_file()):
        digest.update(path.relative_to(project.root).as_posix().encode() + path.read_bytes())
    for name in ("knowledge/words.yml", "knowledge/programmes.yml", "bot/responses.yml", HELD_OUT):
        path = project.root / name
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()
