"""Train the engine's model when something that it is made of has changed."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from api.errors import TrainingFailed
from api.project import ENGINE, HERE, Project
from knowledge.compiled import read_knowledge
from knowledge.search import is_current

# Read at run time, so that a change needs a restart but no training.
NOT_TRAINED = {
    "answer_standard.py",
    "context.py",
    "context_policy.py",
    "conversation.py",
    "eligibility.py",
    "person.py",
    "programmes.py",
    "questions_asked.py",
    "response_generator.py",
    "standard_request.py",
    "training_questions.py",
}


def ensure_model(say: Callable[[str], None]) -> bool:
    """Train if needed; True when it did. Raises TrainingFailed with the log's last lines."""
    HERE.model.parent.mkdir(parents=True, exist_ok=True)
    with (HERE.model.parent / "training.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two starts at once train one model, and the second finds it ready
        return _train_if_needed(say)


def _train_if_needed(say: Callable[[str], None]) -> bool:
    fingerprint = model_fingerprint()
    if HERE.model.exists() and HERE.fingerprint.exists() and HERE.fingerprint.read_text() == fingerprint:
        return False
    say("Training the engine (some minutes the first time) ...")
    train(HERE)
    HERE.fingerprint.write_text(fingerprint)
    return True


def ensure_search_index(say: Callable[[str], None]) -> None:
    """Embed what people ask and what the letters say, where that is new. Raises TrainingFailed."""
    if not is_current(read_knowledge()):
        say("Building the search index ...")
        build_search_index(HERE)


def build_search_index(project: Project) -> None:
    """Embed what is new in a project, in a process of its own, since torch comes with it. Raises TrainingFailed."""
    environment = {**os.environ, "PYTHONPATH": str(project.root)}
    command = [sys.executable, "-m", "knowledge.search"]
    done = subprocess.run(command, cwd=project.root, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise TrainingFailed(f"{done.stderr[-2000:]}\n\nThe search index could not be built. Mend the cause and run it again.")


def train(project: Project) -> None:
    """Run `rasa train` into a project's model. Its cache is passed over: it cannot see changes in our own modules."""
    model, log_file = project.model, project.logs / "train.log"
    log_file.parent.mkdir(parents=True, exist_ok=True)
    command = [str(ENGINE / "rasa"), "train", "--force", "--domain", "build/domain.yml", "--data", "nlu/examples", "bot/rules.yml"]
    command += ["--config", "config.yml", "--out", str(model.parent), "--fixed-model-name", model.name.removesuffix(".tar.gz")]
    with log_file.open("w", encoding="utf-8") as log:
        done = subprocess.run(command, cwd=project.root, env=engine_environment(project), stdout=log, stderr=subprocess.STDOUT)
    if done.returncode or not model.exists():
        tail = "\n".join(log_file.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
        raise TrainingFailed(
            f"{tail}\n\nTraining failed (exit {done.returncode}). The whole log is {log_file}. Mend the cause and run it again."
        )


def engine_environment(project: Project = HERE, **more: str) -> dict[str, str]:
    """The environment of the engine's processes: quiet logs (debug triples the latency), no telemetry."""
    quiet = {"LOG_LEVEL": "WARNING", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore", "RASA_TELEMETRY_ENABLED": "false"}
    paths = {"PYTHONPATH": str(project.root), "ACTIONS_URL": "http://127.0.0.1:5055/webhook", "TRACKER_DB": "var/tracker.db"}
    return {**os.environ, **quiet, **paths, **more}


def model_fingerprint(project: Project = HERE) -> str:
    """A digest of all that the trained model depends on."""
    digest = hashlib.sha256()
    for path in sorted(_inputs(project.root)):
        digest.update(str(path.relative_to(project.root)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _inputs(root: Path) -> Iterator[Path]:
    nlu = root / "nlu"
    yield from (path for path in nlu.glob("*.py") if path.name not in NOT_TRAINED)
    for pattern in ("examples/*.yml", "follow_ups/*.jsonl", "*.yml", "weights/*.onnx", "weights/*.json"):
        yield from nlu.glob(pattern)
    for name in ("config.yml", "bot/rules.yml", "bot/domain.yml", "build/domain.yml", "requirements/engine.txt"):
        yield root / name
