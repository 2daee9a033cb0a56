"""Grading that is killed at any moment goes on where it was: nothing lost, nothing twice, a gradebook that is whole."""

import os
import signal
import subprocess
import sys
import time

import pytest

from autograder.engine import split_run
from autograder.engine.errors import GradeRefused
from autograder.engine.foreign_grade import Bench
from autograder.engine.grade import grade_bytes
from autograder.engine.protocol import Run
from autograder.engine.scratch import folder_of_a_run
from autograder.engine.split_run import SplitJob, SplitRun
from tests.engine.killing import WITHOUT_RIGHTS, Deposit, Killing, below
from tests.places import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for left processes as Linux shows them")


def test_after_kills_at_random_moments_nothing_is_lost_or_twice(tmp_path):
    killing = Killing(Deposit(tmp_path), seed=3)

    for _ in range(2):
        killing.kill_some(most=2)
    killing.finish()

    assert killing.what_is_amiss() == []


class KilledOnce:
    """In the place of warm workers: the first run of a notebook is ended by the machine."""

    def __init__(self, answer, times=1):
        self.answer, self.kills = answer, times

    def run(self, job, files=None):
        self.kills -= 1
        return Run(unfinished=1) if self.kills >= 0 else Run(values={"reponse": self.answer}, complete=True)


def test_a_run_that_the_machine_ended_is_done_again(exercise, exercises, copy, tmp_path):
    hers = copy().answer_with("reponse = dict()").raw

    graded = grade_bytes("a.ipynb", hers, exercises, tmp_path, workers=KilledOnce(exercise.solution))

    assert graded.report.score == exercise.score(exercise.solution).score
    with pytest.raises(GradeRefused):
        grade_bytes("a.ipynb", hers, exercises, tmp_path, workers=KilledOnce(exercise.solution, times=2))


@pytest.fixture
def ends(monkeypatch):
    """Somebody's assignment, whose runs end as told."""
    def end(*runs):
        left = list(runs)
        monkeypatch.setattr(split_run, "_run_once", lambda job, workers: left.pop(0))
        return Bench(None, 4, {}, []), left

    return end


JOB = SplitJob([], {})


def test_tests_that_the_machine_ended_are_done_again_and_hers_that_end_each_time_are_hers(ends):
    bench, _ = ends(SplitRun(complete=True, ended_in=3), SplitRun(complete=True))
    assert bench.run(JOB).ended_in is None

    bench, _ = ends(SplitRun(complete=True, ended_in=3), SplitRun(complete=True, ended_in=3))
    assert bench.run(JOB).ended_in == 3


def test_tests_that_end_each_time_give_no_zero(ends):
    bench, _ = ends(SplitRun(), SplitRun())

    with pytest.raises(GradeRefused, match="deux fois"):
        bench.run(JOB)


def test_what_had_all_its_time_is_not_run_again(ends):
    bench, left = ends(SplitRun(overdue=True), SplitRun(complete=True))

    assert not bench.run(JOB).complete
    assert len(left) == 1


ENDLESS = """
import signal, sys
from pathlib import Path
from autograder.engine.protocol import Cell, Job
from autograder.engine.runner import run
run(Job([Cell(1, "import signal, time\\nsignal.signal(14, signal.SIG_IGN)\\ntime.sleep(600)")], []), Path(sys.argv[1]))
"""


@pytest.mark.parametrize("before", [[], WITHOUT_RIGHTS], ids=["root", "ordinary user"])
def test_a_run_ends_with_its_master(before, tmp_path):
    master = subprocess.Popen([*before, sys.executable, "-c", ENDLESS, str(tmp_path)], cwd=ROOT)
    assert wait_for(lambda: len(below(master.pid)) >= 2), "the run did not start"
    running = below(master.pid)

    os.kill(master.pid, signal.SIGKILL)
    master.wait()

    assert wait_for(lambda: not any(is_running(pid) for pid in running))


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_for(there):
    for _ in range(600):
        if there():
            return True
        time.sleep(0.05)
    return False


def test_folders_that_dead_runs_left_are_swept_up_and_those_at_work_are_not(tmp_path):
    (tmp_path / "essai-mort").mkdir()

    with folder_of_a_run(tmp_path, "essai-") as first, folder_of_a_run(tmp_path, "essai-") as second:
        assert {first, second} == set(tmp_path.iterdir())

    assert not list(tmp_path.iterdir())
