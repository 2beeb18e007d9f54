"""The compiled files that the engine's parts read, made when a fresh clone has none yet; and the finder of entities."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.bot_files import write_domain
from knowledge.compiled import read_knowledge, write_knowledge
from nlu.entities import EntityFinder
from nlu.training_questions import intents


@pytest.fixture(scope="session")
def knowledge() -> dict[str, Any]:
    """The compiled knowledge, in its usual place too."""
    return read_knowledge(write_knowledge())


@pytest.fixture(scope="session")
def domain_file(knowledge: dict[str, Any]) -> str:
    """Path of the compiled domain, in its usual place."""
    return str(write_domain(intents()))


@pytest.fixture(scope="session")
def finder() -> EntityFinder:
    return EntityFinder()
