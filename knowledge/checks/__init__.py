"""Check all letters, entries, training questions and fixed responses, and tell editors what to mend."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

from knowledge.checks.briefs import check_briefs
from knowledge.checks.citations import check_citations
from knowledge.checks.form import check_form
from knowledge.checks.grounding import check_grounding
from knowledge.checks.letters import check_letters
from knowledge.checks.likeness import check_likeness
from knowledge.checks.material import ENTRIES, QUESTIONS, Material, read_material, reread_entry
from knowledge.checks.parity import check_parity
from knowledge.checks.problem import Problem
from knowledge.checks.questions import check_questions
from knowledge.checks.readability import check_readability
from knowledge.checks.review import check_review
from knowledge.checks.spelling import check_spelling
from knowledge.checks.standards import check_standards
from knowledge.checks.status import check_status
from knowledge.checks.support import check_support

__all__ = ["Problem", "check_all", "check_entry", "check_material", "check_some", "read_material"]

ROOT = Path(__file__).parent.parent.parent


def check_all(root: Path = ROOT, today: date | None = None, *, questions: bool = True) -> list[Problem]:
    """Every problem under a project folder, by file and line; `today` (default: the real one) decides what is overdue.

    `questions`: whether the training questions are checked too; without them it is done in a second.
    """
    return check_material(read_material(root, questions=questions), today)


def check_some(files: Collection[str], root: Path = ROOT) -> list[Problem]:
    """What is wrong with these files (paths below the project); with all that rest on them when others than entries are among them."""
    if all(file.startswith(f"{ENTRIES}/") for file in files):
        material = replace(read_material(root, questions=False), chosen=frozenset(Path(file).stem for file in files))
        return [problem for problem in check_material(material) if problem.file in files]
    problems = check_all(root, questions=any(file.startswith(f"{QUESTIONS}/") for file in files))
    if all(file.startswith((f"{ENTRIES}/", f"{QUESTIONS}/")) for file in files):
        return [problem for problem in problems if problem.file in files]
    return problems


def check_entry(material: Material, topic: str, today: date | None = None) -> list[Problem]:
    """The problems of one entry, read anew from its file, with letters, word lists and other entries as they were read: in a moment."""
    return check_material(reread_entry(material, topic), today)


def check_material(material: Material, today: date | None = None) -> list[Problem]:
    """Every problem of what was read, by file and line; of the chosen entries alone when some are chosen."""
    whole = material.chosen is None
    problems = [
        *material.problems,
        *(check_letters(material) if whole else ()),
        *check_citations(material),
        *check_grounding(material),
        *check_parity(material),
        *check_form(material),
        *check_briefs(material),
        *check_review(material, today or date.today()),
        *(check_questions(material) if whole and material.questions else ()),
        *check_support(material),
        *check_status(material),
        *check_readability(material),
        *check_likeness(material),
        *check_standards(material),
        *check_spelling(material),
    ]
    return sorted(set(problems))
