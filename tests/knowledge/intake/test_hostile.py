"""Broken, locked, empty, huge and hostile files: a clear message with a remedy, in bounded time, and nothing written."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from pathlib import Path

import pytest

from knowledge.intake.adding import add_letter
from knowledge.intake.errors import Broken, IntakeError, Locked, NoText, ProgramMissing, TooLarge, TooSlow, UnknownFormat, Unsettled
from knowledge.intake.limits import Limits
from knowledge.intake.reading import read_received
from tests.knowledge.intake import hostile
from tests.knowledge.intake.hostile import LAUGHS, page_with, stream, word_of, word_text

BOUNDS = Limits(seconds=8, scan_seconds=8, memory_mb=1024, unpacked_mb=50)
LEEWAY = 8
PARAGRAPH = "<w:p><w:r><w:t>Staten dekker reisen.</w:t></w:r></w:p>"
CHANGED = '<w:p><w:ins w:id="1" w:author="Kari" w:date="2027-01-01T00:00:00Z"><w:r><w:t>Nytt.</w:t></w:r></w:ins></w:p>'

REFUSED: dict[str, tuple[str, bytes, type[IntakeError], str]] = {
    "empty file": ("brev.pdf", b"", NoText, "er tom"),
    "blank file": ("brev.txt", b" \r\n\t\n", NoText, "er tom"),
    "only rules": ("brev.txt", b"-----\n\n12345\n", NoText, "Fant ingen tekst"),
    "truncated PDF": ("brev.pdf", hostile.script()[:300], Broken, "ødelagt"),
    "garbage after the PDF mark": ("brev.pdf", b"%PDF-1.7\n" + os.urandom(5000), Broken, "ødelagt"),
    "page without anything": ("brev.pdf", page_with(stream(b"")), NoText, "Fant ingen tekst"),
    "page tree that loops": ("brev.pdf", hostile.page_loop(), IntakeError, "brev.pdf"),
    "PDF named as a Word file": ("brev.docx", hostile.script(), UnknownFormat, r"heter «\.docx», men innholdet er PDF"),
    "PDF without an ending": ("brev", hostile.script(), UnknownFormat, "endelsen .pdf"),
    "program named as a PDF": ("brev.pdf", b"\x7fELF\x02\x01\x01" + bytes(500), UnknownFormat, "ikke et dokument"),
    "picture": ("brev.png", b"\x89PNG\r\n\x1a\n" + bytes(100), UnknownFormat, "Lagre det som PDF"),
    "old or locked Word file": ("brev.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Locked, "lagre som DOCX"),
    "RTF": ("brev.rtf", b"{\\rtf1 hei}", UnknownFormat, "lagre som DOCX"),
    "broken ZIP": ("brev.docx", b"PK\x03\x04" + bytes(200), Broken, "ødelagt"),
    "Word bomb": ("brev.docx", hostile.word_bomb(), TooLarge, "50 MB når den pakkes ut"),
    "Word with billion laughs": ("brev.docx", word_of(word_text("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", LAUGHS)), Broken, "aldri skriver"),
    "Word with an external entity": (
        "brev.docx",
        word_of(word_text("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
        Broken,
        "aldri skriver",
    ),
    "Word in UTF-16 with an entity": (
        "brev.docx",
        word_of(word_text("<w:p/>", LAUGHS).decode().replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")),
        Broken,
        "aldri skriver",
    ),
    "Word without sense": ("brev.docx", word_of(b"<w:document"), Broken, "ødelagt"),
    "Word nested deeply": ("brev.docx", word_of(word_text("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)), Broken, "ødelagt"),
    "Word with tracked changes": ("brev.docx", word_of(word_text(PARAGRAPH + CHANGED)), Unsettled, "sporede endringer"),
    "page nested deeply": ("brev.html", b"<!DOCTYPE html><html><body>" + b"<div>" * 100_000 + b"hei", Broken, "PDF"),
    "page without text": ("brev.html", b"<!DOCTYPE html><html><body></body></html>", NoText, "Fant ingen tekst"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_file_is_refused_with_a_remedy_in_time_and_nothing_is_written(letters: Path, tmp_path: Path, case: str) -> None:
    name, content, kind, message = REFUSED[case]
    (tmp_path / name).write_bytes(content)
    started = time.monotonic()
    with pytest.raises(kind, match=message) as raised:
        add_letter(tmp_path / name, BOUNDS, letters)
    assert time.monotonic() - started < BOUNDS.seconds + LEEWAY
    assert name in str(raised.value) and str(raised.value).endswith((".", ")"))
    assert list(letters.iterdir()) == []


@pytest.mark.parametrize(
    "make", [hostile.bomb, hostile.form_loop, hostile.nested_arrays, hostile.huge_page], ids=lambda make: make.__name__
)
def test_hostile_pdf_ends_in_time_with_a_message(letters: Path, tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "brev.pdf").write_bytes(make())
    started = time.monotonic()
    with pytest.raises((Broken, TooLarge, TooSlow, NoText, ProgramMissing), match=r"brev\.pdf"):
        add_letter(tmp_path / "brev.pdf", BOUNDS, letters)
    assert time.monotonic() - started < 2 * BOUNDS.seconds + LEEWAY
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < BOUNDS.memory_mb * 1024
    assert list(letters.iterdir()) == []


def test_locked_pdf_is_told_apart(letters: Path, tmp_path: Path) -> None:
    with pytest.raises(Locked, match="låst med passord"):
        add_letter(hostile.locked(tmp_path / "brev.pdf"), BOUNDS, letters)


def test_five_hundred_pages_are_refused_at_once(letters: Path, tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(TooLarge, match="har 500 sider, og grensen er 200"):
        add_letter(hostile.pages(tmp_path / "rapport.pdf", 500), Limits(), letters)
    assert time.monotonic() - started < 30


def test_file_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_bytes(b"a" * (2**20 + 1))
    with pytest.raises(TooLarge, match="større enn 1 MB"):
        read_received(tmp_path / "brev.txt", Limits(max_mb=1))


def test_more_text_than_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("Brev. " * 1000, encoding="utf-8")
    with pytest.raises(TooLarge, match="LETTER_MAX_CHARACTERS"):
        read_received(tmp_path / "brev.txt", Limits(max_characters=100))


def test_script_in_a_pdf_is_not_run_and_the_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "brev.pdf").write_bytes(hostile.script())
    document = read_received(tmp_path / "brev.pdf", BOUNDS).document
    assert "Kurset starter i august og koster ingenting nytt." in document.blocks[-1].text


@pytest.mark.parametrize("what", ["external", "laughs"])
def test_entities_of_a_page_are_not_resolved(tmp_path: Path, what: str) -> None:
    (tmp_path / "secret").write_text("hemmelig", encoding="utf-8")
    inside = LAUGHS if what == "laughs" else f'<!DOCTYPE x [<!ENTITY j SYSTEM "file://{tmp_path}/secret">]>'
    page = f'<?xml version="1.0"?>{inside}<html><body><h1>Brev</h1><p>Staten dekker reisen for alle. &j;</p></body></html>'
    (tmp_path / "brev.html").write_text(page, encoding="utf-8")
    text = "\n".join(block.text for block in read_received(tmp_path / "brev.html", BOUNDS).document.blocks)
    assert "Staten dekker reisen for alle." in text
    assert "hemmelig" not in text and "haha" not in text


@pytest.mark.parametrize("place", ["missing.pdf", "."])
def test_what_is_no_file_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(IntakeError, match="Skriv navnet på én fil|Sjekk navnet"):
        read_received(tmp_path / place, BOUNDS)


def test_pipe_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "brev.pdf")
    with pytest.raises(Broken, match="er ikke en fil"):
        read_received(tmp_path / "brev.pdf", BOUNDS)


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path) -> None:
    before = set(Path(tempfile.gettempdir()).glob("kompass-letter-*"))
    (tmp_path / "brev.pdf").write_bytes(hostile.script()[:300])
    with pytest.raises(Broken):
        read_received(tmp_path / "brev.pdf", BOUNDS)
    assert set(Path(tempfile.gettempdir()).glob("kompass-letter-*")) <= before
