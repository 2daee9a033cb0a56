"""`python -m autograder report`: how a class did, exercise by exercise, in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection

from autograder.catalogue import Exercise
from autograder.checks import InvalidData
from autograder.classroom import scoring
from autograder.classroom.feedback import out_of
from autograder.classroom.simulated_class import simulated
from autograder.classroom.store import Store, drafts, marks, sessions, submissions
from autograder.classroom.store.database import FILE_NAME
from autograder.classroom.tally import Copy, tallies, tell
from autograder.domain.french import number

MILLISECONDS = 1000
Say = Callable[[str], None]


def report_simulated(exercises: Sequence[Exercise], people: int, seed: int, say: Say) -> int:
    """Score a simulated class with the course's own checks, and print what came out."""
    copies = list(simulated(exercises, people, seed))
    spent = [copy.seconds for copy in copies if copy.seconds is not None]
    say(
        f"Classe simulée : {people} personnes, {len(exercises)} exercices, {len(copies)} copies notées en "
        f"{number(round(sum(spent), 2))} s ({number(round(sum(spent) / len(spent) * MILLISECONDS, 2))} ms l'une). "
        f"Graine : {seed}.\n"
    )
    _print(copies, exercises, say)
    return 0


def report_session(data: Path, exercises: Sequence[Exercise], say: Say) -> int:
    """Print how the people of the open session (else the last one) did. Raises `InvalidData` when there was none."""
    if not (data / FILE_NAME).exists():
        raise InvalidData(
            "Aucune séance n'a encore eu lieu ici : ouvrez-en une avec « python3 start.py », ou demandez une classe "
            "simulée avec « --simulee 30 ».", data,
        )
    store = Store(data)
    try:
        with store.read() as connection:
            session = sessions.current(connection)
            known = {exercise.id: exercise for exercise in exercises}
            copies = _of_session(connection, session.id, known) if session else []
    finally:
        store.close()
    title = session.title if session else ""
    if not copies:
        say(f"{title} : rien n'a encore été remis.")
        return 0
    many = len(copies) > 1
    say(f"{title} : {len(copies)} remise{'s' * many} qui compte{'nt' * many}.\n")
    _print(copies, exercises, say)
    return 0


def _of_session(connection: Connection, session_id: int, exercises: Mapping[str, Exercise]) -> list[Copy]:
    """The last submission of each person for each exercise: the one that counts."""
    begun = {(row.learner_id, row.exercise): row.started_at for row in drafts.in_session(connection, session_id)}
    last = {(row.learner_id, row.exercise): row for row in submissions.heads_in_session(connection, session_id)}
    copies = []
    for whose, head in last.items():
        row = submissions.by_id(connection, head.id)
        if row is None or row.exercise not in exercises:
            continue
        start = begun.get(whose)
        report, mark = scoring.read_report(row.report), marks.last(connection, row.id)
        given = scoring.Standing(mark.total, out_of(mark, row), mark.waiting) if mark else None
        minutes = (row.received_at - start).total_seconds() / 60 if start and start < row.received_at else None
        copies.append(Copy(row.exercise, report, given, minutes))
    return copies


def _print(copies: Sequence[Copy], exercises: Sequence[Exercise], say: Say) -> None:
    for tally in tallies(copies, {exercise.id: exercise for exercise in exercises}):
        for line in tell(tally):
            say(line)
        say("")
