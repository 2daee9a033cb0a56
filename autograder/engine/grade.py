"""Grading one file: an answer out of it, then the verdict, computed here and never where her code runs."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from autograder.catalogue import AnswerRefused, Exercise, read_envelope
from autograder.checks import Report
from autograder.domain.french import typeset
from autograder.engine import code_answer, runner
from autograder.engine.errors import GradeRefused
from autograder.engine.hints import hints_opened
from autograder.engine.literal import Code, Literal, Unreadable
from autograder.engine.protocol import Call, Cell, Job, Limits, Malformed, Run, Unconfinable
from autograder.engine.raw_notebook import RawCell
from autograder.engine.submission import Submission, read_submission

ANSWER = "reponse"
LOOK_LIMITS = Limits(cell_seconds=5, total_seconds=20)
"""For cells of hers that cannot change her answer: run only to tell her what stops or never ends."""
NO_SANDBOX = (
    "Ce carnet calcule sa réponse par du code, que cet ordinateur ne sait pas enfermer : notez-le sous Linux, dans "
    "WSL2 ou dans un conteneur, ou, si vous avez confiance en qui l'a rendu, avec « python -m autograder grade "
    "--sans-bac-a-sable »."
)


@dataclass(frozen=True)
class Graded:
    """One file, graded. `notes` are French sentences: what was repaired, what she should know."""

    exercise: Exercise
    answer: object
    report: Report
    notes: tuple[str, ...] = ()


class Elsewhere(Protocol):
    """Where many runs go fast: the warm workers of this machine, or a cluster."""

    def run(self, job: Job, files: Mapping[str, bytes] | None = None) -> Run: ...

    def close(self) -> None: ...


def grade_bytes(
    name: str, raw: bytes, exercises: Mapping[str, Exercise], scratch: Path, *, sandbox: bool = True,
    workers: Elsewhere | None = None,
) -> Graded:
    """Grade a notebook (`.ipynb`) or an answer file (`.json`). Raises `InvalidData`, whose `sentence` is French.

    Code of a notebook is run in a sandbox, or refused where there is none; `sandbox=False` is for copies one trusts.
    With `workers` (of the same `sandbox`) many notebooks go faster, one alone does not.
    """
    suffix = Path(name).suffix.lower()
    if suffix == ".ipynb":
        graded = _grade_notebook(read_submission(name, raw, exercises), _Runner(scratch, sandbox, workers))
    elif suffix == ".json":
        envelope = read_envelope(raw, dict(exercises))
        graded = Graded(envelope.exercise, envelope.answer, envelope.exercise.score(envelope.answer))
    else:
        raise GradeRefused(
            "Ce fichier n'est ni un carnet (.ipynb) ni une réponse de page (.json) : rendez l'un ou l'autre, sans "
            "changer la fin de son nom.", name)
    offered = len(graded.exercise.hints)
    if opened := hints_opened(raw, offered):
        graded = replace(graded, notes=(*graded.notes, typeset(f"Indices ouverts : {opened} sur {offered}.")))
    return graded


@dataclass(frozen=True)
class _Runner:
    """Runs cells elsewhere. Raises `GradeRefused` for what came back, `Unconfinable` where nothing may be run."""

    scratch: Path
    sandbox: bool
    workers: Elsewhere | None

    def run(
        self, exercise: Exercise, cells: list[Cell], names: list[str], limits: Limits, calls: Sequence[Call] = (),
        more: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Run:
        files = {f"{stem}.json": json.dumps(data, ensure_ascii=False).encode() for stem, data in exercise.data.items()}
        files |= {**exercise.files, **more}
        job = Job(cells, names, list(calls), limits, self.sandbox)
        began = time.monotonic()
        try:
            run = self._run(job, files)
            if not run.complete and time.monotonic() - began < limits.total_seconds:
                run = self._run(job, files)  # the machine may have ended it, and not her code: that one does it again
            return run
        except Malformed as error:
            raise GradeRefused(
                "Le code de ce carnet a fait autre chose que calculer : gardez seulement ce qui fait la réponse.",
                str(error),
            ) from None

    def _run(self, job: Job, files: Mapping[str, bytes]) -> Run:
        return self.workers.run(job, files) if self.workers else runner.run(job, self.scratch, files)


def _grade_notebook(submission: Submission, elsewhere: _Runner) -> Graded:
    exercise, notes = submission.exercise, list(submission.notes)
    answer = _answer(submission, elsewhere, notes)
    if not isinstance(submission.reading, Code) and submission.exercise.code is None:
        _look_at_her_cells(submission, elsewhere, notes)
    answer = _checked(answer, submission)
    return Graded(exercise, answer, exercise.score(answer), tuple(map(typeset, notes)))


def _answer(submission: Submission, elsewhere: _Runner, notes: list[str]) -> object:
    reading, draft = submission.reading, submission.draft
    if submission.exercise.code is not None and (tapped := code_answer.tapped(submission)) is not None:
        return _called_answer(submission, tapped, elsewhere, notes)
    if isinstance(reading, Literal):
        if draft is not None and draft != reading.value:
            notes.append("L'atelier montrait un autre travail que la réponse gardée : la réponse gardée compte.")
        return reading.value
    if isinstance(reading, Code):
        return _computed_answer(submission, elsewhere, notes)
    if draft is not None:
        notes.append("La cellule de la réponse n'avait pas été lancée : le travail montré par l'atelier a été pris.")
        return draft
    if isinstance(reading, Unreadable):
        raise GradeRefused(_misspelt(submission.answer_cell, reading))
    notes.append("La réponse est vide.")
    return submission.exercise.blank()


def _misspelt(cell: RawCell | None, reading: Unreadable) -> str:
    where = f", ligne {reading.line}" if reading.line else ""
    return (
        f"La cellule n° {cell.number if cell else '?'}, celle de la réponse, ne se lit plus{where} : "
        "relancez-la depuis l'atelier, ou reprenez le carnet de l'exercice."
    )


def _computed_answer(submission: Submission, elsewhere: _Runner, notes: list[str]) -> object:
    """The answer cell holds code: run her notebook down to it, elsewhere, and take the value it leaves."""
    last = submission.answer_cell
    assert last is not None
    code = (cell for cell in submission.cells if cell.kind == "code" and cell.number <= last.number)
    cells = [Cell(cell.number, cell.source) for cell in code]
    try:
        run = elsewhere.run(submission.exercise, cells, [ANSWER], Limits())
    except Unconfinable as reason:
        raise GradeRefused(NO_SANDBOX, str(reason)) from None
    if ANSWER in run.values and run.complete:
        _tell_troubles(run, notes, submission.foreign_cells)
        return run.values[ANSWER]
    raise GradeRefused(_no_answer(run, last), run)


def _called_answer(submission: Submission, tapped: dict[str, Any], elsewhere: _Runner, notes: list[str]) -> object:
    """A code notebook: run her cells elsewhere, then call her functions on the shown and on the hidden files."""
    exercise, cells = submission.exercise.opened(tapped)[0], code_answer.cells_to_run(submission)
    plan = exercise.code
    assert plan is not None
    try:
        run = elsewhere.run(
            exercise, cells, [], code_answer.LIMITS, code_answer.calls(plan, exercise),
            code_answer.hidden_files(exercise))
    except Unconfinable as reason:
        raise GradeRefused(NO_SANDBOX, str(reason)) from None
    if not run.complete:
        raise GradeRefused(_unfinished(run), run)
    _tell_troubles(run, notes, submission.foreign_cells)
    return tapped | code_answer.answer(plan, exercise, run)


def _unfinished(run: Run) -> str:
    where = "Une de vos fonctions" if run.unfinished is None else f"La cellule n° {run.unfinished}"
    return f"{where} ne finit pas, ou arrête tout le carnet : corrigez-la et rendez le carnet de nouveau."


def _no_answer(run: Run, last: RawCell) -> str:
    if run.stopped:
        return f"La cellule n° {run.stopped[0]} ne finit jamais : arrêtez sa boucle et rendez le carnet de nouveau."
    if run.unfinished is not None:
        return (
            f"La cellule n° {run.unfinished} ne finit pas, ou arrête tout le carnet : "
            "corrigez-la et rendez le carnet de nouveau."
        )
    if run.errors:
        number, text = next(iter(run.errors.items()))
        return f"La cellule n° {number} s'arrête sur une erreur ({_short(text)}), et la réponse manque : corrigez-la."
    return f"La cellule n° {last.number} ne laisse pas une réponse faite de données simples : repassez par l'atelier."


def _short(text: str) -> str:
    """The learner's own error text on one line: it may hold anything."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:120]


def _look_at_her_cells(submission: Submission, elsewhere: _Runner, notes: list[str]) -> None:
    """Her answer is known already. Cells of her own are run all the same, only to say what goes wrong in them."""
    if not submission.foreign_cells:
        return
    cells = [Cell(cell.number, cell.source) for cell in submission.cells if cell.kind == "code"]
    try:
        run = elsewhere.run(submission.exercise, cells, [], LOOK_LIMITS)
        _tell_troubles(run, notes, submission.foreign_cells)
    except Unconfinable:
        notes.append("Le code ajouté au carnet n'a pas été lancé sur cet ordinateur ; la note n'en dépend pas.")
    except GradeRefused:
        notes.append("Le code ajouté au carnet a fait autre chose que calculer : il n'a pas compté.")


def _tell_troubles(run: Run, notes: list[str], hers: list[RawCell]) -> None:
    wanted = {cell.number for cell in hers}
    notes += [f"La cellule n° {number} ne finit jamais : elle a été arrêtée." for number in run.stopped]
    if run.unfinished is not None:
        notes.append(f"La cellule n° {run.unfinished} ne finit pas, ou arrête tout le carnet.")
    notes += [
        f"La cellule n° {number} s'arrête sur une erreur ({_short(text)})."
        for number, text in run.errors.items() if number in wanted
    ]


def _checked(answer: object, submission: Submission) -> object:
    """Hold a notebook's answer to the rules of every other door: size, depth, plain finite data."""
    exercise = submission.exercise
    where = f"n° {submission.answer_cell.number}" if submission.answer_cell else "de la réponse"
    try:
        envelope = {"format": 1, "exercise": exercise.id, "version": exercise.version, "answer": answer}
        return read_envelope(json.dumps(envelope, ensure_ascii=False), {exercise.id: exercise}).answer
    except AnswerRefused as refusal:
        if refusal.kind == "too_large":
            raise
        raise GradeRefused(_not_data(where), str(refusal.value)) from None
    except (TypeError, ValueError, RecursionError) as error:
        raise GradeRefused(_not_data(where), str(error)) from None


def _not_data(where: str) -> str:
    return (
        f"La cellule {where} ne contient pas une réponse lisible : relancez-la depuis l'atelier "
        "et rendez le carnet de nouveau."
    )
