"""The tables as one workbook, for who opens them in a spreadsheet rather than with our tools."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from autograder.domain.safe_cells import rearm
from autograder.importers.tables import COLUMNS, COUNTS

MOST_ROWS = 10_000  # a workbook is held in memory and slow to write: beyond, the .csv files serve
NAME = "tableaux.xlsx"


def write_book(folder: Path, counts: Mapping[str, int]) -> bool:
    """Write `tableaux.xlsx` beside the .csv files; False when there is nothing to write, or too much."""
    if not 0 < sum(counts.values()) <= MOST_ROWS:
        return False
    from openpyxl import Workbook

    from autograder.outputs.workbook import Cell, add_row, new_sheet, to_bytes

    def value(column: str, text: str) -> Cell:
        if not text:
            return None
        if column in COUNTS:
            return int(text)
        return date.fromisoformat(text) if column == "date" else rearm(text)

    book = Workbook()
    for table in counts:
        columns = COLUMNS[table]
        sheet = new_sheet(book, table, columns, [45 if name in ("texte", "message") else 14 for name in columns])
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                add_row(sheet, [value(column, row[column]) for column in columns])
    (folder / NAME).write_bytes(to_bytes(book))
    return True
