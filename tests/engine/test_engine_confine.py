"""What a notebook's code sees of the machine: as root, as an ordinary user, and where the kernel allows nothing."""

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.engine import runner
from autograder.engine.errors import GradeRefused
from autograder.engine.grade import grade_bytes
from autograder.engine.protocol import Cell, Job, Unconfinable
from autograder.engine.runner import run
from tests.places import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can shut a process in")

LOOK = """
import os, sys
def names(folder):
    try: return sorted(os.listdir(folder))
    except OSError: return None
x = {"root": names("/"), "home": names("/home"), "proc": names("/proc"), "here": names("."), "project": names(PROJECT),
     "user": os.getuid(), "parent": os.getppid(), "me": os.getpid(), "environment": sorted(os.environ)}
"""
IN_A_PROGRAM = """
import json, sys
from pathlib import Path
from autograder.engine.protocol import Cell, Job, Unconfinable
from autograder.engine.runner import run
try:
    done = run(Job([Cell(1, sys.argv[2])], ["x"]), Path(sys.argv[1]))
    print(json.dumps([done.values.get("x"), done.errors]))
except Unconfinable as reason:
    print(json.dumps(["unconfinable", str(reason)]))
"""
WITHOUT_RIGHTS = ["unshare", "--user", "--map-root-user", "--"]
"""What an ordinary user is to the kernel: no capability on the machine, one user id to her name."""


def look():
    return LOOK.replace("PROJECT", repr(str(ROOT)))


def in_a_program(before, scratch, source):
    done = subprocess.run(
        [*before, sys.executable, "-c", IN_A_PROGRAM, str(scratch), source], cwd=ROOT, capture_output=True, text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def assert_sees_nothing(seen):
    assert set(seen["root"]) & {"home", "proc", "sys", "var", "run", "boot", "srv"} == set()
    assert seen["home"] is None and seen["proc"] is None
    assert set(seen["project"]) - {Path(sys.prefix).name} == {"autograder"}  # the interpreter may live in the project
    assert (seen["me"], seen["parent"]) == (1, 0)
    assert seen["user"] not in (0, None)
    assert set(seen["environment"]) <= {
        "PATH", "HOME", "TMPDIR", "LANG", "PYTHONUTF8", "IPYTHONDIR", "MPLCONFIGDIR", "MPLBACKEND", "COURS_EXERCICES",
        "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS",
    }


def test_she_sees_the_interpreter_her_copy_and_nothing_else(tmp_path):
    done = run(Job([Cell(1, look())], ["x"]), tmp_path, {"bank.json": b"[]"})

    assert_sees_nothing(done.values["x"])
    assert done.values["x"]["here"] == ["bank.json"]


def test_an_ordinary_user_can_shut_her_in_as_well(tmp_path):
    seen, errors = in_a_program(WITHOUT_RIGHTS, tmp_path, look())

    assert errors == {}
    assert_sees_nothing(seen)


def test_where_the_kernel_refuses_nothing_of_hers_is_run(tmp_path):
    """The limit holds in the user namespace that this very command makes, and nowhere else."""
    forbid = [*WITHOUT_RIGHTS, "sh", "-c", 'echo 0 > /proc/sys/user/max_net_namespaces && exec "$@"', "sh"]
    trace = tmp_path / "trace"

    said, why = in_a_program(forbid, tmp_path / "essais", f"x = open({str(trace)!r}, 'w').write('là')")

    assert said == "unconfinable"
    assert "unshare" in why
    assert not trace.exists()


@pytest.fixture
def no_sandbox(monkeypatch):
    """A system that cannot shut a process in; with limits only, code runs as ever."""
    real = runner.run

    def refuse(job, scratch, files=None):
        if job.sandbox:
            raise Unconfinable("unshare user")
        return real(job, scratch, files)

    monkeypatch.setattr(runner, "run", refuse)


def test_without_a_sandbox_code_is_refused_with_what_to_do(copy, grade, no_sandbox):
    with pytest.raises(GradeRefused) as refusal:
        grade(copy().answer_with("reponse = dict(statements=[], links=[])"))

    assert "WSL2" in refusal.value.sentence and "--sans-bac-a-sable" in refusal.value.sentence


def test_without_a_sandbox_answers_as_data_are_graded_all_the_same(exercise, copy, grade, no_sandbox):
    graded = grade(copy(exercise.solution).insert_code("1 / 0"))

    assert graded.report.score == exercise.points
    assert "n’a pas été lancé" in graded.notes[0]


def test_copies_one_trusts_may_do_without(exercise, exercises, copy, no_sandbox, tmp_path):
    mine = copy().answer_with(f"reponse = dict({exercise.solution!r})")

    graded = grade_bytes("arbre-a-problemes.ipynb", mine.raw, exercises, tmp_path, sandbox=False)

    assert graded.report.score == exercise.points


SCIENCE = """
import asyncio, concurrent.futures, os, socket, sqlite3, subprocess, tempfile, threading, time
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
df = pd.DataFrame({"a": np.random.rand(200), "b": list("abcd") * 50})
df.to_csv("a.csv"), df.to_excel("a.xlsx"), df.to_json("a.json"), df.to_pickle("a.pkl")
read = [len(each) for each in (
    pd.read_csv("a.csv"), pd.read_excel("a.xlsx"), pd.read_json("a.json"), pd.read_pickle("a.pkl"))]
with sqlite3.connect("a.db") as base: read.append(df.to_sql("t", base))
np.linalg.svd(np.random.rand(120, 120)), np.save("a.npy", df.a), np.load("a.npy", mmap_mode="r")
figure, axes = plt.subplots()
for kind in ("png", "pdf", "svg"): figure.savefig(f"a.{kind}")
with concurrent.futures.ThreadPoolExecutor(2) as pool: read.append(len(list(pool.map(abs, [1, 2]))))
read.append(subprocess.run("echo oui | cat", shell=True, capture_output=True, text=True).stdout.strip())
one, other = socket.socketpair(); one.send(b"a"); read.append(other.recv(1).decode())
read.append(asyncio.new_event_loop().run_until_complete(asyncio.sleep(0.01, "fini")))
os.rename("a.csv", "b.csv"), os.symlink("b.csv", "c"), os.chmod("b.csv", 0o600), os.mkdir("d"), os.rmdir("d")
"""


def test_all_that_science_does_is_allowed_inside(tmp_path):
    done = run(Job([Cell(1, SCIENCE)], ["read"]), tmp_path)

    assert done.errors == {}
    assert done.values["read"] == [200, 200, 200, 200, 200, 2, "oui", "a", "fini"]


def test_a_call_that_is_not_listed_does_not_exist_inside(tmp_path):
    listed = "import ctypes, errno\nlibc = ctypes.CDLL(None, use_errno=True)\n"
    calls = "x = [(libc.syscall(n, 0, 0, 0, 0, 0), ctypes.get_errno()) for n in (425, 434 + 1000, 319, 321, 101)]"

    done = run(Job([Cell(1, listed + calls)], ["x"]), tmp_path)

    assert done.values["x"] == [(-1, errno.ENOSYS)] * 5
