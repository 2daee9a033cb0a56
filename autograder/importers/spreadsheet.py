"""Sheets of a workbook (.xlsx) and of Facebook's old .xls files, which are SpreadsheetML text. Cells become text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from autograder.domain.errors import InvalidData
from autograder.importers.limits import MAX_CELL, MAX_COLUMNS

Sheets = list[tuple[str, Callable[[], Iterator[list[str]]]]]

_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"


def sheets_of_workbook(path: Path) -> Sheets:
    """Name and rows of each sheet of an .xlsx file."""
    import openpyxl  # not above: most imports never meet a workbook

    try:
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
        names = [sheet.title for sheet in workbook.worksheets]
        workbook.close()
    except Exception:  # openpyxl lets whatever its parsers meet escape
        raise InvalidData(f"Le classeur {path.name} est abîmé : ouvrez-le puis enregistrez-le de nouveau.",
                          path) from None

    def rows(sheet: str) -> Iterator[list[str]]:
        opened = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            table = opened[sheet]
            table.reset_dimensions()  # some programs write wrong ones
            for row in table.iter_rows(max_col=MAX_COLUMNS, values_only=True):
                cells = [cell_text(value) for value in row]
                while cells and not cells[-1]:
                    cells.pop()
                yield cells
        except InvalidData:
            raise
        except Exception:
            raise InvalidData(f"La feuille « {sheet} » de {path.name} est illisible : enregistrez-la en .csv.",
                              path) from None
        finally:
            opened.close()

    return [(name, lambda name=name: rows(name)) for name in names]  # type: ignore[misc]


def cell_text(value: object) -> str:
    """A cell as text that our readers understand without doubt: dates year first, whole numbers without decimals."""
    if value is None:
        return ""
    if isinstance(value, str):
        if len(value) > MAX_CELL:
            raise InvalidData(f"Une cellule dépasse {MAX_CELL} caractères : ce n'est pas un export.", len(value))
        return value
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time(0) else "%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float | int) and abs(value) >= 1e15:
        return f"{value:.14E}"  # digits were lost already: let it show
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def is_spreadsheet_xml(sample: bytes) -> bool:
    start = sample[:4096].replace(b"\x00", b"")
    return b"<?xml" in start[:100] and b"schemas-microsoft-com:office:spreadsheet" in start


def sheets_of_xml(opened: Callable[[], BinaryIO], name: str) -> Sheets:
    """Name and rows of each sheet of a SpreadsheetML file."""
    names = [sheet for sheet, row in _xml_rows(opened, name) if row is None]
    return [(sheet, lambda sheet=sheet: _xml_sheet(opened, name, sheet)) for sheet in names]  # type: ignore[misc]


def _xml_sheet(opened: Callable[[], BinaryIO], name: str, wanted: str) -> Iterator[list[str]]:
    return (row for sheet, row in _xml_rows(opened, name) if sheet == wanted and row is not None)


def _xml_rows(opened: Callable[[], BinaryIO], name: str) -> Iterator[tuple[str, list[str] | None]]:
    """(sheet, None) when a sheet starts, then (sheet, row) for each of its rows; entities are refused."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    sheet = ""
    try:
        with opened() as file:
            for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
                if event == "start" and element.tag == f"{_SPREADSHEET}Worksheet":
                    sheet = element.get(f"{_SPREADSHEET}Name", "")
                    yield sheet, None
                elif event == "end" and element.tag == f"{_SPREADSHEET}Row":
                    yield sheet, _xml_cells(element)
                    element.clear()
    except (ParseError, DefusedXmlException):
        raise InvalidData(f"Le classeur {name} est abîmé : ouvrez-le puis enregistrez-le en .xlsx.", name) from None


def _xml_cells(row: Element) -> list[str]:
    cells: list[str] = []
    for cell in row.findall(f"{_SPREADSHEET}Cell"):
        place = int(cell.get(f"{_SPREADSHEET}Index", len(cells) + 1))
        if place > MAX_COLUMNS:
            break
        cells += [""] * (place - 1 - len(cells))
        data = cell.find(f"{_SPREADSHEET}Data")
        text = "".join(data.itertext()) if data is not None else ""
        if data is not None and data.get(f"{_SPREADSHEET}Type") == "DateTime":
            text = text.removesuffix(".000").replace("T00:00:00", "")
        cells.append(cell_text(text))
    return cells
