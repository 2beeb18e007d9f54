"""Words divided at the end of a line."""

from __future__ import annotations

import pytest

from knowledge.intake.hyphens import join_lines


@pytest.mark.parametrize(
    ("before", "after", "whole", "lines"),
    [
        ("den nasjonale lederut", "danningen for alle", "", ("den nasjonale lederutdanningen", "for alle")),
        ("den kommunale helse", "og omsorgstjenesten", "", ("den kommunale helse-", "og omsorgstjenesten")),
        ("et nytt IT", "system for alle", "", ("et nytt IT-system", "for alle")),
        ("kurs i e", "læring.", "", ("kurs i e-læring.", "")),
        ("i Midt", "Norge", "", ("i Midt-Norge", "")),
        ("en nord", "norsk kommune", "En nord-norsk by", ("en nord-norsk", "kommune")),
        ("helse", "0g omsorg", "", ("helse-", "0g omsorg")),
    ],
)
def test_divided_word_is_joined_as_it_is_written(before: str, after: str, whole: str, lines: tuple[str, str]) -> None:
    assert join_lines(before, after, whole)[:2] == lines


def test_joined_word_is_told() -> None:
    assert join_lines("lederut", "danning", "")[2] == "lederut-|danning → lederutdanning"
    assert join_lines("helse", "og omsorg", "")[2] is None
