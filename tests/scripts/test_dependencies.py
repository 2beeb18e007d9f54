"""Every package asked for by name is pinned in its lock file and explained, with that version, in docs/dependencies.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = {"engine": "## Engine", "service": "## Service", "tuning": "## Tuning"}
ROW = re.compile(r"^\| `(?P<name>[^`]+)` \| (?P<version>[^|]+) \| (?P<licence>[^|]+) \| (?P<reason>[^|]+) \|$", re.MULTILINE)


def asked_for(environment: str) -> set[str]:
    lines = (ROOT / "requirements" / f"{environment}.in").read_text(encoding="utf-8").splitlines()
    return {normal(re.split(r"[\[=<>!~; ]", line)[0]) for line in lines if line.strip() and not line.startswith("#")}


def locked(environment: str) -> dict[str, str]:
    lines = (ROOT / "requirements" / f"{environment}.txt").read_text(encoding="utf-8").splitlines()
    pins = (line.split("==") for line in lines if "==" in line and not line.startswith("#"))
    return {normal(name.split("[")[0]): version.strip() for name, version in pins}


def explained(environment: str) -> dict[str, str]:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    section = text.split(HEADINGS[environment], 1)[1].split("\n## ", 1)[0]
    return {normal(row["name"]): row["version"].strip() for row in ROW.finditer(section)}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("environment", HEADINGS)
def test_every_package_asked_for_is_explained_and_no_other(environment: str) -> None:
    assert set(explained(environment)) == asked_for(environment)


@pytest.mark.parametrize("environment", HEADINGS)
def test_every_package_asked_for_is_pinned_at_the_version_explained(environment: str) -> None:
    pins = locked(environment)
    assert explained(environment) == {name: pins.get(name) for name in asked_for(environment)}


@pytest.mark.parametrize("environment", HEADINGS)
def test_everything_in_a_lock_file_is_pinned_exactly(environment: str) -> None:
    lines = (ROOT / "requirements" / f"{environment}.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.strip() and not line.startswith("#") and not re.fullmatch(r"\S+==\S+", line)] == []


def test_the_five_packages_that_the_assistant_is_built_on_are_there() -> None:
    assert {"rasa", "langdetect"} <= explained("engine").keys()
    assert {"fastapi", "sentence-transformers"} <= explained("service").keys()
    assert "rasa[spacy]==3.6.21" in (ROOT / "requirements" / "engine.in").read_text(encoding="utf-8").splitlines()
