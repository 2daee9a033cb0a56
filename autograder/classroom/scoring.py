"""Scoring a page's answer, and bringing a kept report back."""

from __future__ import annotations

import json
import logging
from typing import Any

from autograder.catalogue import Exercise
from autograder.checks import InvalidData, OpenPart, Outcome, Report, Result, RubricLevel
from autograder.checks.report import BROKEN_MESSAGE
from autograder.domain.french import typeset

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


def total(report: Report, open_points: dict[str, float]) -> float:
    """Automatic score and bonus together, within the exercise's points."""
    return min(report.score + sum(open_points.values()), float(report.points))
