"""Her campaign file: what she built in the exercises, gathered in the booklet's order, to take home and use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from autograder.catalogue import Exercise
from autograder.checks import InvalidData
from autograder.domain.editorial_calendar import Calendar
from autograder.outputs.calendar_ics import write_ics

Thing = TypeVar("Thing")

NOTHING = (
    "Votre dossier est encore vide : faites d'abord un exercice de la section 3.1, l'arbre à problèmes par exemple, "
    "puis revenez."
)
NO_CALENDAR = "Il n'y a pas encore de calendrier : placez au moins une publication dans le calendrier éditorial."


@dataclass(frozen=True)
class Part:
    """What one exercise brings: its title, her answer in words, and the domain's objects that it makes."""

    title: str
    words: tuple[str, ...]
    things: tuple[object, ...]

    def all(self, kind: type[Thing]) -> list[Thing]:
        return [thing for thing in self.things if isinstance(thing, kind)]


@dataclass(frozen=True)
class CampaignFile:
    """`title`: the campaign, `author`: hers, as she wrote them; both may be empty."""

    title: str
    author: str
    parts: tuple[Part, ...]

    def all(self, kind: type[Thing]) -> list[Thing]:
        return [thing for part in self.parts for thing in part.all(kind)]

    def last(self, kind: type[Thing]) -> list[Thing]:
        """The one to use, if there is any: her own campaign stands at the end of the course, after the cases."""
        return self.all(kind)[-1:]

    def calendar(self) -> Calendar:
        """Raises `InvalidData` when she has none."""
        found = [calendar for calendar in self.all(Calendar) if calendar.slots]
        if not found:
            raise InvalidData(NO_CALENDAR, None)
        return found[-1]


def gather(answers: Mapping[str, object], exercises: Sequence[Exercise], *, title: str, author: str) -> CampaignFile:
    """The file made of these inner answers by exercise. Blank ones, and those that cannot be read, are left out.

    Raises `InvalidData` when nothing is left.
    """
    parts = []
    for exercise in exercises:
        answer = answers.get(exercise.id)
        if not exercise.for_campaign_file or answer is None or exercise.is_blank(answer):
            continue
        try:
            things = tuple(exercise.takeaway(answer).values())
        except InvalidData:
            continue
        words = tuple(line for line in exercise.describe(answer).splitlines() if line.strip())
        parts.append(Part(exercise.title, words, things))
    if not parts:
        raise InvalidData(NOTHING, sorted(answers))
    return CampaignFile(title.strip(), author.strip(), tuple(parts))


def to_ics(file: CampaignFile, now: datetime) -> bytes:
    """Her editorial calendar for the diary of a phone. Raises `InvalidData` when there is none."""
    return write_ics(file.calendar(), name=file.title or "Ma campagne", stamp=now)
