"""Which lines of the `grade` command's journal were taken in, and as which upload."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from autograder.classroom.store.schema import deposits, uploads


def is_known(connection: Connection, mark: str) -> bool:
    return connection.execute(select(deposits.c.mark).where(deposits.c.mark == mark)).first() is not None


def remember(connection: Connection, mark: str, upload_id: int, name: str) -> None:
    connection.execute(insert(deposits).values(mark=mark, upload_id=upload_id, name=name))


def is_deposit(connection: Connection, upload_id: int) -> bool:
    return connection.execute(select(deposits.c.mark).where(deposits.c.upload_id == upload_id)).first() is not None


def names_in_session(connection: Connection, session_id: int) -> dict[int, str]:
    """The name that each file gives, by upload; empty where it gives none."""
    wanted = select(deposits.c.upload_id, deposits.c.name).join(uploads).where(uploads.c.session_id == session_id)
    return {row.upload_id: row.name for row in connection.execute(wanted)}
