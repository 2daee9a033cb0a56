"""The files dropped in a folder to be graded: which ones count, and whose they are."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.catalogue import Exercise
from autograder.engine.handed_files import walk

SUFFIXES = (".ipynb", ".json")
COPY_MARKS = re.compile(r"(\s*\(\d+\)|[-_ ]copy\d*|[-_ ]copie\d*)$", re.IGNORECASE)
SET_ASIDE = re.compile(r"-autre-\d+$")
MAX_NAME = 60
RECEIPT_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No 0, O, 1, I: a receipt is read aloud and copied by hand."""


@dataclass(frozen=True)
class Author:
    """Who handed a file in: `id` names her in the gradebook.

    `guessed` when the file says no name; `from_id` when the name is only her id made readable.
    """

    id: str
    name: str
    guessed: bool = False
    from_id: bool = False


def files_below(paths: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """The files to grade, each with the folder that was asked for. A file named on its own is always taken."""
    for path in paths:
        if not path.is_dir():
            yield path, path.parent
            continue
        for each in walk(path):
            hidden = any(part.startswith(".") for part in each.relative_to(path).parts)
            if each.suffix.lower() in SUFFIXES and not hidden and not _is_draft(each):
                yield each, path


def shown(name: str) -> str:
    """A file's name as a terminal may show it and a journal keep it: whoever handed it in chose it."""
    return "".join(char if char.isprintable() else "?" for char in name)


def _is_draft(path: Path) -> bool:
    """A notebook's own draft, dropped with it: the notebook is the submission."""
    if path.suffix.lower() != ".json" or not path.stem.startswith("reponse-"):
        return False
    notebook = SET_ASIDE.sub("", path.stem.removeprefix("reponse-"))
    return path.with_name(notebook + ".ipynb").exists()


def author_of(path: Path, raw: bytes, asked: Path, exercises: Iterable[Exercise]) -> Author:
    """From nbgrader's folders, else from inside the file, else from its name, else from its folder."""
    known = list(exercises)
    if path.parent.name in {exercise.assignment for exercise in known}:
        student = path.parent.parent.name
        student = student if student == shown(student) else person_id(student)
        return Author(student, _clean(re.sub(r"[-_]+", " ", student)), from_id=True)
    stem = COPY_MARKS.sub("", path.stem)
    name = _name_inside(raw) or _name_outside(stem, known)
    bare = {alias for exercise in known for alias in (exercise.slug, exercise.assignment, f"reponse-{exercise.slug}")}
    if not name and stem in bare and path.parent != asked:
        name = _clean(path.parent.name)
    if name:
        return Author(person_id(name), name)
    return Author(person_id(stem), _clean(stem) or "Sans nom", guessed=True)


def person_id(name: str) -> str:
    """The same for a name with or without accents and capitals, which file names often lose."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if any(char.isalpha() and not char.isascii() for char in plain):  # another script: its letters count too
        slug = f"{slug}-{hashlib.sha256(plain.encode()).hexdigest()[:6]}".strip("-")
    return slug or "sans-nom"


def receipt(raw: bytes, author: Author) -> str:
    """A short code for one file of one person: the same each time, so that it can be looked for again."""
    digest = int.from_bytes(hashlib.sha256(author.id.encode() + b"\0" + raw).digest()[:8], "big")
    letters = ""
    for _ in range(6):
        digest, rest = divmod(digest, len(RECEIPT_LETTERS))
        letters += RECEIPT_LETTERS[rest]
    return f"DEP-{letters}"


def _name_inside(raw: bytes) -> str:
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(data, dict):
        return ""
    metadata = data.get("metadata")
    ours = metadata.get("citoyennete") if isinstance(metadata, dict) else None
    places = (data.get("nom"), ours.get("nom") if isinstance(ours, dict) else None)
    return next((name for place in places if (name := _clean(place))), "")


def _name_outside(stem: str, exercises: Iterable[Exercise]) -> str:
    for exercise in exercises:
        for prefix in (f"{exercise.assignment}__", f"{exercise.slug}__", f"{exercise.slug}-"):
            if stem.startswith(prefix):
                return _clean(re.sub(r"[-_]+", " ", stem.removeprefix(prefix)))
    return ""


def _clean(name: object) -> str:
    if not isinstance(name, str):
        return ""
    shown = "".join(char if char.isprintable() else " " for char in unicodedata.normalize("NFC", name))
    return " ".join(shown.split())[:MAX_NAME]
