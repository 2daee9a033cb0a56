"""Whose file is it? What the engine reads in a file, compared with the people of the session."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from autograder.catalogue import Exercise
from autograder.classroom import names
from autograder.engine.deposit import author_of

NUMBER = re.compile(r" \d+$")  # what tells homonyms apart: « Awa Diallo (2) » has the key `awa diallo 2`


def name_in_file(file_name: str, raw: bytes, exercises: Mapping[str, Exercise]) -> str:
    """The learner's name as the file tells it, inside or in its name; empty when it does not."""
    author = author_of(Path(file_name), raw, Path(), exercises.values())
    return "" if author.guessed else names.clean(author.name)


def people_called(name: str, people: Iterable[Row[Any]]) -> list[Row[Any]]:
    """Learners of that name. With homonyms, all of them: a person has to choose."""
    wanted = NUMBER.sub("", names.key(name))
    return [person for person in people if wanted and NUMBER.sub("", person.name_key) == wanted]
