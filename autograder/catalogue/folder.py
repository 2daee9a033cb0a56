"""From a folder to an `Exercise`: front matter in TOML, statement in MyST, checks in Python, data in JSON."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.catalogue.exercise import FIRST_SUBJECT, Exercise, ExerciseError, Hint, Section
from autograder.checks import OpenPart, RubricLevel
from autograder.domain.french import typeset

FRONT_MATTER = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)
HINTS_HEADING = re.compile(r"^## Indices\s*$", re.MULTILINE)
HINT_HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
HINTS = 3
LEVELS = 2
LAST = 1_000
ANSWER_KEY_HEADING = re.compile(r"^## Corrigé\s*$", re.MULTILINE)
MODULE_NAMES = ("BLANK", "read", "describe", "excerpts")
SUBJECT_NAME = re.compile(r"[a-z]")
FOLDER_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")


def find_exercises(root: Path) -> list[Exercise]:
    """Every exercise below `root` (a folder of chapters), by section, by the order that each gives, then by folder."""
    folders = sorted(path.parent for path in root.glob("*/*/exercise.md"))
    return sorted(map(load_exercise, folders), key=_place)


def _place(exercise: Exercise) -> tuple[tuple[int, ...], int, str]:
    return _numbers(exercise.section.number), exercise.order, exercise.id


def load_exercise(folder: Path) -> Exercise:
    """Read one exercise folder. Raises `ExerciseError` naming the folder and what is missing or wrong."""
    folder = folder.resolve()
    for name in (folder.parent.name, folder.name):
        if not FOLDER_NAME.fullmatch(name):
            raise ExerciseError(f"{folder}: a folder's name is made of a-z, 0-9, - and . (found {name!r})")
    try:
        front, statement, hints, answer_key_text = _read_text(folder / "exercise.md")
        module = _load_module(folder / "checks.py")
        asked = folder / "carnet" / "form.json"
        exercise = Exercise(
            id=f"{folder.parent.name}/{folder.name}", folder=folder, module=module,
            version=int(front["version"]), order=int(front.get("order", LAST)),
            title=typeset(front["title"]), summary=typeset(front["summary"]),
            minutes=int(front["minutes"]), builder=front["builder"], doors=tuple(front["doors"]),
            section=Section(**{name: typeset(text) for name, text in front["section"].items()}),
            objectives=tuple(map(typeset, front["objectives"])),
            statement=statement, hints=hints, answer_key_text=answer_key_text,
            data=_data(folder),
            steps=_steps(folder / "carnet" / "carnet.py"), questions=_json(asked) if asked.exists() else {},
            files=_beside(folder / "carnet"), hidden=_beside(folder / "hidden"),
            key=_json(folder / "key.json"), open_parts=tuple(map(_open_part, front.get("open", []))),
        )
        resumed = front.get("reprise", {})
        exercise = replace(
            exercise, own=resumed.get("subject", ""), earlier=tuple(_earlier(folder, resumed.get("from", ()))),
        )
        exercise = replace(exercise, others=tuple(_other_subjects(exercise)))
    except KeyError as missing:
        raise ExerciseError(f"{folder}: exercise.md lacks {missing}") from missing
    except (OSError, ValueError, TypeError) as error:
        raise ExerciseError(f"{folder}: {error}") from error
    if not exercise.checks:
        raise ExerciseError(f"{folder}: checks.py holds no @check")
    if missing_names := [name for name in MODULE_NAMES if not hasattr(module, name)]:
        raise ExerciseError(f"{folder}: checks.py lacks {', '.join(missing_names)}")
    return exercise


def _earlier(folder: Path, ids: Iterable[str]) -> Iterator[Exercise]:
    """The exercises whose answers may be taken over here; a folder copied out of its course has none beside it."""
    found = (folder.parents[1] / id_ for id_ in ids)
    return (load_exercise(path) for path in found if (path / "exercise.md").is_file())


def _other_subjects(first: Exercise) -> Iterator[Exercise]:
    """Each folder below `sujets/` is one more subject: what it holds of `data/` and `key.json` replaces the first's."""
    for folder in sorted(path for path in (first.folder / "sujets").glob("*") if path.is_dir()):
        if not SUBJECT_NAME.fullmatch(folder.name) or folder.name == FIRST_SUBJECT:
            raise ValueError(f"a subject is called b, c, d…, not {folder.name!r}")
        key = folder / "key.json"
        name = "vos réponses" if folder.name == first.own else f"sujet {folder.name.upper()}"
        yield replace(
            first, folder=folder, subject=folder.name, title=typeset(f"{first.title} ({name})"),
            data={**first.data, **_data(folder)}, key=_json(key) if key.exists() else first.key,
            files={**first.files, **_beside(folder / "carnet")}, hidden={**first.hidden, **_beside(folder / "hidden")},
        )


def _data(folder: Path) -> dict[str, object]:
    return {path.stem: _json(path) for path in sorted((folder / "data").glob("*.json"))}


def _read_text(path: Path) -> tuple[dict[str, Any], str, tuple[Hint, ...], str]:
    found = FRONT_MATTER.match(path.read_text(encoding="utf-8").replace("\r\n", "\n"))
    if not found:
        raise ValueError("exercise.md begins with a TOML front matter between two +++ lines")
    public, *rest = ANSWER_KEY_HEADING.split(found[2], maxsplit=1)
    statement, *hints = HINTS_HEADING.split(public, maxsplit=1)
    return tomllib.loads(found[1]), statement.strip() + "\n", _hints("".join(hints)), "".join(rest).strip() + "\n"


def _hints(text: str) -> tuple[Hint, ...]:
    """The part « Indices »: none, or the three steps in order, each under its own heading."""
    before, *parts = HINT_HEADING.split(text)
    hints = tuple(
        Hint(typeset(title.strip()), body.strip()) for title, body in zip(parts[::2], parts[1::2], strict=True)
    )
    if before.strip() or len(hints) not in (0, HINTS) or not all(hint.text for hint in hints):
        raise ValueError(f"« ## Indices » holds {HINTS} headings « ### », each with its text, and nothing before them")
    return hints


def _load_module(path: Path) -> ModuleType:
    """Import checks.py under a name of its own, so that two exercises never share a module."""
    name = "exercise_" + re.sub(r"\W", "_", f"{path.parent.parent.name}__{path.parent.name}")
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ValueError(f"{path.name} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise ValueError(f"{path.name} cannot be run: {error!r}") from error
    return module


def _json(path: Path) -> object:
    return json.loads(path.read_text(encoding="utf-8"))


def _steps(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _beside(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}


def _open_part(row: Mapping[str, Any]) -> OpenPart:
    """Levels climb from nothing, each with a comment that may be sent as it is."""
    levels = tuple(
        RubricLevel(level["points"], typeset(level["label"]), typeset(level["comment"])) for level in row["levels"]
    )
    points = [level.points for level in levels]
    if points != sorted({0, *points}) or len(points) < LEVELS or not all(level.comment for level in levels):
        raise ValueError(f"levels of the open part {row['id']!r}: 0 first, each worth more, each with a comment")
    return OpenPart(str(row["id"]), typeset(row["title"]), points[-1], levels, bonus=bool(row.get("bonus", False)))


def _numbers(section: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", section))
