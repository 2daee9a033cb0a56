"""What an exercise author imports: checks, verdicts, reports. Standard library only."""

from autograder.checks.check import Check, check, checks_of
from autograder.checks.code import CodeCall, CodePlan
from autograder.checks.report import OpenPart, Report, Result, RubricLevel, score
from autograder.checks.sorting import SortingKey
from autograder.checks.verdict import Outcome, Verdict, missed, reached, recall, share
from autograder.domain.errors import InvalidData

__all__ = [
    "Check", "CodeCall", "CodePlan", "InvalidData", "OpenPart", "Outcome", "Report", "Result", "RubricLevel",
    "SortingKey", "Verdict", "check", "checks_of", "missed", "reached", "recall", "score", "share",
]
