"""What an nbgrader assignment is, to its author: the cells that the gradebook holds, and what the source notebook adds.

The gradebook has the tests as they are; the notebook in source/ (or release/) has the cells in between, and in source/
the author's solution, which tells what the tests need of a learner's process.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

from IPython.core.inputtransformer2 import TransformerManager

from autograder.engine import split_names
from autograder.engine.errors import GradeRefused
from autograder.engine.handed_files import read_bounded, walk
from autograder.engine.raw_notebook import RawCell, read_notebook

MAX_ALL = 48 * 2**20
"""Bytes: what a run's own small disk holds beside what its cells write."""
MAX_FILES = 2000


@dataclass(frozen=True)
class MasterCell:
    """A cell that nbgrader knows: `grade` and `solution` as its flags say, `task` for one that a person marks."""

    name: str
    kind: str
    source: str
    checksum: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float = 0

    @property
    def is_check(self) -> bool:
        """Code of the author's that decides a mark."""
        return self.grade and not self.solution and self.kind == "code"


@dataclass(frozen=True)
class Author:
    """What the author's own notebook adds. `before` are the cells to run before each check, by its name.

    `hers` are names that the solution gives a value to, None where there is no solution; `solved` its cells.
    """

    before: dict[str, tuple[str, ...]]
    hers: frozenset[str] | None
    solved: tuple[RawCell, ...] = ()


@dataclass(frozen=True)
class MasterNotebook:
    """One notebook of an assignment, its cells in order. `allowed` and `together` are what `foreign_trial` found."""

    name: str
    kernel: str | None
    cells: dict[str, MasterCell]
    author: Author
    allowed: Collection[str] | None = None
    together: frozenset[str] = field(default=frozenset())
    """Checks that only work in one process with the learner's code."""

    @property
    def checks(self) -> list[str]:
        return [cell.name for cell in self.cells.values() if cell.is_check]

    @property
    def is_python(self) -> bool:
        kernel = json.loads(self.kernel) if self.kernel else {}
        return str(kernel.get("language") or kernel.get("name") or "python").lower().startswith("python")

    @property
    def edition(self) -> str:
        """Tells whether anything of it has changed, in this run and in any other (a set has another order in each)."""
        hers = None if self.author.hers is None else sorted(self.author.hers)
        return repr((self.cells, self.author.before, hers, self.author.solved, sorted(self.together)))

    @property
    def read_by_a_person(self) -> bool:
        return any(cell.task or (cell.grade and not cell.is_check) for cell in self.cells.values())


def read_author(cells: dict[str, MasterCell], source: Path | None, release: Path | None) -> Author:
    """From the notebook in source/, else release/, else from the gradebook's cells alone."""
    known = source or release
    rows = list(read_notebook(known.read_bytes()).cells) if known else [
        RawCell(0, cell.kind, cell.source, cell.name) for cell in cells.values()]
    before: dict[str, tuple[str, ...]] = {}
    pending: list[str] = []
    hers: set[str] = set()
    for row in rows:
        cell = cells.get(row.grade_id)
        if row.kind != "code":
            continue
        if cell is not None and cell.is_check:
            before[cell.name], pending = tuple(pending), []
            continue
        statements = split_names.parse(_python(row.source))
        if cell is not None and cell.solution:
            hers |= split_names.changed(statements)
            pending.append(split_names.imports(statements))
        elif split_names.made(statements):
            pending.append(row.source)
        pending = [each for each in pending if each]
    return Author(before, frozenset(hers) if source else None, tuple(rows) if source else ())


def _python(source: str) -> str:
    """A cell without IPython's own marks."""
    return _transformer().transform_cell(source)


@lru_cache(1)
def _transformer() -> TransformerManager:
    return TransformerManager()


def files_beside(folder: Path, ignored: Collection[str]) -> dict[str, bytes]:
    """Files that lie with the notebooks, by their paths, less those whose names or folders' names are `ignored`.

    No link is followed: it may lead anywhere on this machine. Raises `GradeRefused` for more than a run can hold.
    """
    found: dict[str, bytes] = {}
    size = 0
    for path in walk(folder):
        place = path.relative_to(folder)
        left_out = any(fnmatch(part, pattern) for part in place.parts for pattern in (*ignored, "*.ipynb"))
        if left_out or path.is_symlink():
            continue
        found[place.as_posix()] = content = read_bounded(path, MAX_ALL)
        size += len(content)
        if size > MAX_ALL or len(found) > MAX_FILES:
            raise GradeRefused(
                f"Les fichiers à côté du carnet sont trop lourds ou trop nombreux ({MAX_ALL // 10**6} Mo et "
                f"{MAX_FILES} fichiers au plus) : ne gardez que ceux dont le devoir a besoin.")
    return found
