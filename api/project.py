"""A project folder: where its sources, what is built from them and its logs lie. A candidate is a project folder too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ROOT / ".venv-engine" / "bin"
"""The engine's environment; all project folders share it."""


@dataclass(frozen=True)
class Project:
    """The paths below one root."""

    root: Path

    @property
    def model(self) -> Path:
        """The trained model."""
        return self.root / "build" / "models" / "kompass.tar.gz"

    @property
    def fingerprint(self) -> Path:
        """The digest of what the model was trained on, beside it."""
        return self.root / "build" / "models" / "kompass.sha256"

    @property
    def published(self) -> Path:
        """The name of the published version: when it changes, a running supervisor starts a new engine."""
        return self.root / "build" / "published.json"

    @property
    def proposals(self) -> Path:
        """What is built for the console's proposals, one folder each."""
        return self.root / "build" / "proposals"

    @property
    def examples(self) -> Path:
        """The training questions."""
        return self.root / "nlu" / "examples"

    @property
    def jobs(self) -> Path:
        """Locks, states and logs of the console's jobs."""
        return self.root / "var" / "jobs"

    @property
    def clusters(self) -> Path:
        """The latest clusters of questions, as ids of turns."""
        return self.root / "var" / "clusters.json"

    @property
    def logs(self) -> Path:
        """The logs of all processes."""
        return self.root / "var" / "log"


HERE = Project(ROOT)
"""The project that this code belongs to."""
