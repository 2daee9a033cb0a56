"""An nbgrader course as its owner has set it up: where things lie, when they were handed in, what being late costs."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from nbgrader import utils
from nbgrader.apps import NbGrader
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties, Execute, IgnorePattern, LimitOutput

from autograder.engine.errors import GradeRefused
from autograder.engine.foreign_settings import not_heeded
from autograder.engine.handed_files import read_bounded

MAX_STAMP = 1000


@dataclass(frozen=True)
class Handed:
    """What one person handed in for one assignment: a folder."""

    student: str
    assignment: str
    folder: Path


class Course:
    """Read with nbgrader's own classes, so that each setting of the course's `nbgrader_config.py` counts."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise GradeRefused(f"Le dossier « {root} » n'existe pas : donnez celui du cours nbgrader.")
        self.root = root.resolve()
        try:
            with _inside(self.root):
                app = NbGrader(log_level=logging.CRITICAL)
                app.initialize([], root=str(self.root))
                self._autograde = Autograde(coursedir=app.coursedir, parent=app)
        except (Exception, SystemExit) as error:  # a configuration is a program: it may fail in any way
            raise GradeRefused(
                "La configuration de ce cours (nbgrader_config.py) ne se lit pas : essayez « nbgrader list » dans son "
                "dossier, qui dira pourquoi.", str(error)) from None
        self._directory, self._config = app.coursedir, app.config
        self.cell_seconds = float(Execute(config=app.config).timeout or 30)
        self._penalties = AssignLatePenalties(config=app.config)
        self._penalties.init_plugin()
        steps = (IgnorePattern(config=app.config), LimitOutput(config=app.config))
        self.cleaners: list[Any] = [step for step in steps if step.enabled]
        """nbgrader's own steps for what cells showed, each with `preprocess_cell`."""
        self.permissions = int(str(self._autograde.permissions), 8)
        """Of files once graded."""
        self.takes_strangers = bool(self._autograde.create_student)
        self.ignored: list[str] = list(self._directory.ignore)
        self.not_heeded = not_heeded(app.config)

    def left_to_learners(self, assignment: str) -> set[str]:
        """The author's files that each learner hands in her own version of."""
        return set(map(str, self._autograde.exclude_overwriting.get(assignment, ())))

    def hook(self, which: Literal["pre", "post"], handed: Handed) -> bool:
        """Run the course's own hook before or after a submission, if it has one. As in nbgrader, one that fails stops
        nothing."""
        convert = self._autograde
        if not (convert.pre_convert_hook if which == "pre" else convert.post_convert_hook):
            return False
        self._directory.assignment_id, self._directory.student_id = handed.assignment, handed.student
        convert.notebooks = sorted(str(path) for path in handed.folder.glob("*.ipynb"))
        with _inside(self.root):
            convert.run_pre_convert_hook() if which == "pre" else convert.run_post_convert_hook()
        return True

    @property
    def database(self) -> str:
        return str(self._directory.db_url)

    def source(self, assignment: str) -> Path:
        return self._place(self._directory.source_directory, ".", assignment)

    def release(self, assignment: str) -> Path:
        return self._place(self._directory.release_directory, ".", assignment)

    def autograded(self, handed: Handed) -> Path:
        return self._place(self._directory.autograded_directory, handed.student, handed.assignment)

    def feedback(self, handed: Handed) -> Path:
        return self._place(self._directory.feedback_directory, handed.student, handed.assignment)

    def handed_in(self, assignments: list[str]) -> list[Handed]:
        """All that was handed in for these assignments, person by person."""
        excluded = set(str(self._directory.student_id_exclude).split(","))
        found = []
        for assignment in assignments:
            pattern = str(self._directory.format_path(self._directory.submitted_directory, "*", assignment))
            fixed = Path(pattern.split("*", 1)[0])
            place = Path(pattern).relative_to(fixed).parts.index("*") if fixed.is_dir() else 0
            for folder in sorted(fixed.glob(str(Path(pattern).relative_to(fixed)))) if fixed.is_dir() else ():
                student = folder.relative_to(fixed).parts[place]
                if folder.is_dir() and not folder.is_symlink() and student not in excluded:
                    found.append(Handed(student, assignment, folder))
        return found

    def when(self, handed: Handed) -> datetime | None:
        """From `timestamp.txt`, in UTC without saying so, as nbgrader keeps it."""
        path = handed.folder / "timestamp.txt"
        if path.is_symlink() or not path.is_file():
            return None
        text = read_bounded(path, MAX_STAMP).decode("utf-8", "replace").strip()
        if not text:
            return None
        try:
            return utils.parse_utc(text)
        except (ValueError, OverflowError):
            raise GradeRefused(
                f"La date de remise ne se lit pas (« {text[:40]} ») : corrigez timestamp.txt, par exemple "
                "« 2021-03-14 09:30:00 UTC »."
            ) from None

    def penalty(self, student: str, score: float, seconds_late: float) -> float | None:
        """What the course's own rule takes off."""
        if not self._penalties.enabled:
            return None
        given = self._penalties.plugin_inst.late_submission_penalty(student, score, seconds_late)
        return None if given is None else float(given)

    def _place(self, step: str, student: str, assignment: str) -> Path:
        return Path(os.path.normpath(self._directory.format_path(step, student, assignment)))


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """nbgrader looks for its configuration, and for what that imports, where it is started."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
