"""A learner's notebook of an nbgrader assignment, brought back to what its author wrote, with her cells in it.

As nbgrader does: locked cells and tests become the author's again, with their points. Beyond it: cells that are twice,
missing, moved or of another kind are repaired where the intent is certain, each with a French note.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from autograder.domain.french import listing, typeset
from autograder.engine.foreign_master import MasterCell, MasterNotebook
from autograder.engine.jupyter import NotebookNode
from autograder.engine.notebook import KERNEL, cell_id
from autograder.engine.raw_notebook import RawCell, RawNotebook
from autograder.engine.split_run import SplitCell

ADDED = "Cette cellule manquait dans le carnet rendu ; elle a été remise pour noter."


@dataclass(frozen=True)
class _Row:
    """A cell of hers, with the author's cell that it is."""

    raw: RawCell
    master: MasterCell | None


@dataclass(frozen=True)
class Restored:
    """The notebook as it is run and kept, its cells' author's halves beside them, and what was repaired."""

    notebook: NotebookNode
    masters: tuple[MasterCell | None, ...]
    notes: tuple[str, ...]

    def to_run(self, master: MasterNotebook) -> list[SplitCell]:
        """Its code cells, numbered as a kernel would."""
        cells: list[SplitCell] = []
        for cell, known in zip(self.notebook.cells, self.masters, strict=True):
            if cell.cell_type == "code":
                check = known is not None and known.is_check
                before = master.author.before.get(known.name, ()) if known and check else ()
                cells.append(SplitCell(len(cells) + 1, cell.source, check, before))
        return cells


def restore(raw: RawNotebook, master: MasterNotebook) -> Restored:
    notes = list(raw.notes)
    rows = [_Row(cell, master.cells.get(cell.grade_id)) for cell in raw.cells]
    rows = _marked_again(rows, master, notes)
    rows = _once_each(rows, notes)
    rows = _in_order(rows, master, notes)
    rows = _with_missing(rows, master, notes)
    cells = [_cell(row) for row in rows]
    seen: set[str] = set()
    for number, cell in enumerate(cells):
        cell["id"] = cell.id if cell.id not in seen else f"c{number}-{hashlib.md5(cell.id.encode()).hexdigest()[:8]}"
        seen.add(cell.id)
    notebook = NotebookNode(nbformat=4, nbformat_minor=5, metadata=NotebookNode(_metadata(master)), cells=cells)
    return Restored(notebook, tuple(row.master for row in rows), tuple(map(typeset, notes)))


def _marked_again(rows: list[_Row], master: MasterNotebook, notes: list[str]) -> list[_Row]:
    """Some programs drop nbgrader's marks: a cell that still reads as the author's locked one is that one."""
    there = {row.master.name for row in rows if row.master}
    lost = {cell.source.strip(): cell for cell in master.cells.values() if cell.locked and cell.name not in there}
    again = [
        replace(row, master=lost.pop(text)) if row.master is None and (text := row.raw.source.strip()) in lost else row
        for row in rows
    ]
    if again != rows:
        notes.append("Des cellules avaient perdu leur étiquette : elles ont été reconnues à leur texte.")
    return again


def _once_each(rows: list[_Row], notes: list[str]) -> list[_Row]:
    """Of cells that are twice, the one she worked in, else the last as for nbgrader; the others stay as hers."""
    chosen: dict[str, _Row] = {}
    for row in rows:
        if row.master is None:
            continue
        earlier = chosen.get(row.master.name)
        if earlier is None or not row.master.solution or _is_worked_in(row) or not _is_worked_in(earlier):
            chosen[row.master.name] = row
    result = [
        row if row.master is None or chosen[row.master.name] is row else replace(row, master=None) for row in rows
    ]
    twice = [row.raw.number for row, now in zip(rows, result, strict=True) if row.master and not now.master]
    if twice:
        notes.append(f"{_cells(twice)} en double : une seule compte, l'autre est gardée sans points.")
    return result


def _is_worked_in(row: _Row) -> bool:
    return row.master is not None and row.raw.source.strip() not in ("", row.master.source.strip())


def _in_order(rows: list[_Row], master: MasterNotebook, notes: list[str]) -> list[_Row]:
    """The author's cells in the author's order; a cell of hers stays behind the one that it followed."""
    places = {name: place for place, name in enumerate(master.cells)}
    groups: list[list[_Row]] = [[]]
    for row in rows:
        if row.master is not None:
            groups.append([])
        groups[-1].append(row)
    marked = sorted(groups[1:], key=lambda group: places[group[0].master.name])  # type: ignore[union-attr]
    if marked != groups[1:]:
        notes.append("Des cellules avaient été déplacées : elles ont été remises dans l'ordre de l'exercice.")
    return [row for group in [groups[0], *marked] for row in group]


def _with_missing(rows: list[_Row], master: MasterNotebook, notes: list[str]) -> list[_Row]:
    """Put back the author's cells that she has no more, each in its place; not the answers that held only code."""
    added: list[str] = []
    names = list(master.cells)
    for place, name in enumerate(names):
        cell = master.cells[name]
        there = {row.master.name for row in rows if row.master}
        if name in there or (cell.solution and not cell.grade):
            continue
        earlier = [number for number, row in enumerate(rows) if row.master and row.master.name in names[:place]]
        later = [number for number, row in enumerate(rows) if row.master and row.master.name in names[place + 1:]]
        at = later[0] if later else len(rows) if cell.is_check or not earlier else earlier[-1] + 1
        rows.insert(at, _Row(RawCell(0, cell.kind, cell.source, name), cell))
        added.append(name)
    if added:
        what = "La cellule" if len(added) == 1 else "Les cellules"
        verb = "manquait : elle a été remise" if len(added) == 1 else "manquaient : elles ont été remises"
        notes.append(f"{what} {listing([f'« {name} »' for name in added])} {verb} pour noter.")
    return rows


def _cell(row: _Row) -> NotebookNode:
    master, raw = row.master, row.raw
    if master is None:
        kind = raw.kind if raw.kind in ("code", "raw") else "markdown"
        cell = _new(kind, raw.source, f"c{raw.number}")
    else:
        changed = master.locked and raw.source != master.source
        cell = _new(master.kind, master.source if changed else raw.source, cell_id(master.name))
        cell.metadata["nbgrader"] = _marks(master)
    if cell.cell_type == "markdown" and raw.attachments:
        cell["attachments"] = {name: dict(kinds) for name, kinds in raw.attachments.items()}
    return cell


def _new(kind: str, source: str, id_: str) -> NotebookNode:
    """As nbformat makes them, less its validation of each, which takes longer than all the rest: tests do that."""
    cell = NotebookNode(id=id_, cell_type=kind, metadata=NotebookNode(), source=source)
    if kind == "code":
        cell.update(execution_count=None, outputs=[])
    return cell


def _marks(master: MasterCell) -> dict[str, Any]:
    marks: dict[str, Any] = {
        "grade": master.grade, "solution": master.solution, "locked": master.locked, "task": master.task,
        "grade_id": master.name, "schema_version": 3, "cell_type": master.kind, "checksum": master.checksum,
    }
    return marks | ({"points": master.points} if master.grade or master.task else {})


def _metadata(master: MasterNotebook) -> dict[str, Any]:
    return {"kernelspec": json.loads(master.kernel) if master.kernel else dict(KERNEL),
            "language_info": {"name": "python"}}


def _cells(numbers: list[int]) -> str:
    named = listing([f"n° {number}" for number in numbers])
    return f"La cellule {named} était" if len(numbers) == 1 else f"Les cellules {named} étaient"
