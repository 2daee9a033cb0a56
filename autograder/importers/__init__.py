"""Real platform exports become our tables, with a French report of what was dropped, converted or not known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.importers.dates import DateOrder, DateOrderUnknown
from autograder.importers.reading import read_into
from autograder.importers.report import Kind, Report
from autograder.importers.tables import COLUMNS, Row, Table

__all__ = ["DateOrder", "DateOrderUnknown", "Imported", "Kind", "Report", "Table", "read", "read_into"]


@dataclass
class Imported:
    """Tables by name (« publications », « abonnes »…; only those that got rows) and what there is to say."""

    tables: dict[str, Table]
    report: Report


def read(paths: Iterable[Path], *, date_order: DateOrder | None = None) -> Imported:
    """Read exports into memory. For files too big for it, see `read_into` and `import_command`.

    Raises `InvalidData`, with one French sentence, when a file is none of the known formats, and its kind
    `DateOrderUnknown` when only a person can say whether dates begin with the day or the month.
    """
    tables = {name: Table(name) for name in COLUMNS}

    def keep(table: str, row: Row) -> bool:
        tables[table].rows.append(row)
        return True

    report = read_into(keep, paths, date_order)
    return Imported({name: table for name, table in tables.items() if table.rows}, report)
