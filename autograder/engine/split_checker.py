"""The checking side of a split run: the author's cells, unmodified, on pristine files, and values of hers.

It has the tests and the reply to the trusted side; she has neither. Names that the author's cells make are the
author's; what the tests look at besides is asked from her process, anew before each test.
"""

from __future__ import annotations

import builtins
import json
import os
import types
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from autograder.engine import split_names
from autograder.engine.split_link import Ended, Line
from autograder.engine.split_shell import Output, Outputs, run_cell
from autograder.engine.split_standin import Desk

TRUSTED = (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type)
NO_LONGER = "LearnerProcessEnded"


class Checker:
    """Runs one notebook. `order` is what `split_run` wrote; events go to the descriptor `reply`."""

    def __init__(
        self, order: dict[str, Any], desk: Desk, shell: InteractiveShell, outputs: Outputs, reply: int,
    ) -> None:
        self._order, self._desk, self._shell, self._outputs, self._reply = order, desk, shell, outputs, reply
        self._hers: set[str] = set()
        self._later: set[str] = set()
        self._made_by_checks: set[str] = set()
        self._ended = False

    def run(self) -> None:
        unusable: dict[int, list[str]] = {}
        for cell in self._order["cells"]:
            outputs = self._check(cell) if cell["check"] else self._let_her_run(cell)
            if self._desk.unusable:
                unusable[cell["number"]] = sorted(self._desk.unusable)
                self._desk.unusable.clear()
            self._tell({"event": "cell", "number": cell["number"], "outputs": outputs})
        self._tell({"event": "done", "crossed": sorted(self._desk.crossed), "unusable": unusable})

    def run_together(self) -> None:
        """Everything in this one process, as a kernel would: for assignments that cannot be split."""
        for cell in self._order["cells"]:
            self._tell({"event": "cell", "number": cell["number"], "outputs": self._run(cell)})
        self._tell({"event": "done", "crossed": [], "unusable": {}})

    def _let_her_run(self, cell: dict[str, Any]) -> list[Any]:
        if not self._ended:
            try:
                return self._desk.run(cell["source"], cell["number"])
            except Ended as reason:
                self._ended = True
                self._tell({"event": "ended", "number": cell["number"], "why": str(reason)})
        said = f"{NO_LONGER}: the notebook's process has ended"
        return [{"output_type": "error", "ename": NO_LONGER, "evalue": "", "traceback": [said]}]

    def _check(self, cell: dict[str, Any]) -> list[Output]:
        for source in cell["before"]:
            statements = self._parse(source)
            self._later |= split_names.looked_up_later(statements)
            self._hers -= split_names.made(statements)
            run_cell(self._shell, source, cell["number"], self._order["seconds"], self._outputs)
        statements = self._parse(cell["source"])
        self._bind(split_names.taken(statements) | self._later)
        self._later |= split_names.looked_up_later(statements)
        outputs = self._run(cell)
        made = split_names.made(statements)
        self._made_by_checks |= made
        self._hers -= made
        return outputs

    def _run(self, cell: dict[str, Any]) -> list[Output]:
        return run_cell(self._shell, cell["source"], cell["number"], self._order["seconds"], self._outputs)

    def _bind(self, names: set[str]) -> None:
        known = self._shell.user_ns
        wanted = sorted(name for name in names if self._is_hers(name))
        try:
            values = self._desk.names(wanted) if wanted and not self._ended else {}
        except Ended:
            self._ended, values = True, {}
        for name in wanted:
            known.pop(name, None)
        known.update(values)
        self._hers |= set(values)

    def _is_hers(self, name: str) -> bool:
        """Whether a name of a test is to be asked from her: what the author's solution makes, or nobody here did."""
        known, hers = self._shell.user_ns, self._order["hers"]
        if hers is not None and name in hers:
            return True
        if hasattr(builtins, name):
            return False
        if name not in known or name in self._hers:
            return True
        return hers is None and name not in self._made_by_checks and not isinstance(known[name], TRUSTED)

    def _parse(self, source: str) -> Any:
        return split_names.parse(self._shell.transform_cell(source))

    def _tell(self, event: dict[str, Any]) -> None:
        data = memoryview(json.dumps(event).encode() + b"\n")
        while data:
            data = data[os.write(self._reply, data):]


def desk(line: Line, order: dict[str, Any]) -> Desk:
    return Desk(line, order["seconds"], order["allowed"])
