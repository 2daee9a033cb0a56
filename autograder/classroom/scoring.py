"""Scoring a page's answer, and bringing a kept report back."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from autograder.catalogue import Exercise
from autograder.checks import InvalidData, OpenPart, Outcome, Report, Result, RubricLevel
from autograder.checks.report import BROKEN_MESSAGE
from autograder.domain.french import number, typeset

log = logging.getLogger(__name__)


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
        return Report(exercise.id, exercise.version, tuple(broken))


def read_report(text: str) -> Report:
    """The report as it was given: a later change of the exercise does not change what the learner was told."""
    data = json.loads(text)
    criteria = (Result(**{**row, "outcome": Outcome(row["outcome"])}) for row in data["criteria"])
    return Report(data["exercise"], data["version"], tuple(criteria), tuple(map(_open_part, data["open"])))


def _open_part(row: dict[str, Any]) -> OpenPart:
    levels = tuple(RubricLevel(**level) for level in row["levels"])
    return OpenPart(row["id"], row["title"], row["points"], levels, tuple(row["excerpts"]))


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


def total(report: Report, open_points: Mapping[str, float]) -> float:
    """Automatic score and bonus together, within the exercise's points."""
    return min(report.score + sum(open_points.values()), float(report.points))
