"""An entry as a form and back: what is not changed keeps its comments and its line breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.improvement.entry_form import UnreadableEntry, to_form, to_yaml
from knowledge.entries import FOLDER, load_entry

ENTRIES = sorted(FOLDER.glob("*.yml"))


@pytest.mark.parametrize("path", ENTRIES, ids=[path.stem for path in ENTRIES])
def test_an_entry_that_is_not_changed_stays_the_same_to_the_byte(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert to_yaml(source, path.stem, to_form(source)) == source


def changed(tmp_path: Path, **fields: str) -> tuple[list[str], list[str], Path]:
    """The lines that went out and came in when fields of the exam entry change, and the new file."""
    source = (FOLDER / "exam.yml").read_text(encoding="utf-8")
    new = to_yaml(source, "exam", to_form(source) | {name.replace("__", "."): value for name, value in fields.items()})
    path = tmp_path / "exam.yml"
    path.write_text(new, encoding="utf-8")
    old_lines, new_lines = source.splitlines(), new.splitlines()
    return [line for line in old_lines if line not in new_lines], [line for line in new_lines if line not in old_lines], path


def test_a_changed_title_changes_one_line(tmp_path: Path) -> None:
    gone, come, _ = changed(tmp_path, title__nn="Prøver")
    assert (gone, come) == (["  nn: Eksamen"], ["  nn: Prøver"])


def test_a_changed_answer_is_folded_at_the_width_of_the_file(tmp_path: Path) -> None:
    text = "Brevene sier ikke noe om dette: " + "ord " * 60 + "slutt."
    _, come, path = changed(tmp_path, answers__top_leader__nb=text)
    assert load_entry(path).answers["top_leader"].text["nb"] == " ".join(text.split())
    assert all(len(line) <= 120 for line in come)


def test_lines_of_an_answer_stay_lines(tmp_path: Path) -> None:
    text = "Dette gjelder:\n– det ene\n– det andre"
    _, _, path = changed(tmp_path, answers__top_leader__nb=text.replace("\n", "\r\n"))
    assert load_entry(path).answers["top_leader"].text["nb"] == text


def test_a_quote_is_added_and_one_is_taken_out(tmp_path: Path) -> None:
    before = load_entry(FOLDER / "exam.yml").answers["top_leader"].citations
    new = {"source": "toppleiarprogram-2020", "section": "Samarbeid", "quote": "seks fysiske samlingar: kvar er lang"}
    fields = {f"answers__top_leader__citations__{len(before)}__{key}": value for key, value in new.items()}
    _, _, path = changed(tmp_path, answers__top_leader__citations__0__quote="", **fields)
    after = load_entry(path).answers["top_leader"].citations
    assert [citation.quote for citation in after] == [*(citation.quote for citation in before[1:]), new["quote"]]


def test_an_answer_without_status_is_taken_out(tmp_path: Path) -> None:
    _, _, path = changed(tmp_path, answers__top_leader__status="")
    assert list(load_entry(path).answers) == ["middle_manager"]


def test_a_new_entry_has_every_field_in_the_order_of_the_others(tmp_path: Path) -> None:
    form = {
        "title.nb": "Parkering", "title.nn": "Parkering", "question.nb": "Er det parkering?", "question.nn": "Er det parkering?",
        "related": "location, contact", "answers.both.status": "not_in_sources",
        "answers.both.nb": "Nei.", "answers.both.nn": "Nei, det er det ikkje.", "answers.both.citations.0.source": "x",
        "answers.both.citations.0.section": "y", "answers.both.citations.0.quote": "z",
        "reviewed.by": "Kari", "reviewed.on": "2026-11-21", "reviewed.again": "2027-11-21",
    }  # fmt: skip
    path = tmp_path / "parking.yml"
    path.write_text(to_yaml("", "parking", form), encoding="utf-8")
    entry = load_entry(path)
    assert entry.related == ("location", "contact")
    assert entry.answers["both"].text == {"nb": "Nei.", "nn": "Nei, det er det ikkje."}
    assert list(entry.document.data) == ["topic", "title", "question", "related", "answers", "reviewed"]
    assert "  on: 2026-11-21\n" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "source",
    [
        "- a\n- b\n",
        "only words",
        "topic: [",
        "topic: exam\ntopic: exam\n",
        "concerns: 2026-13-45\n",
        f"concerns: {'9' * 5000}\n",
        "a: &a [*a]\n",
    ],
    ids=["a list", "words", "no YAML", "a field twice", "no date", "a number beyond all numbers", "itself"],
)
def test_what_is_no_entry_is_refused_both_ways(source: str) -> None:
    with pytest.raises(UnreadableEntry):
        to_form(source)
    with pytest.raises(UnreadableEntry):
        to_yaml(source, "exam", {})


def test_a_file_that_is_far_too_long_is_not_read() -> None:
    with pytest.raises(UnreadableEntry, match="40000"):
        to_form("topic: exam\n" + "# ord\n" * 10_000)


@pytest.mark.parametrize("part", ["title: [a]", "answers: [a]", "answers: {both: x}", "answers: {both: {citations: x}}", "related: {a: b}"])
def test_a_part_of_another_shape_is_empty_in_the_form_and_can_be_filled_in(part: str) -> None:
    source = f"topic: exam\n{part}\n"
    form = to_form(source) | {"title.nb": "Eksamen", "answers.both.status": "answered", "answers.both.citations.0.quote": "Ord"}
    written = to_form(to_yaml(source, "exam", form))
    assert (written["title.nb"], written["answers.both.citations.0.quote"]) == ("Eksamen", "Ord")
