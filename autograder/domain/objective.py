"""The campaign's objectives: specific, measurable, and one or two of them only (booklet 3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from autograder.domain.figure import Figure, Unknown, Why
from autograder.domain.rows import Row, iso
from autograder.domain.spoken import Spoken

MOST_OBJECTIVES = 2


class Part(Spoken):
    """What makes an objective specific (who, where) and measurable (the others)."""

    WHO = "qui", "qui doit changer"
    WHERE = "ou", "le lieu"
    INDICATOR = "indicateur", "l'indicateur"
    BASELINE = "depart", "la valeur de départ"
    TARGET = "cible", "la valeur visée"
    DEADLINE = "echeance", "l'échéance"


@dataclass(frozen=True)
class Objective:
    """A change the campaign aims at. Parts that the learner has not written yet are empty or None."""

    text: str
    who: str = ""
    where: str = ""
    indicator: str = ""
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    deadline: date | None = None

    def missing_parts(self) -> tuple[Part, ...]:
        held = {
            Part.WHO: self.who, Part.WHERE: self.where, Part.INDICATOR: self.indicator,
            Part.BASELINE: self.baseline is not None, Part.TARGET: self.target is not None,
            Part.DEADLINE: self.deadline,
        }
        return tuple(part for part, value in held.items() if not value)

    @property
    def specific(self) -> bool:
        return not {Part.WHO, Part.WHERE} & set(self.missing_parts())

    @property
    def measurable(self) -> bool:
        return not set(self.missing_parts()) - {Part.WHO, Part.WHERE}

    def stands_still(self) -> bool:
        """True when the target is the baseline: there is nothing to change."""
        return self.target is not None and self.target == self.baseline

    def progress(self, measured: float) -> Figure:
        """The part of the way done, from baseline (0) to target (1); works for what must go down as well."""
        if self.baseline is None or self.target is None:
            return Unknown(Why.MISSING, "Sans valeur de départ et valeur visée, on ne peut pas mesurer le chemin fait.")
        if self.stands_still():
            return Unknown(Why.ZERO, "La valeur visée est celle du départ : il n'y a pas de chemin à faire.")
        return (measured - self.baseline) / (self.target - self.baseline)

    def reached(self, measured: float) -> bool:
        progress = self.progress(measured)
        return not isinstance(progress, Unknown) and progress >= 1

    @classmethod
    def from_json(cls, data: object) -> Objective:
        row = Row.of(data, "un objectif")
        return cls(
            row.text("text", "l'énoncé", needed=True), row.text("who", "qui"), row.text("where", "le lieu"),
            row.text("indicator", "l'indicateur"), row.text("unit", "l'unité"),
            row.real("baseline", "la valeur de départ"), row.real("target", "la valeur visée"),
            row.day("deadline", "l'échéance"),
        )

    def to_json(self) -> dict[str, object]:
        return {
            "text": self.text, "who": self.who, "where": self.where, "indicator": self.indicator, "unit": self.unit,
            "baseline": self.baseline, "target": self.target, "deadline": iso(self.deadline),
        }


@dataclass(frozen=True)
class Objectives:
    """All objectives of one campaign."""

    objectives: tuple[Objective, ...] = ()

    def too_many(self) -> bool:
        """More than two blur the message."""
        return len(self.objectives) > MOST_OBJECTIVES

    def unfinished(self) -> tuple[Objective, ...]:
        return tuple(objective for objective in self.objectives if objective.missing_parts())

    def standing_still(self) -> tuple[Objective, ...]:
        return tuple(objective for objective in self.objectives if objective.stands_still())

    def due_before(self, start: date) -> tuple[Objective, ...]:
        """Objectives whose deadline falls before the campaign has even begun."""
        return tuple(o for o in self.objectives if o.deadline is not None and o.deadline < start)

    @classmethod
    def from_json(cls, data: object) -> Objectives:
        return cls(Row.of(data, "les objectifs").items("objectives", "les objectifs", Objective.from_json))

    def to_json(self) -> dict[str, object]:
        return {"objectives": [objective.to_json() for objective in self.objectives]}
