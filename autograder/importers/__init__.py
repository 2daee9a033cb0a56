"""Real platform exports become our tables, with a French report of what was dropped, converted or not known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.importers.dates import DateOrder, DateOrderUnknown
from autograder.importers.reading import Orders, read_into
from autograder.importers.report import Kind, Report
from autograder.importers.shelf import Tables
from autograder.importers.tables import Table

__all__ = ["DateOrder", "DateOrderUnknown", "Imported", "Kind", "Report", "Table", "read", "read_into"]


@dataclass
class Imported:
    """Tables by name (« publications », « abonnes »…; only those that got rows) and what there is to say."""

    tables: dict[str, Table]
    report: Report


def read(paths: Iterable[Path], *, date_order: Orders = None) -> Imported:
    """Read exports into memory, all of them or none. To go on past a refused file, and for big ones, see `read_into`.

    Raises `InvalidData`, with one French sentence, when a file is none of the known formats, and its kind
    `DateOrderUnknown` when only a person can say whether dates begin with the day or the month.
    """
    shelf = Tables()
    report = read_into(shelf, paths, date_order)
    if report.refused:
        raise report.refused[0].error
    return Imported({name: table for name, table in shelf.kept.items() if table.rows}, report)
