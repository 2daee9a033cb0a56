"""Notebooks and answers spoilt at random, each spoiling told by its seed: the same number spoils the same way.

`python -m tests.engine.fuzzing 20000` spoils as many of each kind, and shows what neither scored nor was refused.
"""

import copy
import json
import random
import sys
import tempfile
import traceback
from pathlib import Path

from autograder.catalogue import find_exercises, read_envelope
from autograder.checks import InvalidData, Outcome
from autograder.engine.foreign_master import MasterCell, MasterNotebook, read_author
from autograder.engine.foreign_notebook import restore
from autograder.engine.grade import grade_bytes
from autograder.engine.graded_notebook import submitted_notebook
from autograder.engine.jupyter import to_text
from autograder.engine.notebook import checksum, make_notebook
from autograder.engine.protocol import Run
from autograder.engine.raw_notebook import read_notebook
from tests.engine.nbgrader_course import tp1
from tests.places import ROOT

ODD = (
    None, True, False, 0, -1, 10**400, 1e308, -0.0, "", " ", "é\u0301", "\ud800", "\x00", "\u202e", "a" * 5000, [], {},
    [[]], [None], {"": None}, {"x": {"x": {"x": []}}}, "e01", "x1", "probleme", "<script>", "'; DROP TABLE", "1e999",
    "NaN", "reponse = enregistrer({'a': 1})", "code", "markdown", 3, 2, 4, "raise SystemExit",
)


class NoCode:
    """In the place of warm workers: as if everything that is run ended at once, with nothing to say."""

    def run(self, job, files=None):
        return Run()


def spoil(data, seed):
    """A document with one to six things wrong in it."""
    chance = random.Random(seed)
    spoilt = copy.deepcopy(data)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        place = _some_place(spoilt, chance)
        if place is None:
            return chance.choice(ODD)
        _spoil_place(*place, chance)
    return spoilt


def _some_place(data, chance):
    """A container somewhere in the document, and a key of it; deep ones as likely as shallow ones."""
    places, todo = [], [data]
    while todo:
        node = todo.pop()
        children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for key, child in children:
            places.append((node, key))
            todo.append(child)
    return chance.choice(places) if places else None


def _spoil_place(node, key, chance):
    others = list(node) if isinstance(node, dict) else range(len(node))
    other = chance.choice(list(others))
    act = chance.randrange(7)
    if act == 0:
        del node[key]
    elif act == 1:
        node[key], node[other] = node[other], node[key]
    elif act == 2 and isinstance(node, list):
        node.insert(chance.randrange(len(node) + 1), copy.deepcopy(node[key]))
    elif act == 3 and isinstance(node, list):
        chance.shuffle(node)
    elif act == 4 and isinstance(node[key], str):
        text = node[key]
        cut = chance.randrange(len(text) + 1)
        node[key] = text[:cut] + chance.choice(("", "\ud800", "(", "'", "é", "\n")) + text[cut + chance.randrange(3):]
    elif act == 5 and isinstance(node, dict):
        node[f"{other}x"] = node.pop(key)
    else:
        node[key] = copy.deepcopy(chance.choice((*ODD, node, node[other])))


def spoil_bytes(raw, seed):
    """Bytes lost, changed or repeated, as a bad cable or a full disk does."""
    chance = random.Random(seed)
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 4))):
        at = chance.randrange(len(data) + 1)
        act = chance.randrange(4)
        if act == 0:
            del data[at:]
        elif act == 1:
            del data[at:at + chance.randrange(1, 50)]
        elif act == 2:
            data[at:at + 1] = bytes([chance.randrange(256)])
        else:
            data[at:at] = data[at:at + chance.randrange(1, 200)]
        data = data or bytearray(b" ")
    return bytes(data)


class Fuzz:
    """All that is spoilt, made once."""

    def __init__(self):
        self.exercises = {exercise.id: exercise for exercise in find_exercises(ROOT / "exercises")}
        self.each = list(self.exercises.values())
        notebooks = [make_notebook(exercise, solution=False) for exercise in self.each]
        notebooks += [submitted_notebook(exercise, exercise.solution) for exercise in self.each]
        self.notebooks = [json.loads(to_text(notebook)) for notebook in notebooks]
        self.foreign = json.loads(to_text(tp1()))
        self.master = _master()
        self.scratch = Path(tempfile.gettempdir())

    def answer(self, seed):
        exercise = self.each[seed % len(self.each)]
        given = [exercise.solution, *(mistake["answer"] for mistake in exercise.mistakes().values())]
        answer = spoil(given[seed % len(given)], seed)
        envelope = {"format": 1, "exercise": exercise.id, "version": exercise.version, "answer": answer}
        read = read_envelope(json.dumps(envelope).encode(), self.exercises)
        return self._judged(exercise, read.exercise.score(read.answer))

    def notebook(self, seed):
        data = self.notebooks[seed % len(self.notebooks)]
        raw = json.dumps(spoil(data, seed)).encode() if seed % 3 else spoil_bytes(json.dumps(data).encode(), seed)
        graded = grade_bytes("Awa.ipynb", raw, self.exercises, self.scratch, workers=NoCode())
        return self._judged(graded.exercise, graded.report)

    def restored(self, seed):
        """Somebody else's assignment: every test is back, once, with its points."""
        raw = json.dumps(spoil(self.foreign, seed)).encode() if seed % 3 else spoil_bytes(
            json.dumps(self.foreign).encode(), seed)
        back = restore(read_notebook(raw), self.master)
        names = [cell.name for cell in back.masters if cell and cell.is_check]
        sources = {cell.source for cell in back.notebook.cells}
        json.loads(to_text(back.notebook))
        right = names == self.master.checks and {self.master.cells[name].source for name in names} <= sources
        return "repaired" if right else f"wrong tests: {names}"

    @staticmethod
    def _judged(exercise, report):
        if any(result.outcome is Outcome.BROKEN for result in report.criteria):
            return "a check broke: " + next(r.id for r in report.criteria if r.outcome is Outcome.BROKEN)
        return "scored" if 0 <= report.score <= exercise.points else f"impossible score {report.score}"


def _master():
    cells = {}
    for cell in tp1().cells:
        if meta := cell.metadata.get("nbgrader"):
            locked = not meta["solution"] and (meta["grade"] or meta["locked"])
            cells[meta["grade_id"]] = MasterCell(
                meta["grade_id"], cell.cell_type, cell.source, checksum(cell), locked, meta["grade"], meta["solution"],
                meta["task"], float(meta.get("points", 0)))
    return MasterNotebook("tp1", None, cells, read_author(cells, None, None))


def outcome(one, seed):
    """How a spoilt thing ends: scored, repaired, refused, or what went wrong."""
    try:
        return one(seed)
    except InvalidData as refusal:
        said = refusal.sentence.strip("« \xa0")
        clear = not said[:1].islower() and said.endswith((".", "!", ")"))
        return "refused" if clear else f"unclear refusal: {said!r}"
    except Exception:
        return traceback.format_exc(limit=-4)


GOOD = {"scored", "repaired", "refused"}


def main(count):
    fuzz = Fuzz()
    for kind in (fuzz.answer, fuzz.notebook, fuzz.restored):
        ends = {}
        for seed in range(count):
            ends.setdefault(outcome(kind, seed), []).append(seed)
        for end, seeds in sorted(ends.items(), key=lambda pair: -len(pair[1])):
            print(kind.__name__, len(seeds), end if end in GOOD else f"{end} seeds {seeds[:5]}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
