"""Rows of nbgrader's database, through its own models. Importing this module takes seconds: nbgrader does."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
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
from autograder.engine.notebook import ANSWER_ID, ANSWER_STUB, KERNEL, OPEN_PREFIX, checksum, make_notebook

Base = api.Base
Kind = Any  # a class of nbgrader's models

__all__ = ["Base", "Submitted", "migration_head", "newer_is_there", "safe_id", "write", "write_assignment"]


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
    assignment = _one(session, api.Assignment, name=exercise.assignment)
    if assignment is None:
        assignment = api.Assignment(name=exercise.assignment, course_id="")
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


# -- the submission


def newer_is_there(session: Session, submitted: Submitted) -> bool:
    assignment = _one(session, api.Assignment, name=submitted.exercise.assignment)
    there = assignment and _one(
        session, api.SubmittedAssignment, assignment_id=assignment.id, student_id=submitted.student)
    return bool(there and there.timestamp and there.timestamp > submitted.when)


def write(session: Session, submitted: Submitted) -> None:
    """Student, submission, one grade for each criterion and open part, and the comment."""
    assignment = _one(session, api.Assignment, name=submitted.exercise.assignment)
    notebook = _one(session, api.Notebook, name=submitted.exercise.slug, assignment_id=assignment.id)
    _write_student(session, submitted)
    key = {"assignment_id": assignment.id, "student_id": submitted.student}
    known = _one(session, api.SubmittedAssignment, **key)
    is_new = known is None or known.timestamp != submitted.when
    hers = _update(session, api.SubmittedAssignment, key, {"timestamp": submitted.when})
    copy = _update(session, api.SubmittedNotebook, {"assignment_id": hers.id, "notebook_id": notebook.id}, {})
    _write_criteria(session, submitted.report, notebook, copy, is_new)
    _write_open_parts(session, submitted, notebook, copy)
    _write_comment(session, submitted, notebook, copy)


def _write_student(session: Session, submitted: Submitted) -> None:
    """nbgrader's export writes names into its CSV as they are, so commas, line ends and formula marks go."""
    name = " ".join(re.sub(r"[,;\"\x00-\x1f\x7f]+", " ", submitted.name).split()).lstrip("=+-@ ")[:120]
    first, _, last = name.rpartition(" ")
    names: dict[str, object] = {"first_name": first, "last_name": last} if name else {}
    _update(session, api.Student, {"id": submitted.student}, names)


def _write_criteria(
    session: Session, report: Report, notebook: api.Notebook, copy: api.SubmittedNotebook, is_new: bool,
) -> None:
    """A broken check waits for a person. A mark given by hand stands, to be looked at again when new work comes."""
    for result in report.criteria:
        cell = _one(session, api.GradeCell, name=result.id, notebook_id=notebook.id)
        if cell is None:
            continue  # a report older than the exercise
        grade = _update(session, api.Grade, {"cell_id": cell.id, "notebook_id": copy.id}, {"auto_score": result.earned})
        if grade.manual_score is None:
            grade.needs_manual_grade = result.outcome is Outcome.BROKEN
        elif is_new:
            grade.needs_manual_grade = True


def _write_open_parts(
    session: Session, submitted: Submitted, notebook: api.Notebook, copy: api.SubmittedNotebook,
) -> None:
    """Points of the open parts are extra credit, together never above what the exercise is worth."""
    room = max(submitted.exercise.points - submitted.report.score, 0.0)
    to_judge = {part.id for part in submitted.report.open}
    for part in submitted.exercise.open_parts:
        cell = _one(session, api.TaskCell, name=OPEN_PREFIX + part.id, notebook_id=notebook.id)
        grade = _update(session, api.Grade, {"cell_id": cell.id, "notebook_id": copy.id}, {})
        given = (submitted.open_marks or {}).get(part.id)
        if part.id not in to_judge:
            grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 0.0, None, None, False
        elif given is not None:
            bonus = min(max(float(given), 0.0), part.points, room)
            room -= bonus
            grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade = None, 0.0, bonus, False
        elif grade.manual_score is None:
            grade.auto_score, grade.extra_credit, grade.needs_manual_grade = None, None, True
        else:  # marked before, in the formgrader or for earlier work
            grade.extra_credit = min(grade.extra_credit or 0.0, room)
            room -= grade.extra_credit


def _write_comment(session: Session, submitted: Submitted, notebook: api.Notebook, copy: api.SubmittedNotebook) -> None:
    cells = select(api.BaseCell).where(
        api.BaseCell.notebook_id == notebook.id, api.BaseCell.type.in_(["SolutionCell", "TaskCell"]))
    for cell in session.scalars(cells).all():
        comment = _update(session, api.Comment, {"cell_id": cell.id, "notebook_id": copy.id}, {})
        if cell.name == ANSWER_ID and submitted.comment:
            comment.manual_comment = submitted.comment


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
