"""Trials: each time a learner runs the checks before handing in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from autograder.checks import Report
from autograder.classroom.store.schema import learners, trials


def add(connection: Connection, learner_id: int, report: Report, now: datetime) -> None:
    connection.execute(insert(trials).values(
        learner_id=learner_id, exercise=report.exercise, score=report.score, points=report.points, made_at=now
    ))


def in_session(connection: Connection, session_id: int) -> list[Row[Any]]:
    """Every trial of a session, oldest first."""
    wanted = select(trials).join(learners).where(learners.c.session_id == session_id).order_by(trials.c.id)
    return list(connection.execute(wanted))
