"""nbgrader's configuration for our notebooks, so that its own commands work in the course's folder."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.engine.notebook import ANSWER_STUB

MARK = "# Fait par « python -m autograder » : effacez cette ligne pour garder vos changements."
TEMPLATE = """{mark}
import os

root = {root}
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
os.environ["COURS_EXERCICES"] = os.path.join(root, "exercises")

c = get_config()
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
c.ClearSolutions.code_stub = {{"python": {stub}}}
"""


def write_config(course: Path, root: Path) -> None:
    """Write `nbgrader_config.py` in `course`, unless a person has made it theirs. `root` is where `exercises/` lies."""
    path = course / "nbgrader_config.py"
    if path.exists() and not path.read_text(encoding="utf-8").startswith(MARK):
        return
    course.mkdir(parents=True, exist_ok=True)
    text = TEMPLATE.format(mark=MARK, root=json.dumps(str(root.resolve())), stub=json.dumps(ANSWER_STUB))
    path.write_text(text, encoding="utf-8")
