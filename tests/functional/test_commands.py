"""The commands a newcomer runs, from outside: starting, stopping, and the messages when something is wrong."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import httpx
import pytest

from api.project import ENGINE, ROOT
from api.supervisor import free_port
from api.training import engine_environment

pytestmark = pytest.mark.functional
KOMPASS = [str(Path(sys.executable).parent / "kompass")]
SECOND_START_SECONDS = 60


def test_run_is_ready_quickly_when_nothing_changed_and_stops_everything(tmp_path: Path) -> None:
    port = free_port()
    environment = {
        **os.environ,
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{tmp_path}/k.db",
        "ENGINE_TRACKER_URL": f"sqlite:///{tmp_path}/t.db",
    }
    process = subprocess.Popen([*KOMPASS, "run"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    too_slow = threading.Timer(SECOND_START_SECONDS, process.kill)
    too_slow.start()
    try:
        assert process.stdout
        said = list(_until("is ready on", process.stdout))
        too_slow.cancel()
        assert "Nothing to train" in said[0] and f"http://127.0.0.1:{port}" in said[-1]
        assert httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5, trust_env=False).status_code == 200
        children = _descendants(process.pid)
        assert len(children) >= 3
    finally:
        too_slow.cancel()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=40)
    assert [pid for pid in children if Path(f"/proc/{pid}").exists() and not _is_zombie(pid)] == []


def test_busy_port_is_refused_with_the_remedy() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run([*KOMPASS, "run"], cwd=ROOT, env={**os.environ, "PORT": str(port)}, capture_output=True, text=True)
    assert done.returncode != 0
    assert f"Port {port}" in done.stderr and "PORT=" in done.stderr
    assert "Traceback" not in done.stderr


def test_training_data_is_valid_for_rasa() -> None:
    command = [str(ENGINE / "rasa"), "data", "validate", "--fail-on-warnings", "--domain", "build/domain.yml"]
    done = subprocess.run(
        [*command, "--data", "nlu/examples", "bot/rules.yml"],
        cwd=ROOT,
        env=engine_environment(LOG_LEVEL="INFO"),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's own files in another place, with this project's environments."""
    for folder in ("actions", "api", "bot", "knowledge", "nlu", "requirements"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "config.yml", tmp_path)
    for environment in (".venv", ".venv-engine"):
        (tmp_path / environment).symlink_to(ROOT / environment)
    return tmp_path


def _kompass(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(copy), "PORT": str(free_port())}
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *command], cwd=copy, env=environment, capture_output=True, text=True, timeout=300
    )


def test_broken_entry_stops_the_start_with_file_line_and_remedy(copy: Path) -> None:
    entry = copy / "knowledge" / "entries" / "costs.yml"
    entry.write_text(entry.read_text(encoding="utf-8").replace("status: answered", "status: besvart", 1), encoding="utf-8")
    done = _kompass(copy, "run")
    assert done.returncode != 0
    assert re.search(r"costs\.yml:\d+: «besvart» er ikke en status", done.stderr)
    assert "Traceback" not in done.stderr


def test_failed_training_stops_the_start_and_names_the_log(copy: Path) -> None:
    (copy / "config.yml").write_text("recipe: default.v1\nlanguage: nb\npipeline:\n- name: nlu.missing.Component\npolicies: []\n")
    done = _kompass(copy, "run")
    assert done.returncode != 0
    assert "Training failed" in done.stderr and "train.log" in done.stderr
    assert not (copy / "build" / "models" / "kompass.tar.gz").exists()


def _until(end: str, lines: Iterable[str]) -> Iterator[str]:
    """The lines up to the one that contains `end`; fewer when the output ends before."""
    for line in lines:
        yield line
        if end in line:
            return


def _descendants(pid: int) -> list[int]:
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [grandchild for child in children for grandchild in _descendants(child)]


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True
