"""A cluster gives what one machine gives, and goes on when one of its workers is lost."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from distributed import Client

from autograder.domain.errors import CourseError
from autograder.engine import split_run
from autograder.engine.grade_command import grade
from autograder.engine.graded_notebook import submitted_notebook
from autograder.engine.grappe import Cluster
from autograder.engine.protocol import Cell, Job, Limits, Malformed
from autograder.engine.runner import run
from autograder.engine.split_run import SplitCell, SplitJob
from autograder.engine.workers import Workers
from tests.places import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can shut a process in")


@pytest.fixture(scope="module")
def grappe(tmp_path_factory):
    """A scheduler and two workers on loopback: its address, and the workers' processes."""
    folder = tmp_path_factory.mktemp("grappe")
    told = folder / "adresse.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}

    def start(*words):
        command = [sys.executable, "-m", "dask", *words, "--scheduler-file", str(told), "--no-dashboard"]
        return subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    processes = [start("scheduler", "--host", "127.0.0.1", "--port", "0")]
    try:
        while not told.is_file() or not told.read_text():
            time.sleep(0.1)
        processes += [start("worker", "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny") for _ in range(2)]
        yield told, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def address(grappe):
    address = json.loads(grappe[0].read_text())["address"]
    with Client(address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=120)
    return address


@pytest.fixture(scope="module")
def cluster(address):
    with Cluster(address) as made:
        yield made


@pytest.mark.parametrize("source", [
    "x = {'a': [1, 2.5, None], 'b': (True, {3})}", "x = 1\n1 / 0", "import os\nos._exit(0)", "x = object",
])
def test_a_run_far_away_gives_what_one_here_gives(cluster, tmp_path, source):
    job = Job([Cell(1, source)], ["x"], limits=Limits(3, 8))

    assert cluster.run(job) == run(job, tmp_path)


@pytest.mark.parametrize("source", ["x = {'a': [1, 2.5]}\nprint('é')", "1 / 0", "import os\nos._exit(0)"])
def test_tests_that_are_apart_give_the_same_far_away(address, tmp_path, source):
    cells = [SplitCell(1, source), SplitCell(2, "assert x == {'a': [1, 2.5]}", True, ("import math",))]
    job = SplitJob(cells, {"a.txt": b"\xff"}, hers={"x"}, allowed=set(), limits=Limits(3, 8))

    with Cluster(address) as cluster, closing(Workers(tmp_path)) as workers:
        assert split_run.run(job, cluster) == split_run.run(job, workers)


def test_what_no_run_can_send_is_refused_here_too(cluster):
    with pytest.raises(Malformed):
        cluster.run(Job([Cell(1, "x = 'a' * 3_000_000")], ["x"]))


def test_the_command_grades_on_a_cluster(address, tmp_path, exercise, write_notebook):
    notebook = submitted_notebook(exercise, exercise.solution)
    next(cell for cell in notebook.cells if cell.id == "reponse").source = f"reponse = dict({exercise.solution!r})"
    write_notebook(tmp_path / "depot" / "arbre-a-problemes-Awa.ipynb", notebook)
    said = []

    assert grade([], ROOT, tmp_path, said.append, on=address) == 0
    assert any("Awa : 20 sur 20" in line for line in said)


def test_nobody_at_that_address_is_said_in_one_sentence(monkeypatch):
    monkeypatch.setattr("autograder.engine.grappe.REACH_SECONDS", 1)

    with pytest.raises(CourseError, match="ne répond pas"):
        Cluster("tcp://127.0.0.1:9")


def test_what_a_lost_worker_had_to_do_is_done_by_the_other(cluster, grappe):
    jobs = [Job([Cell(1, f"import time; time.sleep(.3)\nx = {number}")], ["x"]) for number in range(12)]

    with ThreadPoolExecutor(6) as pool:
        running = [pool.submit(cluster.run, job) for job in jobs]
        running[1].result()
        grappe[1][0].send_signal(signal.SIGKILL)
        values = [each.result().values for each in running]

    assert values == [{"x": number} for number in range(12)]
