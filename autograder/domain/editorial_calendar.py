"""The editorial calendar: its rhythm, its balance, and what is amiss in it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise
from typing import TypeVar

from autograder.domain.channel import Channel
from autograder.domain.errors import InvalidData
from autograder.domain.figure import Figure, Unknown, Why
from autograder.domain.hashtag import MOST_HASHTAGS, Fault, Hashtag, doubles
from autograder.domain.known_dates import KnownDate
from autograder.domain.kpi import shares_of_total
from autograder.domain.rows import Row, iso
from autograder.domain.slot import Format, Slot
from autograder.domain.spoken import Spoken

Word = TypeVar("Word", bound=Spoken)

MAX_SLOTS = 500
FULL_DAY = 3
"""Publications on one channel in one day above which followers are swamped: a rule of thumb of ours."""
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Silence:
    """Days without any publication between two publications: `days` counts the empty days."""

    before: date
    after: date

    @property
    def days(self) -> int:
        return (self.after - self.before).days - 1


@dataclass(frozen=True)
class Calendar:
    """All slots as the team wrote them, and the day of the launch."""

    slots: tuple[Slot, ...] = ()
    launch: date | None = None

    def __post_init__(self) -> None:
        if len(self.slots) > MAX_SLOTS:
            raise InvalidData(f"Le calendrier est trop long : {MAX_SLOTS} lignes au plus.", len(self.slots))

    def in_order(self) -> tuple[Slot, ...]:
        return tuple(sorted(self.slots, key=lambda slot: (slot.day, slot.hour or time.max)))

    @property
    def days(self) -> tuple[date, ...]:
        """Days with at least one publication, in order."""
        return tuple(sorted({slot.day for slot in self.slots}))

    # -- rhythm

    def per_week(self) -> dict[date, int]:
        """Publications for each week, by its Monday, from the first to the last: silent weeks count 0."""
        if not self.slots:
            return {}
        counts = Counter(_monday(slot.day) for slot in self.slots)
        week, weeks = min(counts), {}
        while week <= max(counts):
            weeks[week] = counts[week]
            week += WEEK
        return weeks

    def rhythm(self) -> Figure:
        """Mean number of publications a week, silent weeks included."""
        weeks = self.per_week()
        if not weeks:
            return Unknown(Why.EMPTY, "Le calendrier est vide : pas de rythme.")
        return len(self.slots) / len(weeks)

    def silent_weeks(self) -> tuple[date, ...]:
        return tuple(week for week, count in self.per_week().items() if not count)

    def longest_gap(self) -> Silence | None:
        """The longest run of days without a publication; None when every day has one, or with a single day."""
        gaps = [Silence(before, after) for before, after in pairwise(self.days)]
        longest = max(gaps, key=lambda gap: gap.days, default=None)
        return longest if longest is not None and longest.days else None

    def overloads(self, most: int = FULL_DAY) -> dict[tuple[date, Channel], tuple[Slot, ...]]:
        """Days on which one channel carries more than `most` publications."""
        groups: dict[tuple[date, Channel], tuple[Slot, ...]] = {}
        for slot in self.in_order():
            groups[slot.day, slot.channel] = (*groups.get((slot.day, slot.channel), ()), slot)
        return {key: slots for key, slots in groups.items() if len(slots) > most}

    def collisions(self) -> tuple[tuple[Slot, Slot], ...]:
        """Publications that fall on the same channel at the same minute."""
        timed = [slot for slot in self.in_order() if slot.hour is not None]
        timed.sort(key=lambda slot: (slot.day, slot.hour or time.max, slot.channel))
        return tuple(
            (one, other) for one, other in pairwise(timed)
            if (one.day, one.hour, one.channel) == (other.day, other.hour, other.channel)
        )

    # -- balance

    def channel_shares(self) -> dict[Channel, Figure]:
        """Share of each channel in use, largest first."""
        return _shares(Counter(slot.channel for slot in self.slots))

    def format_shares(self) -> dict[Format, Figure]:
        return _shares(Counter(slot.format for slot in self.slots))

    def local_language_share(self) -> Figure:
        """Share of the slots in Bambara, Soninke or Pulaar, among those whose language is decided."""
        known = [slot.language for slot in self.slots if slot.language is not None]
        if not known:
            return Unknown(Why.EMPTY, "Aucune ligne du calendrier ne dit sa langue.")
        return sum(language.local for language in known) / len(known)

    # -- readiness

    def ready_share(self) -> Figure:
        """Share of the contents already produced."""
        if not self.slots:
            return Unknown(Why.EMPTY, "Le calendrier est vide : rien à produire.")
        return sum(slot.state.produced for slot in self.slots) / len(self.slots)

    def half_ready(self) -> bool:
        ready = sum(slot.state.produced for slot in self.slots)
        return bool(self.slots) and ready >= math.ceil(len(self.slots) / 2)

    def unowned(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.in_order() if not slot.owner)

    def without_hour(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.in_order() if slot.hour is None)

    def before_launch(self) -> tuple[Slot, ...]:
        """Slots dated before the launch: teasers, or mistakes."""
        return tuple(s for s in self.in_order() if self.launch is not None and s.day < self.launch)

    # -- hashtags and dates

    def crowded_slots(self) -> tuple[Slot, ...]:
        """Slots with more than three hashtags."""
        return tuple(slot for slot in self.in_order() if len(slot.hashtags) > MOST_HASHTAGS)

    def hashtag_faults(self) -> dict[Hashtag, tuple[Fault, ...]]:
        used = dict.fromkeys(Hashtag(text) for slot in self.in_order() for text in slot.hashtags)
        return {hashtag: faults for hashtag in used if (faults := hashtag.faults())}

    def spelling_doubles(self) -> tuple[Hashtag, ...]:
        """Hashtags written in two ways (#PaixauMali, #paixaumali): one campaign, one spelling."""
        return doubles(dict.fromkeys(Hashtag(text) for slot in self.in_order() for text in slot.hashtags))

    def clashes(self, known: Iterable[KnownDate]) -> tuple[tuple[Slot, KnownDate], ...]:
        """Slots that fall within a known date or period, in the calendar's order."""
        dates = tuple(known)
        return tuple((slot, when) for slot in self.in_order() for when in dates if when.covers(slot.day))

    @classmethod
    def from_json(cls, data: object) -> Calendar:
        row = Row.of(data, "un calendrier éditorial")
        return cls(row.items("slots", "les lignes", Slot.from_json), row.day("launch", "le lancement"))

    def to_json(self) -> dict[str, object]:
        return {"slots": [slot.to_json() for slot in self.slots], "launch": iso(self.launch)}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _shares(counts: Counter[Word]) -> dict[Word, Figure]:
    ranked = counts.most_common()
    shares = shares_of_total({word.french: count for word, count in ranked})
    return dict(zip([word for word, _ in ranked], shares.values(), strict=True))
