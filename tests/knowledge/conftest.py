"""A small, sound project folder to plant defects in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.small_project import compare, write_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path)


@pytest.fixture
def comparing(project: Path) -> Path:
    """The same, with briefs for both programmes and a comparison made of them."""
    compare(project)
    return project
