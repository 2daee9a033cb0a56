"""Training sessions, and the trainer's access."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from autograder.classroom import codes
from autograder.classroom.store.schema import learners, sessions, settings, trainer_logins

LOGIN_LASTS = timedelta(hours=18)


def prepare(connection: Connection, now: datetime, title: str) -> None:
    """Make what a data folder needs once: the trainer's access code and a first session."""
    if access_code(connection) is None:
        connection.execute(insert(settings).values(name="access_code", value=codes.trainer_code()))
    if connection.execute(select(sessions.c.id).limit(1)).first() is None:
        open_session(connection, now, title)


def access_code(connection: Connection) -> str | None:
    return connection.execute(select(settings.c.value).where(settings.c.name == "access_code")).scalar()


def open_session(connection: Connection, now: datetime, title: str) -> int:
    """Open a new session with a code of its own; the one that was open is closed."""
    close_all(connection, now)
    taken = set(connection.execute(select(sessions.c.code)).scalars())
    code = next(code for code in iter(codes.session_code, "") if code not in taken)
    row = insert(sessions).values(code=code, title=title, opened_at=now)
    return int(connection.execute(row.returning(sessions.c.id)).scalar_one())


def close_all(connection: Connection, now: datetime) -> None:
    connection.execute(update(sessions).where(sessions.c.closed_at.is_(None)).values(closed_at=now))


def reopen(connection: Connection, session_id: int, now: datetime) -> None:
    close_all(connection, now)
    connection.execute(update(sessions).where(sessions.c.id == session_id).values(closed_at=None))


def current(connection: Connection) -> Row[Any] | None:
    """The open session, else the last one."""
    order = sessions.c.closed_at.is_not(None), sessions.c.id.desc()
    return connection.execute(select(sessions).order_by(*order).limit(1)).first()


def by_id(connection: Connection, session_id: int) -> Row[Any] | None:
    return connection.execute(select(sessions).where(sessions.c.id == session_id)).first()


def by_code(connection: Connection, typed: str) -> Row[Any] | None:
    return connection.execute(select(sessions).where(sessions.c.code == codes.bare(typed))).first()


def every(connection: Connection) -> list[Row[Any]]:
    """All sessions, the newest first, with the number of their learners as `people`."""
    people = select(func.count()).where(learners.c.session_id == sessions.c.id).scalar_subquery().label("people")
    return list(connection.execute(select(sessions, people).order_by(sessions.c.id.desc())))


def log_in(connection: Connection, now: datetime) -> str:
    """A new secret for the trainer's cookie."""
    secret = codes.token()
    connection.execute(delete(trainer_logins).where(trainer_logins.c.made_at < now - LOGIN_LASTS))
    connection.execute(insert(trainer_logins).values(digest=codes.digest(secret), made_at=now))
    return secret


def is_logged_in(connection: Connection, secret: str, now: datetime) -> bool:
    known = select(trainer_logins.c.digest).where(
        trainer_logins.c.digest == codes.digest(secret), trainer_logins.c.made_at >= now - LOGIN_LASTS
    )
    return connection.execute(known).first() is not None


def log_out(connection: Connection, secret: str) -> None:
    connection.execute(delete(trainer_logins).where(trainer_logins.c.digest == codes.digest(secret)))
