"""The gradebook of somebody's own nbgrader course: its assignments read, marks written, each submission all or nothing.

Rows are those that `nbgrader autograde` writes, manual marks and comments of people's left as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader import api
from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.orm import Session

from autograder.engine.errors import GradeRefused
from autograder.engine.foreign_master import MasterCell, MasterNotebook, read_author

Penalty = Callable[[str, float, float], float | None]
"""Student, score and seconds late → what the course takes off."""


@dataclass(frozen=True)
class CellMark:
    """What grading found in one cell: its automatic score (None: a person's to give), whether it was left as it was."""

    score: float | None
    no_response: bool = False


@dataclass(frozen=True)
class Standing:
    """Where a submission stands once written: points and maximum, cells that wait for a person, points off for being
    late."""

    score: float
    most: float
    to_read: int
    penalty: float


class CourseBook:
    """`url` is the course's own: SQLite beside it, or another database."""

    def __init__(self, url: str) -> None:
        self._engine = _open(url)

    def close(self) -> None:
        self._engine.dispose()

    def assignments(self) -> list[str]:
        with Session(self._engine) as session:
            return sorted(session.scalars(select(api.Assignment.name)))

    def notebooks(self, assignment: str, source: Path, release: Path) -> list[MasterNotebook]:
        """The notebooks of an assignment, as the gradebook and the author's folders have them."""
        with Session(self._engine) as session:
            rows = session.scalars(
                select(api.Notebook).join(api.Assignment, api.Notebook.assignment_id == api.Assignment.id)
                .where(api.Assignment.name == assignment)).all()
            return [_master(session, row, source, release) for row in rows]

    def write(
        self, student: str, assignment: str, when: datetime | None, marks: Mapping[str, Mapping[str, CellMark]],
        penalty: Penalty,
    ) -> Standing:
        """One submission: by notebook, the marks of its cells. A notebook that was not handed in gets nothing but 0."""
        with Session(self._engine) as session, session.begin():
            known = session.scalars(select(api.Assignment).filter_by(name=assignment)).one()
            if session.get(api.Student, student) is None:
                session.add(api.Student(id=student))
                session.flush()
            hers = _submission(session, known, student, when)
            total = off = 0.0
            to_read = 0
            for copy in hers.notebooks:
                to_read += _write_marks(session, copy, marks.get(copy.notebook.name))
                session.flush()
                session.refresh(copy)
                score = float(copy.score or 0)
                handed_in = copy.notebook.name in marks
                copy.late_submission_penalty = _bounded(
                    penalty(student, score, hers.total_seconds_late), score
                ) if handed_in and _is_late(hers) else None
                total += score
                off += copy.late_submission_penalty or 0.0
            session.flush()
            session.refresh(known)
            return Standing(total, float(known.max_score or 0), to_read, off)


def _open(url: str) -> Engine:
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).is_file():
        raise GradeRefused(
            "Ce cours n'a pas encore de carnet de notes (gradebook.db) : lancez d'abord "
            "« nbgrader generate_assignment » pour chaque devoir."
        )
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        @event.listens_for(engine, "connect")
        def _no_driver_transactions(connection: Any, record: object) -> None:
            connection.isolation_level = None
            connection.execute("PRAGMA busy_timeout = 10000")

        @event.listens_for(engine, "begin")
        def _take_the_lock_at_once(connection: Any) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    return engine


def _master(session: Session, row: Any, source: Path, release: Path) -> MasterNotebook:
    def named(kind: Any) -> dict[str, Any]:
        return {cell.name: cell for cell in session.scalars(select(kind).where(kind.notebook_id == row.id))}

    grades, solutions, tasks = named(api.GradeCell), named(api.SolutionCell), named(api.TaskCell)
    cells = {
        cell.name: MasterCell(
            cell.name, cell.cell_type, cell.source or "", cell.checksum or "", bool(cell.locked), cell.name in grades,
            cell.name in solutions, cell.name in tasks,
            float((grades.get(cell.name) or tasks.get(cell.name) or _Nothing).max_score or 0),
        )
        for cell in session.scalars(select(api.SourceCell).where(api.SourceCell.notebook_id == row.id))
    }
    places = [folder / f"{row.name}.ipynb" for folder in (source, release)]
    there = [path if path.is_file() else None for path in places]
    author = read_author(cells, *there)
    return MasterNotebook(row.name, row.kernelspec, cells, author)


class _Nothing:
    max_score = 0.0


def _submission(session: Session, known: Any, student: str, when: datetime | None) -> Any:
    """Hers, with a row for each notebook, grade and comment that the assignment has."""
    key = {"assignment_id": known.id, "student_id": student}
    hers = session.scalars(select(api.SubmittedAssignment).filter_by(**key)).one_or_none()
    if hers is None:
        hers = api.SubmittedAssignment(**key)
        session.add(hers)
    if when is not None:
        hers.timestamp = when
    session.flush()
    copies = {copy.notebook_id: copy for copy in hers.notebooks}
    for notebook in known.notebooks:
        copy = copies.get(notebook.id)
        if copy is None:
            copy = api.SubmittedNotebook(notebook=notebook, assignment=hers)
            session.add(copy)
            session.flush()
        graded = {grade.cell_id for grade in copy.grades}
        commented = {comment.cell_id for comment in copy.comments}
        for cell in (*notebook.grade_cells, *notebook.task_cells):
            if cell.id not in graded:
                session.add(api.Grade(cell_id=cell.id, notebook_id=copy.id))
        for cell in (*notebook.solution_cells, *notebook.task_cells):
            if cell.id not in commented:
                session.add(api.Comment(cell_id=cell.id, notebook_id=copy.id))
    session.flush()
    session.expire_all()
    return hers


def _write_marks(session: Session, copy: Any, marks: Mapping[str, CellMark] | None) -> int:
    """Marks of one notebook; how many of its cells wait for a person. As nbgrader: a mark given by hand stands, to be
    looked at again."""
    waiting = 0
    for grade in copy.grades:
        name, is_task = grade.cell.name, isinstance(grade.cell, api.TaskCell)
        if marks is None:
            grade.auto_score, grade.needs_manual_grade = 0.0, False
        elif not is_task and name in marks:
            grade.auto_score = marks[name].score
            grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        waiting += grade.needs_manual_grade
    for comment in copy.comments:
        if marks is not None and comment.cell.name in marks:
            comment.auto_comment = "No response." if marks[comment.cell.name].no_response else None
    return waiting


def _is_late(hers: Any) -> bool:
    return hers.assignment.duedate is not None and hers.total_seconds_late > 0


def _bounded(penalty: float | None, score: float) -> float | None:
    return None if penalty is None else min(max(float(penalty), 0.0), score)


