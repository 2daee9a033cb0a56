"""The notebook of an exercise, generated from its folder: nbgrader's source version, and the learner's release version.

Few cells, each with one thing to do. Every cell of ours is locked (nbgrader restores it when it grades) but the one
that holds the answer. Checksums and locks are those that `nbgrader generate_assignment` writes; a test compares.
"""

from __future__ import annotations

import copy
import hashlib
import re
from pprint import pformat

from autograder.catalogue import Exercise
from autograder.checks import Check, OpenPart
from autograder.domain.french import number, typeset
from autograder.engine.code_steps import read_steps, without_solution
from autograder.engine.jupyter import NotebookNode, new_code_cell, new_markdown_cell, new_notebook

METADATA = "citoyennete"
"""Our key in a notebook's metadata: which exercise, which version."""
ANSWER_ID = "reponse"
ANSWER_HEADING = "# 3. Garder votre réponse : relancez cette cellule chaque fois que vous avez avancé"
ANSWER_STUB = f"{ANSWER_HEADING}\nreponse = enregistrer()"
HINTS_ID = "indices"
HINTS_CALL = "# Besoin d'aide ? Les indices s'ouvrent un par un, et ne coûtent rien\nindices()"
OPEN_PREFIX = "a_lire_"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
CODE_IMPORTS = (
    "import pandas as pd\n\n"
    "from autograder.widgets import commencer, enregistrer, fichier, indices, noter, repondre, verifier"
)
GATHERING = (
    "**Rassembler.** La cellule suivante appelle vos fonctions l'une après l'autre. Lancez-la quand vous avez avancé, "
    "puis enregistrez le carnet (Ctrl+S)."
)
IMPORTS = "from autograder.widgets import ouvrir, enregistrer, indices, verifier, noter"
BENCH_HEADING = "# 2. Ouvrir l'atelier : votre travail se fait dans le cadre, sous cette cellule"
HOW_TO = (
    "**Comment faire.** Cliquez sur une cellule grise, puis tapez **Maj + Entrée** : elle se lance et la suivante "
    "vous attend. Suivez les numéros. Si vous revenez demain, relancez les cellules depuis le haut : "
    "votre travail revient."
)
KEEPING = (
    "**Garder votre travail.** La cellule suivante écrit votre travail dans le carnet. Lancez-la aussi souvent "
    "que vous voulez, puis enregistrez le carnet (Ctrl+S)."
)
COUNTING = (
    "**5. La note.** Ces cellules comptent vos points, critère par critère. Vous n'avez rien à y changer. "
    "Pour rendre votre travail : enregistrez le carnet et donnez le fichier à votre formatrice ou votre formateur."
)
CODE_SPAN = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)


def make_notebook(exercise: Exercise, *, solution: bool) -> NotebookNode:
    """The release version, or with `solution` the source version: model answer and mark scheme in nbgrader's marks."""
    made = vars(exercise).setdefault("_notebooks", {})  # kept with the exercise, as its cached properties are
    if solution not in made:
        made[solution] = _make(exercise, solution)
    return copy.deepcopy(made[solution])


def _make(exercise: Exercise, solution: bool) -> NotebookNode:
    by_code = exercise.code is not None
    work = _step_cells(exercise, solution) if by_code else _bench_cells(exercise)
    cells = [
        _locked_text("enonce", _statement(exercise)),
        *work,
        _answer_cell(_model(exercise) if solution else None, marked=solution),
        _locked_code("verification", "# 4. Vérifier : ce qui va, et une chose à changer\nverifier()"),
        _locked_text("note", typeset(COUNTING)),
        *(_grade_cell(check) for check in exercise.checks),
        *(_open_cell(part, exercise, solution) for part in exercise.open_parts),
    ]
    for cell in cells:
        _lock(cell)
        cell.metadata["nbgrader"] |= {"checksum": checksum(cell), "cell_type": cell.cell_type}
    notebook = new_notebook(cells=cells)
    notebook.metadata.update({
        "kernelspec": dict(KERNEL), "language_info": {"name": "python"},
        METADATA: {"exercise": exercise.id, "version": exercise.version},
    })
    return notebook


def answer_source(answer: object | None) -> str:
    """The answer cell's code: the answer as a Python literal, or the empty call when there is none yet."""
    if answer is None:
        return ANSWER_STUB
    return f"{ANSWER_HEADING}\nreponse = enregistrer(\n{pformat(answer, width=110, sort_dicts=False)}\n)"


def checksum(cell: NotebookNode) -> str:
    """nbgrader's checksum of a cell (md5, by its own rule), computed here because importing nbgrader takes seconds."""
    meta = cell.metadata["nbgrader"]
    locked = not meta["solution"] and (meta["grade"] or meta["locked"])
    parts = [cell.source, cell.cell_type, str(meta["grade"]), str(meta["solution"]), str(locked), meta["grade_id"]]
    if meta["grade"]:
        parts.append(str(float(meta["points"])))
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def cell_id(grade_id: str) -> str:
    """The nbformat id of the cell with that grade id: the same at each build."""
    return re.sub(r"[^a-zA-Z0-9_-]", "-", grade_id)[:64]


def _statement(exercise: Exercise) -> str:
    section = exercise.section
    return _typeset_prose(
        f"# {exercise.title}\n\n*Section {section.number}, {section.title}. Comptez {exercise.minutes} minutes ; "
        f"{exercise.worth}.*\n\n{exercise.statement}\n---\n\n{HOW_TO}"
    )


def _hint_cell(exercise: Exercise) -> list[NotebookNode]:
    return [_locked_code(HINTS_ID, HINTS_CALL)] if exercise.hints else []


def _model(exercise: Exercise) -> object:
    """The model answer as the cell holds it; in a code notebook what is tapped only, since her functions are called."""
    solution = exercise.solution
    if exercise.code is None or not isinstance(solution, dict):
        return solution
    parts = {"parts": solution["parts"]} if "parts" in solution else {}
    tapped = exercise.signed({"code": {}, **parts})
    return tapped if tapped != {"code": {}} else None


def _typeset_prose(text: str) -> str:
    """French typography for MyST text, code left as it is."""
    return "".join(part if part.startswith("`") else typeset(part) for part in CODE_SPAN.split(text))


def _meta(grade_id: str, **flags: object) -> dict[str, object]:
    return {"nbgrader": {
        "grade": False, "grade_id": grade_id, "locked": True, "schema_version": 3, "solution": False, "task": False,
    } | flags}


def _locked_text(grade_id: str, text: str) -> NotebookNode:
    return new_markdown_cell(text, id=cell_id(grade_id), metadata=_meta(grade_id))


def _locked_code(grade_id: str, code: str) -> NotebookNode:
    return new_code_cell(code, id=cell_id(grade_id), metadata=_meta(grade_id))


def _bench_cells(exercise: Exercise) -> list[NotebookNode]:
    return [
        _locked_code("preparer", f"# 1. Préparer (une seule fois)\n{IMPORTS}"),
        _locked_code("atelier", f'{BENCH_HEADING}\nouvrir("{exercise.id}")'),
        *_hint_cell(exercise),
        _locked_text("garder", typeset(KEEPING)),
    ]


def _step_cells(exercise: Exercise, solution: bool) -> list[NotebookNode]:
    """The steps of a code notebook, before them the cell that prepares everything."""
    cells = [_locked_code("preparer", f'# 1. Préparer (une seule fois)\n{CODE_IMPORTS}\ncommencer("{exercise.id}")')]
    cells += _hint_cell(exercise)
    for step in read_steps(exercise.steps):
        if step.is_text:
            cells.append(_locked_text(step.id, _typeset_prose(step.source)))
        elif step.is_hers:
            source = step.source if solution else without_solution(step.source)
            meta = _meta(step.id, solution=True, locked=False)
            cells.append(new_code_cell(source, id=cell_id(step.id), metadata=meta))
        else:
            cells.append(_locked_code(step.id, step.source))
    return [*cells, _locked_text("garder", typeset(GATHERING))]


def _answer_cell(answer: object | None, *, marked: bool) -> NotebookNode:
    code = answer_source(answer)
    if marked:
        code = f"### BEGIN SOLUTION\n{code}\n### END SOLUTION"
    return new_code_cell(code, id=ANSWER_ID, metadata=_meta(ANSWER_ID, solution=True, locked=False))


def _grade_cell(check: Check) -> NotebookNode:
    points = f"{number(check.points)} point" + ("s" if check.points > 1 else "")
    code = f'# {check.title} ({points})\nnoter("{check.id}")'
    return new_code_cell(code, id=cell_id(check.id), metadata=_meta(check.id, grade=True, points=check.points))


def _open_cell(part: OpenPart, exercise: Exercise, solution: bool) -> NotebookNode:
    """A task of nbgrader's: read and marked by a person. A bonus is worth 0, so that it can only add (extra credit)."""
    worth = (
        f"Cela peut rapporter jusqu'à {number(part.points)} points de plus, dans la limite de {number(exercise.points)}"
        if part.bonus else f"Cela vaut {number(part.points)} points sur {number(exercise.points)}"
    )
    text = typeset(
        f"**{part.title}.** Votre formatrice ou votre formateur lira vos mots. {worth}. Rien à écrire ici : vos mots "
        "viennent de plus haut."
    )
    if solution:
        levels = [f"- {number(level.points)} : {level.label}. {level.comment}" for level in part.levels]
        text += "\n\n### BEGIN MARK SCHEME\n" + typeset("\n".join(levels)) + "\n### END MARK SCHEME"
    else:
        text += "\n"  # what nbgrader leaves when it takes the mark scheme out
    grade_id = OPEN_PREFIX + part.id
    return new_markdown_cell(text, id=cell_id(grade_id), metadata=_meta(grade_id, task=True, points=part.counts))


def _lock(cell: NotebookNode) -> None:
    cell.metadata["deletable"] = False
    if not cell.metadata["nbgrader"]["solution"]:
        cell.metadata["editable"] = False
