"""`python -m autograder feedback`: a page for each graded notebook of a course, where nbgrader would put it.

What the gradebook says today counts, marks given by hand in the formgrader included. Any course of nbgrader's will do.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from autograder.domain.errors import CourseError
from autograder.engine.feedback_page import Mark, Marks, page
from autograder.engine.gradebook_url import gradebook_url, is_there

COPIES = """
SELECT submitted_notebook.id, submitted_notebook.late_submission_penalty, submitted_assignment.student_id,
       assignment.name, notebook.name, student.first_name, student.last_name
FROM submitted_notebook
JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
JOIN assignment ON assignment.id = submitted_assignment.assignment_id
JOIN notebook ON notebook.id = submitted_notebook.notebook_id
JOIN student ON student.id = submitted_assignment.student_id
ORDER BY assignment.name, submitted_assignment.student_id
"""
GRADES = """
SELECT grade.notebook_id, base_cell.name, grade.auto_score, grade.manual_score, grade.extra_credit,
       grade.needs_manual_grade, COALESCE(grade_cells.max_score, task_cells.max_score, 0)
FROM grade JOIN base_cell ON base_cell.id = grade.cell_id
LEFT JOIN grade_cells ON grade_cells.id = base_cell.id LEFT JOIN task_cells ON task_cells.id = base_cell.id
"""
COMMENTS = """
SELECT comment.notebook_id, base_cell.name, COALESCE(comment.manual_comment, comment.auto_comment)
FROM comment JOIN base_cell ON base_cell.id = comment.cell_id
WHERE COALESCE(comment.manual_comment, comment.auto_comment, '') <> ''
"""


@dataclass(frozen=True)
class _Copy:
    """One graded notebook: whose, of what, with what marks."""

    student: str
    name: str
    assignment: str
    notebook: str
    marks: Marks


def write_feedback(course: Path, say: Callable[[str], None]) -> int:
    """Write the pages of the course at `course`; those that say the same stay as they are. Returns 1 if some lack."""
    written = missing = total = 0
    for copy in _copies(course):
        total += 1
        place = Path(copy.student) / copy.assignment
        try:
            path = course / "autograded" / place / f"{copy.notebook}.ipynb"
            notebook = json.loads(path.read_text(encoding="utf-8"))
            made = page(f"{copy.notebook} · {copy.name}", notebook, copy.marks)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            missing += 1
            say(f"{copy.name}, {copy.assignment} : le carnet noté manque ou ne se lit plus ; notez-le de nouveau.")
            continue
        written += _replace(course / "feedback" / place / f"{copy.notebook}.html", made)
    if not total:
        say("Rien à rendre : aucune copie n'est encore notée.")
        return 0
    say(f"Retours : {total - missing} page(s) dans {course / 'feedback'}, dont {written} nouvelle(s) ou changée(s).")
    return 1 if missing else 0


def _copies(course: Path) -> Iterator[_Copy]:
    if not is_there(course):
        return
    engine = create_engine(gradebook_url(course))
    try:
        with closing(engine.connect()) as connection:
            grades: dict[str, dict[str, Mark]] = defaultdict(dict)
            for copy, cell, *row in connection.execute(text(GRADES)):
                grades[copy][cell] = _mark(*row)
            comments: dict[str, dict[str, str]] = defaultdict(dict)
            for copy, cell, said in connection.execute(text(COMMENTS)):
                comments[copy][cell] = said
            for copy, late, student, assignment, notebook, first, last in connection.execute(text(COPIES)):
                name = " ".join(filter(None, (first, last))) or student
                yield _Copy(student, name, assignment, notebook, Marks(grades[copy], comments[copy], late or 0.0))
    except SQLAlchemyError as error:
        raise CourseError(f"Le carnet de notes de {course} est occupé ou abîmé : fermez nbgrader, relancez.") from error
    finally:
        engine.dispose()


def _mark(auto: float | None, manual: float | None, extra: float | None, waits: Any, points: float) -> Mark:
    """As nbgrader counts: a mark by hand before the automatic one, extra credit on top."""
    score = manual if manual is not None else auto
    return Mark(None if waits or score is None else score + (extra or 0.0), points)


def _replace(path: Path, content: str) -> bool:
    """All or nothing; False when it said the same already."""
    if path.is_file() and path.read_text(encoding="utf-8") == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_text(content, encoding="utf-8")
    new.replace(path)
    return True
