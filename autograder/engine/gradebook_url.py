"""Where a course's gradebook lies: the file `gradebook.db`, or the database that COURS_CARNET_DE_NOTES names."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from autograder.domain.errors import CourseError

VARIABLE = "COURS_CARNET_DE_NOTES"


def gradebook_url(course: Path) -> URL:
    """Raises `CourseError` for an address that no database has. `postgresql://` is read with psycopg."""
    told = os.environ.get(VARIABLE)
    if not told:
        return URL.create("sqlite", database=str(course / "gradebook.db"))
    try:
        url = make_url(told)
    except ArgumentError:
        raise CourseError(
            f"{VARIABLE} n'est pas l'adresse d'une base : écrivez par exemple postgresql://nom@machine/notes") from None
    return with_driver(url)


def with_driver(url: URL) -> URL:
    """The same database, by the driver that we have for it."""
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def is_there(course: Path) -> bool:
    """Whether the course has a gradebook. One elsewhere is taken to be there."""
    return bool(os.environ.get(VARIABLE)) or (course / "gradebook.db").is_file()
