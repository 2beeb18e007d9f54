"""The lines of a PDF page with their place and looks, as PDFium reads them."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from statistics import median

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage, PdfTextPage

LINE_END_HYPHENS = ("\ufffe", "\x02", "\xad")
"""What PDFium puts for a hyphen that ends a line, and the soft hyphen."""
_FONT_NAME_BYTES = 128


@dataclass(frozen=True)
class Line:
    """One line of text. Places are shares of the page: `left` and `right` of its width, `top` and `bottom` of its height from above.

    `size`: the characters' height in points; `hyphen`: a hyphen stood at its end and is taken away.
    """

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    hyphen: bool = False
    scanned: bool = False


@dataclass
class _Character:
    text: str
    box: tuple[float, float, float, float]
    bold: bool


def page_lines(page: PdfPage, number: int, *, scanned: bool = False) -> list[Line]:
    """The lines of one page in PDFium's order; `number` from 1."""
    width, height = page.get_size()
    textpage = page.get_textpage()
    lines, current = [], list[_Character]()
    for index in range(textpage.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(textpage, index))
        if character in "\r\n" or character in LINE_END_HYPHENS:
            lines.append(_line(current, number, width, height, character in LINE_END_HYPHENS, scanned))
            current = []
        else:
            current.append(_Character(character, textpage.get_charbox(index, loose=True), not scanned and _is_bold(textpage, index)))
    lines.append(_line(current, number, width, height, False, scanned))
    return [line for line in lines if line]


def _line(characters: list[_Character], page: int, width: float, height: float, hyphen: bool, scanned: bool) -> Line | None:
    seen = [character for character in characters if not character.text.isspace() and character.text.isprintable()]
    if not seen:
        return None
    text = " ".join("".join(character.text for character in characters if character.text.isprintable() or character.text.isspace()).split())
    hyphen = hyphen or (len(text) > 1 and text[-1] in "-\u2010" and text[-2].isalpha())
    return Line(
        page=page,
        text=text.rstrip("-\u2010") if hyphen else text,
        left=min(character.box[0] for character in seen) / width,
        right=max(character.box[2] for character in seen) / width,
        top=1 - max(character.box[3] for character in seen) / height,
        bottom=1 - min(character.box[1] for character in seen) / height,
        size=median(abs(character.box[3] - character.box[1]) for character in seen),
        bold=sum(character.bold for character in seen) > len(seen) / 2,
        hyphen=hyphen,
        scanned=scanned,
    )


def _is_bold(textpage: PdfTextPage, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(textpage, index) >= 600:
        return True
    name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    pdfium.FPDFText_GetFontInfo(textpage, index, name, _FONT_NAME_BYTES, None)
    return any(word in name.value.lower() for word in (b"bold", b"black", b"heavy"))
