"""Front matter of the letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change

LETTER = "knowledge/letters/brev-2020.md"


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("1b345dbc", "ukjent", "13: SHA-256 skal være 64 tegn, 0–9 og a–f. Regn den ut av den mottatte fila på nytt."),
        ('date: "2020"', 'date: "2020 vår"', "9: datoen «2020 vår» må være et årstall (2020) eller en dag (2020-06-30)."),
        ("  nn: Brevet om utdanninga\n", "", "4: korttittelen må stå på begge målformer. Skriv både nb og nn under short_title."),
        ("sender: Departementet\n", "", "1: opplysningene mangler sender. Skriv dem inn øverst i fila."),
        ("written_standard: nb", "written_standard: da", "11: «da» er ikke en målform. Skriv nb eller nn."),
    ],
)
def test_defect_in_front_matter_is_found(project: Path, old: str, new: str, finding: str) -> None:
    change(project, LETTER, old, new)
    assert findings(project) == [f"{LETTER}:{finding}"]
