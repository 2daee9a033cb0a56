"""Grades the trainer's uploaded files, one after the other, in a thread of its own."""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from autograder.checks import InvalidData
from autograder.classroom.room import GradedFile, GradeFile, Room
from autograder.classroom.store import deposits, learners, submissions, uploads
from autograder.classroom.taken_in import Deposit
from autograder.classroom.whose import name_in_file, people_called
from autograder.domain.french import typeset

log = logging.getLogger(__name__)

OUR_FAULT = "Le correcteur est tombé en panne sur ce fichier : il est gardé, signalez-le à qui tient le cours."

OLDER = "Cette copie est plus ancienne que sa dernière remise : elle est gardée, et ne compte pas."


class Grader:
    """Takes waiting uploads in order. A bad file gets its sentence in the list; the others go on."""

    def __init__(self, room: Room, load: Callable[[], GradeFile]) -> None:
        self._room, self._load, self._deposit = room, load, Deposit(room)

    def work(self) -> None:
        self._deposit.take_in()
        while (upload := self._next()) is not None:
            try:
                self._settle(upload)
            except InvalidData as refusal:
                self._close(upload, uploads.REFUSED, refusal.sentence)
            except Exception:
                log.exception("grading of the uploaded file %r failed", upload.name)
                self._close(upload, uploads.REFUSED, OUR_FAULT)

    def _next(self) -> Row[Any] | None:
        with self._room.store.read() as connection:
            return uploads.next_waiting(connection)

    def _settle(self, upload: Row[Any]) -> None:
        """Grade first: a file that cannot be read is refused without asking the trainer whose it is."""
        with tempfile.TemporaryDirectory(prefix="correction-") as scratch:
            graded = self._load()(upload.name, upload.body, dict(self._room.exercises), Path(scratch))
        owner = upload.learner_id or self._owner(upload)
        if owner is not None:
            self._keep(upload, owner, graded)

    def _owner(self, upload: Row[Any]) -> int | None:
        """Whose file it is, from its name; when that is not certain, the trainer is asked and None comes back."""
        name = name_in_file(upload.name, upload.body, self._room.exercises)
        with self._room.store.read() as connection:
            people = people_called(name, learners.in_session(connection, upload.session_id))
        if len(people) == 1:
            return int(people[0].id)
        if not name:
            sentence = "Ce fichier ne dit pas de qui il vient : choisissez la personne."
        elif people:
            sentence = f"Plusieurs personnes s'appellent « {name} » : choisissez la bonne."
        else:
            sentence = f"Personne ne s'appelle « {name} » dans cette séance : choisissez la personne, ou ajoutez-la."
        self._close(upload, uploads.NAMELESS, sentence)
        return None

    def _keep(self, upload: Row[Any], learner_id: int, graded: GradedFile) -> None:
        door = "carnet" if upload.name.lower().endswith(".ipynb") else "fichier"
        key = f"{door}:{hashlib.sha256(upload.body).hexdigest()}"
        received = submissions.Received(learner_id, key, door, upload.body, upload.received_at)
        with self._room.store.write() as connection:
            before = submissions.by_key(connection, learner_id, key)
            late = deposits.is_deposit(connection, upload.id) and submissions.has_later(
                connection, learner_id, graded.report.exercise, upload.received_at)
            if late and before is None:
                uploads.settle(connection, upload.id, uploads.GRADED, typeset(OLDER))
                return
            row = before or submissions.accept(connection, received, _plain(graded.answer), graded.report)
            sentence = "Déjà reçu : le même fichier, la même personne." if before else " ".join(graded.notes)
            uploads.settle(connection, upload.id, uploads.GRADED, typeset(sentence), row.id)
        self._room.to_record.ring()

    def _close(self, upload: Row[Any], state: str, sentence: str) -> None:
        with self._room.store.write() as connection:
            uploads.settle(connection, upload.id, state, typeset(sentence))


def _plain(answer: object) -> object:
    """The answer as JSON knows it; raises `InvalidData` when it is not data."""
    try:
        return json.loads(json.dumps(answer, allow_nan=False))
    except (TypeError, ValueError):
        raise InvalidData("La réponse de ce fichier n'est pas faite de données simples.", answer) from None
