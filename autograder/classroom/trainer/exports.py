"""Grades to take away: a CSV that a French spreadsheet opens as it is, and nbgrader's own file."""

from __future__ import annotations

import csv
import io
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from starlette.responses import Response
from starlette.routing import Route

from autograder.classroom import live, names
from autograder.classroom.refusals import Refused
from autograder.classroom.room import Room
from autograder.classroom.store import submissions
from autograder.classroom.trainer.door import Ask, page
from autograder.classroom.trainer.sessions import session_of
from autograder.classroom.trainer.views import clock, day, show

HEADER = (
    "Nom", "Exercice", "État", "Note calculée", "Points à la main", "Points de lecture", "Note", "Sur", "Reste à lire",
    "Note sur 20", "Meilleure note calculée", "Vérifications", "Dernière remise", "Reçu", "Retour envoyé",
    "Commentaire",
)
TWENTY = 20
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def routes() -> list[Route]:
    one = "/formateur/seances/{session:int}"
    return [
        Route(f"{one}/notes", page(grades), methods=["GET"]),
        Route(f"{one}/notes.csv", page(grades_csv), methods=["GET"]),
        Route("/formateur/nbgrader/gradebook.db", page(gradebook_file), methods=["GET"]),
    ]


def _lines(room: Room, ask: Ask) -> tuple[str, list[live.Line]]:
    with room.store.read() as connection:
        session = session_of(connection, ask)
        found = live.lines(connection, session.id, room.exercises, room.now())
    return session.title, sorted(found, key=lambda line: (line.learner.name_key, line.key))


def grades(room: Room, ask: Ask) -> Response:
    with room.store.read() as connection:
        session = session_of(connection, ask)
        waiting = len(submissions.to_record(connection))
    _, lines = _lines(room, ask)
    folder = room.folder / "nbgrader"
    return show(
        "notes.html", page="notes", session=session, lines=lines, waiting=waiting, folder=str(folder.resolve()),
        has_gradebook=(folder / "gradebook.db").is_file(), now=room.now(),
    )


def grades_csv(room: Room, ask: Ask) -> Response:
    title, lines = _lines(room, ask)
    file_name = f"notes-{names.slug(title) or 'seance'}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
    return Response(to_csv(lines).encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)


def to_csv(lines: Iterable[live.Line]) -> str:
    """Semicolons and decimal commas, as French spreadsheets expect; no cell can start a formula."""
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    table.writerow(HEADER)
    for line in lines:
        table.writerow(map(cell, _row(line)))
    return text.getvalue()


def _row(line: live.Line) -> tuple[object, ...]:
    handed, mark = line.submission, line.mark
    twenty = line.total if handed and not line.waiting and line.points == TWENTY else line.on_twenty
    return (
        line.learner.name, line.exercise.title if line.exercise else "", line.label,
        handed.score if handed else None, line.by_hand or None, line.given if mark and handed else None, line.total,
        line.points if line.exercise else None, line.waiting or None, twenty, line.best, line.trials,
        f"{day(handed.received_at)} {clock(handed.received_at)}" if handed else "", handed.receipt if handed else "",
        day(mark.sent_at) if mark and mark.sent_at else "", mark.comment if mark else "",
    )


def cell(value: object) -> str:
    """What a spreadsheet reads as text or number, never as a formula: names and comments are data."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:g}".replace(".", ",")
    text = str(value)
    return f"'{text}" if text.lstrip(" \u00a0\u202f").startswith(FORMULA_STARTS) else text


def gradebook_file(room: Room, ask: Ask) -> Response:
    """A whole copy of nbgrader's database, taken while it may be in use."""
    source = room.folder / "nbgrader" / "gradebook.db"
    if not source.is_file():
        raise Refused(404, "Le carnet de notes de nbgrader n'existe pas encore : il naît avec la première remise.")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "gradebook.db"
        with closing(sqlite3.connect(source)) as live_file, closing(sqlite3.connect(copy)) as target:
            live_file.backup(target)
        content = copy.read_bytes()
    headers = {"Content-Disposition": 'attachment; filename="gradebook.db"'}
    return Response(content, media_type="application/vnd.sqlite3", headers=headers)
