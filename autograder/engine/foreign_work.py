"""A submission of somebody's nbgrader course as files: read, known again when it has not changed, kept once graded."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.domain.french import typeset
from autograder.engine.errors import GradeRefused
from autograder.engine.foreign_course import Handed
from autograder.engine.foreign_grade import Bench
from autograder.engine.foreign_master import MasterNotebook, files_beside
from autograder.engine.handed_files import read_bounded
from autograder.engine.jupyter import NotebookNode
from autograder.engine.raw_notebook import MAX_BYTES, RawNotebook, read_notebook

METADATA = "citoyennete"


@dataclass(frozen=True)
class Assignment:
    """An assignment ready to be graded, and a mark of all that its author put in it."""

    name: str
    notebooks: list[MasterNotebook]
    bench: Bench
    edition: str


@dataclass(frozen=True)
class Work:
    """A submission as it was read: by notebook, and the files beside. `mark` tells whether it is one graded before."""

    place: int
    handed: Handed
    when: datetime | None
    notebooks: Mapping[str, RawNotebook]
    files: Mapping[str, bytes]
    mark: str
    notes: list[str]


def read_work(place: int, handed: Handed, assignment: Assignment, when: datetime | None) -> Work:
    """Her notebooks, by the names that the assignment gives them, and her other files with the author's over them."""
    files = {**files_beside(handed.folder, assignment.bench.ignored), **assignment.bench.files}
    notebooks_there = (path for path in sorted(handed.folder.glob("*.ipynb")) if not path.is_symlink())
    found = {path: read_bounded(path, MAX_BYTES) for path in notebooks_there if path.is_file()}
    notes: list[str] = []
    chosen = _by_name(found, assignment.notebooks, notes)
    if not chosen:
        raise GradeRefused(
            f"Aucun carnet de ce devoir n'est dans {handed.folder} : remettez-y le carnet rendu (.ipynb).")
    digest = hashlib.sha256(assignment.edition.encode())
    for name, raw in sorted([*chosen.items(), *files.items()]):
        digest.update(f"{name}\0{len(raw)}\0".encode() + raw)
    stamp = handed.folder / "timestamp.txt"
    digest.update(read_bounded(stamp, MAX_BYTES) if stamp.is_file() and not stamp.is_symlink() else b"")
    notebooks = {name: read_notebook(raw) for name, raw in chosen.items()}
    return Work(place, handed, when, notebooks, files, digest.hexdigest()[:24], list(map(typeset, notes)))


def _by_name(found: dict[Path, bytes], masters: list[MasterNotebook], notes: list[str]) -> dict[str, bytes]:
    """A renamed notebook is known by its cells, when one alone is like that."""
    names = {master.name for master in masters}
    chosen = {path.stem: raw for path, raw in found.items() if path.stem in names}
    strangers = {path: raw for path, raw in found.items() if path.stem not in names}
    for master in masters:
        if master.name in chosen:
            continue
        like = [path for path, raw in strangers.items() if _is_like(raw, master)]
        if len(like) == 1:
            chosen[master.name] = strangers.pop(like[0])
            notes.append(f"« {like[0].name} » a été pris pour « {master.name}.ipynb ».")
    return chosen


def _is_like(raw: bytes, master: MasterNotebook) -> bool:
    try:
        cells = read_notebook(raw).cells
    except GradeRefused:
        return False
    return bool({cell.grade_id for cell in cells} & set(master.cells))


def kept_mark(folder: Path) -> str:
    """The mark of the submission that lies graded there."""
    for path in folder.glob("*.ipynb"):
        try:
            return str(json.loads(path.read_bytes())["metadata"][METADATA]["copie"])
        except (ValueError, KeyError, TypeError, OSError):
            continue
    return ""


def graded_file(notebook: NotebookNode, mark: str) -> bytes:
    """A graded notebook, with the mark of what it was made from: a cell a line, which is written ten times faster than
    what nbformat writes."""
    notebook.metadata[METADATA] = {"copie": mark}
    cells = ",\n  ".join(_json(cell) for cell in notebook.cells)
    rest = ",\n ".join(f"{_json(key)}: {_json(value)}" for key, value in notebook.items() if key != "cells")
    return f'{{\n "cells": [\n  {cells}\n ],\n {rest}\n}}\n'.encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def replace_folder(folder: Path, files: Mapping[str, bytes], permissions: int) -> None:
    """All or nothing."""
    new = folder.with_name(f".{folder.name}.nouveau")
    old = folder.with_name(f".{folder.name}.ancien")
    for rest in (new, old):
        shutil.rmtree(rest, ignore_errors=True)
    for name, content in files.items():
        path = new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(permissions)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
