"""A gradebook's database: opened, and changed in whole transactions."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

log = logging.getLogger(__name__)

T = TypeVar("T")
LOCK_SECONDS = 10
TRIES = 4


def connect(url: URL) -> Engine:
    """SQLite is locked from the start of a transaction: two writers wait for each other, and none fails half-way."""
    alone = url.get_backend_name() == "sqlite"
    engine = create_engine(url, connect_args={"timeout": LOCK_SECONDS} if alone else {})
    if alone:
        event.listen(engine, "connect", _no_driver_transactions)
        event.listen(engine, "begin", _take_the_lock_at_once)
    return engine


def transaction(engine: Engine, work: Callable[[Session], T]) -> T:
    """All or nothing, tried again while another program (the formgrader) holds the database."""
    for attempt in range(1, TRIES + 1):
        try:
            with Session(engine) as session, session.begin():
                return work(session)
        except OperationalError as error:
            if attempt == TRIES or "locked" not in str(error):
                raise
            log.info("the gradebook is locked, try %s of %s", attempt, TRIES)
            time.sleep(attempt)
    raise AssertionError("unreachable")


def _no_driver_transactions(connection: Any, record: object) -> None:
    connection.isolation_level = None


def _take_the_lock_at_once(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
