"""Check all letters, entries, training questions and fixed responses, and tell editors what to mend."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from knowledge.checks.briefs import check_briefs
from knowledge.checks.citations import check_citations
from knowledge.checks.form import check_form
from knowledge.checks.grounding import check_grounding
from knowledge.checks.letters import check_letters
from knowledge.checks.material import read_material
from knowledge.checks.parity import check_parity
from knowledge.checks.problem import Problem
from knowledge.checks.questions import check_questions
from knowledge.checks.review import check_review
from knowledge.checks.spelling import check_spelling
from knowledge.checks.standards import check_standards

__all__ = ["Problem", "check_all"]

ROOT = Path(__file__).parent.parent.parent


def check_all(root: Path = ROOT, today: date | None = None, *, questions: bool = True) -> list[Problem]:
    """Every problem under a project folder, by file and line; `today` (default: the real one) decides what is overdue.

    `questions`: whether the training questions are checked too; without them it is done in a second.
    """
    material = read_material(root)
    problems = [
        *material.problems,
        *check_letters(material),
        *check_citations(material),
        *check_grounding(material),
        *check_parity(material),
        *check_form(material),
        *check_briefs(material),
        *check_review(material, today or date.today()),
        *(check_questions(material) if questions else ()),
        *check_standards(material),
        *check_spelling(material),
    ]
    return sorted(set(problems))
