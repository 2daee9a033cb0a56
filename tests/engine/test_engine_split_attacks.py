"""Attacks on the tests of somebody's own nbgrader assignment: the marks stay, nothing of the tests is seen.

The table of outcomes is printed at the end, beside what plain nbgrader makes of the same notebooks.
"""

import json
import sys
from contextlib import closing

import pytest

from autograder.engine.foreign_grade import Bench, mark, try_out
from autograder.engine.foreign_master import MasterCell, MasterNotebook, read_author
from autograder.engine.jupyter import to_text
from autograder.engine.notebook import checksum
from autograder.engine.raw_notebook import read_notebook
from autograder.engine.workers import Workers
from tests.engine.nbgrader_course import ANSWERS, DATA, HELPER, tp1
from tests.engine.split_attacks import ATTACKS, SECRET, THEIRS, WRONG

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can shut a process in")
FILES = {"aide.py": HELPER.encode(), "visites.csv": DATA.encode()}


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    with closing(Workers(tmp_path_factory.mktemp("essais"))) as workers:
        yield Bench(workers, 4, FILES, [])


@pytest.fixture(scope="module")
def master(bench, tmp_path_factory):
    """The assignment as the gradebook would have it, tried out with its solution."""
    source = tmp_path_factory.mktemp("source") / "tp1.ipynb"
    source.write_text(to_text(tp1()))
    cells = {}
    for cell in tp1().cells:
        meta = cell.metadata.get("nbgrader")
        if meta is not None:
            locked = not meta["solution"] and (meta["grade"] or meta["locked"])
            text = "" if meta["solution"] else cell.source
            cells[meta["grade_id"]] = MasterCell(
                meta["grade_id"], cell.cell_type, text, checksum(cell), locked, meta["grade"], meta["solution"],
                meta["task"], float(meta.get("points", 0)))
    return try_out(MasterNotebook("tp1", None, cells, read_author(cells, source, None)), bench)


@pytest.fixture(scope="module")
def grade(bench, master):
    def run(answers):
        notebook = tp1()
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if name in answers:
                cell.source = answers[name]
            elif "HIDDEN" in cell.source:
                cell.source = cell.source.split("### BEGIN")[0]
        marked = mark(read_notebook(to_text(notebook).encode()), FILES, master, bench)
        return {name: marked.marks[name].score or 0 for name in master.checks}, marked

    return run


@pytest.fixture(scope="module")
def wrong(grade):
    return grade(WRONG)[0]


@pytest.fixture(scope="module")
def table(request):
    outcomes = {}
    yield outcomes
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\n  {'attack':<45} {'nbgrader 0.9.6':<20} ours")
        for name, outcome in outcomes.items():
            print(f"  {name:<45} {THEIRS.get(name, '?'):<20} {outcome}")


def test_every_test_can_be_apart_and_the_solution_has_all(master, grade):
    assert master.together == frozenset()
    assert grade(ANSWERS)[0] == {name: cell.points for name, cell in master.cells.items() if cell.is_check}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_earns_nothing_and_sees_nothing(name, grade, wrong, table):
    scores, marked = grade(WRONG | ATTACKS[name])

    shown = json.dumps([cell.get("outputs", []) for cell in marked.notebook.cells if not is_check(cell)])
    assert scores == wrong
    assert SECRET not in shown
    assert "<script" not in shown and "onerror" not in shown and "vole()" not in shown.replace("def vole", "")
    table[name] = "marks unchanged"


def is_check(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id", "").startswith("test_")


def test_who_comes_after_the_attacks_has_her_marks(grade, master):
    assert sum(grade(ANSWERS)[0].values()) == sum(cell.points for cell in master.cells.values() if cell.is_check)
