"""Pages that are pictures: which they are, and their text by way of ocrmypdf and tesseract."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL.Image import Image

from knowledge.intake.errors import Broken
from knowledge.intake.lines import Line, page_lines
from knowledge.intake.programs import LANGUAGE

DPI = 300
LONGEST_SIDE = 4200
"""Pixels; an A4 page at 300 dpi has 3508. Larger pages are drawn smaller."""
FEW_CHARACTERS = 25
PICTURE_SHARE = 0.5
TELLING_LETTERS = 400
"""That many letters of Norwegian without æ, ø or å are not Norwegian as it was written."""
MOST_OBJECTS = 5000


def is_scanned(page: Any, lines: list[Line]) -> bool:
    """Whether the page must be read as a picture: no text or hardly any over a picture, unreadable text, or an old reading without æøå."""
    text = "".join(line.text for line in lines)
    unreadable = sum("\ue000" <= character <= "\uf8ff" or character == "\ufffd" for character in text)
    if unreadable > len(text) / 10:
        return True
    letters = sum(character.isalpha() for character in text)
    if len(text) < FEW_CHARACTERS:
        return _picture_share(page) > PICTURE_SHARE or (not text and next(_objects(page), None) is not None)
    return letters > TELLING_LETTERS and not any(c in "æøåÆØÅ" for c in text) and _picture_share(page) > PICTURE_SHARE


def read_scans(pdf: Any, pages: tuple[int, ...], folder: Path, name: str) -> list[Line]:
    """The lines of the given pages. Only pictures drawn anew are handed on, never the received file.

    Raises Broken when a page cannot be drawn or read."""
    pictures, read = folder / "pictures.pdf", folder / "read.pdf"
    drawn = _pictures(pdf, pages, name)
    next(drawn).save(pictures, format="PDF", save_all=True, append_images=drawn, resolution=DPI, quality=90)
    command = [
        "ocrmypdf", "--quiet", "--force-ocr", "--deskew", "--language", LANGUAGE, "--output-type", "pdf", "--optimize", "0",
        "--jobs", "2", str(pictures), str(read),
    ]  # fmt: skip
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    ended = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if ended.returncode != 0 or not read.exists():
        raise Broken(f"De skannede sidene i {name} lot seg ikke lese. Skann brevet på nytt, eller hev LETTER_MEMORY_MB.")
    with pypdfium2.PdfDocument(read) as recognised:
        return [line for number, page in zip(pages, recognised) for line in page_lines(page, number, scanned=True)]


def _pictures(pdf: Any, pages: tuple[int, ...], name: str) -> Iterator[Image]:
    for number in pages:
        page = pdf[number - 1]
        try:
            longest = max(page.get_size())
            yield (
                page.render(scale=min(DPI / 72, LONGEST_SIDE / max(longest, 1)), grayscale=True, may_draw_forms=False).to_pil().convert("L")
            )
        except pypdfium2.PdfiumError as error:
            raise Broken(f"Side {number} i {name} kan ikke tegnes. Be avsenderen sende fila på nytt.") from error
        finally:
            page.close()


def _picture_share(page: Any) -> float:
    """The share of the page that its largest picture covers, 0 to 1."""
    width, height = page.get_size()
    largest = 0.0
    for item in _objects(page):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            largest = max(largest, (right - left) * (top - bottom))
    return min(largest / max(width * height, 1), 1.0)


def _objects(page: Any) -> Iterator[Any]:
    for count, item in enumerate(page.get_objects(max_depth=3)):
        if count >= MOST_OBJECTS:
            return
        yield item
