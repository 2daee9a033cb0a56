"""The notebook generated from the exercise's folder."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.engine import notebook as made
from autograder.engine.literal import Blank, Literal, read_answer_cell
from autograder.publish.notebooks import build_notebooks
from tests.places import ROOT


def by_id(notebook):
    return {cell.metadata["nbgrader"]["grade_id"]: cell for cell in notebook.cells}


def test_the_release_holds_no_answer_no_hint_and_no_mark_scheme(exercise):
    release = by_id(made.make_notebook(exercise, solution=False))
    everything = "\n".join(cell.source for cell in release.values())

    assert read_answer_cell(release["reponse"].source) == Blank()
    assert "MARK SCHEME" not in everything and "SOLUTION" not in everything
    assert exercise.open_parts[0].levels[1].comment not in everything
    assert "Corrigé" not in everything


def test_the_source_holds_the_model_answer_as_data(exercise):
    source = by_id(made.make_notebook(exercise, solution=True))

    assert read_answer_cell(source["reponse"].source) == Literal(exercise.solution)


def test_each_check_has_its_grade_cell_with_its_points(exercise):
    cells = by_id(made.make_notebook(exercise, solution=False))

    for check in exercise.checks:
        assert cells[check.id].source.endswith(f'noter("{check.id}")')
        assert cells[check.id].metadata["nbgrader"]["points"] == check.points


def test_the_open_part_is_worth_nothing_by_itself_so_that_it_can_only_add(exercise):
    task = by_id(made.make_notebook(exercise, solution=False))["a_lire_enonces_personnels"]

    assert task.metadata["nbgrader"]["task"] is True
    assert task.metadata["nbgrader"]["points"] == 0


def test_everything_is_locked_but_the_answer(exercise):
    cells = by_id(made.make_notebook(exercise, solution=False))

    editable = [name for name, cell in cells.items() if cell.metadata.get("editable", True)]
    assert editable == ["reponse"]


def test_code_in_a_statement_keeps_its_plain_apostrophes():
    assert made._typeset_prose("l'arbre `x['a'] : b`") == "l’arbre `x['a'] : b`"


def test_building_twice_gives_the_same_files_and_drops_what_is_gone(tmp_path):
    said = []
    course = build_notebooks(ROOT, tmp_path, said.append)
    first = {path: path.read_bytes() for path in course.rglob("*.ipynb")}
    (course / "release" / "ancien--exercice").mkdir()

    build_notebooks(ROOT, tmp_path, said.append)

    assert {path: path.read_bytes() for path in course.rglob("*.ipynb")} == first
    assert not (course / "release" / "ancien--exercice").exists()
    assert re.search(r"Carnets prêts \(\d+\)", said[0])


def test_a_configuration_that_the_trainer_made_hers_is_left_alone(tmp_path):
    course = build_notebooks(ROOT, tmp_path, lambda text: None)
    (course / "nbgrader_config.py").write_text("# à moi\n", encoding="utf-8")

    build_notebooks(ROOT, tmp_path, lambda text: None)

    assert (course / "nbgrader_config.py").read_text(encoding="utf-8") == "# à moi\n"


def test_the_courses_own_environment_can_import_the_course_from_anywhere(tmp_path, monkeypatch):
    root = tmp_path / "cours d'été"
    (root / "exercises").mkdir(parents=True)
    (root / "trouvable.py").write_text("ok = 1", encoding="utf-8")
    packages = root / ".venv" / "lib"
    packages.mkdir(parents=True)
    monkeypatch.setattr("sys.prefix", str(root / ".venv"))
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(packages))

    build_notebooks(root, root / "build", lambda text: None)

    code = f"import site; site.addsitedir({str(packages)!r}); import trouvable"
    assert subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path).returncode == 0


def test_another_environment_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(tmp_path))

    build_notebooks(ROOT, tmp_path / "build", lambda text: None)

    assert not (tmp_path / "cours.pth").exists() or ROOT in Path(sys.prefix).parents


@pytest.mark.parametrize("source, expected", [
    ("reponse = enregistrer()", Blank()),
    ("", Blank()),
    ("# 3. Garder\n", Blank()),
    ("# YOUR CODE HERE\nraise NotImplementedError()", Blank()),
    ("reponse = enregistrer(None)", Blank()),
    ("reponse = enregistrer({'a': [1]})", Literal({"a": [1]})),
    ("enregistrer({'a': [1]})", Literal({"a": [1]})),
    ("reponse = {'a': (1, 2)}", Literal({"a": (1, 2)})),
    ("from autograder.widgets import enregistrer\nreponse = enregistrer({'a': 1})", Literal({"a": 1})),
])
def test_an_answer_cell_is_read_as_data_without_running_it(source, expected):
    assert read_answer_cell(source) == expected


@pytest.mark.parametrize("source", [
    "reponse = enregistrer(dict(a=1))",
    "x = 1\nreponse = enregistrer({'a': 1})",
    "reponse = enregistrer({'a': __import__('os').getcwd()})",
    "reponse = autre({'a': 1})",
])
def test_what_computes_is_told_apart_from_data(source):
    assert type(read_answer_cell(source)).__name__ == "Code"


@pytest.mark.parametrize("source", ["reponse = enregistrer({'a': [1", "x" * 500_000, "(" * 5000, "a\0b", "[" * 100_000])
def test_what_is_not_python_is_unreadable_and_breaks_nothing(source):
    assert type(read_answer_cell(source)).__name__ in ("Unreadable", "Code")
