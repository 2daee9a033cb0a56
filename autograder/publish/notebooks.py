"""Writes nbgrader's `source/` and `release/` trees from the exercise folders. Generated: never edited by hand."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

from autograder.catalogue import find_exercises
from autograder.engine.course_config import write_config
from autograder.engine.jupyter import to_text
from autograder.engine.notebook import make_notebook


def build_notebooks(root: Path, build: Path, say: Callable[[str], None]) -> Path:
    """Make `build/nbgrader` from `root/exercises`. Notebooks of exercises that are gone go too."""
    course = build / "nbgrader"
    exercises = [exercise for exercise in find_exercises(root / "exercises") if "notebook" in exercise.doors]
    for version in ("source", "release"):
        for stale in set((course / version).glob("*")) - {course / version / each.assignment for each in exercises}:
            shutil.rmtree(stale)
        for exercise in exercises:
            folder = course / version / exercise.assignment
            folder.mkdir(parents=True, exist_ok=True)
            notebook = make_notebook(exercise, solution=version == "source")
            (folder / f"{exercise.slug}.ipynb").write_text(to_text(notebook), encoding="utf-8")
            for name, content in exercise.handed_out.items():
                (folder / name).write_bytes(content)
    write_config(course, root)
    _tell_the_environment(root)
    say(f"Carnets prêts ({len(exercises)}) : {course / 'release'}")
    return course


def _tell_the_environment(root: Path) -> None:
    """Let every notebook of the course's own environment import `autograder`, wherever the notebook lies.

    A kernel starts in the notebook's folder and knows nothing of the course. Only an environment inside `root` is
    touched. The line is ASCII whatever the path: before Python 3.13 such a file is read in the system's own encoding.
    """
    if not Path(sys.prefix).resolve().is_relative_to(root.resolve()):
        return
    path = Path(sysconfig.get_path("purelib")) / "cours.pth"
    line = f"import sys; sys.path.append({str(root.resolve())!a})\n"
    if not path.is_file() or path.read_text(encoding="ascii") != line:
        path.write_text(line, encoding="ascii")
