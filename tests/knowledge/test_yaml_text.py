"""YAML read as text, with lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import EntryError
from knowledge.yaml_text import load_text, parse_text

ANSWERS = """\
# kommentar
answers:
  both:
    nb: >-
      Første
      andre
    related:
      - costs
      - start
"""


def test_yaml_traps_stay_text() -> None:
    document = parse_text("no: no\ntime: 10:30\ndate: 2026-11-21\nversion: 1.10\nempty:\n", "x.yml")
    assert document.data == {"no": "no", "time": "10:30", "date": "2026-11-21", "version": "1.10", "empty": ""}


def test_value_has_the_line_of_its_key() -> None:
    document = parse_text(
        "# kommentar\nanswers:\n  both:\n    nb: >-\n      Første\n      andre\n    related:\n      - costs\n      - start\n", "x.yml"
    )
    assert document.line("answers", "both", "nb") == 4
    assert document.line("answers", "both", "related", 1) == 9


def test_missing_value_has_the_line_of_what_encloses_it() -> None:
    document = parse_text("a: 1\nanswers:\n  both: x\n", "x.yml")
    assert (document.line("answers", "top_leader", "nb"), document.line("topic")) == (2, 1)


def test_repeated_key_is_refused_with_its_line() -> None:
    with pytest.raises(EntryError, match=r"^x\.yml:3: «nb» står to ganger\. Fjern den ene\.$"):
        parse_text("nb: a\nnn: b\nnb: c\n", "x.yml")


def test_broken_yaml_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "costs.yml"
    path.write_text("topic: costs\ntitle: [a\nnn: b\n", encoding="utf-8")
    with pytest.raises(EntryError, match=r"^costs\.yml:3: fila er ikke gyldig YAML"):
        load_text(path)


def test_empty_file_has_no_data() -> None:
    assert parse_text("", "x.yml").data is None


REFERENCES = "a: &a [x, x]\nb: &b [*a, *a]\ntitle: *b\n"
DEEP = "title: " + "[" * 5000
INVISIBLE = "topic: exam\ntitle: eks\x07amen\n"
LIST_AS_NAME = "topic: exam\n? [a, b]\n: c\n"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (REFERENCES, r"x\.yml:2: .*henvisninger med \* kan ikke brukes her"),
        (DEEP, r"x\.yml:1: .*for mange nivåer"),
        (INVISIBLE, r"x\.yml:2: et tegn i fila kan ikke leses"),
        (LIST_AS_NAME, r"x\.yml:2: navnet på et felt må være tekst"),
    ],
    ids=["references", "deep", "invisible sign", "list as a name"],
)
def test_what_would_overload_or_break_a_reader_is_refused_with_its_line(source: str, said: str) -> None:
    with pytest.raises(EntryError, match=said):
        parse_text(source, "x.yml")
