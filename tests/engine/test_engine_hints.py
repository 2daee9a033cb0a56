"""How many hints were opened, read in whatever was handed in."""

import json

import pytest

from autograder.engine.hints import HINTS_TYPE, hints_opened
from autograder.engine.notebook import make_notebook
from autograder.widgets import hints as widgets_hints


def notebook_with(exercise, source, shown=None):
    notebook = make_notebook(exercise, solution=False)
    cells = {cell.metadata["nbgrader"]["grade_id"]: cell for cell in notebook.cells}
    cells["reponse"].source = source
    if shown is not None:
        data = {HINTS_TYPE: {"hints": shown}}
        cells["indices"].outputs = [{"output_type": "display_data", "metadata": {}, "data": data}]
    return json.dumps(notebook).encode()


@pytest.mark.parametrize(("source", "shown", "told"), [
    ("reponse = enregistrer()", None, 0),
    ("reponse = enregistrer(\nindices=2\n)", None, 2),
    ("reponse = enregistrer(\n{'statements': []},\nindices=1\n)", None, 1),
    ("reponse = enregistrer(\n{'statements': []},\nindices=1\n)", 3, 3),
    ("reponse = enregistrer()", 1, 1),
    ("reponse = enregistrer(indices=9)", None, 3),
    ("reponse = enregistrer({'texte': 'indices=2)'})", None, 0),
    ("reponse = enregistrer()", "beaucoup", 0),
])
def test_a_notebook_tells_them_in_its_answer_cell_or_under_the_hints(exercise, source, shown, told):
    assert hints_opened(notebook_with(exercise, source, shown), 3) == told


@pytest.mark.parametrize(("raw", "told"), [
    (b'{"remise": {"answer": {}, "hints": 2}}', 2), (b'{"answer": {}, "hints": 1}', 1), (b'{"hints": true}', 0),
    (b'{"hints": -4}', 0), (b'{"remise": 3}', 0), (b"[]", 0), (b"pas du JSON", 0), (b'{"cells": 3}', 0), (b"", 0),
])
def test_any_other_file_tells_them_or_nothing(raw, told):
    assert hints_opened(raw, 3) == told


def test_opening_hints_leaves_the_answer_as_it_is(exercise, copy, grade):
    told = copy().answer_with(f"reponse = enregistrer(\n{exercise.solution!r},\nindices=3\n)")

    graded = grade(told)

    assert (graded.answer, graded.report.score) == (exercise.solution, exercise.points)
    assert "Indices ouverts" in graded.notes[-1]


def test_both_sides_speak_of_the_same_kind_of_output():
    assert widgets_hints.HINTS_TYPE == HINTS_TYPE
