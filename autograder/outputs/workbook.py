"""Writing .xlsx sheets: real dates and numbers, texts that stay texts whatever they start with."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, time

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from autograder.domain.errors import InvalidData

Cell = str | date | time | float | None

MAX_BYTES = 5_000_000
MAX_UNPACKED = 60_000_000
MAX_COLUMNS = 60
LONGEST_CELL = 32_767
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

MONEY = '#,##0" F CFA"'
PERCENT = "0.0%"


def new_sheet(book: Workbook, title: str, headings: Sequence[str], widths: Sequence[int]) -> Worksheet:
    """A sheet with a bold, frozen heading row, set to print on A4 across."""
    sheet = book.create_sheet(title)
    add_row(sheet, headings)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E7E2D5")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    return sheet


def add_row(
    sheet: Worksheet, values: Iterable[Cell], formats: Sequence[str | None] = (), *, bold: bool = False
) -> None:
    place = 1 if sheet.max_row == 1 and sheet.max_column == 1 and sheet["A1"].value is None else sheet.max_row + 1
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(place, column)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if isinstance(value, str):
            _write_text(cell, value)
        elif value is not None:
            cell.value = value
            if isinstance(value, time):
                cell.number_format = "hh:mm"
            elif isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
        if column <= len(formats) and formats[column - 1]:
            cell.number_format = formats[column - 1]
        if bold:
            cell.font = Font(bold=True)


def _write_text(cell: object, text: str) -> None:
    """Set a text as a text: never read as a formula or an error, even when someone edits the cell later."""
    clean = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_CELL]
    cell.value = clean or None  # type: ignore[attr-defined]
    if clean:
        cell.data_type = "s"  # type: ignore[attr-defined]
        cell.quotePrefix = True  # type: ignore[attr-defined]


def to_bytes(book: Workbook) -> bytes:
    if "Sheet" in book.sheetnames and len(book.sheetnames) > 1:
        del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def open_book(raw: bytes) -> Workbook:
    """A workbook read without its formulas. Refuses what is no .xlsx, and archives that swell when opened."""
    if len(raw) > MAX_BYTES:
        raise InvalidData("Ce classeur est trop gros pour un calendrier.", len(raw))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > MAX_UNPACKED:
            raise InvalidData("Ce classeur est trop gros pour un calendrier.", unpacked)
        return load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    except InvalidData:
        raise
    except Exception as error:  # openpyxl lets through whatever a broken file makes zipfile, XML or itself raise
        raise InvalidData("Ce fichier n'est pas un classeur .xlsx lisible.", repr(error)) from None
