"""A kernel of our own: a shell, what it shows, and what it is asked to write in the cell."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from autograder.catalogue import load_exercise
from autograder.widgets import say, steps, workbench
from tests.places import EXERCISES


@pytest.fixture(scope="session")
def exercise():
    return load_exercise(EXERCISES / "3-organiser" / "arbre-a-problemes")


class Shown:
    """Stands for the notebook's page: outputs, and the source of the cell that runs."""

    def __init__(self):
        self.outputs, self.source = [], None

    def __call__(self, content, **options):
        self.outputs.append(content)
        return self

    def update(self, content, **options):
        self.outputs.append(content)

    @property
    def text(self):
        return "\n".join(out["text/plain"] for out in self.outputs if isinstance(out, dict))


@pytest.fixture
def page(tmp_path, monkeypatch):
    """A fresh kernel in an empty folder, with a small front end in place of the bundled one."""
    shown = Shown()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COURS_EXERCICES", str(EXERCISES))
    for name in ("JPY_SESSION_NAME", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("autograder.widgets.builder.front_file", lambda name: "export default { render() {} }")
    monkeypatch.setattr(say, "display", shown)
    monkeypatch.setattr(workbench, "display", shown)
    monkeypatch.setattr(workbench, "subject_here", lambda exercise: exercise)  # on every machine, the first subject
    shell = InteractiveShell()
    shell.set_next_input = lambda text, replace: setattr(shown, "source", text)
    shell.user_ns["In"] = ["", "# 3. Garder\nreponse = enregistrer()"]
    monkeypatch.setattr(steps, "get_ipython", lambda: shell)
    monkeypatch.setattr(steps, "_bench", None)
    shown.restart = lambda: monkeypatch.setattr(steps, "_bench", None)
    shown.build = lambda answer: setattr(steps._bench._builder, "answer", answer)
    shown.built = lambda: steps._bench._builder.answer
    return shown
