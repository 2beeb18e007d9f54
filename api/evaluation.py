"""Measure the assistant: start it on a port of its own, play conversations, cross-validate the topic model."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from api.errors import CommandError
from api.settings import Settings
from api.supervisor import Assistant, free_port
from api.training import ENGINE, ROOT, engine_environment

FIGURES = ROOT / "build" / "evaluation"


def play_conversations(acceptance: Path, say: Callable[[str], None]) -> None:
    """Start the assistant with empty stores, and print the figures of the acceptance file (if there) and of our own."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Assistant(scratch_settings(Path(folder))) as assistant:
        scorer, cases = acceptance / "score.py", acceptance / "conversations.jsonl"
        if scorer.exists():
            say("Acceptance conversations (../shared/acceptance):")
            _run([sys.executable, str(scorer), str(cases), "--url", assistant.url, "--json", str(FIGURES / "acceptance.json")])
        else:
            say("No ../shared/acceptance here: the acceptance conversations are left out.")
        say("Our own held-out conversations (tests/data):")
        _run([sys.executable, "-m", "tests.evaluation.conversations", "--url", assistant.url])


def cross_validate(say: Callable[[str], None]) -> None:
    """Cross-validate on the training questions, in the engine's environment; a picture goes to build/evaluation."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    say("Cross-validation of the topic model (5 folds):")
    _run([str(ENGINE / "python"), "-m", "nlu.cross_validation", "--out", str(FIGURES)])
    figures = json.loads((FIGURES / "cross_validation.json").read_text(encoding="utf-8"))
    say(f"Confusion matrix: {figures['picture']}")


def scratch_settings(folder: Path) -> Settings:
    """Settings for an assistant with its own port and empty stores in a folder."""
    return Settings(
        port=free_port(),
        database_url=f"sqlite:///{folder}/kompass.db",
        engine_tracker_url=f"sqlite:///{folder}/tracker.db",
        host="127.0.0.1",
    )


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, env=engine_environment())
    if done.returncode:
        raise CommandError(f"«{' '.join(command)}» failed with exit code {done.returncode}.")
