"""Carries scored submissions into nbgrader's gradebook, in a thread of its own: learners never wait for it."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy import Row

from autograder.classroom import scoring
from autograder.classroom.room import Gradebook, Room
from autograder.classroom.store import learners, marks, submissions

log = logging.getLogger(__name__)


class Recorder:
    """The queue is the database itself: what is not marked as recorded is to do, whatever happened before."""

    def __init__(self, room: Room, open_gradebook: Callable[[], Gradebook]) -> None:
        self._room, self._open = room, open_gradebook
        self._gradebook: Gradebook | None = None
        self._lock = threading.Lock()
        self._failed: dict[int, str] = {}  # what went wrong, by submission: said once, not at every try

    def work(self) -> None:
        """Record everything that waits; one failure does not stop the others."""
        with self._lock:
            with self._room.store.read() as connection:
                waiting = submissions.to_record(connection)
            for row, stamp in waiting:
                try:
                    self._record(row)
                except Exception as error:
                    if self._failed.get(row.id) != repr(error):
                        log.exception("submission %s is not in the gradebook yet", row.receipt)
                    self._failed[row.id] = repr(error)
                else:
                    self._failed.pop(row.id, None)
                    with self._room.store.write() as connection:
                        submissions.recorded(connection, row.id, stamp)

    def _record(self, row: Row[Any]) -> None:
        exercise = self._room.exercises.get(row.exercise)
        if exercise is None:
            raise LookupError(f"exercise {row.exercise} is no longer in the course")
        if self._gradebook is None:
            self._gradebook = self._open()  # imports nbgrader: seconds, hence not at start
        with self._room.store.read() as connection:
            learner = learners.by_id(connection, row.learner_id)
            mark = marks.last(connection, row.id)
        assert learner is not None
        self._gradebook.record(
            learner.person, learner.name, exercise, json.loads(row.answer),
            scoring.settled(scoring.read_report(row.report), json.loads(mark.by_hand) if mark else {}),
            row.received_at, json.loads(mark.open_points) if mark else None,
            mark.comment if mark else "",
        )
