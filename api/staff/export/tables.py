"""Write rows as CSV and XLSX without ever holding them all, and so that no spreadsheet takes a person's words for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter

from api.staff.export.columns import Cell

BOM = "\ufeff"  # tells Excel that the file is UTF-8
DELIMITER = ";"  # what Excel divides by where the decimal sign is a comma
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ROWS_A_PIECE = 200
MOST_ROWS = 1_048_576  # of one sheet
LONGEST_CELL = 32_767  # characters in a cell of XLSX
WIDE, NARROW = 60, 18  # of columns, in characters
PIECE_BYTES = 1 << 16


def csv_pieces(headings: list[str], rows: Iterable[list[Cell]]) -> Iterator[bytes]:
    """The file piece by piece: UTF-8 with byte order mark, divided by semicolons."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=DELIMITER)
    buffer.write(BOM)
    writer.writerow(headings)
    for number, row in enumerate(rows, 1):
        writer.writerow([_defused(cell) for cell in row])
        if number % ROWS_A_PIECE == 0:
            yield _emptied(buffer)
    yield _emptied(buffer)


def xlsx_pieces(headings: list[str], rows: Iterable[list[Cell]], sheet_name: str) -> Iterator[bytes]:
    """The file piece by piece, once it is whole on disk; more rows than a sheet can hold go on in the next one."""
    with TemporaryFile() as file:
        _write_workbook(file, headings, rows, sheet_name)
        file.seek(0)
        while piece := file.read(PIECE_BYTES):
            yield piece


def _write_workbook(file: IO[bytes], headings: list[str], rows: Iterable[list[Cell]], sheet_name: str) -> None:
    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_urls": False}) as book:
        bold, at = book.add_format({"bold": True}), MOST_ROWS
        for row in rows:
            if at >= MOST_ROWS:
                sheet, at = _begin_sheet(book, headings, sheet_name, bold), 1
            for column, cell in enumerate(row):
                if cell == "":
                    continue
                if isinstance(cell, str):
                    sheet.write_string(at, column, cell[:LONGEST_CELL])
                else:
                    sheet.write_number(at, column, cell)
            at += 1
        if not book.worksheets():
            _begin_sheet(book, headings, sheet_name, bold)


def _begin_sheet(book: xlsxwriter.Workbook, headings: list[str], name: str, bold: object) -> xlsxwriter.worksheet.Worksheet:
    number = len(book.worksheets()) + 1
    sheet = book.add_worksheet(name if number == 1 else f"{name} {number}")
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headings) - 1, NARROW)
    sheet.set_column(3, 4, WIDE)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
    return sheet


def _defused(cell: Cell) -> Cell:
    """The text with an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _emptied(buffer: io.StringIO) -> bytes:
    written = buffer.getvalue().encode("utf-8")
    buffer.seek(0)
    buffer.truncate()
    return written
