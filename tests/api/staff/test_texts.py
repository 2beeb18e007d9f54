"""The console's words: both standards of every key, every key used, every key there, spelt as the word lists say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from api.staff.texts import FOLDER, staff_texts
from knowledge.checks.material import WORDS
from knowledge.checks.spelling import is_spelt

ROOT = Path(__file__).parents[3]
API = ROOT / "api"
KEY = r"([a-z][a-z0-9_]*\.[a-z0-9_]*)"
ASKED = re.compile(rf"\b(?:t|text|known_text)\(\s*[\"']{KEY}[\"']\s*[,)]")  # t("area.key")
NAMED = re.compile(rf"[\"']{KEY}[\"']")  # a key that is chosen somewhere and asked for elsewhere
BEGUN = re.compile(rf"[\"']{KEY}(?:[\"']\s*[~+]|\{{)")  # t("area.begin_" ~ value), f"area.begin_{{value}}"
RECORDED = re.compile(r"\brecord\(\s*\w+,\s*[\w.]+,\s*[\"']([a-z_.]+)[\"']")
MOVED = re.compile(r"\bmove\(.*\"([a-z_]+)\", only_from=")  # a proposal's, recorded as proposal.<action>
PLACEHOLDER = re.compile(r"\{([^}]*)\}")
NO_WORD = re.compile(r"\{[^}]*\}|\w+_\w+|\b\w\b")  # what is filled in, names as files have them, and single letters
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def sources() -> Iterator[str]:
    """The source of everything that shows words of the console."""
    files = [*(API / "templates" / "staff").rglob("*.html"), *(API / "staff").rglob("*.py")]
    assert len(files) > 15, "the templates and modules of the console are not where this test looks"
    for file in files:
        yield file.read_text(encoding="utf-8")


def found(pattern: re.Pattern[str]) -> set[str]:
    return {key for source in sources() for key in pattern.findall(source)}


@pytest.fixture(scope="module")
def listed() -> dict[str, set[str]]:
    """The words reviewed by hand, of the knowledge and of the console."""
    lists = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / WORDS, API / "staff" / "words.yml")]
    return {name: {word for words in lists for word in words[name]} for name in ("both", "nb", "nn")}


def test_every_key_has_words_in_both_standards() -> None:
    empty = {key: language for key, words in staff_texts().items() for language, text in words.items() if not text.strip()}
    assert empty == {}
    assert {key.partition(".")[0] for key in staff_texts()} == {path.stem for path in FOLDER.glob("*.yml")}


def test_both_standards_have_the_same_places_to_fill_in() -> None:
    places = {key: [sorted(PLACEHOLDER.findall(text)) for text in words.values()] for key, words in staff_texts().items()}
    assert {key: found for key, found in places.items() if found[0] != found[1]} == {}


def test_every_key_that_is_asked_for_is_there() -> None:
    assert sorted(found(ASKED) - set(staff_texts())) == []


def test_every_key_is_used() -> None:
    named, begun = found(NAMED), tuple(found(BEGUN))
    assert sorted(key for key in staff_texts() if key not in named and not key.startswith(begun)) == []


def test_every_change_in_the_audit_log_is_told_in_words() -> None:
    code = [file.read_text(encoding="utf-8") for file in API.rglob("*.py")]
    actions = {action for source in code for action in RECORDED.findall(source)}
    actions |= {f"proposal.{action}" for source in code for action in MOVED.findall(source)}
    assert "account.add" in actions
    assert sorted(action for action in actions if f"audit.action_{action.replace('.', '_')}" not in staff_texts()) == []


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_word_is_spelt_as_the_word_list_says(language: str, listed: dict[str, set[str]]) -> None:
    misspelt = {}
    for key, words in staff_texts().items():
        wrong = [word for word in WORD.findall(NO_WORD.sub(" ", words[language])) if not is_spelt(word, language, listed)]
        if wrong:
            misspelt[key] = wrong
    assert misspelt == {}
