"""`grade` killed without warning at random moments, master or worker, again and again: what is left must be whole.

`python -m tests.engine.killing 200` does it by hand, and says what it found.
"""

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
from tests.places import ROOT

EACH_TIME = 12
"""Files that are handed in before each killing: answers of pages, notebooks with data, notebooks with code."""


class Killing:
    def __init__(self, folder, seed=0):
        self.folder = Path(folder)
        self.deposit = self.folder / "seance/depot"
        self.deposit.mkdir(parents=True)
        self.chance = random.Random(seed)
        self.exercise = next(each for each in find_exercises(ROOT / "exercises") if each.id.endswith("problemes"))
        answers = [self.exercise.solution, *(mistake["answer"] for mistake in self.exercise.mistakes().values())]
        self.answers = [(answer, self.exercise.score(answer).score) for answer in answers]
        self.expected = {}

    def hand_in(self):
        for number in range(len(self.expected), len(self.expected) + EACH_TIME):
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
                cell.source = f"reponse = dict({answer!r})"
            place.with_suffix(".ipynb").write_text(to_text(notebook))

    def start(self):
        return subprocess.Popen(
            [sys.executable, "-m", "autograder", "grade"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, env={**os.environ, "COURS_SEANCE": str(self.folder / "seance")})

    def kill_once(self):
        """Hand in, grade, and kill the master or one of its workers at some moment: while it starts, or later."""
        self.hand_in()
        master = self.start()
        at_work = self.chance.random() < 0.75
        target = self.chance.choice(("master", "worker")) if at_work else "master"
        if at_work:
            _wait_for(lambda: _workers(master.pid) or master.poll() is not None)
            time.sleep(self.chance.uniform(0, 4))
        else:
            time.sleep(self.chance.uniform(0.2, 4))
        workers = _workers(master.pid)
        if target == "worker" and workers:
            with suppress(psutil.Error):
                self.chance.choice(workers).send_signal(signal.SIGKILL)
            said = master.communicate(timeout=600)[0]
            return "worker" if "Traceback" not in said else f"worker, and then: {said[-2000:]}"
        ended = master.poll() is not None
        master.kill()
        master.communicate(timeout=60)
        return "ended before" if ended else "master at work" if workers else "master"

    def finish(self):
        said = self.start().communicate(timeout=600)[0]
        assert "Traceback" not in said, said[-3000:]
        return said

    def what_is_amiss(self):
        """What was lost, graded twice or left broken: nothing, one hopes."""
        amiss = []
        course = self.folder / "seance/nbgrader"
        with closing(sqlite3.connect(course / "gradebook.db")) as book:
            whole = book.execute("PRAGMA integrity_check").fetchall()
            rows = book.execute(
                "SELECT sa.student_id, SUM(g.auto_score) FROM grade g "
                "JOIN submitted_notebook sn ON g.notebook_id = sn.id "
                "JOIN submitted_assignment sa ON sn.assignment_id = sa.id GROUP BY sn.id").fetchall()
        if whole != [("ok",)]:
            amiss.append(f"the gradebook is broken: {whole}")
        if [who for who, count in Counter(who for who, _ in rows).items() if count > 1]:
            amiss.append("somebody is there twice")
        found = {who: score for who, score in rows}
        amiss += [f"{who}: {found.get(who)} for {score}" for who, score in self.expected.items()
                  if found.get(who) is None or abs(found[who] - score) > 1e-6]
        marks = Counter(json.loads(line)["marque"] for line in _whole_lines(course / "depot.jsonl"))
        amiss += [f"graded {count} times: {mark}" for mark, count in marks.items() if count > 1]
        if len(marks) != len(self.expected):
            amiss.append(f"{len(marks)} files remembered of {len(self.expected)}")
        amiss += [f"left running: {each}" for each in self._left_running()]
        return amiss

    def _left_running(self):
        for _ in range(50):
            left = []
            for process in psutil.process_iter(["cmdline", "environ"]):
                with suppress(psutil.Error, TypeError):
                    if str(self.folder) in str(process.info["environ"]) and process.pid != os.getpid():
                        left.append(process.info["cmdline"])
            if not left:
                return []
            time.sleep(0.2)
        return left


def _workers(pid):
    with suppress(psutil.Error):
        return psutil.Process(pid).children(recursive=True)
    return []


def _wait_for(there):
    for _ in range(6000):
        if there():
            return
        time.sleep(0.01)


def _whole_lines(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        with suppress(ValueError):
            json.loads(line)
            yield line


def main(times):
    with tempfile.TemporaryDirectory() as folder:
        killing = Killing(folder)
        ends = Counter(killing.kill_once() for _ in range(times))
        killing.finish()
        print(dict(ends), "amiss:", killing.what_is_amiss() or "nothing", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
