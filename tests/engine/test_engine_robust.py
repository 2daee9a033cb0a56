"""Notebooks as they really come back: what a slip of the hand does to them costs no points."""

import json
import os

import pytest

from autograder.engine.grade_command import grade as grade_files
from autograder.engine.literal import Literal, read_answer_cell
from tests.places import ROOT


@pytest.mark.parametrize("source, expected", [
    ('reponse = enregistrer({"a": null, "b": true, "c": false})', {"a": None, "b": True, "c": False}),
    ('{"format": 1, "answer": {"x": null}}', {"format": 1, "answer": {"x": None}}),
])
def test_an_answer_copied_from_a_page_is_data_with_jsons_words(source, expected):
    assert read_answer_cell(source) == Literal(expected)


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_an_answer_cell_made_into_text_is_still_the_answer(kind, exercise, copy, grade):
    hers = copy(exercise.solution)
    hers.cells[hers.place("reponse")]["cell_type"] = kind

    graded = grade(hers)

    assert graded.report.score == exercise.points
    assert "devenue du texte" in " ".join(graded.notes)


def test_cells_in_another_order_change_no_mark(exercise, copy, grade):
    hers = copy(exercise.solution)
    hers.notebook.cells = hers.cells[::-1]

    assert grade(hers).report.score == exercise.points


@pytest.mark.parametrize("count, said", [(1, "1 cellule de note manquait ;"), (2, "2 cellules de note manquaient ;")])
def test_missing_cells_are_told_in_their_number(count, said, exercise, copy, grade):
    hers = copy(exercise.solution)
    for check in exercise.checks[:count]:
        hers.remove(check.id)

    assert said in " ".join(grade(hers).notes).replace("\u202f", " ")


def test_formats_3_and_4_0_are_read(exercise, copy, grade):
    data = json.loads(copy(exercise.solution).raw)
    for cell in data["cells"]:
        del cell["id"]
    first = json.dumps(data | {"nbformat_minor": 0}).encode()
    for cell in data["cells"]:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    third = json.dumps({"nbformat": 3, "metadata": data["metadata"], "worksheets": [{"cells": data["cells"]}]}).encode()

    assert grade(first).report.score == grade(third).report.score == exercise.points


def test_two_people_of_one_name_are_told_of(exercise, copy, tmp_path):
    for place, answer in (("a", exercise.solution), ("b", exercise.blank())):
        (tmp_path / "depot" / place).mkdir(parents=True)
        path = tmp_path / "depot" / place / f"{exercise.slug}-Awa-Diallo{'' if place == 'a' else ' (2)'}.ipynb"
        path.write_bytes(copy(answer).raw)
        os.utime(path, (1e9, 1e9))
    said = []

    grade_files([tmp_path / "depot"], ROOT, tmp_path / "seance", said.append)

    assert "sont deux personnes, ajoutez un numéro" in " ".join(said)
