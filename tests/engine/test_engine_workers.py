"""Warm workers: the results of a process apart, many times faster, and one learner's run unseen by the next."""

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from autograder.engine import protocol
from autograder.engine.protocol import Call, Cell, Job, Limits, Malformed, Unconfinable
from autograder.engine.runner import run
from autograder.engine.workers import Workers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can shut a process in")

QUICK = Limits(cell_seconds=1.5, total_seconds=4)
SAMPLES = {
    "values": "x = {'a': [1, 2.5, None], 'b': (True, {3})}",
    "a table": "import pandas as pd\nx = pd.DataFrame({'v': [1, 2]}).groupby('v').size()",
    "a figure": "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.savefig('a.png')\nimport os; x = os.listdir()",
    "an error": "x = 1\n1 / 0",
    "a syntax error": "x = = 1",
    "an exit": "import sys\nx = 1\nsys.exit(3)",
    "no value": "y = 1",
    "an object": "x = object",
    "a widget of the course's": "from autograder.widgets import enregistrer\nx = enregistrer is not None",
    "an end of the process": "import os\nos._exit(0)",
    "a loop": "while True: pass",
}


@pytest.fixture(scope="module", params=[True, False], ids=["sandbox", "limits"])
def workers(request, tmp_path_factory):
    made = Workers(tmp_path_factory.mktemp("essais"), sandbox=request.param)
    made.sandbox = request.param
    yield made
    made.close()


@pytest.fixture
def execute(workers):
    def execute_it(*sources, names=("x",), calls=(), files=None):
        cells = [Cell(number, source) for number, source in enumerate(sources, 1)]
        return workers.run(Job(cells, list(names), list(calls), QUICK, workers.sandbox), files)

    return execute_it


@pytest.mark.parametrize("name", SAMPLES)
def test_a_warm_run_gives_what_a_cold_one_gives(name, execute, workers, tmp_path):
    limits = Limits(3, 8) if name == "a loop" else Limits(30, 60)  # a cold run loads its libraries, perhaps slowly
    job = Job([Cell(1, "z = 0"), Cell(2, SAMPLES[name])], ["x"], [Call("abs", [-1])], limits, workers.sandbox)

    assert workers.run(job) == run(job, tmp_path)


def test_nothing_of_one_run_is_in_the_next(execute):
    execute("import builtins, pandas\nbuiltins.butin = 1\npandas.butin = 1\nx = 1\nopen('/tmp/butin', 'w').write('1')")

    look = "import builtins, pandas\nx = [hasattr(each, 'butin') for each in (builtins, pandas)] + ['x' in dir()]"
    after = execute(look)

    assert after.values["x"] == [False, False, False]


def test_files_of_one_run_are_not_in_the_next(execute):
    execute("open('a', 'w').write('b')\nx = 1", files={"bank.json": b"[1]"})

    assert execute("import os\nx = os.listdir('.')").values["x"] == []


def test_runs_at_the_same_time_keep_their_own_results(execute):
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda number: execute(f"import time; time.sleep(.05)\nx = {number}"), range(12)))

    assert [each.values["x"] for each in done] == list(range(12))


def test_a_reply_too_large_is_malformed_and_the_next_run_goes_on(execute):
    with pytest.raises(Malformed):
        execute(f"x = 'a' * {protocol.MAX_REPLY}")

    assert execute("x = 1").values == {"x": 1}


def test_a_run_that_closes_its_reply_and_goes_on_is_ended(execute):
    deaf = "import os, signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nos.closerange(3, 300)\nwhile True: pass"

    done = execute(deaf)

    assert not done.complete
    assert execute("x = 1").values == {"x": 1}


def test_a_warm_process_that_was_killed_is_replaced(execute, workers):
    assert execute("x = 1").complete
    os.kill(workers._process.pid, signal.SIGKILL)

    assert execute("x = 2").values == {"x": 2}


def test_where_nothing_can_be_shut_in_no_worker_starts(tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.engine.runner.furnish", lambda folder: (folder / "carnet").mkdir())
    workers = Workers(tmp_path)

    with pytest.raises(Unconfinable):
        workers.run(Job([Cell(1, "x = 1")], ["x"]))
    workers.close()

    assert not list(tmp_path.iterdir())


def test_nothing_is_left_when_the_workers_are_closed(tmp_path):
    workers = Workers(tmp_path)
    workers.run(Job([Cell(1, "x = 1")], ["x"]))
    process = workers._process

    workers.close()

    assert process.poll() is not None
    assert not list(tmp_path.iterdir())
