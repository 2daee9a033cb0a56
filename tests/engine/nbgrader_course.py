"""Somebody's own nbgrader course, small: assert-style tests, hidden ones, a helper file, data, answers for a person."""

import json
import shutil
from datetime import datetime

from nbgrader.api import Gradebook
from sqlalchemy import create_engine, text

from autograder.engine.jupyter import new_code_cell, new_markdown_cell, new_notebook, to_text

CONFIG = """
c = get_config()
c.Execute.timeout = 120
c.AssignLatePenalties.plugin_class = "retard.Retard"
"""
LATE = """
from nbgrader.plugins import BasePlugin

class Retard(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600
"""
HELPER = "def arrondi(valeur):\n    return round(float(valeur), 2)\n"
DATA = "lieu,visites\nKayes,10\nNioro,20\nYélimané,30\n"
DUE = datetime(2021, 3, 14, 12)

MEAN = "def moyenne(valeurs):\n    return sum(valeurs) / len(valeurs)"
SORT = "def ranger(valeurs):\n    valeurs.sort()"
TOTAL = 'total = int(df["visites"].sum())'
TABLE = 'parts = df.assign(part=(df["visites"] / df["visites"].sum()).map(arrondi))'
FIGURE = 'fig, ax = plt.subplots()\nax.bar(df["lieu"], df["visites"])\nax.set_title("Visites")'
OPEN = "Une personne relira cette phrase."
ANSWERS = {"moyenne": MEAN, "ranger": SORT, "total": TOTAL, "parts": TABLE, "figure": FIGURE, "libre": "libre = 1"}
HIDDEN = "assert moyenne([5]) == 5  # secret-du-test"
TESTS = {
    "test_moyenne": (2, "assert moyenne([1, 2, 3]) == 2\n### BEGIN HIDDEN TESTS\n" + HIDDEN + "\n### END HIDDEN TESTS"),
    "test_ranger": (1, "a_trier = [3, 1, 2]\nranger(a_trier)\nassert a_trier == [1, 2, 3]"),
    "test_total": (3, 'attendu = pd.read_csv("visites.csv")["visites"].sum()\nassert total == attendu'),
    "test_parts": (2, 'attendu = [arrondi(v / df["visites"].sum()) for v in df["visites"]]\n'
                      'pd.testing.assert_series_equal(parts["part"], pd.Series(attendu, name="part"))'),
    "test_figure": (1, 'assert ax.get_title() == "Visites"\nassert isinstance(ax, plt.Axes)'),
    "test_points": (4, "sum([total == 60, moyenne([2, 4]) == 3]) * 2.0"),
}
ORDER = [
    "moyenne", "test_moyenne", "ranger", "test_ranger", "total", "test_total", "parts", "test_parts", "figure",
    "test_figure", "test_points", "libre",
]
READ_SOURCE = "import inspect\nassert 'for' in inspect.getsource(doubles)"


def marks(name, **flags):
    return {"nbgrader": {"grade": False, "grade_id": name, "locked": False, "schema_version": 3, "solution": False,
                         "task": False} | flags}


def solved(code):
    return f"### BEGIN SOLUTION\n{code}\n### END SOLUTION"


def tp1():
    cells = [
        new_code_cell("import pandas as pd\nimport matplotlib.pyplot as plt\nfrom aide import arrondi",
                      id="imports", metadata=marks("imports", locked=True)),
        new_code_cell('df = pd.read_csv("visites.csv")', id="lire"),
    ]
    for name in ORDER:
        if name in TESTS:
            points, code = TESTS[name]
            meta = marks(name, grade=True, locked=True, points=points)
        else:
            code = solved(ANSWERS[name])
            meta = marks(name, solution=True, **({"grade": True, "points": 1} if name == "libre" else {}))
        cells.append(new_code_cell(code, id=name.replace("_", "-"), metadata=meta))
    read, task = marks("avis", grade=True, solution=True, points=3), marks("projet", task=True, points=2, locked=True)
    cells.append(new_markdown_cell("Votre avis", id="avis", metadata=read))
    cells.append(new_markdown_cell("À faire", id="projet", metadata=task))
    return notebook(cells)


def tp2():
    """A test that reads the learner's code: it cannot be apart from it."""
    return notebook([
        new_code_cell(solved("def doubles(v):\n    return [2 * x for x in v]"), id="d",
                      metadata=marks("d", solution=True)),
        new_code_cell(READ_SOURCE, id="t1", metadata=marks("test_source", grade=True, locked=True, points=1)),
        new_code_cell("assert doubles([1]) == [2]", id="t2",
                      metadata=marks("test_doubles", grade=True, locked=True, points=2)),
    ])


def notebook(cells):
    made = new_notebook(cells=cells)
    made.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return made


class NbgraderCourse:
    """A course folder, and hands to hand in with."""

    def __init__(self, root):
        self.root = root

    def make(self, nbgrader_command):
        (self.root / "source/tp1").mkdir(parents=True)
        (self.root / "source/tp2").mkdir(parents=True)
        (self.root / "nbgrader_config.py").write_text(CONFIG)
        (self.root / "retard.py").write_text(LATE)
        (self.root / "source/tp1/aide.py").write_text(HELPER)
        (self.root / "source/tp1/visites.csv").write_text(DATA)
        (self.root / "source/tp1/tp1.ipynb").write_text(to_text(tp1()))
        (self.root / "source/tp2/tp2.ipynb").write_text(to_text(tp2()))
        nbgrader_command(self.root, "generate_assignment", "tp1")
        nbgrader_command(self.root, "generate_assignment", "tp2")
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as book:
            book.find_assignment("tp1").duedate = DUE
            book.db.commit()

    def copy(self, place):
        shutil.copytree(self.root, place)
        return NbgraderCourse(place)

    def configure(self, lines):
        """Add to the course's configuration."""
        path = self.root / "nbgrader_config.py"
        path.write_text(f"{path.read_text()}\n{lines}\n")

    def enrol(self, student):
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as book:
            book.add_student(student)

    def hand_in(self, student, answers=None, *, when="2021-03-14 11:00:00 UTC", change=None, assignment="tp1"):
        """The release version with these answers in it; `change` may do anything to it as JSON."""
        data = json.loads((self.root / f"release/{assignment}/{assignment}.ipynb").read_text())
        for cell in data["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if name in (answers or {}):
                cell["source"] = answers[name]
        if change:
            change(data)
        folder = self.root / "submitted" / student / assignment
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{assignment}.ipynb").write_text(json.dumps(data))
        for name in ("aide.py", "visites.csv") if assignment == "tp1" else ():
            shutil.copy(self.root / "release/tp1" / name, folder)
        (folder / "timestamp.txt").write_text(when)
        return folder

    def rows(self, assignment="tp1"):
        """Everything that grading decides, by student and cell."""
        query = text(
            "SELECT sa.student_id, b.name, g.auto_score, g.manual_score, g.needs_manual_grade, "
            "sn.late_submission_penalty FROM grade g JOIN base_cell b ON g.cell_id = b.id "
            "JOIN submitted_notebook sn ON g.notebook_id = sn.id "
            "JOIN submitted_assignment sa ON sn.assignment_id = sa.id "
            "JOIN assignment a ON sa.assignment_id = a.id WHERE a.name = :name")
        return {(row[0], row[1]): tuple(row[2:]) for row in self._ask(query, name=assignment)}

    def comments(self):
        query = text(
            "SELECT sa.student_id, b.name, c.auto_comment FROM comment c JOIN base_cell b ON c.cell_id = b.id "
            "JOIN submitted_notebook sn ON c.notebook_id = sn.id "
            "JOIN submitted_assignment sa ON sn.assignment_id = sa.id")
        return {(row[0], row[1]): row[2] for row in self._ask(query)}

    def _ask(self, query, **parameters):
        engine = create_engine(f"sqlite:///{self.root}/gradebook.db")
        try:
            with engine.connect() as connection:
                return connection.execute(query, parameters).all()
        finally:
            engine.dispose()

    def mark_by_hand(self, student, cell, points):
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as book:
            book.find_grade(cell, "tp1", "tp1", student).manual_score = points
            book.db.commit()

    def set_kernel(self, assignment, kernel):
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as book:
            book.find_notebook(assignment, assignment).kernelspec = json.dumps(kernel)
            book.db.commit()

    def scores(self, student, assignment="tp1"):
        return {cell: row[0] for (who, cell), row in self.rows(assignment).items() if who == student}
