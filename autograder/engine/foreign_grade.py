"""Grading one submission of somebody's nbgrader assignment: run with the tests apart, marked by nbgrader's own rule."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import nh3
from nbgrader import utils

from autograder.domain.french import listing, typeset
from autograder.engine import split_run
from autograder.engine.errors import GradeRefused
from autograder.engine.foreign_gradebook import CellMark
from autograder.engine.foreign_master import MasterCell, MasterNotebook
from autograder.engine.foreign_notebook import Restored, restore
from autograder.engine.jupyter import NotebookNode
from autograder.engine.raw_notebook import RawNotebook
from autograder.engine.split_run import SplitJob, SplitRun
from autograder.engine.split_standin import ANYTHING
from autograder.engine.workers import Workers

SHOWN = ("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg")
"""Kinds of output that are kept: none that a browser would run."""
TESTS_ENDED = (
    "Les tests se sont arrêtés deux fois avant la fin, sur ce que cette copie leur donne ou faute de mémoire : "
    "relancez la commande, et ouvrez la copie si cela se répète."
)
TEXT_KINDS = ("text/plain", "text/markdown", "text/latex")


@dataclass(frozen=True)
class Marked:
    """One notebook, graded: as it is kept, a mark for each cell, and French notes."""

    notebook: NotebookNode
    marks: Mapping[str, CellMark]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Bench:
    """What grading needs besides the notebook: where to run, for how long, and the course's own cleaning of outputs."""

    workers: Workers | split_run.Elsewhere
    cell_seconds: float
    files: Mapping[str, bytes]
    """The author's, beside the notebook."""
    cleaners: list[Any]
    to_change: Mapping[str, bytes] = field(default_factory=dict)
    """Those of the author's that each learner has her own version of."""
    ignored: Collection[str] = ()
    """Patterns of files that belong to no submission."""

    def run(self, job: SplitJob) -> SplitRun:
        """Raises `GradeRefused` when the tests' own process ended twice: what it had not marked is no zero."""
        done = split_run.run(replace(job, cell_seconds=self.cell_seconds), self.workers)
        if not (done.complete or done.overdue or job.together):
            raise GradeRefused(TESTS_ENDED)
        return done


def mark(raw: RawNotebook, her_files: Mapping[str, bytes], master: MasterNotebook, bench: Bench) -> Marked:
    """Run and mark a notebook. Raises `Unconfinable` where nothing of hers may be run."""
    restored = restore(raw, master)
    job = SplitJob(
        restored.to_run(master), bench.files, her_files, master.author.hers, master.allowed,
        draw=master.read_by_a_person,
    )
    run = bench.run(job)
    notes = [*restored.notes, *_told(run)]
    _fill(restored, run, bench.cleaners)
    marks = _marks(restored, run, notes)
    if master.together:
        unsplit = restore(raw, master)
        _fill(unsplit, bench.run(replace(job, together=True)), bench.cleaners)
        marks |= {name: each for name, each in _marks(unsplit, SplitRun(), []).items() if name in master.together}
        for cell, there in zip(restored.notebook.cells, unsplit.notebook.cells, strict=True):
            if cell.metadata.get("nbgrader", {}).get("grade_id") in master.together:
                cell.outputs = there.outputs
    return Marked(restored.notebook, marks, tuple(map(typeset, notes)))


def try_out(master: MasterNotebook, bench: Bench) -> MasterNotebook:
    """Learn from the author's own solution what its tests need, and which of them cannot be apart."""
    if master.author.hers is None:
        return master
    solved = RawNotebook(master.author.solved, {})
    run = bench.run(SplitJob(
        restore(solved, master).to_run(master), bench.files, bench.to_change, master.author.hers, {ANYTHING},
        draw=False))
    known = replace(master, allowed=frozenset(run.crossed))
    apart = mark(solved, bench.to_change, known, bench).marks
    at_once = mark(
        solved, bench.to_change, replace(known, together=frozenset(master.checks)), bench).marks
    return replace(known, together=frozenset(name for name in master.checks if apart[name] != at_once[name]))


def _told(run: SplitRun) -> list[str]:
    notes = []
    if run.ended_in is not None:
        notes.append("Une cellule arrête tout le carnet, ou ne finit pas : ce qui suit n'a pas pu être lancé.")
    elif not run.complete:
        notes.append("Le carnet a été arrêté avant la fin (temps ou mémoire) : ce qui suit n'a pas pu être lancé.")
    return notes


def _fill(restored: Restored, run: SplitRun, cleaners: list[Any]) -> None:
    """Put what the cells showed into the notebook, and nothing that could act on who reads it."""
    number = 0
    for place, cell in enumerate(restored.notebook.cells):
        if cell.cell_type != "code":
            continue
        number += 1
        cell.execution_count = number
        outputs = run.outputs.get(number)
        if outputs is None:
            outputs = [{"output_type": "error", "ename": "NotRun", "evalue": "", "traceback": ["pas lancée"]}]
        cell.outputs = [made for output in outputs if (made := _clean(output, number)) is not None]
        for cleaner in cleaners:
            cleaner.preprocess_cell(cell, {}, place)


def _clean(output: Any, number: int) -> NotebookNode | None:
    """An output as nbformat allows it, from hostile data; None for what is none."""
    kind = output.get("output_type") if isinstance(output, dict) else None
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return _output(kind, name=name, text=_text(output.get("text")))
    if kind == "error":
        lines = output.get("traceback")
        return _output(
            kind, ename=_text(output.get("ename")), evalue=_text(output.get("evalue")),
            traceback=[_text(line) for line in lines] if isinstance(lines, list) else [])
    if kind not in ("display_data", "execute_result") or not isinstance(output.get("data"), dict):
        return None
    data = {each: _shown(each, content) for each, content in output["data"].items() if each in SHOWN}
    kept = NotebookNode({each: content for each, content in data.items() if content is not None})
    counted = {"execution_count": number} if kind == "execute_result" else {}
    return _output(kind, data=kept, metadata=NotebookNode(), **counted)


def _output(kind: str, **content: object) -> NotebookNode:
    return NotebookNode(output_type=kind, **content)


def _shown(kind: str, content: object) -> str | None:
    text = _text(content)
    if kind == "text/html":
        return nh3.clean(text)
    return text if kind in TEXT_KINDS or text.replace("\n", "").isascii() else None


def _text(content: object) -> str:
    text = content if isinstance(content, str) else ""
    return text.encode("utf-8", "replace").decode()


def _marks(restored: Restored, run: SplitRun, notes: list[str]) -> dict[str, CellMark]:
    """By nbgrader's rule. A test that our own split keeps from looking waits for a person, and is no zero."""
    marks: dict[str, CellMark] = {}
    unseen: list[str] = []
    number = 0
    for cell, master in zip(restored.notebook.cells, restored.masters, strict=True):
        number += cell.cell_type == "code"
        if master is None:
            continue
        score = _score(cell, master, notes)
        if master.is_check and score == 0 and number in run.unusable:
            unseen.append(f"« {master.name} »")
            score = None
        unchanged = not master.task and master.checksum == utils.compute_checksum(cell)
        marks[master.name] = CellMark(score, master.solution and unchanged)
    if unseen:
        notes.append(
            f"À noter à la main ({listing(unseen)}) : la copie donne un objet que les tests ne peuvent pas comparer "
            "sans le croire sur parole."
        )
    return marks


def _score(cell: NotebookNode, master: MasterCell, notes: list[str]) -> float | None:
    if not master.grade:
        return None
    try:
        score = utils.determine_grade(cell)[0]
    except (ValueError, KeyError):  # more points than the cell is worth
        notes.append(f"Le test « {master.name} » donne une note impossible : à noter à la main.")
        return None
    return None if score is None else float(score)
