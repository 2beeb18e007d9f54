"""The checks of the files that are about to be committed."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.checks.__main__ import main
from tests.knowledge.small_project import change

MONEY, PLACES = "knowledge/entries/money.yml", "knowledge/entries/places.yml"


def test_only_the_given_files_are_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, MONEY, "dekker inntil 22,5 millioner", "dekker inntil 25 millioner")
    change(project, PLACES, "on: 2026-11-21", "on: i fjor")
    assert main([PLACES], project) == 1
    assert f"{PLACES}:22: «i fjor» er ikke en dato." in capsys.readouterr().out


def test_sound_file_lets_the_commit_through(project: Path) -> None:
    assert main([PLACES, "nlu/examples/places.yml"], project) == 0


def test_changed_letter_tells_the_entries_that_quote_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = "knowledge/letters/brev-2020.md"
    change(project, letter, "Staten dekker inntil 22,5", "Staten dekker inntil 23,5")
    assert main([letter], project) > 0
    assert f"{MONEY}:22: sitatet står ikke ordrett i brevet" in capsys.readouterr().out
