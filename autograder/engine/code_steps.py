"""The steps of a code notebook, as their author wrote them: `carnet.py`, a Python file in percent format.

`# %% [markdown] nom` begins a text (comment lines), `# %% nom` a code cell. A cell with a solution region
(`### BEGIN SOLUTION` … `### END SOLUTION`, nbgrader's marks) is the learner's; every other one is locked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HEADING = re.compile(r"^# %%( \[markdown\])? (\w+)$", re.MULTILINE)
REGION = re.compile(r"^([ \t]*)### BEGIN SOLUTION\n.*?### END SOLUTION[ \t]*$", re.MULTILINE | re.DOTALL)
STUB = "...  # à vous : écrivez à la place de ces trois points"


@dataclass(frozen=True)
class Step:
    id: str
    source: str
    is_text: bool

    @property
    def is_hers(self) -> bool:
        return not self.is_text and REGION.search(self.source) is not None


def read_steps(text: str) -> list[Step]:
    """Raises `ValueError` when two cells have one name: nbgrader could not tell them apart."""
    _, *parts = HEADING.split(text)
    steps = [
        Step(name, _prose(body) if kind else body.strip("\n"), bool(kind))
        for kind, name, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]
    if len({step.id for step in steps}) != len(steps):
        raise ValueError("two cells of carnet.py have the same name")
    return steps


def without_solution(source: str) -> str:
    """What she gets: three points, which Python runs without a word, in the place of the solution."""
    return REGION.sub(rf"\1{STUB}", source)


def _prose(body: str) -> str:
    return re.sub(r"^# ?", "", body.strip("\n"), flags=re.MULTILINE)
