"""`python -m autograder import FICHIER…`: exports to clean tables on disk, row by row, and a report."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from autograder.domain.errors import InvalidData
from autograder.domain.french import number
from autograder.domain.safe_cells import disarm
from autograder.importers.dates import DateOrder
from autograder.importers.reading import read_into
from autograder.importers.report import Report
from autograder.importers.tables import COLUMNS, Row

REPORT_FILE = "rapport.txt"


def import_files(
    paths: Sequence[Path], out: Path, say: Callable[[str], None], *, date_order: DateOrder | None = None,
) -> int:
    """Write `out/<table>.csv` and the report; 0 when done, 2 when a file was refused, and then nothing is written."""
    try:
        report, counts = write_tables(paths, out, date_order)
    except InvalidData as error:
        say(error.sentence)
        return 2
    except OSError as error:
        say(f"Impossible d'écrire dans {out} ({error.strerror}) : vérifiez la place et les droits.")
        return 2
    for line in report.lines():
        say(line)
    for table, count in counts.items():
        say(f"{out / f'{table}.csv'} : {number(count)} ligne{'s' if count > 1 else ''}")
    return 0


def write_tables(paths: Sequence[Path], out: Path, date_order: DateOrder | None) -> tuple[Report, dict[str, int]]:
    """Rows go to disk as they come, so memory does not grow with the file. Files appear whole, or not at all."""
    writing: dict[str, Any] = {}
    counts: dict[str, int] = {}
    with ExitStack() as stack:
        out.mkdir(parents=True, exist_ok=True)

        def keep(table: str, row: Row) -> bool:
            if table not in writing:
                file = stack.enter_context(_part(out, table).open("w", encoding="utf-8", newline=""))
                writing[table] = csv.writer(file, lineterminator="\n")
                writing[table].writerow(COLUMNS[table])
                counts[table] = 0
            writing[table].writerow([disarm(value) if type(value) is str else value for value in row])
            counts[table] += 1
            return True

        try:
            report = read_into(keep, paths, date_order)
        except BaseException:
            stack.close()
            for table in writing:
                _part(out, table).unlink(missing_ok=True)
            raise
    for table in writing:
        _part(out, table).replace(out / f"{table}.csv")
    (out / REPORT_FILE).write_text(f"{report}\n", encoding="utf-8")
    return report, counts


def _part(out: Path, table: str) -> Path:
    return out / f".{table}.csv.partiel"
