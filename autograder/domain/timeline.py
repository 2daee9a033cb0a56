"""The campaign's timeline (« chronogramme »): activities, who does them, when, after what; and the milestones."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from autograder.domain.critical_path import circles, longest_chain
from autograder.domain.errors import InvalidData
from autograder.domain.rows import Row, distinct, iso
from autograder.domain.spoken import Spoken


class Phase(Spoken):
    DESIGN = "elaboration", "élaboration"
    PREPARATION = "preparation", "préparation"
    LIVE = "animation", "animation"
    EVALUATION = "evaluation", "évaluation"


@dataclass(frozen=True)
class Activity:
    """One piece of work. `owner` is empty when nobody has taken it; `after` lists the ids it waits for.

    `contents`: how many contents are ready for publication once it ends.
    """

    id: str
    name: str
    phase: Phase
    start: date
    end: date
    owner: str = ""
    after: tuple[str, ...] = ()
    contents: int = 0

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise InvalidData(f"L'activité « {self.name} » finit avant de commencer.", (self.start, self.end))

    @property
    def days(self) -> int:
        """Both ends included."""
        return (self.end - self.start).days + 1

    def shares_days_with(self, other: Activity) -> bool:
        return self.start <= other.end and other.start <= self.end

    @classmethod
    def from_json(cls, data: object) -> Activity:
        row = Row.of(data, "une activité")
        start, end = row.day("start", "le début"), row.day("end", "la fin")
        if start is None or end is None:
            raise InvalidData("Dans une activité, le début ou la fin manque.", data)
        return cls(
            row.text("id", "l'identifiant", needed=True, limit=40), row.text("name", "le nom", needed=True),
            row.choice("phase", "la phase", Phase), start, end, row.text("owner", "la personne responsable"),
            row.texts("after", "les activités attendues", limit=40),
            row.whole("contents", "le nombre de contenus") or 0,
        )

    def to_json(self) -> dict[str, object]:
        return {
            "id": self.id, "name": self.name, "phase": str(self.phase), "start": iso(self.start), "end": iso(self.end),
            "owner": self.owner, "after": list(self.after), "contents": self.contents,
        }


@dataclass(frozen=True)
class Milestone:
    """A date to hold, and the activities (ids) that must be over by then."""

    name: str
    day: date
    needs: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: object) -> Milestone:
        row = Row.of(data, "un jalon")
        day = row.day("day", "la date")
        if day is None:
            raise InvalidData("Dans un jalon, la date manque.", data)
        needs = row.texts("needs", "les activités attendues", limit=40)
        return cls(row.text("name", "le nom", needed=True), day, needs)

    def to_json(self) -> dict[str, object]:
        return {"name": self.name, "day": iso(self.day), "needs": list(self.needs)}


@dataclass(frozen=True)
class Timeline:
    """Activities as the team planned them, mistakes included; the launch; the people it was shared with."""

    activities: tuple[Activity, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    launch: date | None = None
    shared_with: tuple[str, ...] = ()
    _by_id: Mapping[str, Activity] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        distinct([activity.id for activity in self.activities], "deux activités")
        object.__setattr__(self, "_by_id", {activity.id: activity for activity in self.activities})

    def __getitem__(self, activity_id: str) -> Activity:
        return self._by_id[activity_id]

    @property
    def start(self) -> date | None:
        return min((activity.start for activity in self.activities), default=None)

    @property
    def end(self) -> date | None:
        return max((activity.end for activity in self.activities), default=None)

    def in_order(self) -> tuple[Activity, ...]:
        return tuple(sorted(self.activities, key=lambda activity: (activity.start, activity.end)))

    # -- what is amiss

    def missing_phases(self) -> tuple[Phase, ...]:
        held = {activity.phase for activity in self.activities}
        return tuple(phase for phase in Phase if phase not in held)

    def unassigned(self) -> tuple[Activity, ...]:
        return tuple(activity for activity in self.activities if not activity.owner)

    def overlaps(self) -> dict[str, tuple[tuple[Activity, Activity], ...]]:
        """For each person, the pairs of activities that she carries on the same days."""
        found: dict[str, tuple[tuple[Activity, Activity], ...]] = {}
        for owner in dict.fromkeys(activity.owner for activity in self.activities if activity.owner):
            hers = [activity for activity in self.in_order() if activity.owner == owner]
            if pairs := tuple(pair for pair in combinations(hers, 2) if pair[0].shares_days_with(pair[1])):
                found[owner] = pairs
        return found

    def unknown_dependencies(self) -> tuple[tuple[Activity, str], ...]:
        return tuple((a, name) for a in self.activities for name in a.after if name not in self._by_id)

    def cycles(self) -> tuple[tuple[Activity, ...], ...]:
        """Activities that wait for each other: none of them can ever begin."""
        return tuple(tuple(self[name] for name in group) for group in circles(self._after()))

    def early_starts(self) -> tuple[tuple[Activity, Activity], ...]:
        """(activity, what it waits for) where it begins before the other is over."""
        return tuple(
            (activity, self[name]) for activity in self.activities for name in activity.after
            if name in self._by_id and activity.start <= self[name].end
        )

    def missed_milestones(self) -> tuple[tuple[Milestone, Activity], ...]:
        """Milestones dated before the end of an activity they need."""
        return tuple(
            (milestone, self[name]) for milestone in self.milestones for name in milestone.needs
            if name in self._by_id and self[name].end > milestone.day
        )

    def not_told(self) -> tuple[str, ...]:
        """People responsible for an activity with whom the timeline was not shared."""
        told = {name.casefold() for name in self.shared_with}
        owners = dict.fromkeys(activity.owner for activity in self.activities if activity.owner)
        return tuple(owner for owner in owners if owner.casefold() not in told)

    # -- durations

    def critical_path(self) -> tuple[Activity, ...]:
        """The chain of dependent activities that lasts longest: a day lost there is a day lost for all.

        Durations and dependencies count, not the planned dates. Empty when activities wait for each other in a circle.
        """
        chain = longest_chain({activity.id: activity.days for activity in self.activities}, self._after())
        return tuple(self[name] for name in chain)

    def shortest_duration(self) -> int:
        """Days of the critical path: below this no plan can go with these activities."""
        return sum(activity.days for activity in self.critical_path())

    # -- half of the contents before the launch

    def half_ready(self) -> date | None:
        """The day on which at least half of the contents are ready; None when no activity makes any."""
        needed = math.ceil(sum(activity.contents for activity in self.activities) / 2)
        ready = 0
        for activity in sorted(self.activities, key=lambda activity: activity.end):
            ready += activity.contents
            if ready >= needed > 0:
                return activity.end
        return None

    def half_ready_before_launch(self) -> bool:
        ready = self.half_ready()
        return ready is not None and self.launch is not None and ready < self.launch

    def _after(self) -> dict[str, tuple[str, ...]]:
        return {activity.id: activity.after for activity in self.activities}

    @classmethod
    def from_json(cls, data: object) -> Timeline:
        row = Row.of(data, "un chronogramme")
        return cls(
            row.items("activities", "les activités", Activity.from_json),
            row.items("milestones", "les jalons", Milestone.from_json), row.day("launch", "le lancement"),
            row.texts("shared_with", "les personnes informées"),
        )

    def to_json(self) -> dict[str, object]:
        return {
            "activities": [activity.to_json() for activity in self.activities],
            "milestones": [milestone.to_json() for milestone in self.milestones],
            "launch": iso(self.launch), "shared_with": list(self.shared_with),
        }
