"""What the trainer's guide asks of the course: how long a page takes, what its exercises are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sphinx_external_toc.parsing import parse_toc_yaml

from autograder.catalogue import Exercise, find_exercises
from autograder.publish.guide_builder import walk
from autograder.publish.trainer_schedule import Source
from autograder.publish.typography import french

TIME = re.compile(r"^- \*\*Temps\*\* : (.+)$", re.MULTILINE)
READING = re.compile(r"(\d+) minutes de lecture")
ACTIVITY = re.compile(r"(?:(\d+) minutes|une heure) (?:d'activité|de réunion|de calcul)")
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
HOUR = 60


@dataclass(frozen=True)
class Page:
    """A page of the book: minutes to read it, and minutes of what it proposes to do besides its exercises."""

    name: str
    title: str
    reading: int
    activity: int


class Course:
    """The learner's book and exercises, as the trainer's guide sees them."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @cached_property
    def exercises(self) -> list[Exercise]:
        return find_exercises(self._root / "exercises")

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page of the book, in reading order."""
        _home, *names = (name for _caption, name in walk(parse_toc_yaml(self._root / "book" / "_toc.yml")))
        return {name: self._page(name) for name in names}

    def exercises_of(self, page: str) -> list[Exercise]:
        return [exercise for exercise in self.exercises if exercise.section.page == page]

    def find(self, kind: str, name: str) -> Source | None:
        """An `exercice` by its identity, or a `lecture` by its page."""
        if kind == "exercice":
            found = next((exercise for exercise in self.exercises if exercise.id == name), None)
            return Source(f"Exercice : {found.title}", found.minutes) if found else None
        page = self.pages.get(name)
        return Source(f"Lire {page.title}", page.reading) if page else None

    def _page(self, name: str) -> Page:
        text = (self._root / "book" / f"{name}.md").read_text(encoding="utf-8")
        title, said = TITLE.search(text), TIME.search(text)
        reading = READING.search(said[1]) if said else None
        activity = ACTIVITY.search(said[1]) if said else None
        return Page(
            name, french(title[1]) if title else name, int(reading[1]) if reading else 0,
            int(activity[1] or HOUR) if activity else 0,
        )
