"""Rows of nbgrader's database, through its own models. Importing this module takes seconds: nbgrader does."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import nbgrader
from alembic.script import ScriptDirectory
from nbgrader import api
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from autograder.catalogue import Exercise
from autograder.checks import Outcome, Report
from autograder.engine.gradebook_sheet import Row, Sheet
from autograder.engine.notebook import ANSWER_ID, ANSWER_STUB, KERNEL, OPEN_PREFIX, checksum, make_notebook

Base = api.Base
NO_COURSE = ""
"""The course that nbgrader's own programs write of, when none is configured."""
Kind = Any  # a class of nbgrader's models

__all__ = ["Base", "Submitted", "migration_head", "safe_id", "write", "write_assignment"]


@dataclass(frozen=True)
class Submitted:
    """One submission, as the gradebook needs it. `when` is naive UTC."""

    student: str
    name: str
    exercise: Exercise
    answer: object
    report: Report
    when: datetime
    open_marks: Mapping[str, float] | None
    comment: str


def migration_head() -> str:
    """nbgrader's newest migration: what a database made today is at."""
    head = ScriptDirectory(str(Path(nbgrader.__file__).parent / "alembic")).get_current_head()
    assert head is not None
    return head


def safe_id(person_id: str) -> str:
    """A folder name that is hers alone, whatever the id holds: unsafe ones get a piece of their hash."""
    plain = unicodedata.normalize("NFKD", person_id).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-")[:60]
    if plain and plain == person_id:
        return plain
    return f"{plain or 'personne'}-{hashlib.sha256(person_id.encode()).hexdigest()[:6]}"


# -- the assignment


def write_assignment(session: Session, exercise: Exercise) -> None:
    """Bring assignment, notebook and cells to what the exercise is today. Cells that are gone go with their grades."""
    _update(session, api.Course, {"id": NO_COURSE}, {})
    assignment = _one(session, api.Assignment, name=exercise.assignment)
    if assignment is None:
        assignment = api.Assignment(name=exercise.assignment, course_id=NO_COURSE)
        session.add(assignment)
        session.flush()
    notebook = _one(session, api.Notebook, name=exercise.slug, assignment_id=assignment.id)
    if notebook is None:
        notebook = api.Notebook(name=exercise.slug, assignment=assignment)
        session.add(notebook)
    notebook.kernelspec = json.dumps(KERNEL)
    session.flush()
    wanted: set[tuple[Kind, str]] = set()
    for cell in make_notebook(exercise, solution=True).cells:
        meta = cell.metadata["nbgrader"]
        kind = _kind(meta)
        source = _released(cell)
        _update(session, api.SourceCell, {"name": meta["grade_id"], "notebook_id": notebook.id}, {
            "cell_type": cell.cell_type, "source": source.source, "locked": not meta["solution"],
            "checksum": checksum(source),
        })
        wanted.add((api.SourceCell, meta["grade_id"]))
        if kind is not None:
            values = {} if kind is api.SolutionCell else {"max_score": meta["points"], "cell_type": cell.cell_type}
            _update(session, kind, {"name": meta["grade_id"], "notebook_id": notebook.id}, values)
            wanted.add((kind, meta["grade_id"]))
    _drop_others(session, notebook, wanted)


def _kind(meta: Mapping[str, Any]) -> Kind | None:
    if meta["task"]:
        return api.TaskCell
    if meta["grade"]:
        return api.GradeCell
    return api.SolutionCell if meta["solution"] else None


def _released(cell: Any) -> Any:
    """A cell as nbgrader keeps it: solutions cleared, mark schemes still in."""
    if cell.metadata["nbgrader"]["grade_id"] == ANSWER_ID:
        cell.source = ANSWER_STUB
    return cell


def _drop_others(session: Session, notebook: api.Notebook, wanted: set[tuple[Kind, str]]) -> None:
    for kind in (api.GradeCell, api.TaskCell, api.SolutionCell, api.SourceCell):
        for row in session.scalars(select(kind).where(kind.notebook_id == notebook.id)).all():
            if (kind, row.name) not in wanted:
                if kind is not api.SourceCell:
                    session.execute(delete(api.Grade).where(api.Grade.cell_id == row.id))
                    session.execute(delete(api.Comment).where(api.Comment.cell_id == row.id))
                session.delete(row)
    session.flush()


# -- submissions


def write(session: Session, exercise: Exercise, batch: Sequence[Submitted]) -> list[bool]:
    """Student, submission, one grade for each criterion and open part, and the comment, for a batch of one exercise.

    One statement for each kind of row, whatever the size of the batch. Tells for each whether it is now the one that
    counts: False where a newer submission of hers was there already.
    """
    book = _Book(session, exercise, {each.student for each in batch})
    newest = [book.write(submitted) for submitted in batch]
    book.save()
    return newest


class _Book:
    """The rows that a batch of submissions of one exercise may touch."""

    def __init__(self, session: Session, exercise: Exercise, students: set[str]) -> None:
        assignment = session.scalars(  # locked, where the database has more than one writer
            select(api.Assignment.id).filter_by(name=exercise.assignment).with_for_update()).one()
        notebook = session.scalars(
            select(api.Notebook.id).filter_by(name=exercise.slug, assignment_id=assignment)).one()
        cells = session.execute(
            select(api.BaseCell.type, api.BaseCell.name, api.BaseCell.id).where(api.BaseCell.notebook_id == notebook))
        self.exercise, self.assignment, self.notebook = exercise, assignment, notebook
        self.cells = {(kind, name): id_ for kind, name, id_ in cells}
        tables = Base.metadata.tables
        self.students = Sheet(session, tables["student"], ("id",), api.Student.id.in_(students))
        of = tables["submitted_assignment"].c
        self.submissions = Sheet(
            session, tables["submitted_assignment"], ("assignment_id", "student_id"),
            (of.assignment_id == assignment) & of.student_id.in_(students))
        of = tables["submitted_notebook"].c
        self.copies = Sheet(
            session, tables["submitted_notebook"], ("assignment_id", "notebook_id"),
            (of.notebook_id == notebook) & of.assignment_id.in_(self.submissions.ids()))
        of_copy = self.copies.ids()
        self.grades, self.comments = (
            Sheet(session, tables[name], ("cell_id", "notebook_id"), tables[name].c.notebook_id.in_(of_copy))
            for name in ("grade", "comment")
        )

    def save(self) -> None:
        for sheet in (self.students, self.submissions, self.copies, self.grades, self.comments):
            sheet.save()

    def write(self, submitted: Submitted) -> bool:
        known = self.submissions.find(self.assignment, submitted.student)
        if known and known["timestamp"] and known["timestamp"] > submitted.when:
            return False
        is_new = known is None or known["timestamp"] != submitted.when
        self._write_student(submitted)
        hers = self.submissions.row(self.assignment, submitted.student, extension=None)
        hers["timestamp"] = submitted.when
        copy = self.copies.row(hers["id"], self.notebook, flagged=False, late_submission_penalty=None)
        self._write_criteria(submitted.report, copy["id"], is_new)
        self._write_open_parts(submitted, copy["id"], is_new)
        self._write_comments(submitted, copy["id"])
        return True

    def _write_student(self, submitted: Submitted) -> None:
        """nbgrader's export writes names into its CSV as they are, so commas, line ends and formula marks go."""
        row = self.students.row(submitted.student, first_name=None, last_name=None, email=None, lms_user_id=None)
        name = " ".join(re.sub(r"[,;\"\x00-\x1f\x7f]+", " ", submitted.name).split()).lstrip("=+-@ ")[:120]
        if name:
            row["first_name"], _, row["last_name"] = name.rpartition(" ")

    def _write_criteria(self, report: Report, copy: str, is_new: bool) -> None:
        """A broken check waits for a person. A mark given by hand stands, to be looked at again when new work comes."""
        for result in report.criteria:
            cell = self.cells.get(("GradeCell", result.id))
            if cell is None:
                continue  # a report older than the exercise
            grade = self._grade(cell, copy)
            grade["auto_score"] = result.earned
            if grade["manual_score"] is None:
                grade["needs_manual_grade"] = result.outcome is Outcome.BROKEN
            elif is_new:
                grade["needs_manual_grade"] = True

    def _write_open_parts(self, submitted: Submitted, copy: str, is_new: bool) -> None:
        """What a person gives is a task's mark; for a bonus, extra credit, which only makes up for points missed."""
        room = self.exercise.points - submitted.report.score
        written = {part.id for part in submitted.report.open if part.excerpts}
        for part in sorted(self.exercise.open_parts, key=lambda part: part.bonus):
            grade = self._grade(self.cells["TaskCell", OPEN_PREFIX + part.id], copy)
            given = (submitted.open_marks or {}).get(part.id)
            if given is not None:
                points = min(max(float(given), 0.0), part.points)
                mark = (0.0, points) if part.bonus else (points, None)
                grade |= {"auto_score": None, "needs_manual_grade": False}
                grade["manual_score"], grade["extra_credit"] = mark
            elif part.id not in written and (is_new or grade["manual_score"] is None):
                grade |= {"auto_score": 0.0, "manual_score": None, "extra_credit": None, "needs_manual_grade": False}
            elif grade["manual_score"] is None:
                grade |= {"auto_score": None, "extra_credit": None, "needs_manual_grade": True}
            elif is_new:  # marked for earlier work: that stands, to be looked at again
                grade["needs_manual_grade"] = True
            if part.bonus and grade["extra_credit"]:
                grade["extra_credit"] = min(grade["extra_credit"], max(room, 0.0))
            room -= (grade["manual_score"] or 0.0) + (grade["extra_credit"] or 0.0)

    def _write_comments(self, submitted: Submitted, copy: str) -> None:
        for (kind, name), cell in self.cells.items():
            if kind not in ("SolutionCell", "TaskCell"):
                continue
            comment = self.comments.row(cell, copy, auto_comment=None, manual_comment=None)
            if name == ANSWER_ID and submitted.comment:
                comment["manual_comment"] = submitted.comment

    def _grade(self, cell: str, copy: str) -> Row:
        return self.grades.row(
            cell, copy, auto_score=None, manual_score=None, extra_credit=None, needs_manual_grade=True)


# -- small


def _one(session: Session, kind: Kind, **key: object) -> Any:
    return session.scalars(select(kind).filter_by(**key)).one_or_none()


def _update(session: Session, kind: Kind, key: dict[str, object], values: dict[str, object]) -> Any:
    row = _one(session, kind, **key)
    if row is None:
        row = kind(**key)
        session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
    return row
