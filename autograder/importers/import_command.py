"""`python -m autograder import FICHIER…`: exports to clean tables on disk, row by row, and a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.domain.french import number
from autograder.importers.dates import DateOrder
from autograder.importers.on_disk import TablesOnDisk, ToldTables
from autograder.importers.reading import Orders, read_into
from autograder.importers.report import Report

REPORT_FILE = "rapport.txt"
TELL_EVERY = 5.0  # seconds: nothing is said of small files, and a big one is seen to go on


def import_files(
    paths: Sequence[Path], out: Path, say: Callable[[str], None], *, date_order: DateOrder | None = None,
) -> int:
    """Write `out/<table>.csv` and the report. A refused file does not keep the others from being read.

    Returns 0 when every file was read, 1 when some were refused, 2 when none could be: then nothing is written.
    """

    def tell(place: int, rows: int) -> None:
        say(f"Lecture de {paths[place].name}, fichier {place + 1} sur {len(paths)} : {number(rows)} lignes gardées")

    try:
        report, counts = write_tables(paths, date_order, ToldTables(out, tell, TELL_EVERY))
    except OSError as error:
        say(f"Impossible d'écrire dans {out} ({error.strerror}) : vérifiez la place et les droits.")
        return 2
    for line in report.lines():
        say(line)
    for table, count in counts.items():
        say(f"{out / f'{table}.csv'} : {number(count)} ligne{'s' if count > 1 else ''}")
    if not report.refused:
        return 0
    return 1 if report.files else 2


def write_tables(
    paths: Sequence[Path], date_order: Orders, shelf: TablesOnDisk,
) -> tuple[Report, dict[str, int]]:
    """Rows go to disk as they come, so memory does not grow with the files. Tables appear whole, or not at all."""
    try:
        report = read_into(shelf, paths, date_order)
        counts = shelf.publish()
    finally:
        shelf.close()
    if report.files:
        (shelf.folder / REPORT_FILE).write_text(f"{report}\n", encoding="utf-8")
    return report, counts
