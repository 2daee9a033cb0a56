"""Reads the exports of one reading: `python -m autograder.classroom.readings.job FOLDER`.

A process of its own: neither its memory nor its processor time are the session's, and it may be stopped. It reads with
the same code as `python -m autograder import` and `kpi`.
"""

from __future__ import annotations

import errno
import logging
import os
import shutil
import sys
import threading
from pathlib import Path
from typing import Any

from autograder.classroom.readings.folder import DRAWINGS, PROGRESS, RESULT, TABLES, Reading, write
from autograder.classroom.readings.tables_book import write_book
from autograder.domain.french import typeset
from autograder.importers.campaign import load
from autograder.importers.dates import DateOrderUnknown
from autograder.importers.import_command import write_tables
from autograder.importers.on_disk import ToldTables
from autograder.importers.report import FileReport, Refusal
from autograder.importers.tables import FOLLOWERS, PUBLICATIONS, TRAFFIC

FULL = "Le disque de cet ordinateur est plein : libérez de la place, puis déposez de nouveau les fichiers."
TELL_EVERY = 0.5  # seconds
FIGURES = frozenset({PUBLICATIONS, FOLLOWERS, TRAFFIC})  # the tables that indicators are made of


def read(reading: Reading) -> None:
    """Write the tables, the charts, the page and `resultat.json`."""
    out = reading.folder / TABLES

    def tell(place: int, rows: int) -> None:
        write(reading.folder / PROGRESS, {"fichier": place, "lignes": rows})

    tell(0, 0)
    report, counts = write_tables(reading.paths(), reading.orders(), ToldTables(out, tell, TELL_EVERY))
    result: dict[str, Any] = {
        "lus": [_read(file) for file in report.files],
        "refus": [_refused(reading, refusal) for refusal in report.refused],
        "tableaux": [[table, count] for table, count in counts.items()],
        "classeur": write_book(out, counts),
        "indicateurs": [], "graphiques": [], "page": False,
    }
    if FIGURES & set(counts):
        refused = {refusal.path for refusal in report.refused}
        result |= _indicators(reading, [path.name for path in reading.paths() if path not in refused])
    write(reading.folder / RESULT, result)
    if not reading.open_questions:
        reading.drop_received()


def _read(file: FileReport) -> dict[str, Any]:
    notes = [{"genre": note.kind.value, "phrase": note.sentence} for note in file.notes.values()]
    return {"nom": file.name, "format": file.format, "gardees": list(file.kept.items()), "notes": notes}


def _refused(reading: Reading, refusal: Refusal) -> dict[str, Any]:
    error = refusal.error
    example = error.example if isinstance(error, DateOrderUnknown) else ""
    name = refusal.path.name
    return {
        "place": reading.paths().index(refusal.path), "nom": name, "exemple": example,
        "phrase": typeset(error.sentence).removeprefix(name).strip(),  # the page writes the name before it
    }


def _indicators(reading: Reading, read_files: list[str]) -> dict[str, Any]:
    from autograder.outputs.kpi_charts import draw_charts
    from autograder.outputs.kpi_sheet import figures, write_pdf

    counts = load(reading.folder / TABLES).counts
    drawings = reading.folder / DRAWINGS
    drawings.mkdir(exist_ok=True)
    note = f"Chiffres lus dans : {', '.join(read_files)}."
    write_pdf(counts, drawings / "indicateurs.pdf", title=reading.title, note=note)
    charts = [path.stem for path in draw_charts(counts, drawings, note=note)]
    warnings = [typeset(f"Publication {post.id} : {wrong.sentence}") for post, wrong in counts.contradictions()]
    return {"indicateurs": figures(counts), "graphiques": charts, "page": True, "a_verifier": warnings[:10]}


def _end_with_the_server() -> None:
    """The server holds our standard input: when it goes away, so do we."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(1)


def main(folder: str) -> int:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(10)  # learners come first
    reading = Reading(Path(folder))
    try:
        read(reading)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        for name in (TABLES, DRAWINGS):  # room enough to say it
            shutil.rmtree(reading.folder / name, ignore_errors=True)
        write(reading.folder / RESULT, {"panne": typeset(FULL)})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
