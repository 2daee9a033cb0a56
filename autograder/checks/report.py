"""Scoring one answer: every check is run, each ends in a result, and the report says what to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction

from autograder.checks.check import Check
from autograder.checks.verdict import Outcome
from autograder.domain.french import typeset

BROKEN_MESSAGE = (
    "Cette vérification est en panne de notre côté. Elle ne vous enlève rien : "
    "votre formatrice ou votre formateur regardera."
)
QUARTER = 4


@dataclass(frozen=True)
class Result:
    """One criterion of a report. `earned` is None when the check itself broke; `error` is then for developers."""

    id: str
    title: str
    points: int
    earned: float | None
    outcome: Outcome
    message: str
    hint: str = ""
    error: str = ""


@dataclass(frozen=True)
class RubricLevel:
    """One step of a rubric: its points, its name, and a comment that a trainer may send as it is."""

    points: int
    label: str
    comment: str


@dataclass(frozen=True)
class OpenPart:
    """What a person must judge: `excerpts` are the learner's own words, `points` the most that can be given.

    Its points are part of what the exercise is worth, unless it is a `bonus`: that one only makes up for points missed.
    """

    id: str
    title: str
    points: int
    levels: tuple[RubricLevel, ...]
    excerpts: tuple[str, ...] = ()
    bonus: bool = False

    @property
    def counts(self) -> int:
        """What it adds to the exercise's points."""
        return 0 if self.bonus else self.points


@dataclass(frozen=True)
class Report:
    """What every door answers. `score` out of `points` is what the checks compute, without what a person judges.

    `points` leaves broken checks out, so that our fault never lowers a mark.

    `open` has every part that counts, with or without words of hers, and a bonus only where she wrote.
    """

    exercise: str
    version: int
    criteria: tuple[Result, ...]
    open: tuple[OpenPart, ...] = ()

    @property
    def score(self) -> float:
        return sum(result.earned or 0.0 for result in self.criteria)

    @property
    def points(self) -> int:
        return sum(result.points for result in self.criteria if result.earned is not None)

    @property
    def open_points(self) -> int:
        """What a person gives, at the most, bonuses apart."""
        return sum(part.counts for part in self.open)

    @property
    def awaiting(self) -> int:
        """The points that wait for somebody to read what she wrote."""
        return sum(part.counts for part in self.open if part.excerpts)

    @property
    def unwritten(self) -> tuple[OpenPart, ...]:
        """Where she wrote nothing: nobody is waited for, and no point comes."""
        return tuple(part for part in self.open if not part.excerpts)

    @property
    def praise(self) -> str:
        """What was done well first: the weightiest criterion reached, else the nearest to it, from half on."""
        done = [result for result in self.criteria if result.outcome is Outcome.REACHED]
        if done:
            return max(done, key=lambda result: result.points).message
        amiss = [result for result in self.criteria if result.outcome in (Outcome.PARTIAL, Outcome.MISSED)]
        # the first one is what she is asked to change: it would be praised and blamed in one breath
        begun = [result for result in amiss[1:] if (result.earned or 0) * 2 >= result.points]
        if not begun:
            return ""
        best = max(begun, key=lambda result: (result.earned or 0) / result.points)
        return typeset(f"Le plus avancé pour l'instant : « {best.title} ».")

    @property
    def next(self) -> str:
        """The one thing to change next: the first criterion not reached (in the author's order), or unwritten words."""
        amiss = (r for r in self.criteria if r.outcome in (Outcome.PARTIAL, Outcome.MISSED))
        steps = [result.hint or result.message for result in amiss]
        steps += [typeset(f"Écrivez encore « {part.title} » : une personne vous lira.") for part in self.unwritten]
        return steps[0] if steps else ""

    def to_json(self) -> dict[str, object]:
        criteria = [{k: v for k, v in asdict(result).items() if k != "error"} for result in self.criteria]
        return {
            "exercise": self.exercise, "version": self.version, "score": self.score, "points": self.points,
            "open_points": self.open_points, "awaiting": self.awaiting,
            "criteria": criteria, "praise": self.praise, "next": self.next,
            "open": [asdict(part) for part in self.open],
        }


def score(
    checks: Iterable[Check],
    inputs: Mapping[str, object],
    *,
    exercise: str,
    version: int,
    open_parts: Sequence[OpenPart] = (),
    on_broken: Callable[[Check, Exception], None] = lambda check, error: None,
) -> Report:
    """Run `checks` on `inputs`. A check that raises is reported broken and told to `on_broken`; the others go on."""
    return Report(exercise, version, tuple(_judge(check, inputs, on_broken) for check in checks), tuple(open_parts))


def _judge(check: Check, inputs: Mapping[str, object], on_broken: Callable[[Check, Exception], None]) -> Result:
    try:
        verdict = check(**inputs)
    except Exception as error:  # a fault of ours must not reach the learner
        on_broken(check, error)
        message = typeset(BROKEN_MESSAGE)
        return Result(check.id, check.title, check.points, None, Outcome.BROKEN, message, error=repr(error))
    earned = _to_quarters(verdict.share * check.points)
    message, hint = typeset(verdict.message), typeset(verdict.hint)
    return Result(check.id, check.title, check.points, earned, verdict.outcome, message, hint)


def _to_quarters(points: Fraction) -> float:
    """Round down to a quarter of a point: a mark a trainer can write on paper, and never a full mark by rounding."""
    return int(points * QUARTER) / QUARTER
