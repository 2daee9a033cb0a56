"""Notebooks that attack: whatever they try, the mark stays, nothing leaks or is left, and the next one is graded.

Every attack runs as the cell that computes the answer, of an answer worth a known mark. It knows every path of the
machine it is on, and leaves in `butin` whatever it could lay hands on. The table of outcomes is printed at the end.
"""

import json
import os
import socket
import sys
import threading
import time
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import IPython
import pandas
import pytest

from autograder.checks import InvalidData
from autograder.engine import child, runner
from autograder.engine.graded_notebook import autograded_notebook
from autograder.engine.notebook import answer_source
from autograder.engine.protocol import Limits
from autograder.engine.workers import Workers
from tests.engine import run_attacks
from tests.places import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can shut a process in")

SECRET = "la-clé-de-la-formatrice-7731"
QUICK = Limits(cell_seconds=1.5, total_seconds=4)
TOOLS = """
import os, sys, json
butin = []
def tente(essai, *arguments):
    try:
        butin.append(str(essai(*arguments))[:5000])
    except BaseException as erreur:
        butin.append("")
def lit(chemin): return open(chemin, errors="replace").read()
def ecrit(chemin):
    with open(chemin, "a") as f: f.write("piraté")
    return "ÉCRIT"
"""

READING = {
    "read the expert key": "tente(lit, KEY)",
    "read the model answer": "tente(lit, SOLUTION)",
    "read the hidden checks": "tente(lit, CHECKS)",
    "list the exercises": "tente(os.listdir, EXERCISES)",
    "find a key by importing the catalogue": (
        "from autograder.catalogue import find_exercises\nfrom pathlib import Path\n"
        "tente(lambda: find_exercises(Path(EXERCISES))[0].key)"
    ),
    "read the gradebook": "tente(lit, GRADEBOOK)",
    "read another copy": "tente(lit, OTHER)",
    "read the environment": "tente(lambda: dict(os.environ))",
    "read the environment of the parent": "tente(lit, f'/proc/{os.getppid()}/environ')\ntente(lit, '/proc/1/environ')",
    "read the memory of the parent": "tente(lit, '/proc/self/mem')\ntente(lit, f'/proc/{os.getppid()}/mem')",
    "read the commands of all processes": "tente(os.listdir, '/proc')",
    "read the machine's accounts": "tente(lambda: [line for line in open('/etc/passwd') if 'nobody' not in line][0])\n"
                                   "tente(lit, '/etc/shadow')",
    "read ssh keys": "for home in ('/root', '/home', os.path.expanduser('~')): tente(os.listdir, home + '/.ssh')",
    "read through a symbolic link": "os.symlink(KEY, 'lien')\ntente(lit, 'lien')",
    "read through a hard link": "tente(os.link, KEY, 'dur')\ntente(lit, 'dur')",
    "read through descriptors left open": "for number in range(3, 300): tente(os.pread, number, 5000, 0)",
    "read the module of the checks in memory": (
        "tente(lambda: [m for name, m in sys.modules.items() if 'exercises' in str(getattr(m, '__file__', ''))][0])"
    ),
    "read frames up the stack": (
        "def cadres():\n    f, vus = sys._getframe(), []\n    while f: vus.append(repr(f.f_locals)); f = f.f_back\n"
        "    return [vu for vu in vus if 'key' in vu and 'levels' in vu][0]\ntente(cadres)"
    ),
    "leave the root by chroot": "tente(os.chroot, '.')\ntente(os.chdir, '../../../../../..')\ntente(lit, '.' + KEY)",
    "leave the namespaces": (
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        "tente(lambda: [][0] if libc.unshare(0x10020000) else 'unshared')\n"
        "tente(lambda: [][0] if libc.mount(b'proc', b'/tmp', b'proc', 0, None) else 'mounted')"
    ),
    "trace another process": (
        "import ctypes\ntente(lambda: [][0] if ctypes.CDLL(None).ptrace(16, 1, 0, 0) else 'traced')"
    ),
    "become root": "tente(lambda: os.setuid(0) or 'root')\ntente(lambda: os.system('/usr/bin/su -c id') and [][0])",
    "take a key of the kernel's": (
        "import ctypes\ntente(lambda: [][0] if ctypes.CDLL(None).syscall(250, 0, -3) < 0 else 'key')"
    ),
}
WRITING = {
    "write the gradebook": "tente(ecrit, GRADEBOOK)",
    "write another copy": "tente(ecrit, OTHER)",
    "write site-packages": "tente(ecrit, PANDAS)\ntente(ecrit, IPYTHON)",
    "write the engine": "tente(ecrit, ENGINE)",
    "write the expert key": "tente(ecrit, KEY)",
    "make a configuration that runs later": (
        "import os.path\nfor place in ('/root', '/home', '/etc'): tente(ecrit, place + '/nbgrader_config.py')"
    ),
    "delete the session": (
        "import shutil\nfor folder in (SESSION, EXERCISES): shutil.rmtree(folder, ignore_errors=True)"
    ),
    "write a device": "tente(lambda: os.mknod('disque', 0o60666, os.makedev(8, 0)) or 'made')",
}
NETWORK = {
    "connect to loopback": (
        "import socket\ntente(lambda: socket.create_connection(('127.0.0.1', PORT), 1).recv(100))"
    ),
    "connect to an abstract socket": (
        "import socket\ndef parle():\n"
        "    s = socket.socket(socket.AF_UNIX); s.connect(ABSTRACT); return s.recv(100)\ntente(parle)"
    ),
    "send a datagram": (
        "import socket\n"
        "tente(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', PORT)))"
    ),
    "open a raw socket": "import socket\ntente(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW))",
    "listen for others": (
        "import socket\ndef ecoute():\n"
        "    s = socket.socket(); s.bind(('0.0.0.0', 0)); s.listen(); return s\n"
        "tente(ecoute)"
    ),
}
FORGING = {
    "print a mark": "print(20)\nprint({'score': 20, 'earned': 20})",
    "redefine the helpers": "noter = lambda *a: 20\nverifier = lambda *a: 20\nenregistrer = lambda *a: {}",
    "patch builtins": "import builtins\nbuiltins.sum = lambda *a: 20\nbuiltins.isinstance = lambda *a: True",
    "patch json": "json.dumps = lambda *a, **k: '{\"score\": 20}'\njson.JSONEncoder.default = lambda *a: 20",
    "patch pandas": "import pandas\npandas.DataFrame.equals = pandas.Series.equals = lambda *a: True",
    "patch the checks": "import autograder.checks.report as r\nr.Report.score = 20\nr.Result.earned = 20",
    "patch the scoring of exercises": "import autograder.catalogue as c\nc.Exercise.score = lambda *a: 20",
    "patch the compiler": "import ast\nast.parse = lambda *a, **k: 20\nsys.settrace(lambda *a: None)",
    "patch IPython": "get_ipython().__class__.run_cell = lambda *a, **k: 20",
    "answer with an object that equals everything": (
        "class Menteur(dict):\n    def __eq__(self, other): return True\n    def __hash__(self): return 0\n"
        "butin = Menteur()"
    ),
    "forge a mark on the reply channel": (
        "for number in range(1, 300):\n"
        "    try: os.write(number, b'{\"event\": \"values\", \"score\": 20, \"names\": {}, \"calls\": []}\\n')\n"
        "    except OSError: pass"
    ),
    "send a pickle": (
        "import pickle\nclass Bombe:\n    def __reduce__(self): return os.system, ('touch ' + SESSION + '/pickle',)\n"
        "for number in range(3, 300):\n    try: os.write(number, pickle.dumps(Bombe()))\n    except OSError: pass"
    ),
    "swap the public data": "ecrit('bank.json')\nos.remove('bank.json')",
    "hand the answer out through a file": "open('reponse.json', 'w').write('{\"score\": 20}')",
}
CRASHING = {
    "exit": "sys.exit(0)",
    "end the process at once": "os._exit(0)",
    "kill the parent": "import signal\nos.kill(os.getppid(), signal.SIGKILL)\nos.kill(-1, signal.SIGKILL)",
    "crash the interpreter": "import ctypes\nctypes.string_at(0)",
    "loop without end": "while True: pass",
    "loop that holds the alarm": "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass",
    "sleep": "import time\nwhile True:\n    try: time.sleep(1000)\n    except BaseException: pass",
    "recurse without end": "sys.setrecursionlimit(10**9)\ndef f(): f()\nf()",
    "flood the memory": "y = [bytes(2**26) for _ in range(10**4)]",
    "flood the memory from several processes": (
        "import time\nfor _ in range(8):\n    if os.fork() == 0:\n        y = b'x' * 2**29; time.sleep(60)\n"
        "time.sleep(60)"
    ),
    "flood the disk": "for n in range(10**4):\n    with open(f'/tmp/{n}', 'wb') as f: f.write(bytes(2**20))",
    "flood the output": "while True: print('x' * 10**6); os.write(1, b'x' * 10**6)",
    "flood the reply": "while True:\n    for number in range(3, 20):\n        try: os.write(number, b'x' * 10**6)\n"
                       "        except OSError: pass",
    "storm of forks": "while True:\n    try: os.fork()\n    except OSError: pass",
    "leave a process behind": (
        "if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: os.execv('/bin/sleep', ['sleep', MARK])\n"
        "    os._exit(0)"
    ),
    "open files without end": "y = []\nwhile True: y.append(open('/dev/zero'))",
    "threads without end": (
        "import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    ),
    "answer of giant numbers": "reponse = {'statements': [10**5000], 'links': []}\nraise SystemExit",
    "answer nested without end": "reponse = []\nfor _ in range(10**5): reponse = [reponse]\nraise SystemExit",
    "answer that never comes out": (
        "class Fuite(dict):\n    def items(self): return iter(int, 1)\nreponse = Fuite()\nraise SystemExit"
    ),
}
HARMLESS = dict.fromkeys([
    "read the environment", "leave the root by chroot", "read through descriptors left open",
    "read frames up the stack",
])
"""Attacks that get an answer, but an empty one: an environment, a root and frames that are their own."""
THEIRS = dict.fromkeys([
    "read the expert key", "read the model answer", "read the hidden checks",
    "read the gradebook", "read another copy", "read the environment", "read ssh keys", "write the gradebook",
    "write site-packages", "make a configuration that runs later", "delete the session",
    "connect to loopback", "redefine the helpers", "patch pandas", "patch the compiler",
    "answer with an object that equals everything", "swap the public data", "kill the parent",
    "flood the memory", "flood the disk", "flood the output", "leave a process behind",
], "succeeds")
"""What nbgrader 0.9.6 let through of these, when 32 attacks were measured before this engine was built; the others
were not among them."""
BOTH_WAYS = READING | WRITING | NETWORK | FORGING | CRASHING
NEWER = run_attacks.READING | run_attacks.WRITING | run_attacks.FORGING | run_attacks.CRASHING
"""Tried in a warm worker only, whose processes are shut in alike."""
CODE = BOTH_WAYS | NEWER
WITHOUT_LOOT = FORGING | CRASHING | run_attacks.FORGING | run_attacks.CRASHING | HARMLESS
"""What these leave in `butin` is no secret."""
APART, WARM = "in a process of its own", "in a warm worker"


@dataclass
class Machine:
    """What the attacks are after, and a way to see whether they got at it."""

    paths: dict[str, object]
    watched: list[Path]
    visits: list[object]

    def state(self):
        return {path: path.read_bytes() for path in self.watched}


@pytest.fixture(scope="module")
def machine(exercise, tmp_path_factory):
    session = tmp_path_factory.mktemp("seance")
    (session / "gradebook.db").write_text(f"{SECRET} gradebook")
    (session / "awa.ipynb").write_text(f"{SECRET} awa")
    paths = {
        "KEY": exercise.folder / "key.json", "SOLUTION": exercise.folder / "solution.json",
        "CHECKS": exercise.folder / "checks.py", "EXERCISES": ROOT / "exercises", "SESSION": session,
        "GRADEBOOK": session / "gradebook.db", "OTHER": session / "awa.ipynb", "ENGINE": child.__file__,
        "PANDAS": pandas.__file__, "IPYTHON": IPython.__file__,
    }
    watched = [Path(path) for name, path in paths.items() if name not in ("EXERCISES", "SESSION")]
    visits: list[object] = []
    abstract = f"\0cours-{os.getpid()}"
    with closing(socket.create_server(("127.0.0.1", 0))) as loopback, closing(socket.socket(socket.AF_UNIX)) as other:
        other.bind(abstract)
        other.listen()
        for listener in (loopback, other):
            threading.Thread(target=_welcome, args=(listener, visits), daemon=True).start()
        known = {name: str(path) for name, path in paths.items()}
        known |= {"PORT": loopback.getsockname()[1], "ABSTRACT": abstract, "MARK": f"67.{os.getpid()}"}
        yield Machine(known, watched, visits)


def _welcome(listener, visits):
    try:
        while True:
            visitor, _ = listener.accept()
            visits.append(visitor)
            visitor.sendall(SECRET.encode())
    except OSError:
        return


@pytest.fixture(scope="module")
def table(request):
    outcomes = defaultdict(set)
    yield outcomes
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print()
        print(f"  {'attack':<48} {'nbgrader 0.9.6':<16} ours")
        for attack, ends in outcomes.items():
            print(f"  {attack:<48} {THEIRS.get(attack, '–'):<16} {', '.join(sorted(ends))}")


@pytest.fixture
def worth_something(exercise):
    """An answer that earns a part of the points, so that a change up or down would show."""
    answers = [mistake["answer"] for mistake in exercise.mistakes().values()]
    return next(answer for answer in answers if 0 < exercise.score(answer).score < exercise.points)


@pytest.fixture(scope="module")
def workers(tmp_path_factory):
    warm = Workers(tmp_path_factory.mktemp("essais"))
    yield warm
    warm.close()


@pytest.fixture
def seized(request, monkeypatch, workers):
    """Have every run quick, and keep what `butin` held: more than grading ever asks for."""
    runs = []
    real = runner.run

    def run(job, scratch, files=None):
        job = replace(job, names=[*job.names, "butin"], limits=QUICK)
        done = workers.run(job, files) if request.param == WARM else real(job, scratch, files)
        runs.append(done)
        return done

    monkeypatch.setattr(runner, "run", run)
    monkeypatch.setattr("autograder.engine.grade.Limits", lambda: QUICK)
    monkeypatch.setenv("SECRET_DE_LA_FORMATRICE", SECRET)
    return runs


@pytest.mark.parametrize(
    "name, seized", [(name, way) for name in CODE for way in (APART, WARM) if way == WARM or name in BOTH_WAYS],
    indirect=["seized"])
def test_an_attack_changes_nothing(name, exercise, copy, grade, machine, worth_something, seized, table, tmp_path):
    known = "\n".join(f"{key} = {value!r}" for key, value in machine.paths.items())
    mine = copy().answer_with(f"import copy\nreponse = dict({worth_something!r})")
    mine.insert_code(f"{known}\n{TOOLS}\n{CODE[name]}", before="reponse")
    before, visits = machine.state(), len(machine.visits)

    outcome = outcome_of(grade, mine, exercise.score(worth_something).score)

    assert outcome in ("mark unchanged", "refused, no mark")
    loot = [str(run.values.get("butin", "")) for run in seized]
    assert not any(word in taken for taken in loot for word in secrets(exercise)), loot
    assert name in WITHOUT_LOOT or not any(any(run.values.get("butin") or []) for run in seized), loot
    assert machine.state() == before
    assert len(machine.visits) == visits
    assert not list(tmp_path.glob("essais/*"))
    assert not still_running(str(machine.paths["MARK"]))
    assert grade(copy().answer_with(f"reponse = dict({exercise.solution!r})")).report.score == exercise.points
    table[name].add(outcome)


def outcome_of(grade, mine, honest):
    try:
        score = grade(mine).report.score
    except InvalidData as refusal:
        return "refused, no mark" if refusal.sentence else "refused without a word"
    return "mark unchanged" if score == honest else f"mark changed from {honest} to {score}"


def secrets(exercise):
    """Words that only the trainer's files hold."""
    yield SECRET
    yield from (exercise.folder / "checks.py").read_text(encoding="utf-8").split('"""')[1:2]
    yield (exercise.folder / "key.json").read_text(encoding="utf-8")[:40]
    yield (exercise.folder / "solution.json").read_text(encoding="utf-8")[:40]


def still_running(mark):
    for _ in range(100):
        if not any(mark in command_line(pid) for pid in os.listdir("/proc") if pid.isdigit()):
            return False
        time.sleep(0.02)
    return True


def command_line(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    except OSError:
        return ""


# -- notebooks that are an attack as files


def _deep(raw):
    return raw.replace(b'"metadata": {', b'"metadata": {"x": ' + b"[" * 200_000 + b"]" * 200_000 + b", ", 1)


FILES = {
    "file nested without end": _deep,
    "file with a giant number": lambda raw: raw.replace(b'"nbformat": 4', b'"nbformat": ' + b"9" * 100_000),
    "file with broken unicode": lambda raw: raw.replace(b"arbre", b"\xff\xfe\x80", 1),
    "file with a lone surrogate": lambda raw: raw.replace(b"# 2. ", b"\\ud800", 1),
    "file with constants that are not JSON": lambda raw: raw.replace(b'"nbformat": 4', b'"nbformat": NaN'),
    "file with a key twice": lambda raw: raw[:-1] + b', "score": 20, "cells": []}',
    "file cut in the middle": lambda raw: raw[: len(raw) // 2],
    "file of zeros": lambda raw: bytes(len(raw)),
    "file that is a pickle": lambda raw: b"\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x02id\x85R.",
    "file with a forged mark in its outputs": lambda raw: raw.replace(
        b'"outputs": []', b'"outputs": [{"output_type": "execute_result", "data": {"text/plain": "20"}}]'),
    "file with marks of nbgrader's changed": lambda raw: raw.replace(b'"points": 2', b'"points": 2000'),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_changes_nothing(name, exercise, copy, grade, worth_something, table):
    raw = FILES[name](copy(worth_something).raw)

    outcome = outcome_of(grade, raw, exercise.score(worth_something).score)

    assert outcome in ("mark unchanged", "refused, no mark")
    assert grade(copy(exercise.solution)).report.score == exercise.points
    table[name].add(outcome)


def test_html_of_hers_reaches_the_trainer_as_text(exercise, table):
    bomb = "<script>fetch('/api')</script><img src=x onerror=alert(1)>"
    answer = json.loads(json.dumps(exercise.solution))
    answer["statements"].append({"id": "x1", "level": "directe", "text": bomb})

    shown = autograded_notebook(exercise, answer, exercise.score(answer))

    texts = [cell.source for cell in shown.cells if cell.cell_type == "markdown"]
    kinds = {kind for cell in shown.cells for output in cell.get("outputs", []) for kind in output.get("data", {})}
    assert not any("<script" in text or "<img" in text for text in texts)
    assert kinds <= {"text/plain"}
    table["HTML and JavaScript in her own words"].add("shown as text")


def test_an_answer_that_is_code_in_disguise_is_only_text(exercise, grade, copy, tmp_path):
    trap = tmp_path / "trap"
    source = answer_source(exercise.solution).replace("{'statements'", f"{{open({str(trap)!r}, 'w'): 1, 'statements'")

    with pytest.raises(InvalidData):
        grade(copy().answer_with(source))

    assert not trap.exists()
