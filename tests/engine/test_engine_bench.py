"""The bench: the same submissions on every machine, and one table for all who graded them."""

import json
import os
import sys

import pytest

from autograder.engine import bench as bench_module
from autograder.engine.bench import bench
from autograder.engine.bench_course import RESULTS, make_course
from autograder.engine.bench_row import Lines, _measure
from autograder.engine.grade import grade_bytes
from tests.places import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can shut a process in")


def test_submissions_are_the_same_each_time_and_not_all_right(tmp_path):
    course = make_course(tmp_path / "a")
    again = make_course(tmp_path / "b")

    first, second = ([path.read_bytes() for path in sorted(each.drop(12).iterdir())] for each in (course, again))

    assert first == second
    assert len(set(first)) == 12


def test_the_model_answer_earns_everything(tmp_path):
    course = make_course(tmp_path)
    (path,) = course.drop(1).iterdir()

    graded = grade_bytes(path.name, path.read_bytes(), {course.exercise.id: course.exercise}, tmp_path / "essais")

    assert graded.report.score == sum(RESULTS.values())


def test_engine_bare_run_and_nbgrader_agree_and_the_table_is_kept(tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(bench_module, "_run", quick_pages(bench_module._run))

    code = bench(tmp_path, said.append, sizes=[12], sample=2, workers=[2])

    assert code == 0
    assert "toutes les mêmes" in said[-1]
    kept = json.loads((tmp_path / "benchmarks" / "engine.json").read_text(encoding="utf-8"))
    assert {(row["name"], row["workers"], row["sandbox"]) for row in kept["rows"]} == {
        ("nbgrader autograde", 1, False), ("moteur", 2, True), ("moteur", 2, False), ("fourche nue", 2, False),
        ("moteur, cours nbgrader, tests à part", min(os.cpu_count(), 8), True), ("moteur, grappe Dask", 2, True),
    }
    assert "| moteur | 12 | 2 | oui |" in (tmp_path / "benchmarks" / "engine.md").read_text(encoding="utf-8")


def test_the_longest_measures_are_told_quarter_by_quarter():
    def row(copies, sandbox):
        return bench_module.Row("moteur", copies, 2, sandbox, 9.0, 45.0, 130, 50.0, [45.0, 44.5, 45.5, 46.0], [130] * 4)

    told = bench_module._as_it_went([row(40, True), row(4000, True), row(4000, False)])

    assert [line for line in told if line.startswith("| moteur")] == [
        "| moteur | 4000 | 45,0 | 44,5 | 45,5 | 46,0 | 130 | 130 | 130 | 130 |"]
    assert bench_module._as_it_went([row(40, True)]) == []


def test_what_a_run_cost_is_told_by_its_quarters():
    lines = Lines()
    lines.at, lines.memory = [lines.start + second for second in range(9)], [number * 2**20 for number in range(9)]

    told = _measure(lines)

    assert (told["each_ms"], told["quarters_ms"], told["quarters_mb"]) == (1000.0, [1000.0] * 4, [2, 4, 6, 8])


def quick_pages(run):
    """The exercises lie in the project, not where this test keeps its table."""
    return lambda kind, *arguments: run(kind, *([str(ROOT)] if kind == "page" else arguments))
