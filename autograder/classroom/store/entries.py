"""Sign-ins that a phone may send twice: the key it made once leads to the same person again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select

from autograder.classroom import codes, names
from autograder.classroom.store.schema import entries, learners


def learner_of(connection: Connection, session_id: int, key: str, name: str) -> Row[Any] | None:
    """Who entered that session with that key and under that name; another name is somebody else on the same phone."""
    same_entry = entries.c.digest == codes.digest(key), entries.c.name_key == names.key(name)
    wanted = select(learners).join(entries).where(*same_entry, learners.c.session_id == session_id)
    return connection.execute(wanted).first()


def remember(connection: Connection, learner_id: int, key: str, name: str) -> None:
    connection.execute(insert(entries).values(
        digest=codes.digest(key), name_key=names.key(name), learner_id=learner_id,
    ))
