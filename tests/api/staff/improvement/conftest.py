"""The app on a copy of the project's knowledge and questions, so that proposals touch nothing of the project itself."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.project import ROOT
from api.settings import Settings
from api.store.proposals import NewChange
from tests.api.fake_engine import CUSTOM, FakeEngine

Ask = Callable[..., str]


def copy_knowledge(folder: Path) -> Path:
    """The project's knowledge and questions in another place, where proposals may write."""
    for name in ("knowledge", "bot", "nlu/examples", "nlu/follow_ups"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "build").mkdir(parents=True)
    return folder


@pytest.fixture(scope="session")
def project_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_knowledge(tmp_path_factory.mktemp("project"))


@pytest.fixture
def root(project_copy: Path, tmp_path: Path) -> Path:
    """A project folder of the test's own."""
    return Path(shutil.copytree(project_copy, tmp_path / "project"))


@pytest.fixture
def settings(tmp_path: Path, knowledge_path: Path, root: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{tmp_path}/kompass.db",
        engine_tracker_url=f"sqlite:///{tmp_path}/tracker.db",
        engine_timeout_seconds=0.2,
        knowledge_path=knowledge_path,
        project_root=root,
    )


@pytest.fixture
def ask(client: TestClient, engine: FakeEngine) -> Ask:
    """Ask something that gets this outcome; gives the turn's id."""

    def asked(message: str, outcome: str = "clarification", language: str = "nb") -> str:
        custom = {**copy.deepcopy(CUSTOM), "outcome": outcome, "language": language}
        engine.items = [{"recipient_id": "x", "custom": custom}]
        return str(client.post("/api/chat", json={"message": message, "language": language}).json()["turn_id"])

    return asked


def example(text: str = "Er det barnepass der?", topic: str = "other_detail", kind: str = "example") -> NewChange:
    """A change as an editor makes it."""
    return NewChange(kind, topic, text, "nb")
