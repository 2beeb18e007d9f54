"""Read a PDF: its text where it has one, its pages as pictures where it has not. Runs only in the bounded worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from knowledge.intake.document import Document, Stated
from knowledge.intake.errors import Broken, Locked, NoText, TooLarge
from knowledge.intake.layout import blocks_of
from knowledge.intake.lines import Line, page_lines
from knowledge.intake.margins import split_margins
from knowledge.intake.scans import is_scanned, read_scans

_TOOLS = ("microsoft word", "untitled", "uten navn", "dokument", "document", "scan")


def read_pdf(path: Path, name: str, max_pages: int, max_scanned: int, *, with_scans: bool) -> tuple[Document | None, tuple[int, ...]]:
    """The document and the numbers of its scanned pages; None in place of it when those must be read and `with_scans` is false."""
    with _open(path, name) as pdf:
        count = len(pdf)
        if count == 0:
            raise NoText(f"{name} har ingen sider. Be avsenderen sende fila på nytt.")
        if count > max_pages:
            raise TooLarge(
                f"{name} har {count} sider, og grensen er {max_pages}. Del ut de sidene som er brevet, eller hev LETTER_MAX_PAGES."
            )
        lines, scanned = _text_lines(pdf, name)
        if len(scanned) > max_scanned:
            raise TooLarge(
                f"{name} har {len(scanned)} skannede sider, og grensen er {max_scanned}. "
                "Be om fila med tekst i, del den, eller hev LETTER_MAX_SCANNED_PAGES."
            )
        if scanned and not with_scans:
            return None, scanned
        if scanned:
            lines = sorted(lines + read_scans(pdf, scanned, path.parent, name), key=lambda line: line.page)
        stated = Stated(title=_stated_title(pdf.get_metadata_dict()))
    return _document(lines, stated, count, scanned), scanned


def _open(path: Path, name: str) -> Any:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise Locked(
                f"{name} er låst med passord. Be avsenderen om en fil uten, eller åpne den og skriv den ut til en ny PDF."
            ) from error
        raise Broken(f"{name} er ødelagt og kan ikke åpnes som PDF. Be avsenderen sende fila på nytt.") from error


def _text_lines(pdf: Any, name: str) -> tuple[list[Line], tuple[int, ...]]:
    lines: list[Line] = []
    scanned = []
    for number in range(1, len(pdf) + 1):
        try:
            page = pdf[number - 1]
        except pypdfium2.PdfiumError as error:
            raise Broken(f"Side {number} i {name} er ødelagt. Be avsenderen sende fila på nytt.") from error
        found = page_lines(page, number)
        if is_scanned(page, found):
            scanned.append(number)
        else:
            lines += found
        page.close()
    return lines, tuple(scanned)


def _document(lines: list[Line], stated: Stated, pages: int, scanned: tuple[int, ...]) -> Document:
    kept, margins = split_margins(lines)
    blocks, joined = blocks_of(kept)
    return Document(blocks=tuple(blocks), stated=stated, pages=pages, margins=margins, joined=joined, scanned=scanned)


def _stated_title(metadata: dict[str, str]) -> str:
    title = " ".join(metadata.get("Title", "").split())
    return "" if len(title) > 200 or title.lower().startswith(_TOOLS) or title.lower().endswith((".doc", ".docx", ".pdf")) else title
