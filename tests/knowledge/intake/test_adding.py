"""From each kind of received file to a draft: title, guesses, headings, quotes found verbatim."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from knowledge.intake.adding import Added, add_letter
from knowledge.intake.errors import AlreadyThere, IntakeError
from knowledge.intake.limits import Limits
from knowledge.intake.programs import missing_programs
from knowledge.letters import Letter, fold_space, load_letter, load_letters
from tests.knowledge.intake.received import ADDRESS, HEADINGS, QUOTES, SECTIONS, SENDER, TITLE, write_scan

FILES = ("brev.pdf", "brev.docx", "brev.html", "brev.txt", "windows.txt")
SCANS = pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}")


def added(inbox: Path, letters: Path, name: str) -> tuple[Added, Letter]:
    result = add_letter(inbox / name, Limits(), letters)
    return result, load_letter(result.path)


@pytest.mark.parametrize("name", FILES)
def test_headings_and_paragraphs_are_kept(inbox: Path, letters: Path, name: str) -> None:
    letter = added(inbox, letters, name)[1]
    assert letter.title == TITLE
    assert [section.heading for section in letter.sections if section.heading != "Innledning"] == HEADINGS
    for section, (_, paragraphs) in zip(letter.sections[-len(SECTIONS) :], SECTIONS):
        found = [fold_space(paragraph) for paragraph in section.text.split("\n\n")]
        assert found[: len(paragraphs)] == list(paragraphs)


@pytest.mark.parametrize("name", FILES)
def test_each_quote_is_found_under_its_heading(inbox: Path, letters: Path, name: str) -> None:
    letter = added(inbox, letters, name)[1]
    assert {letter.section_of(quote) for quote in QUOTES.values()} == set(QUOTES)
    assert all(letter.section_of(quote) == heading for heading, quote in QUOTES.items())


@pytest.mark.parametrize("name", FILES)
def test_date_kind_and_written_standard_are_guessed(inbox: Path, letters: Path, name: str) -> None:
    letter = added(inbox, letters, name)[1]
    assert (letter.date, letter.kind, letter.written_standard) == ("2027-01-14", "tildelingsbrev", "nb")
    assert letter.short_title["nn"].startswith("Tildelingsbrev")


@pytest.mark.parametrize(("name", "sender"), [("brev.pdf", SENDER), ("brev.docx", SENDER), ("brev.html", SENDER)])
def test_sender_is_guessed(inbox: Path, letters: Path, name: str, sender: str) -> None:
    assert added(inbox, letters, name)[1].sender == sender


@pytest.mark.parametrize("name", ["brev.pdf", "brev.txt"])
def test_receiver_is_guessed_from_the_address(inbox: Path, letters: Path, name: str) -> None:
    assert added(inbox, letters, name)[1].receiver == ADDRESS[0]


def test_text_without_a_named_sender_says_so(inbox: Path, letters: Path) -> None:
    result, letter = added(inbox, letters, "brev.txt")
    assert letter.sender == "Ikke oppgitt i dokumentet"
    assert result.guesses["sender"].is_missing


def test_headers_footers_and_page_numbers_are_left_out(inbox: Path, letters: Path) -> None:
    result, letter = added(inbox, letters, "brev.pdf")
    assert "Side 2" not in letter.text and letter.text.count(SENDER) == 0
    assert any("«Side 2 av 3»" in remark and SENDER in remark for remark in result.remarks)


def test_word_divided_at_a_line_end_is_one_word_and_the_editor_is_told(inbox: Path, letters: Path) -> None:
    result, letter = added(inbox, letters, "brev.pdf")
    assert "ledernes tid enn nødvendig, og det" in fold_space(letter.text)
    assert any("nød-|vendig" in remark for remark in result.remarks)


def test_row_of_a_table_is_a_line(inbox: Path, letters: Path) -> None:
    assert "79\t27,5 mill. kroner" in added(inbox, letters, "brev.docx")[1].text


def test_menu_and_footer_of_a_web_page_are_left_out(inbox: Path, letters: Path) -> None:
    result, letter = added(inbox, letters, "brev.html")
    assert "Forsiden" not in letter.text and "Om nettstedet" not in letter.text
    assert any(remark.startswith("Tok med ") for remark in result.remarks)


@SCANS
def test_printed_and_scanned_letter_reads_as_the_printed_one(inbox: Path, letters: Path, tmp_path: Path) -> None:
    scan = write_scan(tmp_path / "skannet.pdf", inbox / "brev.pdf")
    result = add_letter(scan, Limits(), letters)
    letter = load_letter(result.path)
    assert (letter.title, letter.date, letter.receiver, letter.kind) == (TITLE, "2027-01-14", ADDRESS[0], "tildelingsbrev")
    assert [section.heading for section in letter.sections if section.heading != "Innledning"] == HEADINGS
    assert all(letter.section_of(quote) == heading for heading, quote in QUOTES.items())
    assert letter.section_of("inntil 27,5 mill. kroner per år over kap. 761") == "Økonomi og rammer"
    assert "Side 2" not in letter.text
    assert any(remark.startswith("Skannede sider lest av bildet: 1, 2, 3") for remark in result.remarks)


def test_draft_names_the_received_file_and_its_fingerprint(inbox: Path, letters: Path) -> None:
    letter = added(inbox, letters, "brev.pdf")[1]
    assert letter.received_as == "brev.pdf"
    assert letter.received_sha256 == hashlib.sha256((inbox / "brev.pdf").read_bytes()).hexdigest()


def test_draft_is_not_among_the_letters(inbox: Path, letters: Path) -> None:
    result, _ = added(inbox, letters, "brev.pdf")
    assert result.id == "tildelingsbrev-2027"
    assert load_letters(letters) == {}


def test_same_file_is_refused_under_any_name_and_id(inbox: Path, letters: Path, tmp_path: Path) -> None:
    added(inbox, letters, "brev.txt")
    again = shutil.copy(inbox / "brev.txt", tmp_path / "annet-navn.txt")
    with pytest.raises(AlreadyThere, match=r"annet-navn\.txt er lagt inn før, som tildelingsbrev-2027\.md"):
        add_letter(Path(again), Limits(), letters, "noe-annet")


def test_id_in_use_is_refused_with_a_remedy_and_nothing_is_changed(inbox: Path, letters: Path) -> None:
    result, _ = added(inbox, letters, "brev.txt")
    before = result.path.read_bytes()
    with pytest.raises(AlreadyThere, match=r"tildelingsbrev-2027 er i bruk.*--id tildelingsbrev-2027-2"):
        add_letter(inbox / "brev.pdf", Limits(), letters)
    assert result.path.read_bytes() == before
    assert [path.name for path in letters.rglob("*") if path.is_file()] == [result.path.name]


@pytest.mark.parametrize("wanted", ["../brev", "Brev", "brev 2027", "brev_2027", "-", "å", "2027"])
def test_id_that_cannot_be_an_address_is_refused(inbox: Path, letters: Path, wanted: str) -> None:
    with pytest.raises(IntakeError, match="kan ikke være et brevs id"):
        add_letter(inbox / "brev.txt", Limits(), letters, wanted)
    assert list(letters.iterdir()) == []


def test_line_like_a_heading_in_the_sender_s_text_is_none_in_the_draft(letters: Path, tmp_path: Path) -> None:
    file = tmp_path / "brev.txt"
    file.write_text("Brev om utdanning\n\nFørste linje er her.\n## ikke en overskrift\n---\nSiste linje er her.\n", encoding="utf-8")
    letter = load_letter(add_letter(file, Limits(), letters, "brev-2027").path)
    assert [section.heading for section in letter.sections] == ["Innledning"]
    assert "ikke en overskrift" in letter.text and "Siste linje" in letter.text


def test_damaged_text_is_repaired_and_each_repair_is_listed_with_its_line(letters: Path, tmp_path: Path) -> None:
    file = tmp_path / "skadet.txt"
    text = "Brev om opplaering\n\n" + "\n".join(
        [
            "Det er varslet at kommunene vil fa i oppdrag a gjennomfgre en utdanning.",
            "De skal ogsa mgte behovene framover og gke kunnskapen.",
        ]
        * 4
    )
    file.write_text(text, encoding="utf-8")
    result = add_letter(file, Limits(), letters, "brev-2027")
    lines = result.path.read_text(encoding="utf-8").splitlines()
    assert any("få i oppdrag å gjennomføre en utdanning" in line for line in lines)
    listed = (result.path.parent / "brev-2027.rettelser.txt").read_text(encoding="utf-8")
    number = next(number for number, line in enumerate(lines, 1) if "gjennomføre" in line)
    assert f"linje {number}: «gjennomfgre» → «gjennomføre»" in listed
