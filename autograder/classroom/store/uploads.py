"""Files that the trainer uploads: kept first, graded afterwards, one by one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from autograder.classroom.store.schema import uploads

WAITING, GRADED, REFUSED, NAMELESS = "attente", "corrigee", "refusee", "sans_nom"
SHOWN = 200


def add(connection: Connection, session_id: int, learner_id: int | None, name: str, body: bytes, now: datetime) -> int:
    row = insert(uploads).values(
        session_id=session_id, learner_id=learner_id, name=name, body=body, received_at=now, state=WAITING
    )
    return int(connection.execute(row.returning(uploads.c.id)).scalar_one())


def refuse(connection: Connection, session_id: int, name: str, sentence: str, now: datetime) -> None:
    """Tell of a file that was too heavy to be kept."""
    connection.execute(insert(uploads).values(
        session_id=session_id, name=name, body=b"", received_at=now, state=REFUSED, sentence=sentence
    ))


def nameless(connection: Connection, session_id: int) -> int:
    """How many files wait for the trainer to say whose they are."""
    wanted = uploads.c.session_id == session_id, uploads.c.state == NAMELESS
    return int(connection.execute(select(func.count()).where(*wanted)).scalar_one())


def next_waiting(connection: Connection) -> Row[Any] | None:
    return connection.execute(select(uploads).where(uploads.c.state == WAITING).order_by(uploads.c.id).limit(1)).first()


def settle(connection: Connection, upload_id: int, state: str, sentence: str, submission_id: int | None = None) -> None:
    values = {"state": state, "sentence": sentence, "submission_id": submission_id}
    connection.execute(update(uploads).where(uploads.c.id == upload_id).values(**values))


def attach(connection: Connection, session_id: int, upload_id: int, learner_id: int) -> None:
    """Say whose file it is; it goes back into the queue."""
    nameless = uploads.c.id == upload_id, uploads.c.session_id == session_id, uploads.c.state == NAMELESS
    connection.execute(update(uploads).where(*nameless).values(learner_id=learner_id, state=WAITING, sentence=""))


def by_id(connection: Connection, upload_id: int) -> Row[Any] | None:
    return connection.execute(select(uploads).where(uploads.c.id == upload_id)).first()


def in_session(connection: Connection, session_id: int) -> list[Row[Any]]:
    """The last files of a session, the newest first, without their bytes."""
    columns = [column for column in uploads.c if column is not uploads.c.body]
    wanted = select(*columns).where(uploads.c.session_id == session_id)
    return list(connection.execute(wanted.order_by(uploads.c.id.desc()).limit(SHOWN)))
