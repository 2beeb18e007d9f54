"""An answer says what its status and its place say."""

from __future__ import annotations

from pathlib import Path

from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change

PLACES = "knowledge/entries/places.yml"
PROGRAMMES = """\
middle_manager:
  definite: {nb: mellomlederutdanningen, nn: mellomleiarutdanninga}
top_leader:
  definite: {nb: topplederprogrammet, nn: toppleiarprogrammet}
"""


def test_denial_marked_as_answered_is_found_at_the_status(comparing: Path) -> None:
    change(comparing, PLACES, "status: not_in_sources", "status: answered")
    assert findings(comparing) == [
        f"{PLACES}:28: statusen er answered, men svaret begynner med at brevene ikke sier det. Skriv not_in_sources, eller svar først."
    ]


def test_answer_marked_as_not_in_sources_is_found_at_the_status(comparing: Path) -> None:
    change(comparing, PLACES, "status: answered", "status: not_in_sources")
    assert findings(comparing) == [
        f"{PLACES}:12: statusen er not_in_sources, men svaret begynner ikke med «Brevene sier ikke …». "
        "Si det rett ut, eller skriv answered."
    ]


def test_denial_lost_in_both_standards_is_found(comparing: Path) -> None:
    change(comparing, PLACES, "nb: Brevet sier ikke hvor", "nb: Brevet sier hvor")
    change(comparing, PLACES, "nn: Brevet seier ikkje kor", "nn: Brevet seier kor")
    found = findings(comparing)
    assert f"{PLACES}:29: «sier hvor»: mangler «ikke» her? Sier brevet det, så skriv hva det sier." in found
    assert f"{PLACES}:30: «seier kor»: mangler «ikke» her? Sier brevet det, så skriv hva det sier." in found


def test_answer_under_the_other_programme_is_found(comparing: Path) -> None:
    (comparing / "knowledge/programmes.yml").write_text(PROGRAMMES, encoding="utf-8")
    change(comparing, PLACES, "nb: Det er plass til", "nb: Topplederprogrammet har plass til")
    assert findings(comparing) == [
        f"{PLACES}:13: svaret under middle_manager begynner med det andre programmet. "
        "Nevn mellomlederutdanningen først, eller flytt svaret."
    ]


def test_answer_for_one_programme_alone_is_found(project: Path) -> None:
    change(project, PLACES, "  both:\n", "  top_leader:\n")
    assert findings(project) == [f"{PLACES}:10: svaret for middle_manager mangler. Skriv det, eller ha ett svar under both."]
