"""Scoring a page's answer, and bringing a kept report back."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from autograder.catalogue import Exercise
from autograder.checks import InvalidData, OpenPart, Outcome, Report, Result, RubricLevel
from autograder.checks.report import BROKEN_MESSAGE
from autograder.domain.french import number, typeset

log = logging.getLogger(__name__)

UNREAD = "Nous n'avons pas su retrouver ces mots : ils sont dans la réponse elle-même."
TWENTY = 20
TENTHS = 10


@dataclass(frozen=True)
class Standing:
    """A mark at a given time: `total` out of `out_of`, while `waiting` more points wait for somebody to read."""

    total: float
    out_of: float
    waiting: float


def standing(report: Report, given: Mapping[str, float]) -> Standing:
    """The computed part and what a person gave (`given`, by open part). What she left unwritten counts as 0 given.

    A bonus makes up for points missed: it never lifts the total above what the mark is out of.
    """
    unread = [part for part in report.open if part.excerpts and part.id not in given]
    waiting = sum(part.counts for part in unread)
    out_of = report.points + report.open_points - waiting
    points = sum(given.get(part.id, 0.0) for part in report.open)
    return Standing(min(report.score + points, float(out_of)), out_of, waiting)


def on_twenty(total: float, out_of: float) -> float | None:
    """The same mark on twenty, to a tenth; nothing where it is on twenty already."""
    if out_of in (0, TWENTY):
        return None
    return math.floor(total / out_of * TWENTY * TENTHS + 0.5) / TENTHS


def score(exercise: Exercise, answer: object) -> Report:
    """Score an inner answer. Raises `InvalidData`; any other failure is ours, and every criterion says « en panne »."""
    try:
        return exercise.score(answer)
    except InvalidData:
        raise
    except Exception:
        log.exception("scoring %s failed", exercise.id)
        broken = (
            Result(check.id, check.title, check.points, None, Outcome.BROKEN, typeset(BROKEN_MESSAGE))
            for check in exercise.checks
        )
        unread = (replace(part, excerpts=(typeset(UNREAD),)) for part in exercise.open_parts if not part.bonus)
        return Report(exercise.id, exercise.version, tuple(broken), tuple(unread))


def read_report(text: str) -> Report:
    """The report as it was given: a later change of the exercise does not change what the learner was told."""
    data = json.loads(text)
    criteria = (Result(**{**row, "outcome": Outcome(row["outcome"])}) for row in data["criteria"])
    return Report(data["exercise"], data["version"], tuple(criteria), tuple(map(_open_part, data["open"])))


def _open_part(row: dict[str, Any]) -> OpenPart:
    levels = tuple(RubricLevel(**level) for level in row["levels"])
    bonus = row.get("bonus", True)  # in reports of before open parts counted, every one was
    return OpenPart(row["id"], row["title"], row["points"], levels, tuple(row["excerpts"]), bonus)


def settled(report: Report, by_hand: Mapping[str, float]) -> Report:
    """The report once a person has marked criteria whose check broke: these count again, in score and points."""
    return replace(report, criteria=tuple(
        _by_hand(result, by_hand[result.id]) if result.earned is None and result.id in by_hand else result
        for result in report.criteria
    ))


def _by_hand(result: Result, points: float) -> Result:
    outcome = Outcome.REACHED if points >= result.points else Outcome.PARTIAL if points > 0 else Outcome.MISSED
    message = typeset(f"Noté à la main : {number(points)} sur {result.points}.")
    return replace(result, earned=points, outcome=outcome, message=message)
