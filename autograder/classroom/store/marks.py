"""Marks: what the trainer adds to the automatic score, and what she sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from autograder.classroom.store.schema import learners, marks, submissions

REUSABLE = 6


@dataclass(frozen=True)
class Given:
    """What the trainer gave: for the open parts, for the criteria whose check broke, and what that makes in all.

    `total` is out of `points`, while `waiting` more points are not read yet.
    """

    open_points: Mapping[str, float]
    by_hand: Mapping[str, float]
    total: float
    points: float
    waiting: float


def save(
    connection: Connection, submission_id: int, given: Given, comment: str, now: datetime, *, send: bool,
) -> None:
    """Add a mark; the earlier ones stay. Once feedback is sent, a later save without sending leaves it in force."""
    connection.execute(insert(marks).values(
        submission_id=submission_id, open_points=json.dumps(dict(given.open_points)),
        by_hand=json.dumps(dict(given.by_hand)), total=given.total, points=given.points, waiting=given.waiting,
        comment=comment, saved_at=now, sent_at=now if send else None,
    ))


def last(connection: Connection, submission_id: int) -> Row[Any] | None:
    wanted = select(marks).where(marks.c.submission_id == submission_id)
    return connection.execute(wanted.order_by(marks.c.id.desc()).limit(1)).first()


def last_sent(connection: Connection, submission_id: int) -> Row[Any] | None:
    """What the learner sees."""
    wanted = select(marks).where(marks.c.submission_id == submission_id, marks.c.sent_at.is_not(None))
    return connection.execute(wanted.order_by(marks.c.id.desc()).limit(1)).first()


def in_session(connection: Connection, session_id: int) -> dict[int, list[Row[Any]]]:
    """Every mark of a session by submission, oldest first."""
    rows = connection.execute(
        select(marks).join(submissions, marks.c.submission_id == submissions.c.id).join(learners)
        .where(learners.c.session_id == session_id).order_by(marks.c.id)
    )
    by_submission: dict[int, list[Row[Any]]] = {}
    for row in rows:
        by_submission.setdefault(row.submission_id, []).append(row)
    return by_submission


def reusable_comments(connection: Connection, exercise: str) -> list[str]:
    """Comments already written for this exercise, the most recently used first."""
    rows = connection.execute(
        select(marks.c.comment).join(submissions, marks.c.submission_id == submissions.c.id)
        .where(submissions.c.exercise == exercise, marks.c.comment != "")
        .group_by(marks.c.comment).order_by(func.max(marks.c.id).desc()).limit(REUSABLE)
    )
    return list(rows.scalars())
