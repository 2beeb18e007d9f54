"""All checks together: sound material has no problems, and the real knowledge is sound."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from knowledge.checks import Problem, check_all
from knowledge.entries import load_entries
from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change

MONEY = "knowledge/entries/money.yml"


def test_sound_project_has_no_problems(project: Path) -> None:
    assert findings(project) == []


def test_real_knowledge_has_no_problems() -> None:
    latest_review = max(date.fromisoformat(entry.reviewed["on"]) for entry in load_entries().values())
    assert [str(problem) for problem in check_all(today=latest_review)] == []


def test_problem_prints_as_file_line_and_message() -> None:
    assert str(Problem("knowledge/entries/costs.yml", 14, "svaret mangler.")) == "knowledge/entries/costs.yml:14: svaret mangler."


def test_problems_come_by_file_and_line(project: Path) -> None:
    change(project, "knowledge/entries/places.yml", "on: 2026-11-21", "on: i fjor")
    change(project, MONEY, "related: [places]", "related: [price]")
    change(project, MONEY, "nb: Penger", "nb: Pennger")
    found = check_all(project, today=date(2026, 12, 1))
    assert [(problem.file, problem.line) for problem in found] == [(MONEY, 4), (MONEY, 9), ("knowledge/entries/places.yml", 22)]


def test_unreadable_entry_is_told_and_the_rest_is_checked(project: Path) -> None:
    change(project, MONEY, "topic: money", "topic: pengar")
    change(project, "knowledge/entries/places.yml", "on: 2026-11-21", "on: i fjor")
    assert findings(project) == [
        f"{MONEY}:2: emnet heter «pengar», men fila heter «money». Gjør dem like.",
        "knowledge/entries/places.yml:22: «i fjor» er ikke en dato. Skriv år-måned-dag, for eksempel 2026-11-21.",
    ]


def test_broken_yaml_is_told_with_its_line(project: Path) -> None:
    change(project, MONEY, "related: [places]", "related: [places")
    (problem,) = check_all(project, today=date(2026, 12, 1))
    assert (problem.file, problem.line) == (MONEY, 10)
    assert "Se etter innrykk, kolon og anførselstegn." in problem.message


def test_broken_word_list_is_told(project: Path) -> None:
    change(project, "knowledge/words.yml", "nn: []", "nb: []")
    assert "knowledge/words.yml:4: «nb» står to ganger. Fjern den ene." in findings(project)
