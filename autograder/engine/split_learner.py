"""Her side of a split run: runs her cells, and gives out values when asked. Nothing it says is believed.

Neither the tests nor what they expect ever enter this process; it has one descriptor, its end of the line.
"""

from __future__ import annotations

import contextlib
import io
import itertools
from collections.abc import Callable
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from autograder.engine.split_link import Ended, Line
from autograder.engine.split_shell import Outputs, clock, run_cell
from autograder.engine.split_values import MAX_ITEMS, Encoder, decode, type_name

MAX_TEXT = 2000
MUTABLE = (list, dict, set, bytearray)
"""Kinds of arguments that a function may change in place: they come back as they are after the call."""


class Learner:
    """Answers the questions of the checking side, one after the other, until it hangs up."""

    def __init__(self, line: Line, shell: InteractiveShell, outputs: Outputs, seconds: float) -> None:
        self._line, self._shell, self._outputs, self._seconds = line, shell, outputs, seconds
        self._handles: list[Any] = []
        self._after: list[Any] = []
        self._encoder = Encoder(self._refer)
        self._operations: dict[str, Callable[[dict[str, Any]], Any]] = {
            "call": self._call, "attribute": lambda ask: getattr(self._handles[ask["handle"]], ask["name"]),
            "item": lambda ask: self._handles[ask["handle"]][self._value(ask["key"])],
            "length": lambda ask: len(self._handles[ask["handle"]]),
            "items": lambda ask: list(itertools.islice(self._handles[ask["handle"]], MAX_ITEMS)),
        }

    def serve(self) -> None:
        with contextlib.suppress(Ended):
            while True:
                ask = self._line.get()
                self._line.put(self._run(ask) if ask["do"] == "run" else self._answer(ask))

    def _run(self, ask: dict[str, Any]) -> dict[str, Any]:
        outputs = run_cell(self._shell, ask["source"], ask["number"], self._seconds, self._outputs)
        return {"outputs": outputs}

    def _answer(self, ask: dict[str, Any]) -> dict[str, Any]:
        try:
            with clock(self._seconds):
                if ask["do"] == "names":
                    return {"names": self._names(ask["names"])}
                return self._spoken(lambda: self._operations[ask["do"]](ask))
        except BaseException as error:
            return {"error": [type(error).__name__, _text(error)]}
        finally:
            self._outputs.take()

    def _names(self, names: list[str]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name in names:
            with contextlib.suppress(Exception):  # one that cannot be given out does not keep the others here
                values[name] = self._encoder.encode(self._shell.user_ns[name])
        return values

    def _spoken(self, compute: Callable[[], Any]) -> dict[str, Any]:
        """What it gives, and what it printed: a check may look at both."""
        said, warned, self._after = io.StringIO(), io.StringIO(), []
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(warned):
            value = compute()
            answer = {"value": self._encoder.encode(value)}
        return {**answer, "said": said.getvalue(), "warned": warned.getvalue(), "after": self._after}

    def _call(self, ask: dict[str, Any]) -> Any:
        function = self._handles[ask["handle"]]
        arguments = [self._value(each) for each in ask["arguments"]]
        named = {name: self._value(each) for name, each in ask["named"].items()}
        result = function(*arguments, **named)
        self._after = [self._encoder.encode(each) if type(each) in MUTABLE else None for each in arguments]
        return result

    def _value(self, data: Any) -> Any:
        return decode(data, lambda told: self._handles[told["v"]])

    def _refer(self, value: object) -> dict[str, Any]:
        self._handles.append(value)
        kind = "class" if isinstance(value, type) else "function" if callable(value) else "object"
        return {"t": "handle", "v": len(self._handles) - 1, "kind": kind, "type": type_name(value)}


def _text(error: BaseException) -> str:
    try:
        return str(error)[:MAX_TEXT]
    except BaseException:  # an error of hers may fail to say what it is
        return ""
