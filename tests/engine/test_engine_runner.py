"""The process apart: it hands out data, stays within bounds, and leaves nothing behind."""

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.engine import protocol
from autograder.engine.protocol import Call, Cell, Frame, Job, Limits, Malformed, Series, decode, encode, read_events
from autograder.engine.runner import run

QUICK = Limits(cell_seconds=1, total_seconds=4)
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork: only its time is limited")
linux = pytest.mark.skipif(sys.platform != "linux", reason="detached processes can be found again on Linux only")

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text() | st.integers(0, 9), inner),
    max_leaves=20,
)


@pytest.fixture
def execute(tmp_path):
    def execute_them(*sources, names=("x",), calls=(), limits=QUICK, files=None, sandbox=True):
        cells = [Cell(number, source) for number, source in enumerate(sources, 1)]
        return run(Job(cells, list(names), list(calls), limits, sandbox), tmp_path, files)

    return execute_them


# -- data comes out


def test_values_come_out_as_plain_data(execute):
    done = execute("x = {'a': [1, 2.5, None], 'b': (True, {3})}")

    assert done.values == {"x": {"a": [1, 2.5, None], "b": (True, {3})}}
    assert done.complete and not done.errors


def test_her_functions_can_be_called_on_inputs_we_choose(execute):
    functions = "def double(n): return 2 * n\ndef falls(n): return n / 0"

    done = execute(functions, calls=[Call("double", [21]), Call("falls", [1])])

    assert done.results == [42, None]
    assert "ZeroDivisionError" in done.missing["falls"]


def test_tables_come_out_by_value(execute):
    done = execute(
        "import pandas as pd, numpy as np",
        "x = pd.DataFrame({'v': [1, 2]})\ny = pd.Series([1.5], index=['a'])\nz = [np.float64(2), np.arange(2)]",
        names=("x", "y", "z"), limits=Limits(),
    )

    assert done.values["x"] == Frame([0, 1], [("v", [1, 2])])
    assert done.values["y"] == Series(["a"], [1.5])
    assert done.values["z"] == [2.0, [0, 1]]


def test_objects_stay_inside(execute):
    done = execute("class Menteur:\n    def __eq__(self, other): return True\nx = Menteur()")

    assert done.values == {}
    assert "not plain data" in done.missing["x"]


def test_her_public_data_lie_beside_her(execute):
    done = execute("x = open('bank.json').read()", files={"bank.json": b"[1]", "../../ailleurs.json": b"2"})

    assert done.values["x"] == "[1]"


def test_none_of_our_environment_is_hers(execute, monkeypatch):
    monkeypatch.setenv("SECRET_DE_LA_FORMATRICE", "1234")

    done = execute("import os\nx = dict(os.environ)")

    assert "1234" not in json.dumps(done.values["x"])


def test_a_failing_cell_does_not_stop_the_next(execute):
    done = execute("1 / 0", "syntaxe fausse", "import sys; sys.exit(3)", "x = 1")

    assert list(done.errors) == [1, 2, 3]
    assert done.values == {"x": 1}


# -- bounds


@forks
def test_a_cell_that_never_ends_is_stopped_and_the_next_one_runs(execute):
    done = execute("while True:\n    pass", "x = 1")

    assert done.stopped == [1]
    assert done.values == {"x": 1}


@forks
def test_a_loop_that_holds_every_error_is_ended_from_outside_and_named(execute):
    stubborn = "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True:\n    pass"

    done = execute("x = 1", stubborn, limits=Limits(cell_seconds=0.5, total_seconds=1))

    assert not done.complete
    assert done.unfinished == 2


def test_a_cell_that_ends_the_process_is_named(execute):
    done = execute("x = 1", "import os\nos._exit(0)", "x = 2")

    assert not done.complete
    assert done.unfinished == 2
    assert done.values == {}


@forks
def test_a_flood_of_memory_fails_in_its_cell(execute):
    done = execute("y = bytearray(8 * 2**30)", "x = 1")

    assert "MemoryError" in done.errors[1]
    assert done.values == {"x": 1}


def test_a_flood_of_prints_is_kept_nowhere(execute):
    flood, below = "for _ in range(200_000): print('x' * 100)", "import os\nos.write(1, b'x' * 100_000)\nx = 1"

    done = execute(flood, below, limits=Limits())

    assert done.values == {"x": 1}


def test_an_answer_too_large_is_malformed(execute):
    with pytest.raises(Malformed):
        execute(f"x = 'a' * {protocol.MAX_REPLY}")


@forks
def test_a_large_file_cannot_be_written(execute):
    done = execute("with open('gros', 'wb') as f:\n    for _ in range(100): f.write(bytes(2**20))", "x = 1")

    assert 1 in done.errors or done.unfinished == 1


# -- nothing is left


@linux
@pytest.mark.parametrize("sandbox", [True, False])
@pytest.mark.parametrize("detach", ["", "os.setsid()\n    if os.fork(): os._exit(0)\n    "])
def test_no_process_is_left_behind(execute, detach, sandbox):
    mark = f"61.{os.getpid()}{sandbox:d}{len(detach)}"
    leave = f"import os\nif os.fork() == 0:\n    {detach}os.execv('/bin/sleep', ['sleep', '{mark}'])"

    done = execute(leave, "import time; time.sleep(.3)\nx = 1", sandbox=sandbox)

    assert done.values == {"x": 1}
    assert not _runs_still(mark)


def _runs_still(mark):
    """Killed a moment ago counts as gone once the system has taken it away."""
    for _ in range(100):
        if not any(mark in _command_line(pid) for pid in os.listdir("/proc") if pid.isdigit()):
            return False
        time.sleep(0.02)
    return True


def _command_line(pid):
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    return ""


@linux
@pytest.mark.parametrize("sandbox", [True, False])
def test_processes_that_share_the_memory_out_are_ended_together(execute, sandbox):
    hoard = "import os, time\nfor _ in range(6):\n    if os.fork() == 0:\n        y = b'x' * 2**26; time.sleep(60)\n"

    done = execute(hoard + "time.sleep(60)", limits=Limits(20, 20, memory=2**28 * 5 // 4), sandbox=sandbox)

    assert not done.complete
    assert done.unfinished == 1


def test_no_file_is_left_behind(execute, tmp_path):
    execute("open('a', 'w').write('b')\nx = 1")

    assert list(tmp_path.iterdir()) == []


# -- the reply is read strictly

JOB = Job([Cell(1, "")], ["x"], [])


@pytest.mark.parametrize("line", [
    b"20", b"[]", b"{", b"\xff", b'{"event": "score", "cell": 1}', b'{"event": "start", "cell": 7}',
    b'{"event": "start", "cell": true}', b'{"event": "start"}', b'{"event": "values"}',
    b'{"event": "values", "names": {}, "calls": [1]}', b'{"event": "values", "names": {"x": {"ok": NaN}}, "calls": []}',
    b'{"event": "values", "names": {"x": {"ok": {"t": "object", "v": []}}}, "calls": []}',
    b'{"event": "values", "names": {"x": {"ok": {"a": 1}}}, "calls": []}',
    b'{"event": "values", "names": {"x": {"ok": {"t": "dict", "v": [[[], 1]]}}}, "calls": []}',
    b'{"event": "values", "names": {"x": {"ok": {"t": "dict", "v": [1]}}}, "calls": []}',
    b'{"event": "values", "names": {"x": {"ok": ' + b"9" * 40 + b'}}, "calls": []}',
    b'{"event": "values", "names": {"x": {"ok": ' + b"[" * 100 + b"]" * 100 + b'}}, "calls": []}',
    b'{"event": "values", "names": {"x": {"ok": "\\ud800"}}, "calls": []}',
    b'{"event": "values", "names": {}, "calls": []}\n{"event": "start", "cell": 1}',
    b"[" * 200_000,
])
def test_a_line_outside_the_protocol_is_malformed(line):
    with pytest.raises(Malformed):
        read_events(line + b"\n", JOB)


def test_a_line_that_never_ended_is_a_run_cut_short_and_no_lie():
    cut = read_events(b'{"event": "start", "cell": 1}\n{"event": "val', JOB)

    assert (cut.unfinished, cut.complete) == (1, False)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_malformed(raw):
    with suppress(Malformed):
        read_events(raw, JOB)


@given(plain)
def test_what_is_encoded_comes_back_the_same(value):
    there_and_back = decode(json.loads(json.dumps(encode(value))))

    assert repr(there_and_back) == repr(value)
