"""Where the rows of an import go: a file's rows are taken whole, or not at all when the file is refused half-way."""

from __future__ import annotations

from typing import Protocol

from autograder.importers.seen import Seen
from autograder.importers.tables import COLUMNS, PUBLICATIONS, Row, Table


class Shelf(Protocol):
    """Takes rows one by one. `settle` ends a file that was read to its end; `undo` forgets the rows since then."""

    def keep(self, table: str, row: Row) -> None: ...

    def settle(self) -> None: ...

    def undo(self) -> None: ...


class Tables:
    """A shelf in memory."""

    def __init__(self) -> None:
        self.kept = {name: Table(name) for name in COLUMNS}
        self._sizes = dict.fromkeys(COLUMNS, 0)

    def keep(self, table: str, row: Row) -> None:
        self.kept[table].rows.append(row)

    def settle(self) -> None:
        self._sizes = {name: len(table) for name, table in self.kept.items()}

    def undo(self) -> None:
        for name, size in self._sizes.items():
            del self.kept[name].rows[size:]


class Once:
    """Lets each post through to a shelf once: the same post is often in two exports that overlap."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf, self._settled, self._fresh = shelf, Seen(), Seen()

    def keep(self, table: str, row: Row) -> bool:
        """False when the post was already there."""
        if table == PUBLICATIONS and row[0] is not None:
            key = (row[0], row[1])
            if key in self._settled or not self._fresh.add(key):
                return False
        self.shelf.keep(table, row)
        return True

    def settle(self) -> None:
        self._settled.absorb(self._fresh)
        self._fresh = Seen()
        self.shelf.settle()

    def undo(self) -> None:
        self._fresh = Seen()
        self.shelf.undo()
