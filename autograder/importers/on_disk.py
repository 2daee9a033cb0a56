"""A shelf on disk: one .csv file a table, written row by row, so that memory does not grow with the exports."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from autograder.domain.safe_cells import disarm
from autograder.importers.tables import COLUMNS, Row


class TablesOnDisk:
    """Writes beside their final place; `publish` puts the tables there whole. Leave with `close`, whatever happened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts: dict[str, int] = {}
        self._files: dict[str, TextIO] = {}
        self._writers: dict[str, Any] = {}
        self._settled: dict[str, tuple[int, int]] = {}  # rows, and the place in the file where the next one goes
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, table: str, row: Row) -> None:
        if table not in self._writers:
            self._open(table)
        self._writers[table].writerow([disarm(value) if type(value) is str else value for value in row])
        self.counts[table] += 1

    def settle(self) -> None:
        self._settled = {table: (self.counts[table], file.tell()) for table, file in self._files.items()}

    def undo(self) -> None:
        for table in list(self._files):
            if table in self._settled:
                self.counts[table], place = self._settled[table]
                self._files[table].seek(place)
                self._files[table].truncate()
            else:
                self._forget(table)

    def publish(self) -> dict[str, int]:
        """Put the tables in their place, over earlier ones; returns how many rows each holds."""
        for table, file in self._files.items():
            file.close()
            self._part(table).replace(self.folder / f"{table}.csv")
        self._files = {}
        return self.counts

    def close(self) -> None:
        for table in list(self._files):
            self._forget(table)

    def _open(self, table: str) -> None:
        self._files[table] = self._part(table).open("w", encoding="utf-8", newline="")
        self._writers[table] = csv.writer(self._files[table], lineterminator="\n")
        self._writers[table].writerow(COLUMNS[table])
        self.counts[table] = 0

    def _forget(self, table: str) -> None:
        with suppress(OSError):  # a full disk fails again here, on what was still to be written
            self._files.pop(table).close()
        del self._writers[table], self.counts[table]
        self._part(table).unlink(missing_ok=True)

    def _part(self, table: str) -> Path:
        return self.folder / f".{table}.csv.partiel"


class ToldTables(TablesOnDisk):
    """The same, telling now and then which file is being read (from 0) and how many rows it gave so far, all files."""

    def __init__(self, folder: Path, tell: Callable[[int, int], None], every: float) -> None:
        super().__init__(folder)
        self._tell, self._every = tell, every
        self._file = self._rows = 0
        self._told_at = time.monotonic()

    def keep(self, table: str, row: Row) -> None:
        super().keep(table, row)
        self._rows += 1
        if not self._rows % 500 and time.monotonic() - self._told_at > self._every:
            self._tell(self._file, self._rows)
            self._told_at = time.monotonic()

    def settle(self) -> None:
        super().settle()
        self._file += 1

    def undo(self) -> None:
        super().undo()
        self._file += 1
