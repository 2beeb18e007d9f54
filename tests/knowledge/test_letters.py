"""The letters: front matter, sections, quotes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from knowledge.errors import LetterError
from knowledge.letters import Section, fold_space, load_letter, load_letters
from tests.knowledge.small_project import change

LETTER = "knowledge/letters/brev-2020.md"


def test_letter_is_cut_at_its_headings(project: Path) -> None:
    letter = load_letter(project / LETTER)
    assert letter.sections == (
        Section("Innledning", "Vi viser til møtet 15. januar i fjor."),
        Section("Ressurser", "Staten dekker inntil 22,5 mill. kroner\nper år, over kap. 761."),
        Section("Opplegg", "Det er planlagt seks samlinger over ett år, med 20 deltakere fra kommunene og 20 deltakere fra sykehusene."),
    )


def test_letter_has_its_front_matter(project: Path) -> None:
    letter = load_letter(project / LETTER)
    assert (letter.id, letter.date, letter.short_title["nn"]) == ("brev-2020", "2020", "Brevet om utdanninga")


def test_text_is_the_letter_without_our_mark_up(project: Path) -> None:
    text = load_letter(project / LETTER).text
    assert text.startswith("Brev om utdanningen\n\nVi viser til møtet 15. januar i fjor.\n\nRessurser\n\nStaten dekker")
    assert "Innledning" not in text and "#" not in text


def test_quote_is_found_across_a_line_break(project: Path) -> None:
    letter = load_letter(project / LETTER)
    assert letter.section_of("22,5 mill. kroner per år") == "Ressurser"
    assert letter.section_of("15. januar") == "Innledning"
    assert letter.section_of("22,5 mill. kroner hvert år") is None


def test_white_space_runs_are_one_blank() -> None:
    assert fold_space("  kroner \n\n per\tår ") == "kroner per år"


def test_letter_without_front_matter_is_refused(project: Path) -> None:
    (project / LETTER).write_text("# Brev\n\nTekst\n", encoding="utf-8")
    with pytest.raises(LetterError, match=r"^brev-2020\.md: brevet må begynne med opplysninger"):
        load_letter(project / LETTER)


def test_letter_named_otherwise_than_its_file_is_refused(project: Path) -> None:
    change(project, LETTER, "id: brev-2020", "id: brev-2021")
    with pytest.raises(LetterError, match=r"^brev-2020\.md: id er «brev-2021», men fila heter «brev-2020»"):
        load_letter(project / LETTER)


def test_notice_in_the_folder_is_no_letter(project: Path) -> None:
    (project / "knowledge/letters/NOTICE.md").write_text("Brevene er avsendernes tekst.\n", encoding="utf-8")
    assert list(load_letters(project / "knowledge/letters")) == ["brev-2020"]


def test_both_real_letters_are_stored() -> None:
    letters = load_letters()
    assert [(letter.id, letter.date, letter.written_standard, len(letter.sections)) for letter in letters.values()] == [
        ("tildelingsbrev-2020-tillegg-4", "2020", "nb", 7),
        ("toppleiarprogram-2020", "2020", "nn", 2),
    ]
    assert all(len(bytes.fromhex(letter.received_sha256)) == hashlib.sha256().digest_size for letter in letters.values())
