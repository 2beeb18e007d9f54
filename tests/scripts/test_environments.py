"""Finding Python: a shim that exists but does not run is passed over, and a missing version is told with the remedy."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "environments.py"


@pytest.fixture
def environments() -> ModuleType:
    spec = importlib.util.spec_from_file_location("environments", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shim(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def test_shim_without_its_version_does_not_count_as_a_python(environments: ModuleType, tmp_path: Path) -> None:
    broken = shim(tmp_path, "python3.10", "echo 'pyenv: python3.10: command not found' >&2; exit 127")
    assert not environments.runs(str(broken), "3.10")


def test_python_of_another_version_does_not_count(environments: ModuleType) -> None:
    assert not environments.runs(sys.executable, "2.7")
    assert environments.runs(sys.executable, f"{sys.version_info[0]}.{sys.version_info[1]}")


def test_missing_python_is_told_with_the_ways_to_get_it(environments: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setattr(environments, "ROOT", tmp_path)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "engine.txt").write_text("")
    (tmp_path / "pyproject.toml").write_text("")
    with pytest.raises(SystemExit) as refusal:
        environments.make("engine")
    assert "Python 3.10" in str(refusal.value) and "uv python install 3.10" in str(refusal.value)
    assert not (tmp_path / ".venv-engine").exists()


def test_unchanged_environment_is_left_as_it_is(environments: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environments, "ROOT", tmp_path)
    (tmp_path / "requirements").mkdir()
    lock = tmp_path / "requirements" / "engine.txt"
    lock.write_text("rasa==3.6.21\n")
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / ".venv-engine").mkdir()
    (tmp_path / ".venv-engine" / "made-from.sha256").write_text(environments.stamp_of(lock))
    monkeypatch.setattr(environments, "find_python", lambda versions: pytest.fail("looked for Python though nothing changed"))
    environments.make("engine")
