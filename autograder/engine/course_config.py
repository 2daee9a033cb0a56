"""nbgrader's configuration for our notebooks, so that its own commands work in the course's folder."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.domain.french import typeset
from autograder.engine.notebook import ANSWER_STUB

MARK = "# Fait par « python -m autograder » : effacez cette ligne pour garder vos changements."
TEMPLATE = """{mark}
import os

root = {root}
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
os.environ["COURS_EXERCICES"] = os.path.join(root, "exercises")

c = get_config()
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
if os.environ.get("COURS_CARNET_DE_NOTES"):
    url = os.environ["COURS_CARNET_DE_NOTES"]
    c.CourseDirectory.db_url = url.replace("postgresql://", "postgresql+psycopg://", 1)
c.ClearSolutions.code_stub = {{"python": {stub}}}
c.Validator.failed_warning = {failed}
c.Validator.changed_warning = {changed}
"""
FAILED = typeset(
    "{num_failed} critère(s) pas encore atteint(s). Ce n'est pas une panne : chaque message dit ce qui manque "
    "et par quoi continuer.\n"
)
CHANGED = typeset(
    "{num_changed} cellule(s) de note ont été changées. Elles seront remises comme elles étaient au moment de noter : "
    "reprenez celles du carnet d'origine.\n"
)


def write_config(course: Path, root: Path) -> None:
    """Write `nbgrader_config.py` in `course`, unless a person has made it theirs. `root` is where `exercises/` lies."""
    path = course / "nbgrader_config.py"
    if path.exists() and not path.read_text(encoding="utf-8").startswith(MARK):
        return
    course.mkdir(parents=True, exist_ok=True)
    text = TEMPLATE.format(
        mark=MARK, root=json.dumps(str(root.resolve())), stub=json.dumps(ANSWER_STUB),
        failed=json.dumps(FAILED), changed=json.dumps(CHANGED),
    )
    path.write_text(text, encoding="utf-8")
