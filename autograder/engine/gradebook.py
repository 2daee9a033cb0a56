"""nbgrader's gradebook: its own database and its own folders, so that its formgrader and its exports show our marks.

Submissions are recorded in batches, each one transaction. The files the formgrader opens are written before it ends: a
crash in between leaves a file that nothing points to, never a mark without its notebook.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Engine, inspect, text
from sqlalchemy.orm import Session

from autograder.catalogue import Exercise
from autograder.checks import Report
from autograder.engine import gradebook_rows as rows
from autograder.engine.course_config import write_config
from autograder.engine.database import connect, transaction
from autograder.engine.gradebook_url import gradebook_url
from autograder.engine.graded_notebook import autograded_notebook, is_made_here, submitted_notebook
from autograder.engine.jupyter import to_text
from autograder.engine.notebook import make_notebook

if TYPE_CHECKING:
    from autograder.engine.gradebook_rows import Submitted

PROJECT = Path(__file__).resolve().parents[2]


class Gradebook:
    """The course folder of nbgrader at `root` (`seance/nbgrader`), made at the first use."""

    def __init__(self, root: Path, exercises: Iterable[Exercise] | Mapping[str, Exercise]) -> None:
        self.root = root
        each = exercises.values() if isinstance(exercises, Mapping) else exercises
        self._published: set[tuple[str, str]] = set()
        root.mkdir(parents=True, exist_ok=True)
        write_config(root, PROJECT)
        self._engine = open_database(gradebook_url(root))
        for exercise in each:
            self._publish(exercise)

    def record(
        self, person_id: str, name: str, exercise: Exercise, answer: object, report: Report, when: datetime,
        open_marks: Mapping[str, float] | None = None, comment: str = "",
    ) -> bool:
        """Bring the gradebook to this submission; doing it again changes nothing.

        `person_id` names her folder and her row; an empty `name` leaves the one that is there. `open_marks` are the
        trainer's points for the open parts, None as long as nobody has read them. Returns False when a newer submission
        of hers is there already: it stays.
        """
        return self.record_all([submitted(person_id, name, exercise, answer, report, when, open_marks, comment)])[0]

    def record_all(self, batch: Sequence[Submitted]) -> list[bool]:
        """`record` for each, in one transaction: all of them or none."""
        by_exercise: dict[str, list[int]] = {}
        for place, each in enumerate(batch):
            by_exercise.setdefault(each.exercise.id, []).append(place)
            self._publish(each.exercise)  # an author may have changed it since

        def work(session: Session) -> list[bool]:
            newest = [False] * len(batch)
            for places in by_exercise.values():
                of_one = [batch[place] for place in places]
                for place, is_newest in zip(places, rows.write(session, of_one[0].exercise, of_one), strict=True):
                    newest[place] = is_newest
            for each, is_newest in zip(batch, newest, strict=True):
                if is_newest:
                    self._write_files(each)
            return newest

        return transaction(self._engine, work)

    def close(self) -> None:
        self._engine.dispose()

    def _publish(self, exercise: Exercise) -> None:
        """Have the assignment in the course as it is today: notebooks in source/ and release/, rows in the database."""
        if (exercise.id, exercise.fingerprint) in self._published:
            return
        for version in ("source", "release"):
            notebook = make_notebook(exercise, solution=version == "source")
            folder = self.root / version / exercise.assignment
            _replace(folder / f"{exercise.slug}.ipynb", to_text(notebook))
            for name, content in exercise.handed_out.items():
                (folder / name).write_bytes(content)
        transaction(self._engine, lambda session: rows.write_assignment(session, exercise))
        self._published.add((exercise.id, exercise.fingerprint))

    def _write_files(self, submitted: Submitted) -> None:
        exercise = submitted.exercise
        place = Path(submitted.student) / exercise.assignment
        notebooks = {
            "submitted": submitted_notebook(exercise, submitted.answer),
            "autograded": autograded_notebook(exercise, submitted.answer, submitted.report),
        }
        for folder, notebook in notebooks.items():
            path = self.root / folder / place / f"{exercise.slug}.ipynb"
            if folder == "submitted" and path.is_file() and not is_made_here(path.read_bytes()):
                self.keep(path.read_bytes(), ".ipynb")
            _replace(path, to_text(notebook))
            _replace(path.with_name("timestamp.txt"), submitted.when.strftime("%Y-%m-%d %H:%M:%S UTC"))

    def keep(self, raw: bytes, suffix: str) -> Path:
        """Keep a file as it was received, under a name made from its content; returns its path."""
        copy = self.root / "recus" / f"{hashlib.sha256(raw).hexdigest()[:16]}{suffix}"
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            new = copy.with_name(copy.name + ".new")
            new.write_bytes(raw)
            new.replace(copy)
        return copy


def open_database(url: URL) -> Engine:
    """Open nbgrader's database, made if needed with its tables and its migration mark.

    nbgrader makes the mark by calling a program (`alembic`) that must be on PATH; here the same is read from its files.
    """
    engine = connect(url)
    with engine.begin() as connection:
        if not inspect(connection).has_table("alembic_version"):
            rows.Base.metadata.create_all(connection)
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": rows.migration_head()})
    return engine


def _replace(path: Path, content: str) -> None:
    """All or nothing (nbgrader may have made the old file read-only), and left alone when it is the same."""
    if path.is_file() and path.read_text(encoding="utf-8") == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_text(content, encoding="utf-8")
    new.replace(path)


def submitted(
    person_id: str, name: str, exercise: Exercise, answer: object, report: Report, when: datetime,
    open_marks: Mapping[str, float] | None = None, comment: str = "",
) -> Submitted:
    """One submission for `Gradebook.record_all`, in the words of `Gradebook.record`."""
    naive = when.astimezone(UTC).replace(tzinfo=None, microsecond=0)  # nbgrader keeps UTC without saying so
    return rows.Submitted(rows.safe_id(person_id), name, exercise, answer, report, naive, open_marks, comment)
