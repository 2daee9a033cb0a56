"""The assignment that the bench grades: eight light pandas cells with one plot, six graded results, one open answer.

The same work twice: as an exercise of ours (an answer computed by code), and as a plain nbgrader assignment with
assert-style cells. Submission number N is the same on every machine; some hold wrong results, errors, empty cells.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.catalogue import Exercise, load_exercise
from autograder.engine.jupyter import NotebookNode, new_code_cell, new_markdown_cell, new_notebook, to_text
from autograder.engine.notebook import KERNEL, make_notebook

CHAPTER, SLUG = "1-banc", "huit-cellules"
ASSIGNMENT = "banc"
DATA = "publications.json"
PLACES = ("Kayes", "Nioro", "Yélimané", "Diéma")
ROWS = 120

PREPARE = (
    f'import pandas as pd\nimport matplotlib.pyplot as plt\npublications = pd.read_json("{DATA}")\npublications.head()'
)
CELLS = (
    PREPARE,
    'publications["jour"] = pd.to_datetime(publications["jour"])\n'
    'publications["mois"] = publications["jour"].dt.strftime("%Y-%m")\npublications.dtypes',
    'portee_totale = int(publications["portee"].sum())\nprint(portee_totale)',
    'par_lieu = publications.groupby("lieu")["portee"].sum().to_dict()\npar_lieu',
    "meilleur_lieu = max(par_lieu, key=par_lieu.get)\nmeilleur_lieu",
    'publications.groupby("mois")["portee"].sum().plot(kind="bar", title="Portée par mois")\nplt.show()',
    'taux = round(float(publications["reactions"].sum() / publications["portee"].sum()), 4)\ntaux',
    'par_mois = publications.groupby("mois")["reactions"].sum().to_dict()\n'
    'mediane = float(publications["reactions"].median())\npublications.describe()',
)
SPOILT = {  # cell → what is written in its place by somebody who went astray
    2: 'portee_totale = int(publications["portee"].mean())',
    3: 'par_lieu = publications.groupby("lieu")["reactions"].sum().to_dict()',
    4: "meilleur_lieu = min(par_lieu, key=par_lieu.get)",
    6: 'taux = round(float((publications["reactions"] / publications["portee"]).mean()), 4)',
    7: 'par_mois = {}\nmediane = float(publications["reactions"].mean())',
}
RESULTS = {"portee_totale": 2, "par_lieu": 3, "meilleur_lieu": 1, "taux": 3, "par_mois": 2, "mediane": 1}
"""What is graded, and its points."""
OPEN_POINTS = 4
HER_TEXT = "@sa phrase@"
"""Stands for the open answer, which differs from one submission to the next."""
ANSWER_CELL = f'reponse = {{{{nom: globals().get(nom) for nom in {tuple(RESULTS)}}}}}\nreponse["texte"] = {{text!r}}'

FRONT = """+++
version = 1
title = "Huit cellules"
summary = "Un exercice fait pour mesurer le moteur."
minutes = 10
builder = "cause-tree"
doors = ["notebook"]
objectives = ["mesurer"]
[section]
number = "1.1"
title = "Banc"
page = "1-banc/1.1-banc"
[[open]]
id = "texte"
title = "Ce que disent les chiffres"
[[open.levels]]
points = 0
label = "À reprendre"
comment = "Dites ce que vous voyez."
[[open.levels]]
points = 4
label = "Juste"
comment = "C'est bien vu."
+++

Huit cellules.

## Corrigé

Rien.
"""
CHECKS = '''"""Six results, compared with what the data say."""

from autograder.checks import InvalidData, Verdict, check, missed, reached

BLANK = {}


def read(answer, data, key):
    if not isinstance(answer, dict):
        raise InvalidData("La réponse n'est pas lisible.", answer)
    return {"answer": answer, "key": key}


def excerpts(answer, key):
    return {"texte": [answer["texte"]] if isinstance(answer.get("texte"), str) else []}


def describe(answer, key):
    return "\\n".join(f"{name} : {value}" for name, value in answer.items())


def _same(name, answer, key) -> Verdict:
    value = answer.get(name)
    if type(value) is type(key[name]) and value == key[name]:
        return reached("C'est le bon résultat.")
    return missed("Ce résultat n'est pas celui des données.", "Relisez la colonne demandée.")
'''
ONE_CHECK = '''

@check("{name}", points={points})
def {name}(answer, key) -> Verdict:
    return _same("{name}", answer, key)
'''


@dataclass(frozen=True)
class Course:
    """Where the two forms lie below `root`: `exercises/`, and the course of nbgrader `nbgrader/`."""

    root: Path
    exercise: Exercise
    _forms: dict[tuple[str, ...], str] = field(default_factory=dict)

    @property
    def nbgrader(self) -> Path:
        return self.root / "nbgrader"

    @property
    def unmarked(self) -> Path:
        """A copy of nbgrader's gradebook from before anything was graded."""
        return self.root / "neuf.db"

    def drop(self, count: int) -> Path:
        """Write submissions 0 to `count` - 1 as files handed in to us; returns their folder."""
        folder = self.root / f"depot-{count}"
        folder.mkdir()
        for number in range(count):
            path = folder / f"{SLUG}-{person(number)}.ipynb"
            path.write_text(self._handed_in(number, self._ours), encoding="utf-8")
        return folder

    def submit(self, count: int) -> None:
        """Have the same submissions in nbgrader's `submitted/`."""
        for number in range(count):
            folder = self.nbgrader / "submitted" / person(number) / ASSIGNMENT
            if not folder.is_dir():
                _write(folder, self._handed_in(number, self._theirs))

    def copy(self, count: int) -> Path:
        """The course of nbgrader as if nobody had been graded, with that many submissions; returns its folder."""
        folder = self.root / f"cours-{count}"
        for name in ("source", "release"):
            shutil.copytree(self.nbgrader / name, folder / name)
        shutil.copy(self.nbgrader / "nbgrader_config.py", folder)
        shutil.copy(self.unmarked, folder / "gradebook.db")
        for number in range(count):
            shutil.copytree(self.nbgrader / "submitted" / person(number), folder / "submitted" / person(number))
        return folder

    def _handed_in(self, number: int, make: Callable[[Sequence[str]], NotebookNode]) -> str:
        """Many submissions share their cells: each set is made once, and only the open answer is hers."""
        form = (make.__name__, *sources(number))
        if form not in self._forms:
            self._forms[form] = to_text(make(form[1:]))
        said = f"À Kayes, la portée monte quand on publie le soir (copie {number})."
        return self._forms[form].replace(HER_TEXT, said)

    def _ours(self, cells: Sequence[str]) -> NotebookNode:
        notebook = make_notebook(self.exercise, solution=False)
        place = next(i for i, cell in enumerate(notebook.cells) if cell.metadata["nbgrader"]["grade_id"] == "reponse")
        notebook.cells[place].source = ANSWER_CELL.format(text=HER_TEXT)
        notebook.cells[place:place] = [
            new_code_cell(source, id=f"cellule{rank}") for rank, source in enumerate(cells)]
        return notebook

    def _theirs(self, cells: Sequence[str]) -> NotebookNode:
        return _plain(cells, self.exercise.key, HER_TEXT)


def person(number: int) -> str:
    return f"p{number:05}"


def make_course(root: Path) -> Course:
    folder = root / "exercises" / CHAPTER / SLUG
    (folder / "data").mkdir(parents=True)
    rows, key = _rows_and_key()
    data = json.dumps(rows, ensure_ascii=False)
    (folder / "data" / DATA).write_text(data, encoding="utf-8")
    (folder / "key.json").write_text(json.dumps(key, ensure_ascii=False), encoding="utf-8")
    (folder / "solution.json").write_text(json.dumps(key, ensure_ascii=False), encoding="utf-8")
    (folder / "exercise.md").write_text(FRONT, encoding="utf-8")
    checks = "".join(ONE_CHECK.format(name=name, points=points) for name, points in RESULTS.items())
    (folder / "checks.py").write_text(CHECKS + checks, encoding="utf-8")
    course = Course(root, load_exercise(folder))
    source = course.nbgrader / "source" / ASSIGNMENT
    _write(source, to_text(_plain(CELLS, key, "")))
    (source / DATA).write_text(data, encoding="utf-8")
    (course.nbgrader / "nbgrader_config.py").write_text(
        "import os\nc = get_config()\nc.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))\n",
        encoding="utf-8")
    return course


def sources(number: int) -> list[str]:
    """The eight cells of submission `number`."""
    cells = list(CELLS)
    if number % 4 == 0:
        return cells
    chance = random.Random(number)
    for place in chance.sample(sorted(SPOILT), chance.randint(1, 3)):
        cells[place] = SPOILT[place]
    if number % 10 == 1:
        cells[chance.choice((2, 6))] = "1 / 0"
    if number % 10 == 2:
        cells[chance.choice((2, 6))] = ""
    return cells


def _rows_and_key() -> tuple[list[dict[str, object]], dict[str, object]]:
    chance = random.Random(6)
    rows: list[dict[str, object]] = []
    reach_of, reactions_of, reactions = dict.fromkeys(sorted(PLACES), 0), dict[str, int](), []
    for number in range(ROWS):
        day = f"2021-{2 + number // 40:02}-{1 + number % 28:02}"
        place, reach = PLACES[number % len(PLACES)], chance.randint(200, 4000)
        reactions.append(chance.randint(1, reach // 10))
        rows.append({"jour": day, "lieu": place, "portee": reach, "reactions": reactions[-1]})
        reach_of[place] += reach
        reactions_of[day[:7]] = reactions_of.get(day[:7], 0) + reactions[-1]
    total = sum(reach_of.values())
    middle = sorted(reactions)[ROWS // 2 - 1 : ROWS // 2 + 1]
    return rows, {
        "portee_totale": total, "par_lieu": reach_of, "meilleur_lieu": max(reach_of, key=lambda each: reach_of[each]),
        "taux": round(sum(reactions) / total, 4), "par_mois": reactions_of, "mediane": sum(middle) / 2,
    }


def _plain(sources: Sequence[str], key: Any, text: str) -> NotebookNode:
    """The plain nbgrader notebook: her cells, one assert cell for each result, an open answer read by a person."""
    cells = []
    for place, source in enumerate(sources):
        cells.append(_marked(new_code_cell(source), f"cellule{place}", solution=True, locked=False))
    for name, points in RESULTS.items():
        test = f"assert type({name}) is {type(key[name]).__name__} and {name} == {key[name]!r}"
        cells.append(_marked(new_code_cell(test), name, grade=True, points=points))
    open_cell = _marked(new_markdown_cell(text), "texte", grade=True, solution=True, locked=False, points=OPEN_POINTS)
    notebook: NotebookNode = new_notebook(cells=[*cells, open_cell])
    notebook.metadata.update({"kernelspec": dict(KERNEL), "language_info": {"name": "python"}})
    return notebook


def _marked(cell: NotebookNode, grade_id: str, **flags: object) -> NotebookNode:
    cell.id = grade_id.replace("_", "-")
    cell.metadata["nbgrader"] = {
        "grade": False, "grade_id": grade_id, "locked": True, "schema_version": 3, "solution": False, "task": False,
        "cell_type": cell.cell_type,
    } | flags
    return cell


def _write(folder: Path, notebook: str) -> None:
    folder.mkdir(parents=True)
    (folder / f"{SLUG}.ipynb").write_text(notebook, encoding="utf-8")
    (folder / "timestamp.txt").write_text("2026-03-14 09:00:00 UTC", encoding="utf-8")
