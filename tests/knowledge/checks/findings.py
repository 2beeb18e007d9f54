"""What the checks say about a project folder on a day when nothing in it is overdue."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from knowledge.checks import check_all


def findings(project: Path) -> list[str]:
    """All problems in their printable form."""
    return [str(problem) for problem in check_all(project, today=date(2026, 12, 1))]
