"""Copies graded by `python -m autograder grade`: taken into the session's list, beside those of the page.

The command leaves a journal and a copy of each file. A name that nobody of the session bears comes in by itself; one
that somebody bears waits for the trainer to say whether it is the same person: two people may have one name.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from autograder.classroom import names
from autograder.classroom.room import Room
from autograder.classroom.store import deposits, learners, sessions, uploads
from autograder.classroom.whose import people_called

log = logging.getLogger(__name__)

SAME_NAME = "Noté par la commande « grade ». Quelqu'un de la séance porte ce nom : est-ce la même personne ?"
NO_NAME = "Noté par la commande « grade ». Ce fichier ne dit pas de qui il vient : choisissez la personne."


class Deposit:
    """The journal of the `grade` command, looked at again when it has grown."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._course = room.folder / "nbgrader"
        self._read = 0

    def take_in(self) -> None:
        journal = self._course / "depot.jsonl"
        size = journal.stat().st_size if journal.is_file() else 0
        if size == self._read:
            return
        for line in self._lines():
            try:
                with self._room.store.write() as connection:
                    self._take(connection, line)
            except (OSError, KeyError, TypeError, ValueError):
                log.warning("a line of the journal of grade cannot be taken in: %r", line, exc_info=True)
        self._read = size

    def _lines(self) -> Iterator[dict[str, Any]]:
        """A last line cut by a power failure counts for nothing: its file is graded again by the next run."""
        with (self._course / "depot.jsonl").open(encoding="utf-8", errors="replace") as stream:
            for text in stream:
                try:
                    line = json.loads(text)
                except ValueError:
                    continue
                if isinstance(line, dict):
                    yield line

    def _take(self, connection: Connection, line: dict[str, Any]) -> None:
        session = sessions.current(connection)
        if session is None or deposits.is_known(connection, line["marque"]):
            return
        raw = (self._course / "recus" / line["copie"]).read_bytes()
        when = datetime.fromisoformat(line["remis_le"])
        name = names.clean(line["nom"])[:names.MAX_LENGTH].strip()
        namesakes = people_called(name, learners.in_session(connection, session.id))
        if name and not namesakes and not learners.has_person(connection, line["personne"]):
            owner = learners.add(connection, session.id, name, self._room.now()).id
            upload = uploads.add(connection, session.id, owner, line["fichier"], raw, when)
        else:
            upload = uploads.add(connection, session.id, None, line["fichier"], raw, when)
            uploads.settle(connection, upload, uploads.NAMELESS, SAME_NAME if name else NO_NAME)
        deposits.remember(connection, line["marque"], upload, name)
