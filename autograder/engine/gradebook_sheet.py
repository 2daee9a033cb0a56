"""Rows of one table of the gradebook, read at once, changed in memory, written at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

Row = dict[str, Any]


class Sheet:
    """`key` names the columns that tell rows apart; a row without an id gets one."""

    def __init__(self, session: Session, table: Table, key: tuple[str, ...], where: ColumnElement[bool]) -> None:
        self._session, self._table, self._key = session, table, key
        self._there = {row["id"]: dict(row) for row in session.execute(select(table).where(where)).mappings()}
        self._rows = {tuple(row[name] for name in key): dict(row) for row in self._there.values()}

    def find(self, *key: str) -> Row | None:
        return self._rows.get(key)

    def row(self, *key: str, **values_when_new: object) -> Row:
        """The row with that key, to be changed in place; made when it is not there."""
        if key not in self._rows:
            named = dict(zip(self._key, key, strict=True))
            self._rows[key] = {"id": uuid4().hex} | values_when_new | named
        return self._rows[key]

    def ids(self) -> Iterable[str]:
        return [row["id"] for row in self._rows.values()]

    def save(self) -> None:
        new = [row for row in self._rows.values() if row["id"] not in self._there]
        if new:
            self._session.execute(insert(self._table), new)
        changed = [row for row in self._rows.values() if self._there.get(row["id"], row) != row]
        if changed:
            names = [name for name in changed[0] if name != "id"]
            statement = update(self._table).where(self._table.c.id == bindparam("of_id")).values(
                {name: bindparam(f"to_{name}") for name in names})
            rows = [{"of_id": row["id"]} | {f"to_{name}": row[name] for name in names} for row in changed]
            self._session.connection().execute(statement, rows)
