"""What a check concludes: a share of its points, what was seen, and one next step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Outcome(StrEnum):
    REACHED = "reached"
    PARTIAL = "partial"
    MISSED = "missed"
    BROKEN = "broken"
    """Our own fault: never held against the learner."""


@dataclass(frozen=True)
class Verdict:
    """`share` is the part of the points earned, 0 to 1; `message` says what was seen, `hint` what to try next."""

    share: Fraction
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(f"a verdict's share lies between 0 and 1, not {self.share}")

    @property
    def outcome(self) -> Outcome:
        if self.share == 1:
            return Outcome.REACHED
        return Outcome.PARTIAL if self.share else Outcome.MISSED


def reached(message: str) -> Verdict:
    return Verdict(Fraction(1), message)


def missed(message: str, hint: str) -> Verdict:
    return Verdict(Fraction(0), message, hint)


def recall(verdict: Verdict, foreseen: Verdict | None) -> Verdict:
    """The verdict on her code, told with what she had foreseen by tapping: that earns nothing, and costs nothing."""
    if verdict.share == 1 or foreseen is None:
        return verdict
    before = "Vous aviez bien prévu : il reste à l'écrire en code." if foreseen.share == 1 else foreseen.message
    return Verdict(verdict.share, f"{before} {verdict.message}", verdict.hint)


def share(got: int, *, of: int, hit: str, miss: Callable[[], str], hint: str) -> Verdict:
    """`got` out of `of`. With nothing to look at (`of` is 0) nothing is earned: a blank copy reaches no check.

    `miss` is called only when something is missing, so it may name the first thing found amiss.
    """
    if of > 0 and got >= of:
        return reached(hit)
    return Verdict(Fraction(max(got, 0), of) if of > 0 else Fraction(0), miss(), hint)
