"""The `@check` decorator: a criterion is a function whose parameters are named after what it looks at."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from autograder.checks.verdict import Verdict
from autograder.domain.french import typeset


@dataclass(frozen=True)
class Check:
    """One criterion: what the learner reads (`title`), what it is worth (`points`), how it is judged (`judge`)."""

    id: str
    title: str
    points: int
    judge: Callable[..., Verdict]

    def __call__(self, **inputs: object) -> Verdict:
        """Judge with the inputs that the function names, as pytest does with fixtures."""
        return self.judge(**{name: inputs[name] for name in _wanted(self.judge)})


@cache
def _wanted(judge: Callable[..., Verdict]) -> tuple[str, ...]:
    return tuple(inspect.signature(judge).parameters)


def check(title: str, *, points: int) -> Callable[[Callable[..., Verdict]], Check]:
    """Make a function a criterion worth `points` (a positive whole number). Its name becomes the criterion's id."""
    if points <= 0:
        raise ValueError(f"a check is worth at least one point, not {points}")

    def make(judge: Callable[..., Verdict]) -> Check:
        return Check(judge.__name__, typeset(title), points, judge)

    return make


def checks_of(module: ModuleType | Mapping[str, object]) -> tuple[Check, ...]:
    """The checks of an exercise's module, in the order in which they are written."""
    names = module if isinstance(module, Mapping) else vars(module)
    return tuple(value for value in names.values() if isinstance(value, Check))
