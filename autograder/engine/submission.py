"""From a learner's notebook to what must be graded: which exercise, which answer cell, which answer.

What is certain is repaired and said in a note; what is not is refused with a sentence that names the cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.catalogue import Exercise
from autograder.domain.french import counted, listing, typeset
from autograder.engine.errors import GradeRefused
from autograder.engine.literal import Blank, Code, Literal, Reading, read_answer_cell
from autograder.engine.notebook import ANSWER_ID, METADATA, make_notebook
from autograder.engine.raw_notebook import RawCell, RawNotebook, read_notebook

DRAFT_TYPE = "application/vnd.citoyennete.reponse+json"
"""The kind of output in which the builder keeps the answer, beside what it shows."""
CALL = re.compile(r"\benregistrer\s*\(|^\s*reponse\s*=(?!=)", re.MULTILINE)


@dataclass(frozen=True)
class Submission:
    """A notebook, read. `reading` is what the answer cell holds; `draft` what the builder showed last, if anything."""

    exercise: Exercise
    cells: tuple[RawCell, ...]
    answer_cell: RawCell | None
    reading: Reading
    draft: object | None
    notes: tuple[str, ...]

    @property
    def foreign_cells(self) -> list[RawCell]:
        """Code cells that are not ours as we wrote them: hers, or ours changed."""
        ours = {cell.source.strip() for cell in make_notebook(self.exercise, solution=False).cells}
        return [
            cell for cell in self.cells
            if cell.kind == "code" and cell.source.strip() and cell.source.strip() not in ours
            and not (cell is self.answer_cell and not isinstance(self.reading, Code))
        ]


def read_submission(name: str, raw: bytes, exercises: Mapping[str, Exercise]) -> Submission:
    """Read a notebook file. Raises `GradeRefused`."""
    notebook = read_notebook(raw)
    notes = list(notebook.notes)
    exercise = _which_exercise(name, notebook, exercises, notes)
    _check_version(notebook, exercise)
    cell, reading = _answer_cell(notebook, exercise, notes)
    _report_changes(notebook, exercise, notes)
    draft = _draft(notebook, exercise)
    return Submission(exercise, notebook.cells, cell, reading, draft, tuple(map(typeset, notes)))


# -- which exercise


def _which_exercise(
    name: str, notebook: RawNotebook, exercises: Mapping[str, Exercise], notes: list[str],
) -> Exercise:
    """By the notebook's own metadata, else by its cells, else by the file's name."""
    ours = notebook.metadata.get(METADATA)
    said = ours.get("exercise") if isinstance(ours, dict) else None
    if isinstance(said, str):
        if said in exercises:
            return exercises[said]
        raise GradeRefused("Ce carnet vise un exercice que ce cours n'a pas : vérifiez que c'est bien le bon.", said)
    ids = {cell.grade_id for cell in notebook.cells if cell.grade_id}
    shares = {exercise.id: len(ids & {check.id for check in exercise.checks}) for exercise in exercises.values()}
    best = [id_ for id_, shared in shares.items() if shared and shared == max(shares.values())]
    if len(best) != 1:
        named = [exercise.id for exercise in exercises.values() if _names(name, exercise)]
        best = named if not best or set(named) <= set(best) else best
    if len(best) != 1:
        raise GradeRefused(
            "On ne reconnaît pas l'exercice de ce carnet : partez du carnet donné pour l'exercice, "
            "ou gardez le nom du fichier tel qu'il était."
        )
    notes.append(f"Exercice reconnu sans son étiquette : « {exercises[best[0]].title} ».")
    return exercises[best[0]]


def _names(name: str, exercise: Exercise) -> bool:
    return exercise.assignment in name or exercise.slug in name


def _check_version(notebook: RawNotebook, exercise: Exercise) -> None:
    ours = notebook.metadata.get(METADATA)
    version = ours.get("version") if isinstance(ours, dict) else None
    if not isinstance(version, int) or version == exercise.version:
        return
    if version < exercise.version:
        raise GradeRefused(
            f"L'exercice « {exercise.title} » a changé depuis ce carnet : prenez le nouveau carnet, refaites-y votre "
            "réponse et rendez-le. L'ancien est gardé.", version,
        )
    raise GradeRefused("Ce carnet est plus récent que ce cours : mettez le cours à jour sur cet ordinateur.", version)


# -- which answer


def _answer_cell(notebook: RawNotebook, exercise: Exercise, notes: list[str]) -> tuple[RawCell | None, Reading]:
    """The cell that holds the answer, marked or not. Cells that answer differently are refused by their numbers."""
    code = [cell for cell in notebook.cells if cell.kind == "code"]
    marked = [cell for cell in code if cell.grade_id == ANSWER_ID]
    others = [cell for cell in code if cell not in marked and _may_answer(cell, exercise)]
    readings = [(cell, read_answer_cell(cell.source)) for cell in marked + others]
    readings += _made_text(notebook, notes) if not marked else []
    if not readings:
        notes.append("La cellule de la réponse a disparu du carnet.")
        return None, Blank()
    in_doubt = _in_doubt(readings, marked)
    if not in_doubt:
        return readings[0]
    chosen, reading = in_doubt[0]
    if not all(_agree(pair, in_doubt[0]) for pair in in_doubt):
        numbers = listing([f"n° {number}" for number in sorted(cell.number for cell, _ in in_doubt)])
        raise GradeRefused(
            f"Les cellules {numbers} donnent des réponses différentes : gardez une seule cellule "
            "« reponse = enregistrer(…) » et rendez le carnet de nouveau.",
        )
    if len(in_doubt) > 1 or len(marked) > 1:
        notes.append(f"La cellule de la réponse est en double : la cellule remplie (n° {chosen.number}) a été prise.")
    elif chosen not in marked:
        notes.append(f"La réponse a été trouvée dans une autre cellule que prévu (n° {chosen.number}).")
    return chosen, reading


def _made_text(notebook: RawNotebook, notes: list[str]) -> list[tuple[RawCell, Reading]]:
    """Answer cells that a slip of a key has made into text: what they hold as data is the answer all the same."""
    texts = [cell for cell in notebook.cells if cell.kind != "code" and CALL.search(cell.source)]
    found: list[tuple[RawCell, Reading]]
    found = [(cell, reading) for cell in texts if isinstance(reading := read_answer_cell(cell.source), Literal)]
    notes += [f"La cellule n° {cell.number}, celle de la réponse, était devenue du texte." for cell, _ in found]
    return found


def _may_answer(cell: RawCell, exercise: Exercise) -> bool:
    """In a code notebook the solution cells hold her functions, and are no answers."""
    return bool(CALL.search(cell.source)) or (cell.is_solution and exercise.code is None)


def _in_doubt(readings: list[tuple[RawCell, Reading]], marked: list[RawCell]) -> list[tuple[RawCell, Reading]]:
    """The cells that may hold the answer, in order of preference; more than one must agree.

    An answer that stands as data counts wherever it is; one that is computed counts in the marked cell, and elsewhere
    only when nothing better is there.
    """
    answered = [pair for pair in readings if not isinstance(pair[1], Blank)]
    literals = [pair for pair in answered if isinstance(pair[1], Literal)]
    in_marked = [pair for pair in answered if pair[0] in marked]
    return literals + [pair for pair in in_marked if pair not in literals] or answered


def _agree(one: tuple[RawCell, Reading], other: tuple[RawCell, Reading]) -> bool:
    """The same answer as data, or the same code."""
    if isinstance(one[1], Literal) or isinstance(other[1], Literal):
        return one[1] == other[1]
    return one[0].source.strip() == other[0].source.strip()


def _report_changes(notebook: RawNotebook, exercise: Exercise, notes: list[str]) -> None:
    """Grade cells decide nothing here, so missing or repeated ones are only told."""
    ids = [cell.grade_id for cell in notebook.cells if cell.grade_id]
    expected = [check.id for check in exercise.checks]
    if missing := [id_ for id_ in expected if id_ not in ids]:
        many = "manquaient" if len(missing) > 1 else "manquait"
        notes.append(f"{counted(len(missing), 'cellule')} de note {many} ; la note n'en dépend pas.")
    if any(ids.count(id_) > 1 for id_ in expected):
        notes.append("Des cellules de note étaient en double ; elles n'ont compté qu'une fois.")


def _draft(notebook: RawNotebook, exercise: Exercise) -> object | None:
    """The last answer that the builder kept in the outputs, when it is of this exercise and version."""
    found = None
    for cell in notebook.cells:
        for output in cell.outputs:
            data = output.get("data")
            kept = data.get(DRAFT_TYPE) if isinstance(data, dict) else None
            if isinstance(kept, str | list):
                kept = _loads(kept)
            if not isinstance(kept, dict):
                continue
            if (kept.get("exercise"), kept.get("version")) == (exercise.id, exercise.version):
                found = kept.get("answer", found)
    return found


def _loads(text: str | list[object]) -> object:
    """Some tools save JSON outputs as text, or as lines of text."""
    try:
        return json.loads(text if isinstance(text, str) else "".join(map(str, text)))
    except (ValueError, RecursionError):
        return None
