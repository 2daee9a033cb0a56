"""`grade` killed without warning, master, warm process or a single run, again and again: what is left must be whole.

`python -m tests.engine.killing 200` does it by hand: over our exercises and over somebody's nbgrader course, as root
and as an ordinary user, and says what each kill hit. Seven in eight come after the warm-up, at moments drawn evenly
over what then remains, as long as it took the last time; the others hit the warm-up itself.
"""

import itertools
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import psutil

from autograder.catalogue import find_exercises
from autograder.engine.graded_notebook import submitted_notebook
from autograder.engine.jupyter import to_text
from tests.engine.nbgrader_course import ANSWERS, NbgraderCourse
from tests.places import ROOT

WITHOUT_RIGHTS = ["unshare", "--user", "--map-root-user", "--"]
"""What an ordinary user is to the kernel: her runs have a process more, which waits for them."""
TARGETS = ("master", "warm process", "run", "run")


class Deposit:
    """Our own exercises: answers of pages, notebooks with data, notebooks with code."""

    each_time = 24

    def __init__(self, folder):
        self.folder = folder
        self.course = folder / "seance/nbgrader"
        self.gradebook = self.course / "gradebook.db"
        self.deposit = folder / "seance/depot"
        self.deposit.mkdir(parents=True)
        self.exercise = next(each for each in find_exercises(ROOT / "exercises") if each.id.endswith("problemes"))
        answers = [self.exercise.solution, *(mistake["answer"] for mistake in self.exercise.mistakes().values())]
        self.answers = [(answer, self.exercise.score(answer).score) for answer in answers]
        self.expected = {}
        self.options = []

    def hand_in(self):
        for number in range(len(self.expected), len(self.expected) + self.each_time):
            answer, score = self.answers[number % len(self.answers)]
            self.expected[f"personne-{number}"] = score
            place = self.deposit / f"{self.exercise.slug}-Personne-{number}"
            if number % 3 == 0:
                envelope = {
                    "format": 1, "exercise": self.exercise.id, "version": self.exercise.version, "answer": answer}
                place.with_suffix(".json").write_text(json.dumps(envelope))
                continue
            notebook = submitted_notebook(self.exercise, answer)
            if number % 3 == 1:
                cell = next(each for each in notebook.cells if each.metadata["nbgrader"]["grade_id"] == "reponse")
                cell.source = f"import time; time.sleep({number % 4 / 10})\nreponse = dict({answer!r})"
            place.with_suffix(".ipynb").write_text(to_text(notebook))

    def remembered(self):
        """How often each file is, in the journal of the course."""
        marks = Counter()
        for line in (self.course / "depot.jsonl").read_text(encoding="utf-8").splitlines():
            with suppress(ValueError):  # cut by a kill
                marks[json.loads(line)["marque"]] += 1
        return marks


class SomebodysCourse:
    """`grade --course`: two runs a copy, hers and the checking one."""

    each_time = 5

    def __init__(self, folder, nbgrader_command):
        self.folder = folder
        self.course = NbgraderCourse(folder / "cours")
        self.course.make(nbgrader_command)
        self.gradebook = folder / "cours/gradebook.db"
        self.options = ["--course", str(folder / "cours")]
        self.expected = {}

    def hand_in(self):
        for number in range(len(self.expected), len(self.expected) + self.each_time):
            wrong = {"total": "import time; time.sleep(.3)\ntotal = 3"} if number % 2 else {}
            self.course.hand_in(f"eleve-{number}", ANSWERS | wrong)
            self.expected[f"eleve-{number}"] = 8 if wrong else 13

    def remembered(self):
        """How often each copy is: the mark that its graded notebook bears."""
        marks = Counter()
        for path in (self.folder / "cours/autograded").glob("*/tp1/tp1.ipynb"):
            marks[json.loads(path.read_text())["metadata"]["citoyennete"]["copie"], path.parts[-3]] += 1
        return marks


class Killing:
    def __init__(self, place, *, seed=0, before=()):
        self.place, self.before = place, list(before)
        self.chance = random.Random(seed)
        self.lasts = 4.0
        """Seconds from the first run of a notebook to the end, as last seen."""

    def start(self):
        return subprocess.Popen(
            [*self.before, sys.executable, "-m", "autograder", "grade", *self.place.options], cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, "COURS_SEANCE": str(self.place.folder / "seance")})

    def kill_some(self, most=10):
        """Hand in, grade, kill until the master is hit or has ended. Tells what was hit; fails on what is amiss."""
        self.place.hand_in()
        master = self.start()
        early = self.chance.random() < 1 / 8
        _wait_for(lambda: (_warm if early else _runs)(master.pid) or master.poll() is not None)
        began, hits = time.monotonic(), []
        while len(hits) < most and master.poll() is None and "master" not in "".join(hits):
            with suppress(subprocess.TimeoutExpired):
                master.wait(self.chance.uniform(0, self.lasts / 2))
            if hit := self._hit(master, self.chance.choice(TARGETS)):
                hits.append(hit)
        said = master.communicate(timeout=600)[0]
        assert "Traceback" not in said, f"{hits}\n{said[-3000:]}"
        if "master" not in "".join(hits):
            self.lasts = self.lasts if early else time.monotonic() - began
            assert len(hits) > 1 or "refusé" not in said, f"{hits}\n{said[-3000:]}"
        assert not (left := self.left_running()), f"{hits}: left running {left}"
        assert not (broken := self.broken_gradebook()), f"{hits}: {broken}"
        return hits

    def _hit(self, master, target):
        """Kill it, and say at what moment; empty when it had ended."""
        if target == "run":
            found = _wait_for(lambda: _runs(master.pid) or master.poll() is not None)
            victim = self.chance.choice(found) if isinstance(found, list) else None
        else:
            victim = psutil.Process(master.pid) if target == "master" else _warm(master.pid)
        if victim is None or master.poll() is not None:
            return ""
        at_work = "while runs are at work" if _runs(master.pid) else "with no run at work"
        writing = ", marks half written" if self.place.gradebook.with_name("gradebook.db-journal").exists() else ""
        with suppress(psutil.Error):
            what = _side(victim) if target == "run" else f"{target} {at_work}{writing}"
            victim.send_signal(signal.SIGKILL)
            return what
        return ""

    def finish(self):
        said = self.start().communicate(timeout=900)[0]
        assert "Traceback" not in said, said[-3000:]
        return said

    def what_is_amiss(self):
        """What was lost, graded twice or left broken: nothing, one hopes."""
        amiss = self.broken_gradebook()
        with closing(sqlite3.connect(self.place.gradebook)) as book:
            rows = book.execute(
                "SELECT sa.student_id, SUM(g.auto_score) FROM grade g "
                "JOIN submitted_notebook sn ON g.notebook_id = sn.id "
                "JOIN submitted_assignment sa ON sn.assignment_id = sa.id GROUP BY sn.id").fetchall()
        if [who for who, count in Counter(who for who, _ in rows).items() if count > 1]:
            amiss.append("somebody is there twice")
        found = {who: score for who, score in rows}
        amiss += [f"{who}: {found.get(who)} for {score}" for who, score in self.place.expected.items()
                  if found.get(who) is None or abs(found[who] - score) > 1e-6]
        marks = self.place.remembered()
        amiss += [f"graded {count} times: {mark}" for mark, count in marks.items() if count > 1]
        if len(marks) != len(self.place.expected):
            amiss.append(f"{len(marks)} remembered of {len(self.place.expected)}")
        amiss += [f"left running: {each}" for each in self.left_running()]
        amiss += [f"left behind: {each}" for each in (self.place.folder / "seance/essais").iterdir()]
        return amiss

    def broken_gradebook(self):
        if not self.place.gradebook.is_file():
            return []
        with closing(sqlite3.connect(self.place.gradebook)) as book:
            whole = book.execute("PRAGMA integrity_check").fetchall()
        return [] if whole == [("ok",)] else [f"the gradebook is broken: {whole}"]

    def left_running(self):
        for _ in range(50):
            left = []
            for process in psutil.process_iter(["cmdline", "environ"]):
                with suppress(psutil.Error, TypeError):
                    if str(self.place.folder) in str(process.info["environ"]) and process.pid != os.getpid():
                        left.append(process.info["cmdline"])
            if not left:
                return []
            time.sleep(0.2)
        return left


def _children(pid):
    """Those that any thread of it has started: looked up at once, where psutil would read every process there is."""
    found = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (thread / "children").read_text().split()]
    return found


def below(pid):
    return [each for child in _children(pid) for each in (child, *below(child))]


def _warm(pid):
    """The warm process of a master, if there is one."""
    for each in below(pid):
        with suppress(psutil.Error):
            process = psutil.Process(each)
            if any(part.endswith("zygote.py") for part in process.cmdline()):
                return process
    return None


def _runs(pid):
    """What the warm process has forked: workers, and the processes that wait for them."""
    found = []
    for each in below(warm.pid) if (warm := _warm(pid)) else ():
        with suppress(psutil.Error):
            found.append(psutil.Process(each))
    return found


def _side(process):
    """Whose run it is, by what it holds open: hers has the line only, the checking one the reply besides."""
    try:
        kinds = [os.readlink(f"/proc/{process.pid}/fd/{each}") for each in os.listdir(f"/proc/{process.pid}/fd")]
    except OSError:
        return "run"
    pipes, sockets = (sum(kind.startswith(name) for kind in kinds) for name in ("pipe:", "socket:"))
    return f"run with {pipes} pipe(s) and {sockets} socket(s)"


def _wait_for(there):
    for _ in range(3000):
        if found := there():
            return found
        time.sleep(0.02)
    return None


def _nbgrader(folder, *arguments):
    program = Path(sys.executable).with_name("nbgrader")
    path = os.pathsep.join([str(program.parent), os.environ["PATH"]])
    subprocess.run([program, *arguments], cwd=folder, env={**os.environ, "PATH": path}, check=True, capture_output=True)


def main(times):
    with tempfile.TemporaryDirectory() as folder:
        kinds = {}
        for number, (name, before) in enumerate([("root", []), ("ordinary user", WITHOUT_RIGHTS)]):
            for what in ("deposit", "course"):
                place = Path(folder) / f"{what}-{number}"
                made = Deposit(place) if what == "deposit" else SomebodysCourse(place, _nbgrader)
                kinds[what, name] = Killing(made, seed=number, before=before)
        order = [key for key in kinds for _ in range(3 if key[0] == "deposit" else 2)]
        ends = Counter()
        for key in itertools.cycle(order):
            for hit in kinds[key].kill_some():
                ends[key, hit] += 1
                print(ends.total(), *key, hit, flush=True)
            if ends.total() >= times:
                break
        for key, killing in kinds.items():
            killing.finish()
            print(*key, "amiss:", killing.what_is_amiss() or "nothing", flush=True)
        for (key, hit), count in sorted(ends.items()):
            print(f"{count:4} {' '.join(key)}: {hit}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
