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
from knowledge.compiled import read_knowledge
from knowledge.search import is_current

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "build" / "models" / "kompass.tar.gz"
FINGERPRINT = ROOT / "build" / "models" / "kompass.sha256"
LOG = ROOT / "var" / "log" / "train.log"
ENGINE = ROOT / ".venv-engine" / "bin"
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
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    with (MODEL.parent / "training.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two starts at once train one model, and the second finds it ready
        return _train_if_needed(say)


def _train_if_needed(say: Callable[[str], None]) -> bool:
    fingerprint = model_fingerprint()
    if MODEL.exists() and FINGERPRINT.exists() and FINGERPRINT.read_text() == fingerprint:
        return False
    say("Training the engine (some minutes the first time) ...")
    train(MODEL)
    FINGERPRINT.write_text(fingerprint)
    return True


def ensure_search_index(say: Callable[[str], None]) -> None:
    """Embed what people ask and what the letters say, where that is new. Raises TrainingFailed."""
    if not is_current(read_knowledge()):
        say("Building the search index ...")
        done = subprocess.run([sys.executable, "-m", "knowledge.search"], cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            raise TrainingFailed(f"{done.stderr[-2000:]}\n\nThe search index could not be built. Mend the cause and run it again.")


def train(model: Path, examples: Path = ROOT / "nlu" / "examples", config: Path = ROOT / "config.yml") -> None:
    """Run `rasa train` into a model file. Its cache is passed over: it cannot see changes in our own modules."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    command = [str(ENGINE / "rasa"), "train", "--force", "--domain", "build/domain.yml", "--data", str(examples), "bot/rules.yml"]
    command += ["--config", str(config), "--out", str(model.parent), "--fixed-model-name", model.name.removesuffix(".tar.gz")]
    with LOG.open("w", encoding="utf-8") as log:
        done = subprocess.run(command, cwd=ROOT, env=engine_environment(), stdout=log, stderr=subprocess.STDOUT)
    if done.returncode or not model.exists():
        tail = "\n".join(LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
        raise TrainingFailed(
            f"{tail}\n\nTraining failed (exit {done.returncode}). The whole log is {LOG}. Mend the cause and run it again."
        )


def engine_environment(**more: str) -> dict[str, str]:
    """The environment of the engine's processes: quiet logs (debug triples the latency), no telemetry."""
    quiet = {"LOG_LEVEL": "WARNING", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore", "RASA_TELEMETRY_ENABLED": "false"}
    paths = {"PYTHONPATH": str(ROOT), "ACTIONS_URL": "http://127.0.0.1:5055/webhook", "TRACKER_DB": "var/tracker.db"}
    return {**os.environ, **quiet, **paths, **more}


def model_fingerprint() -> str:
    """A digest of all that the trained model depends on."""
    digest = hashlib.sha256()
    for path in sorted(_inputs()):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _inputs() -> Iterator[Path]:
    yield from (path for path in (ROOT / "nlu").glob("*.py") if path.name not in NOT_TRAINED)
    yield from (ROOT / "nlu").glob("examples/*.yml")
    yield from (ROOT / "nlu").glob("follow_ups/*.jsonl")
    yield from (ROOT / "nlu").glob("*.yml")
    yield from (ROOT / "nlu").glob("weights/*.onnx")
    yield from (ROOT / "nlu").glob("weights/*.json")
    for name in ("config.yml", "bot/rules.yml", "bot/domain.yml", "build/domain.yml", "requirements/engine.txt"):
        yield ROOT / name
