"""The knowledge that the actions search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knowledge.compiled import compile_knowledge, write_knowledge


@pytest.fixture(scope="session")
def knowledge() -> dict[str, Any]:
    return compile_knowledge()


@pytest.fixture(scope="session")
def knowledge_file() -> Path:
    """The compiled knowledge in its usual place, where the running action reads it."""
    return write_knowledge()
