"""How many hints somebody opened, as what she hands in tells it. Told to the trainer, never counted."""

from __future__ import annotations

import json

from autograder.engine.errors import GradeRefused
from autograder.engine.literal import hints_in_cell
from autograder.engine.raw_notebook import RawNotebook, read_notebook

HINTS_TYPE = "application/vnd.citoyennete.indices+json"
"""The kind of output in which the cell of the hints keeps how many were opened."""


def hints_opened(raw: bytes, offered: int) -> int:
    """Read in any file handed in: a page's, an answer file, a notebook. 0 where nothing sensible is said."""
    try:
        data = json.loads(raw)
        said = data.get("remise", data).get("hints")
    except (ValueError, AttributeError, RecursionError):
        return 0
    if said is None and {"cells", "worksheets"} & data.keys():
        try:
            said = _in_notebook(read_notebook(raw))
        except GradeRefused:
            return 0
    return min(said, offered) if type(said) is int and said > 0 else 0


def _in_notebook(notebook: RawNotebook) -> int:
    """What the answer cell says, or the cell of the hints when she opened one since."""
    said = [hints_in_cell(cell.source) for cell in notebook.cells if cell.kind == "code"]
    for cell in notebook.cells:
        for output in cell.outputs:
            data = output.get("data")
            kept = data.get(HINTS_TYPE) if isinstance(data, dict) else None
            said.append(kept["hints"] if isinstance(kept, dict) and type(kept.get("hints")) is int else 0)
    return max(said, default=0)
