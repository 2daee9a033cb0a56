"""A code notebook at work in its kernel: her functions are called on the files she sees, and only to advise her.

What she taps beside her code (a form's questions) is kept as any answer is: in the draft, in the answer cell. Under
`nbgrader autograde`, on the trainer's machine, the hidden files are tried too; then the kernel knows both, which
is as far as nbgrader's own trust goes. Our engine grades in a sandbox and judges outside.
"""

from __future__ import annotations

import contextlib
import copy
import io
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from IPython import get_ipython

from autograder.catalogue import Exercise
from autograder.checks import CodeCall, Report
from autograder.checks.code import HIDDEN, SHOWN, is_to_call, plain
from autograder.widgets import workbench
from autograder.widgets.choice import Choice, choose
from autograder.widgets.draft import Draft
from autograder.widgets.say import Advice
from autograder.widgets.tapped import Tapped


@dataclass(frozen=True)
class Settled:
    """The answer cell was run: what to write in it (`choice`), how many steps give a value, out of how many."""

    choice: Choice
    done: int
    asked: int


class CodeBench:
    """`tapped` is what she answered beside her code, with the subject it names; `kept` the answer gathered last."""

    def __init__(self, exercise: Exercise) -> None:
        if exercise.code is None:
            raise Advice("Cet exercice n'a pas de carnet de calcul : reprenez le carnet d'origine.")
        self.exercise, self.plan = exercise, exercise.code
        self.draft = Draft.beside_notebook(exercise)
        drafted = self._drafted()
        self.subject = exercise.opened(drafted)[0] if drafted is not None else workbench.subject_here(exercise)
        self.tapped: Any = drafted or self._nothing()
        self.changed = False
        self.kept: Any = None
        self._whole: Any = None
        self._forms = Tapped(self)

    @property
    def current(self) -> Any:
        """What she tapped, and what her functions give now on the files she sees."""
        return self._gather({SHOWN: self.subject.files}) if self._whole is None else self._whole

    def lay_out_files(self) -> None:
        """The tables beside the notebook, where they are not there already (a notebook moved without its files)."""
        for name, content in self.subject.files.items():
            path = Path.cwd() / self.subject.file_name(name)
            if not path.exists():
                with contextlib.suppress(OSError):
                    path.write_bytes(content)

    def ask(self, parts: tuple[str, ...]) -> None:
        """Show these parts of the form, with what she answered."""
        self._forms.show(parts)

    def take(self, parts: dict[str, Any]) -> None:
        """She tapped: these parts replace what they held."""
        self.tapped = {**self.tapped, "parts": {**self.tapped.get("parts", {}), **parts}}
        self.changed = True
        self.draft.write(self.tapped)

    def settle(self, written: Any) -> Settled:
        """The answer cell is run: a whole answer in it counts; what was tapped is brought together with the builder."""
        self._whole = None if written is None or is_to_call(written) else written
        choice = Choice(written)
        if self._whole is None:
            choice = choose(
                written, self.tapped, known=self.draft.known, changed=self.changed, blank=self._nothing())
            self._go_on_with(choice.answer, written)
        self.kept = self.current
        shown = self.kept.get("code", {}).get(SHOWN, {}) if isinstance(self.kept, dict) else {}
        done = sum(row.get("ok") is not None for row in shown.values())
        return Settled(choice, done, len(self.plan.calls) + len(self.plan.names))

    def report(self) -> Report:
        """For the grade cells: of the answer written as data, else of her functions as they stand."""
        if self._whole is not None:
            return self.exercise.score(self._whole)
        if os.environ.get("NBGRADER_EXECUTION") == "autograde" and self.exercise.hidden:
            return self.exercise.score(self._gather({SHOWN: self.subject.files, HIDDEN: self.subject.hidden}))
        return self.exercise.as_seen().score(self.current)

    def is_blank(self, answer: Any) -> bool:
        return bool(answer in ({"code": {}}, self._nothing()))

    def _nothing(self) -> Any:
        return self.subject.signed({"code": {}})

    def _drafted(self) -> Any:
        answer = self.draft.read_whole()
        return answer if is_to_call(answer) else None

    def _go_on_with(self, answer: Any, written: Any) -> None:
        self.tapped, self.changed = copy.deepcopy(answer), False
        self.subject = self.exercise.opened(self.tapped)[0]
        for each in (written, self.tapped):
            if each is not None:
                self.draft.remember(each)
        if not self.is_blank(self.tapped):
            self.draft.write(self.tapped)
        self._forms.follow()

    def _gather(self, sets: dict[str, Any]) -> dict[str, Any]:
        shell = get_ipython()
        hers = shell.user_ns if shell is not None else {}
        found: dict[str, dict[str, Any]] = {
            where: {call.function: _outcome(hers, call, files) for call in self.plan.calls}
            for where, files in sets.items()
        }
        found[SHOWN] |= {name: _value(hers, name) for name in self.plan.names}
        return {**self.tapped, "code": found}


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
