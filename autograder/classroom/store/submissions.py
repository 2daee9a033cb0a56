"""Submissions: everything received is a row of its own, refused or not, with a receipt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from autograder.checks import Report
from autograder.classroom import codes
from autograder.classroom.store.schema import learners, marks, submissions

REFUSED_KEPT = 200  # refused bodies kept for one learner: beyond it is no longer a learner's mistake


@dataclass(frozen=True)
class Received:
    """A submission as it came: through which `door`, under which `key`, with the bytes of its `body`."""

    learner_id: int
    key: str
    door: str
    body: bytes
    at: datetime


def by_key(connection: Connection, learner_id: int, key: str) -> Row[Any] | None:
    wanted = submissions.c.learner_id == learner_id, submissions.c.key == key
    return connection.execute(select(submissions).where(*wanted)).first()


def by_id(connection: Connection, submission_id: int) -> Row[Any] | None:
    return connection.execute(select(submissions).where(submissions.c.id == submission_id)).first()


def accept(connection: Connection, received: Received, answer: object, report: Report) -> Row[Any]:
    """Keep a scored submission."""
    return _add(
        connection, received, exercise=report.exercise, answer=json.dumps(answer, ensure_ascii=False),
        report=json.dumps(report.to_json(), ensure_ascii=False), score=report.score, points=report.points,
        out_of=report.points + report.open_points - report.awaiting, waiting=report.awaiting,
        to_judge=any(part.excerpts for part in report.open) or any(result.earned is None for result in report.criteria),
    )


def refuse(connection: Connection, received: Received, exercise: str | None, sentence: str) -> Row[Any] | None:
    """Keep a submission that could not be scored, with the sentence its sender was told."""
    refused = submissions.c.learner_id == received.learner_id, submissions.c.refusal.is_not(None)
    if connection.execute(select(func.count()).where(*refused)).scalar_one() >= REFUSED_KEPT:
        return None
    return _add(connection, received, exercise=exercise, refusal=sentence, to_judge=False)


def _add(connection: Connection, received: Received, **values: object) -> Row[Any]:
    receipt = codes.receipt_code()
    while connection.execute(select(submissions.c.id).where(submissions.c.receipt == receipt)).first():
        receipt = codes.receipt_code()
    return connection.execute(insert(submissions).values(
        learner_id=received.learner_id, key=received.key, receipt=receipt, received_at=received.at,
        door=received.door, body=received.body, **values,
    ).returning(submissions)).one()


def of(connection: Connection, learner_id: int, exercise: str) -> list[Row[Any]]:
    """Her submissions for one exercise, the newest first; refused ones too."""
    wanted = submissions.c.learner_id == learner_id, submissions.c.exercise == exercise
    return list(connection.execute(select(submissions).where(*wanted).order_by(submissions.c.id.desc())))


def has_later(connection: Connection, learner_id: int, exercise: str, when: datetime) -> bool:
    """Whether she has handed this exercise in after `when`."""
    wanted = (
        submissions.c.learner_id == learner_id, submissions.c.exercise == exercise, submissions.c.refusal.is_(None),
        submissions.c.received_at > when,
    )
    return connection.execute(select(submissions.c.id).where(*wanted)).first() is not None


def refused_unread(connection: Connection, learner_id: int) -> list[Row[Any]]:
    """Refused bodies of which not even the exercise could be told, the newest first."""
    wanted = submissions.c.learner_id == learner_id, submissions.c.exercise.is_(None)
    return list(connection.execute(select(submissions).where(*wanted).order_by(submissions.c.id.desc())))


def heads_in_session(connection: Connection, session_id: int) -> list[Row[Any]]:
    """Every scored submission of a session, oldest first, without its body, answer and report."""
    columns = [submissions.c[name] for name in (
        "id", "learner_id", "exercise", "receipt", "received_at", "door", "score", "points", "out_of", "waiting",
        "to_judge", "recorded",
    )]
    wanted = learners.c.session_id == session_id, submissions.c.refusal.is_(None)
    return list(connection.execute(select(*columns).join(learners).where(*wanted).order_by(submissions.c.id)))


def to_record(connection: Connection) -> list[tuple[Row[Any], str]]:
    """What nbgrader's gradebook lacks: the last submission per learner and exercise, each with its mark's stamp."""
    last = (
        select(func.max(submissions.c.id)).where(submissions.c.refusal.is_(None))
        .group_by(submissions.c.learner_id, submissions.c.exercise)
    )
    last_mark = select(func.max(marks.c.id)).where(marks.c.submission_id == submissions.c.id).scalar_subquery()
    stamp = func.coalesce(last_mark, 0)
    rows = connection.execute(
        select(submissions.c.id, submissions.c.recorded, stamp.label("stamp")).where(submissions.c.id.in_(last))
    )
    waiting = [row for row in rows if row.recorded != str(row.stamp)]
    return [(found, str(row.stamp)) for row in waiting if (found := by_id(connection, row.id)) is not None]


def recorded(connection: Connection, submission_id: int, stamp: str) -> None:
    connection.execute(update(submissions).where(submissions.c.id == submission_id).values(recorded=stamp))
