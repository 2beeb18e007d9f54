"""What is left to confirm in a draft, and the move to the letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.intake.adding import add_letter
from knowledge.intake.drafts import TO_CONFIRM
from knowledge.intake.errors import AlreadyThere, Unconfirmed
from knowledge.intake.finishing import finish_draft, remaining
from knowledge.intake.limits import Limits
from knowledge.letters import load_letters

FIELDS = ["title", "sender", "receiver", "date", "kind", "written_standard", "short_title", "text"]


@pytest.fixture
def draft(inbox: Path, letters: Path) -> Path:
    return add_letter(inbox / "brev.txt", Limits(), letters, "brev-2027").path


def confirm(draft: Path, *fields: str) -> None:
    """Strike out lines of the list, as an editor does."""
    opening, listed, rest = draft.read_text(encoding="utf-8").partition(f"{TO_CONFIRM}:\n")
    items, _, after = rest.partition("\nid: ")
    kept = [line for line in items.split("\n") if line.strip().split(":")[0] not in fields]
    draft.write_text(opening + listed + "\n".join(kept) + "\nid: " + after, encoding="utf-8")


def test_each_guess_remains_with_its_line_value_and_reason(draft: Path, letters: Path) -> None:
    left = remaining(letters.parent.parent)
    assert [problem.message.split()[0] for problem in left] == FIELDS
    lines = draft.read_text(encoding="utf-8").splitlines()
    assert [lines[problem.line - 1].strip().split(":")[0] for problem in left] == FIELDS
    assert left[3].file == "knowledge/letters/drafts/brev-2027.md"
    assert left[3].message == (
        "date må bekreftes: «2027-01-14»: gjettet: står øverst i dokumentet. Rett feltet om det er feil, og stryk linja."
    )


def test_unfinished_draft_is_refused_and_stays(draft: Path, letters: Path) -> None:
    confirm(draft, *FIELDS[:-1])
    with pytest.raises(Unconfirmed, match=r"(?s)brev-2027 er ikke ferdig:.*drafts/brev-2027\.md:6: text må bekreftes"):
        finish_draft("brev-2027", letters)
    assert draft.exists() and load_letters(letters) == {}


def test_confirmed_draft_becomes_a_letter_and_is_noted(draft: Path, letters: Path) -> None:
    confirm(draft, *FIELDS)
    assert [problem.message for problem in remaining(letters.parent.parent)] == [
        "alt i utkastet er bekreftet. Gjør det til et brev: kompass letter finish brev-2027"
    ]
    path = finish_draft("brev-2027", letters)
    assert not draft.exists() and remaining(letters.parent.parent) == []
    assert load_letters(letters)["brev-2027"].date == "2027-01-14"
    source = path.read_text(encoding="utf-8")
    assert source.startswith("---\nid: brev-2027\n") and TO_CONFIRM not in source
    assert "brev-2027.md\n    Title           Tildelingsbrev 2027" in (letters / "NOTICE").read_text(encoding="utf-8")


def test_confirmed_draft_with_an_impossible_date_is_refused(draft: Path, letters: Path) -> None:
    confirm(draft, *FIELDS)
    draft.write_text(draft.read_text(encoding="utf-8").replace("date: '2027-01-14'", "date: ukjent"), encoding="utf-8")
    with pytest.raises(Unconfirmed, match="datoen «ukjent» må være et årstall"):
        finish_draft("brev-2027", letters)


@pytest.mark.parametrize("damage", [("title: ", "title: [", 1), ("---\n", "", 2), ("written_standard: nb", "written_standard: da", 1)])
def test_damaged_draft_is_told_of_not_raised(draft: Path, letters: Path, damage: tuple[str, str, int]) -> None:
    confirm(draft, *FIELDS)
    draft.write_text(draft.read_text(encoding="utf-8").replace(*damage), encoding="utf-8")
    assert [problem.file for problem in remaining(letters.parent.parent)] == ["knowledge/letters/drafts/brev-2027.md"]
    with pytest.raises(Unconfirmed):
        finish_draft("brev-2027", letters)


def test_letter_of_that_name_is_never_overwritten(draft: Path, letters: Path) -> None:
    confirm(draft, *FIELDS)
    (letters / "brev-2027.md").write_text("et annet brev", encoding="utf-8")
    with pytest.raises(AlreadyThere):
        finish_draft("brev-2027", letters)
    assert draft.exists() and (letters / "brev-2027.md").read_text(encoding="utf-8") == "et annet brev"


def test_unknown_draft_is_told_with_those_there_are(draft: Path, letters: Path) -> None:
    with pytest.raises(Unconfirmed, match="heter brev-2028. Utkastene er: brev-2027"):
        finish_draft("brev-2028", letters)
