"""A code notebook at work in its kernel: her functions are called on the files she sees, and only to advise her.

Under `nbgrader autograde`, on the trainer's machine, the hidden files are tried too; then the kernel knows both, which
is as far as nbgrader's own trust goes. Our engine grades in a sandbox and judges outside.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from pathlib import Path
from typing import Any

from IPython import get_ipython

from autograder.catalogue import Exercise
from autograder.checks import CodeCall, Report
from autograder.checks.code import HIDDEN, SHOWN, plain
from autograder.widgets.say import Advice


class CodeBench:
    """`kept`: the answer gathered last, or the one written as data in the answer cell."""

    def __init__(self, exercise: Exercise) -> None:
        if exercise.code is None:
            raise Advice("Cet exercice n'a pas de carnet de calcul : reprenez le carnet d'origine.")
        self.exercise, self.plan = exercise, exercise.code
        self.kept: Any = None
        self._written = False

    @property
    def current(self) -> Any:
        """What her functions give now, on the files she sees."""
        return self.kept if self._written else self._gather({SHOWN: self.exercise.files})

    def lay_out_files(self) -> None:
        """The tables beside the notebook, where they are not there already (a notebook moved without its files)."""
        for name, content in self.exercise.files.items():
            path = Path.cwd() / name
            if not path.exists():
                with contextlib.suppress(OSError):
                    path.write_bytes(content)

    def settle(self, written: Any) -> tuple[int, int]:
        """The answer cell is run. Returns how many functions give a value, and how many are asked for."""
        self._written = written is not None
        self.kept = written if self._written else self._gather({SHOWN: self.exercise.files})
        parts = self.kept.get("code", {}) if isinstance(self.kept, dict) else {}
        shown = parts.get(SHOWN, {})
        return sum(row.get("ok") is not None for row in shown.values()), len(self.plan.calls) + len(self.plan.names)

    def report(self) -> Report:
        """For the grade cells: of the answer written as data, else of her functions as they stand."""
        if self._written:
            return self.exercise.score(self.kept)
        if os.environ.get("NBGRADER_EXECUTION") == "autograde" and self.exercise.hidden:
            return self.exercise.score(self._gather({SHOWN: self.exercise.files, HIDDEN: self.exercise.hidden}))
        return self.exercise.as_seen().score(self.current)

    def _gather(self, sets: dict[str, Any]) -> dict[str, Any]:
        shell = get_ipython()
        hers = shell.user_ns if shell is not None else {}
        found: dict[str, dict[str, Any]] = {
            where: {call.function: _outcome(hers, call, files) for call in self.plan.calls}
            for where, files in sets.items()
        }
        found[SHOWN] |= {name: _value(hers, name) for name in self.plan.names}
        return {"code": found}


def _outcome(hers: dict[str, Any], call: CodeCall, files: dict[str, bytes]) -> dict[str, Any]:
    function = hers.get(call.function)
    if not callable(function):
        return {"error": "absent"}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            value = _on_path(function, call, files) if call.as_path else function(_table(files[call.file]))
            return {"ok": plain(value)}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"[:200]}


def _value(hers: dict[str, Any], name: str) -> dict[str, Any]:
    try:
        return {"ok": plain(hers[name])} if name in hers else {"error": "absent"}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"[:200]}


def _table(content: bytes) -> Any:
    import pandas

    return pandas.read_csv(io.BytesIO(content))


def _on_path(function: Any, call: CodeCall, files: dict[str, bytes]) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / call.file
        path.write_bytes(files[call.file])
        return function(str(path))
