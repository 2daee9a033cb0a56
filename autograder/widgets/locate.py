"""Finds an exercise's folder, and the bundled front end, from wherever the notebook runs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.catalogue import Exercise, ExerciseError, load_exercise
from autograder.widgets.say import Advice

PACKAGE_PARENT = Path(__file__).resolve().parents[2]
EXERCISE_ID = re.compile(r"[a-z0-9][a-z0-9.-]*/[a-z0-9][a-z0-9.-]*")


def find_exercise(exercise_id: object) -> Exercise:
    """The exercise of that id (`<chapter>/<slug>`). Raises `Advice` when this machine does not have it."""
    if not isinstance(exercise_id, str) or not EXERCISE_ID.fullmatch(exercise_id):
        raise Advice('Donnez l\'exercice entre guillemets, par exemple ouvrir("3-organiser/arbre-a-problemes").')
    for root in exercise_roots():
        if (root / exercise_id / "exercise.md").is_file():
            try:
                return load_exercise(root / exercise_id)
            except ExerciseError as error:
                raise Advice(
                    "L'exercice est abîmé sur cet ordinateur : prévenez votre formatrice ou votre formateur."
                ) from error
    raise Advice(
        f"L'exercice « {exercise_id} » n'est pas sur cet ordinateur. Votre réponse reste dans le carnet ; "
        "prévenez votre formatrice ou votre formateur."
    )


def exercise_roots() -> Iterator[Path]:
    """Where exercises may lie: what COURS_EXERCICES says alone, or `exercises/` here, above, or beside us."""
    if told := os.environ.get("COURS_EXERCICES"):
        yield Path(told)
        return
    here = Path.cwd()
    yield from (folder / "exercises" for folder in (here, *here.parents, PACKAGE_PARENT))


def front_file(name: str) -> str | None:
    """The text of a bundled front-end file, or None where the course was not built."""
    for root in (PACKAGE_PARENT, *(folder.parent for folder in exercise_roots())):
        path = root / "build" / "front" / name
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return None
