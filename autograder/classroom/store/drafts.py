"""Drafts: the work in progress, one per learner and exercise, with the states it went through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, insert, select, update

from autograder.classroom.store.schema import drafts, former_drafts, learners

KEPT = 20


@dataclass(frozen=True)
class Saved:
    """`taken` is False when another device went on meanwhile: `draft` is then the newer one."""

    draft: Row[Any]
    taken: bool


def of(connection: Connection, learner_id: int, exercise: str) -> Row[Any] | None:
    return connection.execute(select(drafts).where(*_is(drafts, learner_id, exercise))).first()


def save(connection: Connection, learner_id: int, exercise: str, answer: str, revision: int, now: datetime) -> Saved:
    """Save `answer` (JSON text) made on top of `revision` (0 when there was no draft)."""
    draft = of(connection, learner_id, exercise)
    if draft is None:
        connection.execute(insert(drafts).values(
            learner_id=learner_id, exercise=exercise, revision=1, answer=answer, started_at=now, saved_at=now
        ))
    elif draft.answer == answer:  # the same again: an answer of ours got lost on the way
        return Saved(draft, True)
    elif draft.revision != revision:
        _keep(connection, learner_id, exercise, revision, answer, now, conflict=True)
        return Saved(draft, False)
    else:
        _keep(connection, learner_id, exercise, draft.revision, draft.answer, draft.saved_at, conflict=False)
        connection.execute(
            update(drafts).where(*_is(drafts, learner_id, exercise))
            .values(revision=draft.revision + 1, answer=answer, saved_at=now)
        )
    saved = of(connection, learner_id, exercise)
    assert saved is not None
    return Saved(saved, True)


def in_session(connection: Connection, session_id: int) -> list[Row[Any]]:
    return list(connection.execute(select(drafts).join(learners).where(learners.c.session_id == session_id)))


def former(connection: Connection, learner_id: int, exercise: str) -> list[Row[Any]]:
    """Earlier states and the ones set aside after a conflict, the newest first."""
    wanted = select(former_drafts).where(*_is(former_drafts, learner_id, exercise)).order_by(former_drafts.c.id.desc())
    return list(connection.execute(wanted))


def _keep(
    connection: Connection, learner_id: int, exercise: str, revision: int, answer: str, saved_at: datetime, *,
    conflict: bool,
) -> None:
    """Put a state aside; of each kind only the last `KEPT` stay, so that typing for hours does not fill the disk."""
    connection.execute(insert(former_drafts).values(
        learner_id=learner_id, exercise=exercise, revision=revision, answer=answer, saved_at=saved_at, conflict=conflict
    ))
    same_kind = (*_is(former_drafts, learner_id, exercise), former_drafts.c.conflict == conflict)
    old = select(former_drafts.c.id).where(*same_kind).order_by(former_drafts.c.id.desc()).offset(KEPT)
    connection.execute(delete(former_drafts).where(former_drafts.c.id.in_(old)))


def _is(table: Table, learner_id: int, exercise: str) -> tuple[ColumnElement[bool], ...]:
    return table.c.learner_id == learner_id, table.c.exercise == exercise
