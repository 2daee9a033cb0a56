"""What every part of the server shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from autograder.catalogue import Exercise
from autograder.checks import Report
from autograder.classroom.limits import Guesses
from autograder.classroom.readings.folder import Readings
from autograder.classroom.store import Store
from autograder.classroom.wake import Wake

Draw = Callable[[Any], str]  # what a builder builds (a cause tree…), as SVG


class GradedFile(Protocol):
    """What grading a file gives (`autograder.engine.grade.Graded`)."""

    @property
    def exercise(self) -> Exercise: ...
    @property
    def answer(self) -> object: ...
    @property
    def report(self) -> Report: ...
    @property
    def notes(self) -> tuple[str, ...]: ...


class GradeFile(Protocol):
    """Grades a notebook or an answer file; raises `InvalidData` (`autograder.engine.grade.grade_bytes`)."""

    def __call__(self, name: str, raw: bytes, exercises: dict[str, Exercise], scratch: Path, /) -> GradedFile: ...


class Gradebook(Protocol):
    """nbgrader's gradebook (`autograder.engine.gradebook.Gradebook`)."""

    def record(
        self, person_id: str, name: str, exercise: Exercise, answer: object, report: Report, when: datetime,
        open_marks: dict[str, float] | None, comment: str,
    ) -> object: ...


@dataclass(frozen=True)
class Room:
    """The classroom: where things are kept, what is taught, who grades files, and what time it is."""

    store: Store
    folder: Path
    exercises: Mapping[str, Exercise]
    drawings: Mapping[str, Draw] = field(default_factory=dict)  # by builder
    port: int = 8000
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    # Thirty phones behind one hotspot have one address: three wrong codes each within a minute is a class that misreads
    # the wall, more is somebody guessing. At 90 a minute, one of thirty resume codes (30 bits) takes most of a year.
    learner_guesses: Guesses = field(default_factory=lambda: Guesses(per_address=90, overall=180))
    trainer_guesses: Guesses = field(default_factory=lambda: Guesses(per_address=10, overall=40))
    to_record: Wake = field(default_factory=Wake)
    to_grade: Wake = field(default_factory=Wake)
    to_read: Wake = field(default_factory=Wake)

    @property
    def readings(self) -> Readings:
        """The trainer's exports and what was read in them."""
        return Readings(self.folder / "exports")
