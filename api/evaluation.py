"""Measure the assistant: start it on a port of its own, play conversations, measure understanding."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from api.errors import CommandError
from api.project import ENGINE, ROOT
from api.settings import Settings
from api.supervisor import Assistant, free_port
from api.training import engine_environment

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
        say("Our own conversations (tests/data/conversations), those used to find weaknesses and those kept unseen:")
        _run([sys.executable, "-m", "tests.evaluation.conversations", "--url", assistant.url])


def measure_understanding(say: Callable[[str], None]) -> None:
    """Cross-validate and measure understanding in the engine's environment; pictures go to build/evaluation."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    say("Understanding (python -m nlu.evaluation):")
    _run([str(ENGINE / "python"), "-m", "nlu.evaluation", "--out", str(FIGURES)])
    say(f"Confusion matrix, reliability diagram and learning curve: {FIGURES}")


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
