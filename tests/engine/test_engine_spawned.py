"""Where no process can be forked (Windows, macOS), spawned workers do the same: tried here by leaving out the fork."""

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from autograder.engine import grade_command, spawned
from autograder.engine.grade import grade_bytes
from autograder.engine.protocol import Call, Cell, Job, Limits, Malformed
from autograder.engine.runner import run
from autograder.engine.spawned import SpawnedWorkers
from autograder.engine.workers import Workers

SAMPLES = {
    "a table": "import pandas as pd\nx = pd.DataFrame({'v': [1, 2]}).groupby('v').size()",
    "an end of the process": "import os\nos._exit(0)",
}


def job(source, *, sandbox=False, names=("x",), calls=()):
    return Job([Cell(1, source)], list(names), list(calls), Limits(cell_seconds=5, total_seconds=20), sandbox)


@pytest.fixture(autouse=True, scope="module")
def one_ahead():
    """Each process takes some seconds of a processor."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spawned, "AHEAD", 1)
        yield


@pytest.fixture(scope="module")
def workers(tmp_path_factory):
    with closing(SpawnedWorkers(tmp_path_factory.mktemp("essais"))) as made:
        yield made


@pytest.mark.parametrize("name", SAMPLES)
def test_a_spawned_run_gives_what_a_run_alone_gives(name, workers, tmp_path):
    mine = job(SAMPLES[name], calls=[Call("abs", [-1])])

    assert workers.run(mine) == run(mine, tmp_path)


def test_runs_at_the_same_time_share_nothing(workers):
    leaves = "import os, pandas\nx = [{}, hasattr(pandas, 'butin'), os.listdir()]\npandas.butin = 1\nopen('a', 'w')"

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda number: workers.run(job(leaves.format(number))), range(2)))

    assert [each.values["x"] for each in done] == [[number, False, []] for number in range(2)]


def test_after_a_reply_too_large_nothing_is_left_once_they_are_closed(tmp_path):
    workers = SpawnedWorkers(tmp_path)
    with pytest.raises(Malformed):
        workers.run(job("x = 'a' * 3_000_000"))
    waiting = [ready.process for ready in workers._stock]

    workers.close()

    assert waiting and all(process.poll() is not None for process in waiting)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="compares with what Linux gives")
def test_notebooks_get_the_same_reports_as_from_forked_workers(exercise, exercises, copy, workers, tmp_path):
    answers = [exercise.solution, *(mistake["answer"] for mistake in exercise.mistakes().values())][:2]
    hers = [copy().answer_with(f"import pandas\nreponse = dict({answer!r})").raw for answer in answers]

    def reports(pool):
        return [grade_bytes("a.ipynb", raw, exercises, tmp_path, sandbox=False, workers=pool).report for raw in hers]

    with closing(Workers(tmp_path, sandbox=False)) as forked:
        assert reports(workers) == reports(forked)


def test_off_linux_code_is_run_only_where_one_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(grade_command.sys, "platform", "darwin")

    assert grade_command._fast_workers(tmp_path, True) is None
    assert isinstance(grade_command._fast_workers(tmp_path, False), SpawnedWorkers)
