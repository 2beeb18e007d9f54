"""What a proposal's changes make of the files."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.improvement.changes import changed_files, digest_of, patch_of
from nlu.training_questions import read_questions


@dataclass(frozen=True)
class Change:
    kind: str
    topic: str
    text: str
    standard: str | None = None
    programme: str | None = None


def test_questions_come_after_the_last_of_their_standard_and_nothing_else_moves(root: Path) -> None:
    changes = [
        Change("example", "exam", "Er prøven muntlig?", "nb"),
        Change("example", "exam", "Er prøva munnleg?", "nn"),
        Change("example", "exam", "Må jeg pugge?", "nb"),
    ]
    files = changed_files(root, changes)
    assert list(files) == ["nlu/examples/exam.yml"]
    before = (root / "nlu/examples/exam.yml").read_text(encoding="utf-8")
    assert files["nlu/examples/exam.yml"] == before.replace(
        "    - Får man karakter?\n", "    - Får man karakter?\n    - Er prøven muntlig?\n    - Må jeg pugge?\n"
    ).replace("    - Kva slags eksamen er det?\n", "    - Kva slags eksamen er det?\n    - Er prøva munnleg?\n")


def test_a_standard_and_a_topic_without_questions_get_a_block_that_the_trainer_reads(root: Path) -> None:
    files = changed_files(
        root, [Change("example", "start", "Kva tid byrjar det?", "nn"), Change("example", "parking", "Er det parkering?", "nb")]
    )
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8")
    read = {(q.text, q.intent, q.written_standard) for q in read_questions(root / "nlu/examples")}
    assert ("Kva tid byrjar det?", "ask_start", "nn") in read
    assert ("Er det parkering?", "ask_parking", "nb") in read
    assert ("Når starter det?", "ask_start", "nb") in read


def test_questions_out_of_scope_have_an_intent_without_prefix(root: Path) -> None:
    files = changed_files(root, [Change("example", "out_of_scope", "Hvem vant kampen?", "nb")])
    assert "- intent: out_of_scope\n" in files["nlu/examples/out_of_scope.yml"]


def test_test_questions_are_added_to_the_held_out_set(root: Path) -> None:
    files = changed_files(root, [Change("test", "exam", "Hvor mange timer?", "nb", "top_leader")])
    lines = files["nlu/held_out.jsonl"].splitlines()
    assert len(lines) == 2
    assert json.loads(lines[1]) == {"text": "Hvor mange timer?", "topic": "exam", "programme": "top_leader", "standard": "nb"}


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_patch_applies_with_git_and_reverses(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (root / "knowledge/entries/exam.yml").write_text("topic: exam", encoding="utf-8")  # no newline at the end
    changes = [
        Change("example", "exam", "Er prøven muntlig?", "nb"),
        Change("test", "exam", "Hvor mange timer?", "nb"),
        Change("entry", "exam", "topic: exam\ntitle: Eksamen\n"),
        Change("entry", "parking", "topic: parking\n"),
    ]
    files = changed_files(root, changes)
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(root, copy, dirs_exist_ok=True)
    patch = copy / "p.patch"
    patch.write_text(patch_of(root, files), encoding="utf-8")
    subprocess.run(
        ["git", "apply", "p.patch"], cwd=copy, check=True, env={"GIT_CEILING_DIRECTORIES": str(copy.parent), "PATH": "/usr/bin:/bin"}
    )
    assert {path: (copy / path).read_text(encoding="utf-8") for path in files} == files
    subprocess.run(
        ["git", "apply", "-R", "p.patch"], cwd=copy, check=True, env={"GIT_CEILING_DIRECTORIES": str(copy.parent), "PATH": "/usr/bin:/bin"}
    )
    assert (copy / "knowledge/entries/exam.yml").read_text(encoding="utf-8") == "topic: exam"
    assert not (copy / "knowledge/entries/parking.yml").exists()


def test_the_digest_changes_with_any_change() -> None:
    one = Change("example", "exam", "Er prøven muntlig?", "nb")
    assert digest_of([one]) == digest_of([Change(**vars(one))])
    assert digest_of([one]) != digest_of([Change("test", "exam", "Er prøven muntlig?", "nb")])
    assert digest_of([one]) != digest_of([one, one])
