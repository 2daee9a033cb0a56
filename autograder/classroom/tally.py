"""What a class did, exercise by exercise: how many, how well, what is missed most, how long it took.

Scores are of the computed part, which every copy has. Whole marks are told apart, with how many copies wait for
somebody to read them: a distribution that mixed both would say nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import mean, median

from autograder.catalogue import Exercise
from autograder.checks import Outcome, Report
from autograder.classroom.scoring import Standing, standing
from autograder.domain.french import NARROW, WIDE, number

BANDS = 5
BAR = 24
MOST_MISSED = 3


@dataclass(frozen=True)
class Copy:
    """One copy that counts. `minutes` from its first draft to its submission, `seconds` to score it, where known.

    `standing` is its mark as a person left it, when somebody has read it.
    """

    exercise: str
    report: Report
    standing: Standing | None = None
    minutes: float | None = None
    seconds: float | None = None

    @property
    def mark(self) -> Standing:
        return self.standing or standing(self.report, {})


@dataclass(frozen=True)
class Missed:
    """A criterion not wholly reached, by how many copies, and the sentence that most of them were told."""

    title: str
    copies: int
    sentence: str


@dataclass(frozen=True)
class Tally:
    """The copies of one exercise. `bands`: how many fall into each fifth of the computed points, lowest first."""

    exercise: Exercise
    copies: tuple[Copy, ...]

    @property
    def marks(self) -> list[float]:
        """Each score of the computed part, on the points that the copy could earn (a broken check leaves both)."""
        return [copy.report.score for copy in self.copies]

    @property
    def waiting(self) -> int:
        """How many copies somebody has yet to read."""
        return sum(copy.mark.waiting > 0 for copy in self.copies)

    @property
    def whole(self) -> list[Standing]:
        """The marks to which nothing is to be added."""
        return [copy.mark for copy in self.copies if not copy.mark.waiting]

    @property
    def bands(self) -> list[int]:
        shares = [copy.report.score / copy.report.points for copy in self.copies if copy.report.points]
        found = Counter(min(int(share * BANDS), BANDS - 1) for share in shares)
        return [found[band] for band in range(BANDS)]

    @property
    def missed(self) -> list[Missed]:
        """The criteria that most copies miss, the most missed first."""
        told: dict[str, Counter[str]] = {}
        titles: dict[str, str] = {}
        for copy in self.copies:
            for result in copy.report.criteria:
                if result.outcome in (Outcome.MISSED, Outcome.PARTIAL):
                    told.setdefault(result.id, Counter())[result.message] += 1
                    titles[result.id] = result.title
        ranked = sorted(told, key=lambda id_: -told[id_].total())
        return [Missed(titles[id_], told[id_].total(), told[id_].most_common(1)[0][0]) for id_ in ranked]

    def minutes(self) -> float | None:
        """The median time at work."""
        known = [copy.minutes for copy in self.copies if copy.minutes is not None]
        return median(known) if known else None


def tallies(copies: Iterable[Copy], exercises: Mapping[str, Exercise]) -> list[Tally]:
    """One tally for each exercise that somebody handed in, in the course's order."""
    by_exercise: dict[str, list[Copy]] = {id_: [] for id_ in exercises}
    for copy in copies:
        by_exercise[copy.exercise].append(copy)
    return [Tally(exercises[id_], tuple(found)) for id_, found in by_exercise.items() if found]


def tell(tally: Tally) -> list[str]:
    """A tally as lines for a terminal, in French, not typeset yet."""
    exercise, copies = tally.exercise, len(tally.copies)
    head = f"{exercise.title} ({exercise.points} points) : {_count(copies, 'copie')}"
    computed = f" sur les {exercise.computed_points} points calculés" if exercise.open_points else ""
    facts = f"  médiane {number(median(tally.marks))}, moyenne {number(round(mean(tally.marks), 2))}{computed}"
    if (minutes := tally.minutes()) is not None:
        facts += f", {number(round(minutes))} min de travail (prévu : {exercise.minutes} min)"
    lines = [head, facts, *_read(tally), *_bars(tally)]
    lines += [
        f"  {_count(one.copies, 'copie')} sur {copies} : {one.title}\n      {one.sentence}"
        for one in tally.missed[:MOST_MISSED]
    ]
    return lines


def _read(tally: Tally) -> list[str]:
    """Where a person judges: how many copies wait for her, and the marks that are whole."""
    exercise, whole = tally.exercise, tally.whole
    if not exercise.open_points:
        return []
    lines = []
    if tally.waiting:
        verb = "attendent" if tally.waiting > 1 else "attend"
        lines.append(f"  {_count(tally.waiting, 'copie')} {verb} une lecture ({exercise.open_points} points)")
    if whole:
        middle = median(mark.total for mark in whole)
        lines.append(
            f"  {_count(len(whole), 'note')} complète{'s' * (len(whole) > 1)} : "
            f"médiane {number(middle)} sur {exercise.points}"
        )
    return lines


def _bars(tally: Tally) -> list[str]:
    points, most = tally.exercise.computed_points, max(tally.bands) or 1
    lines = []
    for band, copies in enumerate(tally.bands):
        low, high = (number(round(points * edge / BANDS, 1)) for edge in (band, band + 1))
        bar = "█" * round(BAR * copies / most)
        lines.append(f"  {low:>5} à {high:>5} │{bar}{NARROW if bar else ''}{copies or ''}")
    return lines


def _count(count: int, word: str) -> str:
    return f"{count}{WIDE}{word}{'s' * (count > 1)}"
