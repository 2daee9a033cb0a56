"""The editorial calendar as .csv, the way French spreadsheets open it: semicolons, UTF-8 with its mark."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import date, time

from autograder.domain.editorial_calendar import Calendar
from autograder.domain.errors import InvalidData
from autograder.domain.safe_cells import disarm, rearm
from autograder.outputs.calendar_table import COLUMNS, Cell, read, rows

MAX_BYTES = 5_000_000


def write_csv(calendar: Calendar) -> bytes:
    """The slots; a .csv has no place for the day of the launch."""
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(COLUMNS)
    for row in rows(calendar):
        table.writerow([disarm(_written(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig", "replace")


def read_csv(raw: bytes, launch: date | None = None) -> Calendar:
    """Any calendar in .csv: comma, semicolon or tab; UTF-8, UTF-16 or the old Windows encoding."""
    if len(raw) > MAX_BYTES:
        raise InvalidData("Ce fichier est trop gros pour un calendrier.", len(raw))
    text = re.sub(r"\Asep=.\r?\n", "", _decoded(raw))  # a line of Excel's own that names the separator
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=_mark(text))
        table = [[rearm(cell) for cell in row] for row in lines]
    except csv.Error as error:
        raise InvalidData("Ce fichier .csv est abîmé : enregistrez-le à nouveau depuis le tableur.", error) from None
    return Calendar(read(table), launch)


def _written(cell: Cell) -> str:
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _mark(text: str) -> str:
    """The separator that the header uses most."""
    header = next((line for line in text.splitlines() if line.strip(" ;,\t")), "")
    counts = Counter({mark: header.count(mark) for mark in ";,\t"})
    return counts.most_common(1)[0][0]
