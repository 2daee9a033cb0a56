"""Learners: who signed in, under which name, with which codes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, count
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from autograder.classroom import codes, names
from autograder.classroom.store.schema import learners, tokens
from autograder.engine.deposit import person_id

SEEN_EVERY = timedelta(seconds=10)


def add(connection: Connection, session_id: int, name: str, now: datetime) -> Row[Any]:
    """A new learner. A name that is taken in the session gets a number: nobody is handed somebody else's work."""
    taken = set(connection.execute(select(learners.c.name_key).where(learners.c.session_id == session_id)).scalars())
    shown = next(label for label in _labels(name) if names.key(label) not in taken)
    known = set(connection.execute(select(learners.c.resume_code)).scalars())
    resume = next(code for code in iter(codes.resume_code, "") if code not in known)
    return connection.execute(insert(learners).values(
        session_id=session_id, name=shown, name_key=names.key(shown), person=_person_id(connection, shown),
        resume_code=resume, arrived_at=now, seen_at=now,
    ).returning(learners)).one()


def _person_id(connection: Connection, name: str) -> str:
    """Her id in the gradebook: the one `autograder grade` gives to that name, numbered when another session has it."""
    taken = set(connection.execute(select(learners.c.person)).scalars())
    base = person_id(name)
    return next(one for one in chain([base], (f"{base}-p{number}" for number in count(2))) if one not in taken)


def _labels(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name} ({number})" for number in count(2))


def has_person(connection: Connection, person: str) -> bool:
    """Whether somebody, of any session, has this id in the gradebook."""
    return connection.execute(select(learners.c.id).where(learners.c.person == person)).first() is not None


def by_id(connection: Connection, learner_id: int) -> Row[Any] | None:
    return connection.execute(select(learners).where(learners.c.id == learner_id)).first()


def by_resume_code(connection: Connection, typed: str) -> Row[Any] | None:
    bare = codes.bare(typed)
    return connection.execute(select(learners).where(learners.c.resume_code == f"{bare[:3]}-{bare[3:]}")).first()


def rank(connection: Connection, learner: Row[Any]) -> int:
    """How many came into her session before her."""
    before = learners.c.session_id == learner.session_id, learners.c.id < learner.id
    return int(connection.execute(select(func.count()).where(*before)).scalar_one())


def by_token(connection: Connection, token: str) -> Row[Any] | None:
    digest = codes.digest(token)
    return connection.execute(select(learners).join(tokens).where(tokens.c.digest == digest)).first()


def in_session(connection: Connection, session_id: int) -> list[Row[Any]]:
    wanted = select(learners).where(learners.c.session_id == session_id)
    return list(connection.execute(wanted.order_by(learners.c.name_key)))


def give_token(connection: Connection, learner_id: int, now: datetime) -> str:
    token = codes.token()
    connection.execute(insert(tokens).values(digest=codes.digest(token), learner_id=learner_id, made_at=now))
    return token


def is_news(learner: Row[Any], now: datetime) -> bool:
    """Whether her being here is worth writing down again."""
    return bool(now - learner.seen_at >= SEEN_EVERY)


def saw(connection: Connection, learner_id: int, now: datetime) -> None:
    connection.execute(update(learners).where(learners.c.id == learner_id).values(seen_at=now))
