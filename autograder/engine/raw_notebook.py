"""Reads a notebook file leniently: any nbformat from 2 to 4, damaged cells left out. Knows nothing of exercises."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.engine.errors import GradeRefused

MAX_BYTES = 20_000_000


@dataclass(frozen=True)
class RawCell:
    """One cell. `number` counts all the cells of the notebook from 1, as a person would."""

    number: int
    kind: str
    source: str
    grade_id: str = ""
    is_solution: bool = False
    outputs: tuple[Mapping[str, object], ...] = ()
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Pictures laid into a text cell: name → kind → content."""


@dataclass(frozen=True)
class RawNotebook:
    """The cells, the notebook's own metadata, and what had to be repaired to read it (French)."""

    cells: tuple[RawCell, ...]
    metadata: Mapping[str, object]
    notes: tuple[str, ...] = field(default=())


def read_notebook(raw: bytes) -> RawNotebook:
    """Raises `GradeRefused` when the file is no notebook at all."""
    if len(raw) > MAX_BYTES:
        raise GradeRefused(
            f"Ce carnet est trop lourd ({len(raw) // 1_000_000} Mo pour {MAX_BYTES // 1_000_000} Mo au plus) : "
            "dans le menu, effacez les sorties (« Clear All Outputs »), enregistrez et rendez-le de nouveau."
        )
    data = _parse(raw)
    rows = _rows(data)
    cells = tuple(cell for number, row in enumerate(rows, 1) if (cell := _cell(number, row)) is not None)
    notes = [] if len(cells) == len(rows) else ["Des cellules abîmées ont été laissées de côté."]
    if data.get("nbformat") in (2, 3):
        notes.append("Carnet d'un ancien format : il a été lu quand même.")
    metadata = data.get("metadata")
    return RawNotebook(cells, metadata if isinstance(metadata, dict) else {}, tuple(notes))


def _parse(raw: bytes) -> dict[str, object]:
    if not raw.strip():
        raise GradeRefused("Ce fichier est vide : rendez le carnet une nouvelle fois.")
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        start = raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        if start == b"{":
            raise GradeRefused("Ce carnet est abîmé, peut-être coupé en route : rendez-le une nouvelle fois.") from None
        raise GradeRefused("Ce fichier n'est pas un carnet : attendu, un fichier .ipynb de ce cours.") from None
    if not isinstance(data, dict):
        raise GradeRefused("Ce fichier n'est pas un carnet : attendu, un fichier .ipynb de ce cours.")
    return data


def _rows(data: dict[str, object]) -> list[object]:
    """The cells, wherever this format keeps them (format 3 had pages of cells)."""
    cells = data.get("cells")
    if cells is None and isinstance(pages := data.get("worksheets"), list):
        kept = [page.get("cells") for page in pages if isinstance(page, dict)]
        cells = [cell for each in kept if isinstance(each, list) for cell in each]
    if not isinstance(cells, list):
        raise GradeRefused("Ce fichier n'est pas un carnet : il n'a pas de cellules.")
    if not cells:
        raise GradeRefused("Ce carnet n'a plus aucune cellule : reprenez celui de l'exercice.")
    return cells


def _cell(number: int, row: object) -> RawCell | None:
    if not isinstance(row, dict) or not isinstance(row.get("cell_type"), str):
        return None
    source = row.get("source", row.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return None
    metadata = row.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    marks = marks if isinstance(marks, dict) else {}
    grade_id = marks.get("grade_id")
    outputs = row.get("outputs")
    return RawCell(
        number, row["cell_type"], source.encode("utf-8", "replace").decode("utf-8"),
        grade_id if isinstance(grade_id, str) else "", marks.get("solution") is True and row["cell_type"] == "code",
        tuple(output for output in outputs if isinstance(output, dict)) if isinstance(outputs, list) else (),
        _attachments(row.get("attachments")),
    )


def _attachments(found: object) -> Mapping[str, Mapping[str, str]]:
    return {
        str(name): {str(kind): content for kind, content in kinds.items() if isinstance(content, str)}
        for name, kinds in (found.items() if isinstance(found, dict) else ()) if isinstance(kinds, dict)
    }
