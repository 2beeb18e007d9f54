"""A generation: one engine with its action server, on ports of their own, that know one published version."""

from __future__ import annotations

import os
import sys

from api.processes import Part, answers, free_port
from api.project import ENGINE, Project
from api.training import engine_environment


class Generation:
    """Engine and action server of a project; `tracker` is the SQLite file of conversations that all generations share."""

    def __init__(self, project: Project, tracker: str) -> None:
        engine_port, actions_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{engine_port}"
        actions = f"http://127.0.0.1:{actions_port}"
        self._warm_url = f"{actions}/warm"
        command = [str(ENGINE / "rasa"), "run", "--model", str(project.model), "--endpoints", "bot/endpoints.yml"]
        self._engine = Part(
            "engine",
            [*command, "--interface", "127.0.0.1", "--port", str(engine_port)],
            f"{self.url}/",
            engine_environment(project, ACTIONS_URL=f"{actions}/webhook", TRACKER_DB=tracker),
            project,
        )
        self._actions = Part(
            "actions",
            [sys.executable, "-m", "actions", "--port", str(actions_port)],
            f"{actions}/health",
            {**os.environ, "PYTHONPATH": str(project.root)},
            project,
        )

    @property
    def parts(self) -> list[Part]:
        """The engine first."""
        return [self._engine, self._actions]

    def start(self) -> None:
        """Start both."""
        for part in self.parts:
            part.start()

    def ready(self) -> bool:
        """Whether both answer."""
        return all(part.ready() for part in self.parts)

    def warm(self) -> bool:
        """Whether the action server has loaded its search too; until then it makes do with the runner-up intents."""
        return answers(self._warm_url)

    def ended(self) -> Part | None:
        """The part that is no more, if one is."""
        return next((part for part in self.parts if part.ended()), None)

    def stop(self) -> None:
        """End both."""
        for part in self.parts:
            part.stop()
