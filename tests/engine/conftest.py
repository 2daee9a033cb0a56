"""The exercise as it stands in the repository, and notebooks made from it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.catalogue import find_exercises
from autograder.engine.grade import grade_bytes
from autograder.engine.graded_notebook import submitted_notebook
from autograder.engine.jupyter import new_code_cell, to_text
from autograder.engine.notebook import make_notebook
from tests.places import ROOT


@pytest.fixture(scope="session")
def exercises():
    return {exercise.id: exercise for exercise in find_exercises(ROOT / "exercises")}


@pytest.fixture(scope="session")
def exercise(exercises):
    return exercises["3-organiser/arbre-a-problemes"]


class Copy:
    """A learner's notebook, to be spoilt in every way."""

    def __init__(self, exercise, answer=None):
        self.notebook = submitted_notebook(exercise, answer) if answer else make_notebook(exercise, solution=False)

    @property
    def cells(self):
        return self.notebook.cells

    def place(self, grade_id):
        return next(i for i, cell in enumerate(self.cells) if cell.metadata["nbgrader"]["grade_id"] == grade_id)

    def answer_with(self, source):
        self.cells[self.place("reponse")].source = source
        return self

    def insert_code(self, source, *, before=None):
        place = self.place(before) if before else len(self.cells)
        cell = new_code_cell(source)
        cell.metadata["nbgrader"] = {"grade_id": ""}
        self.cells.insert(place, cell)
        return self

    def remove(self, grade_id):
        del self.cells[self.place(grade_id)]
        return self

    def repeat(self, grade_id):
        self.cells.append(json.loads(json.dumps(self.cells[self.place(grade_id)])))
        return self

    @property
    def raw(self):
        return json.dumps(self.notebook).encode()


@pytest.fixture
def copy(exercise):
    return lambda answer=None: Copy(exercise, answer)


@pytest.fixture
def grade(exercises, tmp_path):
    """Grade a copy (or raw bytes) as the trainer's computer does."""

    def grade_it(copy, name="arbre-a-problemes.ipynb"):
        raw = copy if isinstance(copy, bytes) else copy.raw
        return grade_bytes(name, raw, exercises, tmp_path / "essais")

    return grade_it


@pytest.fixture(scope="session")
def nbgrader_command():
    """Run nbgrader's own command in a course folder; its output is returned when it succeeds."""
    def run(folder, *arguments):
        program = Path(sys.executable).with_name("nbgrader.exe" if os.name == "nt" else "nbgrader")
        path = os.pathsep.join([str(program.parent), os.environ.get("PATH", "")])
        environment = {**os.environ, "PATH": path}
        done = subprocess.run(
            [program, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=300,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout + done.stderr

    return run


@pytest.fixture
def write_notebook():
    def write(path, notebook):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(to_text(notebook), encoding="utf-8")
        return path

    return write
