"""The notebook that the formgrader opens for a submission of any door: answer in its cell, verdicts as outputs."""

from __future__ import annotations

import json
import textwrap
from html import escape

from autograder.catalogue import Exercise
from autograder.checks import Report, Result
from autograder.domain.french import number, typeset
from autograder.engine.jupyter import NotebookNode
from autograder.engine.notebook import ANSWER_ID, METADATA, OPEN_PREFIX, answer_source, make_notebook

WIDTH = 110


def submitted_notebook(exercise: Exercise, answer: object) -> NotebookNode:
    """The learner's notebook as if she had worked in it: `nbgrader autograde` gives it the same points."""
    notebook = make_notebook(exercise, solution=False)
    _cells(notebook)[ANSWER_ID].source = answer_source(answer)
    notebook.metadata[METADATA]["made"] = True
    return notebook


def is_made_here(raw: bytes) -> bool:
    """Whether a notebook file is one that we wrote, rather than the one that a learner handed in."""
    try:
        return bool(json.loads(raw)["metadata"][METADATA]["made"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def autograded_notebook(exercise: Exercise, answer: object, report: Report) -> NotebookNode:
    """The same with our verdicts in place of outputs, the answer as text, and her own words to be marked."""
    notebook = submitted_notebook(exercise, answer)
    cells = _cells(notebook)
    cells.get("atelier", cells["preparer"]).outputs = [_stream(_wrapped(exercise.describe(answer)))]
    for result in report.criteria:
        if result.id in cells:
            cells[result.id].outputs = _outputs(result)
    for part in report.open:
        if part.excerpts and (cell := cells.get(OPEN_PREFIX + part.id)):
            cell.source += "\n\n" + "\n".join(f"> {escape(' '.join(excerpt.split()))}\n>" for excerpt in part.excerpts)
    source = {cell.metadata["nbgrader"]["grade_id"]: cell for cell in make_notebook(exercise, solution=True).cells}
    for part in exercise.open_parts:  # as nbgrader does: the trainer sees the mark scheme again
        grade_id = OPEN_PREFIX + part.id
        cells[grade_id].source = _with_mark_scheme(cells[grade_id], source[grade_id])
    return notebook


def _cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    return {cell.metadata["nbgrader"]["grade_id"]: cell for cell in notebook.cells}


def _with_mark_scheme(cell: NotebookNode, source: NotebookNode) -> str:
    scheme = source.source.split("### BEGIN MARK SCHEME", 1)[1].split("### END MARK SCHEME", 1)[0]
    return f"{cell.source}\n\n**Barème**\n{scheme}"


def _stream(text: str) -> NotebookNode:
    """As nbformat's `new_output`, which validates each one, and is slow."""
    return NotebookNode(output_type="stream", name="stdout", text=text)


def _wrapped(text: str) -> str:
    """Lines as wide as the formgrader shows them."""
    lines = (textwrap.fill(line, WIDTH, subsequent_indent="    ") for line in text.splitlines() if line)
    return "\n".join(lines) + "\n"


def _outputs(result: Result) -> list[NotebookNode]:
    if result.earned is None:
        return [_stream(typeset(f"En panne : {result.message}\n"))]
    said = f"{result.message}\n{result.hint}"
    shown = number(result.earned).replace(",", ".")
    return [
        _stream(_wrapped(said)),
        NotebookNode(
            output_type="execute_result", data={"text/plain": shown}, metadata={}, execution_count=None),
    ]
