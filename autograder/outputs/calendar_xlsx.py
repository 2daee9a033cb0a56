"""The editorial calendar as .xlsx, and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from openpyxl import Workbook

from autograder.domain.editorial_calendar import Calendar
from autograder.domain.errors import InvalidData
from autograder.outputs.calendar_table import COLUMNS, Cell, read, rows
from autograder.outputs.workbook import MAX_COLUMNS, add_row, new_sheet, open_book, to_bytes

SHEET = "Calendrier"
LANDMARKS = "Repères"
LAUNCH = "Lancement"
WIDTHS = (12, 8, 18, 18, 60, 11, 22, 24, 18, 11)
MAX_ROWS = 5_000


def write_xlsx(calendar: Calendar) -> bytes:
    book = Workbook()
    add_sheet(book, calendar)
    return to_bytes(book)


def add_sheet(book: Workbook, calendar: Calendar) -> None:
    """The calendar, and beside it the landmarks that `read_xlsx` looks for."""
    sheet = new_sheet(book, SHEET, COLUMNS, WIDTHS)
    for row in rows(calendar):
        add_row(sheet, row)
    sheet.auto_filter.ref = sheet.dimensions
    add_row(new_sheet(book, LANDMARKS, ("Repère", "Date"), (18, 12)), (LAUNCH, calendar.launch))


def read_xlsx(raw: bytes) -> Calendar:
    """Any calendar in .xlsx: the sheet « Calendrier », else the first one; the launch from « Repères », if there."""
    book = open_book(raw)
    try:
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        launch = _launch(book[LANDMARKS]) if LANDMARKS in book.sheetnames else None
        return Calendar(read(_cells(sheet)), launch)
    except InvalidData:
        raise
    except Exception as error:  # a read-only sheet is parsed while it is read: a broken one may raise anything
        raise InvalidData("Ce fichier n'est pas un classeur .xlsx lisible.", repr(error)) from None
    finally:
        book.close()


def _cells(sheet: object) -> Iterator[list[Cell]]:
    for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True):  # type: ignore[attr-defined]
        yield [_cell(value) for value in row]


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value
    return float(value) if isinstance(value, bool | int) else value  # type: ignore[return-value]


def _launch(sheet: object) -> date | None:
    for row in _cells(sheet):
        if len(row) > 1 and row[0] == LAUNCH and isinstance(row[1], date):
            return row[1].date() if isinstance(row[1], datetime) else row[1]
    return None
