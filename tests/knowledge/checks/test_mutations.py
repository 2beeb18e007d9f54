"""Two hundred faults planted in the real entries: each is told, in the right file and on the right line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge.checks import Problem, check_entry, check_material, read_material
from knowledge.checks.material import ENTRIES, Material
from tests.knowledge.checks.mutations import KINDS, Mutation, make_mutations

ROOT = Path(__file__).parent.parent.parent.parent
SEED, NUMBER = 2026, 200


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Material]:
    """The real letters, entries and word lists in a folder of their own, read once."""
    folder = tmp_path_factory.mktemp("knowledge")
    for part in ("knowledge", "bot"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    yield read_material(folder, questions=False)


@pytest.fixture(scope="module")
def mutations(material: Material) -> list[Mutation]:
    return make_mutations(material.root / ENTRIES, SEED, NUMBER)


def day(material: Material) -> date:
    """The day of the latest review: nothing is overdue, and nothing is still to come."""
    return max(date.fromisoformat(entry.reviewed["on"]) for entry in material.entries.values())


def told(material: Material, mutation: Mutation) -> list[Problem]:
    """What the checks say about the entry when it is as the mutation has it."""
    path = material.root / ENTRIES / f"{mutation.topic}.yml"
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text(mutation.source, encoding="utf-8")
    try:
        return check_entry(material, mutation.topic, day(material))
    finally:
        path.unlink() if before is None else path.write_text(before, encoding="utf-8")


def test_untouched_entries_give_no_false_alarm(material: Material) -> None:
    assert [str(problem) for problem in check_material(material, day(material))] == []


def test_two_hundred_different_mutations_are_of_every_kind(mutations: list[Mutation]) -> None:
    assert len({mutation.source for mutation in mutations}) == NUMBER
    assert {mutation.kind for mutation in mutations} == set(KINDS)


def test_every_mutation_is_told_in_its_file_on_its_line(material: Material, mutations: list[Mutation]) -> None:
    untold = []
    for mutation in mutations:
        found = told(material, mutation)
        if not any(problem.file == f"{ENTRIES}/{mutation.topic}.yml" and problem.line in mutation.lines for problem in found):
            untold.append(f"{mutation.kind}: {mutation.topic}, {mutation.what}; told instead: {[str(problem) for problem in found][:3]}")
    assert untold == []
