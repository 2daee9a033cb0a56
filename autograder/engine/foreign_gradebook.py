"""The gradebook of somebody's own nbgrader course: its assignments read, marks written in batches, all or nothing.

Rows are those that `nbgrader autograde` writes, manual marks and comments of people's left as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from nbgrader import api
from sqlalchemy import URL, Engine, make_url, select
from sqlalchemy.orm import Session

from autograder.engine.database import connect, transaction
from autograder.engine.errors import GradeRefused
from autograder.engine.foreign_master import MasterCell, MasterNotebook, read_author
from autograder.engine.gradebook_sheet import Row, Sheet
from autograder.engine.gradebook_url import with_driver

Penalty = Callable[[str, float, float], float | None]
"""Student, score and seconds late → what the course takes off."""


@dataclass(frozen=True)
class CellMark:
    """What grading found in one cell: its automatic score (None: a person's to give), whether it was left as it was."""

    score: float | None
    no_response: bool = False


@dataclass(frozen=True)
class Graded:
    """One submission: `when` it came, in UTC without saying so, and by notebook the marks of its cells."""

    student: str
    when: datetime | None
    marks: Mapping[str, Mapping[str, CellMark]]


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
        self._engine = _open(with_driver(make_url(url)))

    def close(self) -> None:
        self._engine.dispose()

    def assignments(self) -> list[str]:
        with Session(self._engine) as session:
            return sorted(session.scalars(select(api.Assignment.name)))

    def check(self, student: str, *, create: bool) -> None:
        """Raises `GradeRefused` for somebody who is not in the gradebook, where the course takes nobody else."""
        with Session(self._engine) as session:
            if not create and session.get(api.Student, student) is None:
                raise GradeRefused(
                    "Cette personne n'est pas dans le carnet de notes : ajoutez-la (« nbgrader db student add ») ou "
                    "vérifiez le nom de son dossier.")

    def notebooks(self, assignment: str, source: Path, release: Path) -> list[MasterNotebook]:
        """The notebooks of an assignment, as the gradebook and the author's folders have them."""
        with Session(self._engine) as session:
            rows = session.scalars(
                select(api.Notebook).join(api.Assignment, api.Notebook.assignment_id == api.Assignment.id)
                .where(api.Assignment.name == assignment)).all()
            return [_master(session, row, source, release) for row in rows]

    def write(self, assignment: str, batch: Sequence[Graded], penalty: Penalty) -> list[Standing]:
        """Submissions of one assignment, all of them or none."""
        return transaction(self._engine, lambda session: _Rows(session, assignment, batch).write(batch, penalty))


def _open(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise GradeRefused(
            "Ce cours n'a pas encore de carnet de notes (gradebook.db) : lancez d'abord "
            "« nbgrader generate_assignment » pour chaque devoir."
        )
    return connect(url)


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


class _Rows:
    """The rows of one assignment that a batch of submissions may touch: one statement for each kind, however many."""

    def __init__(self, session: Session, assignment: str, batch: Sequence[Graded]) -> None:
        known = session.scalars(  # locked, where the database has more than one writer
            select(api.Assignment).filter_by(name=assignment).with_for_update()).one()
        self._id, self._due, self._most = known.id, known.duedate, float(known.max_score or 0)
        self._notebooks = {row.id: row.name for row in known.notebooks}
        self._cells = [
            _Cell(*row) for row in session.execute(
                select(api.BaseCell.id, api.BaseCell.notebook_id, api.BaseCell.name, api.BaseCell.type)
                .where(api.BaseCell.notebook_id.in_(list(self._notebooks))))
        ]
        tables, students = api.Base.metadata.tables, {graded.student for graded in batch}
        self._students = Sheet(session, tables["student"], ("id",), api.Student.id.in_(students))
        of = tables["submitted_assignment"].c
        self._submissions = Sheet(
            session, tables["submitted_assignment"], ("student_id",),
            (of.assignment_id == self._id) & of.student_id.in_(students))
        of = tables["submitted_notebook"].c
        self._copies = Sheet(
            session, tables["submitted_notebook"], ("assignment_id", "notebook_id"),
            of.assignment_id.in_(self._submissions.ids()) & of.notebook_id.in_(list(self._notebooks)))
        copies, cells = self._copies.ids(), [cell.id for cell in self._cells]
        self._grades, self._comments = (
            Sheet(
                session, tables[name], ("notebook_id", "cell_id"),
                tables[name].c.notebook_id.in_(copies) & tables[name].c.cell_id.in_(cells))
            for name in ("grade", "comment")
        )

    def write(self, batch: Sequence[Graded], penalty: Penalty) -> list[Standing]:
        standings = [self._write(graded, penalty) for graded in batch]
        for sheet in (self._students, self._submissions, self._copies, self._grades, self._comments):
            sheet.save()
        return standings

    def _write(self, graded: Graded, penalty: Penalty) -> Standing:
        self._students.row(graded.student, first_name=None, last_name=None, email=None, lms_user_id=None)
        hers = self._submissions.row(graded.student, assignment_id=self._id, timestamp=None, extension=None)
        if graded.when is not None:
            hers["timestamp"] = graded.when
        late = self._seconds_late(hers)
        score = off = 0.0
        to_read = 0
        for notebook, name in self._notebooks.items():
            copy = self._copies.row(hers["id"], notebook, flagged=False, late_submission_penalty=None)
            marks = graded.marks.get(name)
            grades = self._mark(notebook, copy["id"], marks)
            earned = sum(map(_points, grades))
            taken = penalty(graded.student, earned, late) if marks is not None and late > 0 else None
            copy["late_submission_penalty"] = None if taken is None else min(max(float(taken), 0.0), earned)
            score += earned
            off += copy["late_submission_penalty"] or 0.0
            to_read += sum(grade["needs_manual_grade"] for grade in grades)
        return Standing(score, self._most, to_read, off)

    def _mark(self, notebook: str, copy: str, marks: Mapping[str, CellMark] | None) -> list[Row]:
        """The grades of one notebook, and its comments beside. As nbgrader: a mark given by hand stands, to be looked
        at again; a notebook that was not handed in gets nothing but 0."""
        grades = []
        for cell in self._cells:
            if cell.notebook != notebook:
                continue
            mark = (marks or {}).get(cell.name)
            if cell.kind != "SolutionCell":
                grade = self._grades.row(
                    copy, cell.id, auto_score=None, manual_score=None, extra_credit=None, needs_manual_grade=True)
                grades.append(grade)
                if marks is None:
                    grade |= {"auto_score": 0.0, "needs_manual_grade": False}
                elif mark is not None and cell.kind == "GradeCell":
                    by_hand = grade["manual_score"] is not None or mark.score is None
                    grade |= {"auto_score": mark.score, "needs_manual_grade": by_hand}
            if cell.kind != "GradeCell":
                comment = self._comments.row(copy, cell.id, auto_comment=None, manual_comment=None)
                if mark is not None:
                    comment["auto_comment"] = "No response." if mark.no_response else None
        return grades

    def _seconds_late(self, hers: Row) -> float:
        if self._due is None or hers["timestamp"] is None:
            return 0.0
        return max(0.0, (hers["timestamp"] - self._due - (hers["extension"] or timedelta())).total_seconds())


class _Cell(NamedTuple):
    id: str
    notebook: str
    name: str
    kind: str


def _points(grade: Row) -> float:
    """What a grade counts for, as nbgrader's own expression has it."""
    mark = grade["auto_score"] if grade["manual_score"] is None else grade["manual_score"]
    return 0.0 if mark is None else mark + (grade["extra_credit"] or 0.0)
