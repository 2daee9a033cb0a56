"""Notebooks and answer files that the trainer hands over for her learners."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import Row
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from autograder.classroom import names
from autograder.classroom.refusals import Refused
from autograder.classroom.room import Room
from autograder.classroom.store import deposits, learners, submissions, uploads
from autograder.classroom.trainer.door import Ask, page
from autograder.classroom.trainer.sessions import session_of
from autograder.classroom.trainer.views import show
from autograder.classroom.whose import name_in_file, people_called

FILE_BYTES = 10_000_000
ALL_BYTES = 150_000_000


def routes() -> list[Route]:
    one = "/formateur/seances/{session:int}/depot"
    return [
        Route(one, page(drop_page), methods=["GET"]),
        Route(one, page(receive, limit=ALL_BYTES), methods=["POST"]),
        Route(f"{one}/liste", page(results), methods=["GET"]),
        Route(f"{one}/{{upload:int}}", page(attach), methods=["POST"]),
    ]


def _values(room: Room, ask: Ask) -> dict[str, object]:
    with room.store.read() as connection:
        session = session_of(connection, ask)
        files = uploads.in_session(connection, session.id)
        people = learners.in_session(connection, session.id)
        written = deposits.names_in_session(connection, session.id)
        found = {row.submission_id for row in files if row.submission_id}
        graded = {submission_id: submissions.by_id(connection, submission_id) for submission_id in found}
    waiting = sum(row.state == uploads.WAITING for row in files)
    namesakes = {
        row.id: people_called(written[row.id], people) for row in files
        if row.state == uploads.NAMELESS and row.id in written
    }
    return {
        "session": session, "files": files, "people": people, "graded": graded, "waiting": waiting, "now": room.now(),
        "names": {person.id: person.name for person in people}, "exercises": room.exercises,
        "namesakes": namesakes,
    }


def drop_page(room: Room, ask: Ask) -> Response:
    return show("depot.html", page="depot", **_values(room, ask))


def results(room: Room, ask: Ask) -> Response:
    return show("_depots.html", **_values(room, ask))


def receive(room: Room, ask: Ask) -> Response:
    """Keep every file first; grading follows in its own thread."""
    files = [item for item in ask.form.getlist("fichiers") if isinstance(item, UploadFile) and item.filename]
    if not files:
        raise Refused(400, "Choisissez au moins un fichier, puis déposez-le.")
    with room.store.write() as connection:
        session = session_of(connection, ask)
        chosen = _person(ask, learners.in_session(connection, session.id))
        for file in files:
            name = _file_name(file)
            body = file.file.read(FILE_BYTES + 1)
            if len(body) > FILE_BYTES:
                sentence = f"Ce fichier est trop lourd : {FILE_BYTES // 1_000_000} Mo au plus."
                uploads.refuse(connection, session.id, name, sentence, room.now())
            else:
                uploads.add(connection, session.id, chosen.id if chosen else None, name, body, room.now())
    room.to_grade.ring()
    return RedirectResponse(f"/formateur/seances/{session.id}/depot#resultats", 303)


def _file_name(file: UploadFile) -> str:
    name = PurePosixPath((file.filename or "").replace("\\", "/")).name
    return name.encode("utf-8", "replace").decode()[:200] or "sans nom"


def _person(ask: Ask, people: list[Row[Any]]) -> Row[Any] | None:
    return next((person for person in people if str(person.id) == ask.field("personne")), None)


def attach(room: Room, ask: Ask) -> Response:
    """Say whose file it is: somebody of the session, or a new person under the file's name."""
    with room.store.write() as connection:
        session = session_of(connection, ask)
        upload = uploads.by_id(connection, ask.number("upload"))
        person = _person(ask, learners.in_session(connection, session.id))
        if upload is None:
            raise Refused(404, "Ce fichier n'est pas dans la liste.")
        if person is None and ask.field("personne") == "nouvelle":
            written = name_in_file(upload.name, upload.body, room.exercises)
            name = (names.clean(ask.field("nom")) or written)[:names.MAX_LENGTH].strip()
            person = learners.add(connection, session.id, name, room.now()) if name else None
        if person is None:
            raise Refused(400, "Choisissez la personne, ou écrivez le nom de la nouvelle.")
        uploads.attach(connection, session.id, upload.id, person.id)
    room.to_grade.ring()
    return RedirectResponse(f"/formateur/seances/{session.id}/depot#resultats", 303)
