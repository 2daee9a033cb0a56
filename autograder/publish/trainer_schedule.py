"""The hours of a training day, computed from how long each thing lasts, and what to say when they do not fit.

A schedule is written one step a line, `when or how long | what | how`:

    début : 8:30
    fin : 17:00
    30 | Accueil | Cercle, prénoms
    exercice 3-organiser/arbre-a-problemes + 15 | | En trios
    lecture 1-engagement/1.1-engagement-numerique | | À voix haute
    12:45 75 | Repas et prière |

`exercice` lasts the exercise's minutes, `+ 15` adds the time to talk about it; `lecture` lasts the reading time that
its page announces; a step with an hour never begins before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time

from autograder.domain.french import typeset

HOUR = r"(\d{1,2}):(\d{2})"
BOUND = re.compile(rf"(début|fin)\s*:\s*{HOUR}")
WHEN = re.compile(
    rf"(?:{HOUR}\s+)?(?:(?P<minutes>\d+)|(?P<kind>exercice|lecture)\s+(?P<name>\S+?)(?:\s*\+\s*(?P<more>\d+))?)"
)


@dataclass(frozen=True)
class Source:
    """Something in the course that lasts: its title and its minutes."""

    title: str
    minutes: int


@dataclass(frozen=True)
class Step:
    minutes: int
    what: str
    how: str
    not_before: int | None = None
    """Minutes since midnight."""
    name: str = ""
    """The exercise or page it comes from, if any."""


@dataclass(frozen=True)
class Row:
    start: int
    step: Step


@dataclass(frozen=True)
class Day:
    """Steps with their hours. `warnings` are French sentences: what does not fit, by how much, what to do."""

    rows: tuple[Row, ...]
    end: int
    warnings: tuple[str, ...]

    @property
    def work(self) -> int:
        """Minutes from the first step to the last."""
        return self.end - self.rows[0].start if self.rows else 0


def read_day(lines: Sequence[str], find: Callable[[str, str], Source | None]) -> Day:
    """Read a schedule and set its hours. `find` gives an `exercice` or a `lecture` by name, None when there is none.

    Raises `ValueError` (for the author) when a line cannot be read.
    """
    bounds = {"début": 8 * 60, "fin": 24 * 60}
    steps: list[Step] = []
    missing: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        if bound := BOUND.fullmatch(line):
            bounds[bound[1]] = int(bound[2]) * 60 + int(bound[3])
            continue
        step = _step(line, find)
        if step is None:
            missing.append(typeset(f"Le déroulé nomme « {line.split('|')[0].strip()} », que ce cours n'a pas."))
        else:
            steps.append(step)
    rows, late = _hours(steps, bounds["début"])
    end = rows[-1].start + rows[-1].step.minutes if rows else bounds["début"]
    over = end - bounds["fin"]
    if over > 0:
        late.append(typeset(
            f"Ce programme finit à {clock(end)}, {over} minutes trop tard : raccourcissez une mise en commun, ou "
            "gardez un exercice pour la suite."
        ))
    return Day(tuple(rows), end, (*missing, *late))


def clock(minutes: int) -> str:
    """`8 h 30`, or `9 h`."""
    at = time(minutes // 60 % 24, minutes % 60)
    return f"{at.hour}\u00a0h" + (f"\u00a0{at.minute:02}" if at.minute else "")


def _step(line: str, find: Callable[[str, str], Source | None]) -> Step | None:
    when, what, how = (part.strip() for part in (*line.split("|"), "", "")[:3])
    found = WHEN.fullmatch(when)
    if found is None:
        raise ValueError(f"cannot read {when!r}: minutes, « exercice … », « lecture … », an hour before if need be")
    not_before = int(found[1]) * 60 + int(found[2]) if found[1] else None
    if found["minutes"]:
        return Step(int(found["minutes"]), what, how, not_before)
    source = find(found["kind"], found["name"])
    if source is None:
        return None
    more = int(found["more"] or 0)
    return Step(source.minutes + more, what or source.title, how, not_before, found["name"])


def _hours(steps: Sequence[Step], start: int) -> tuple[list[Row], list[str]]:
    rows, late, now = [], [], start
    for step in steps:
        if step.not_before is not None and now > step.not_before:
            late.append(typeset(
                f"« {step.what} » devait commencer à {clock(step.not_before)} et commence à {clock(now)} : l'heure de "
                "la prière et du repas passe avant le programme, coupez plutôt ce qui précède."
            ))
        now = max(now, step.not_before or 0)
        rows.append(Row(now, step))
        now += step.minutes
    return rows, late
