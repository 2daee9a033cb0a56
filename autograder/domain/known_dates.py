"""Dates that matter to a campaign from outside: a fast, a feast, an election, a crisis. They are data, passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from autograder.domain.errors import InvalidData
from autograder.domain.rows import Row, iso
from autograder.domain.spoken import Spoken


class Effect(Spoken):
    """What the date does to a publication."""

    AVOID = "eviter", "à éviter"
    ADAPT = "adapter", "à adapter (heures, ton)"
    SEIZE = "saisir", "une occasion à saisir"


@dataclass(frozen=True)
class KnownDate:
    """A day or a period, both ends included, and the advice that goes with it."""

    name: str
    start: date
    end: date
    effect: Effect = Effect.ADAPT
    advice: str = ""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise InvalidData(f"La période « {self.name} » finit avant de commencer.", (self.start, self.end))

    def covers(self, day: date) -> bool:
        return self.start <= day <= self.end

    @classmethod
    def from_json(cls, data: object) -> KnownDate:
        row = Row.of(data, "une date connue")
        start = row.day("start", "le début")
        end = row.day("end", "la fin") or start
        if start is None or end is None:
            raise InvalidData("Dans une date connue, le début manque.", data)
        effect = row.optional_choice("effect", "l'effet", Effect) or Effect.ADAPT
        return cls(row.text("name", "le nom", needed=True), start, end, effect, row.text("advice", "le conseil"))

    def to_json(self) -> dict[str, object]:
        return {
            "name": self.name, "start": iso(self.start), "end": iso(self.end), "effect": str(self.effect),
            "advice": self.advice,
        }
