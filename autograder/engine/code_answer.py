"""From a code notebook to its answer: which cells are run, which calls are made, and what the checks read of them.

Hidden files enter the sandbox under names of their own; what should come out of them never does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograder.catalogue import Exercise
from autograder.checks import CodePlan
from autograder.checks.code import HIDDEN, SHOWN, is_to_call
from autograder.engine.literal import Literal
from autograder.engine.notebook import ANSWER_ID, HINTS_ID
from autograder.engine.protocol import Call, Cell, Limits, Run
from autograder.engine.submission import Submission

LIMITS = Limits(cell_seconds=10, total_seconds=60)
OTHER = "autre-"
"""Before the name of a hidden file, so that both campaigns can lie in one folder."""
ASIDE = (ANSWER_ID, "verification", HINTS_ID)


def tapped(submission: Submission) -> dict[str, Any] | None:
    """What she tapped beside her code, in the answer cell or else in the builder, with `code` still to be filled in.

    None when the cell holds a whole answer: that one counts.
    """
    if isinstance(submission.reading, Literal):
        value = submission.reading.value
        return value if is_to_call(value) else None
    draft = submission.draft
    return draft if isinstance(draft, dict) and is_to_call(draft) else {"code": {}}


def cells_to_run(submission: Submission) -> list[Cell]:
    """Her code, and the locked cells it stands on; not those that only verify or count."""
    aside = {*ASIDE, *(check.id for check in submission.exercise.checks)}
    code = (cell for cell in submission.cells if cell.kind == "code" and cell.grade_id not in aside)
    return [Cell(cell.number, cell.source) for cell in code]


def hidden_files(exercise: Exercise) -> dict[str, bytes]:
    return {f"{OTHER}{name}": content for name, content in exercise.hidden.items()}


def calls(plan: CodePlan, exercise: Exercise) -> list[Call]:
    """Every call of the plan on each set of files, then the names; all told as plain data."""
    return [call for _, _, call in _asked(plan, exercise)]


def answer(plan: CodePlan, exercise: Exercise, run: Run) -> dict[str, object]:
    """The inner answer: under `code`, by set of files, each function's value or the text of its error."""
    found: dict[str, dict[str, object]] = {}
    for (where, name, _), value, failure in zip(_asked(plan, exercise), run.results, run.failures, strict=True):
        found.setdefault(where, {})[name] = {"error": failure} if failure else {"ok": value}
    return {"code": found}


def _asked(plan: CodePlan, exercise: Exercise) -> Iterator[tuple[str, str, Call]]:
    sets = [(SHOWN, "")] + ([(HIDDEN, OTHER)] if exercise.hidden else [])
    for where, prefix in sets:
        for call in plan.calls:
            file = prefix + call.file
            yield where, call.function, (
                Call(call.function, [file], plain=True) if call.as_path
                else Call(call.function, table=file, plain=True))
    for name in plan.names:
        yield SHOWN, name, Call(name, plain=True)
