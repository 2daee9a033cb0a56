"""What a warm process does for a split run: becomes the supervisor of one side, then that side. See `split_run`."""

from __future__ import annotations

import base64
import json
import os
import socket
import sys
from collections.abc import Callable
from typing import Any

from autograder.engine import child
from autograder.engine.protocol import Limits
from autograder.engine.split_checker import Checker, desk
from autograder.engine.split_learner import Learner
from autograder.engine.split_link import Line
from autograder.engine.split_shell import equip

MARK = b"split\n"
"""How an order for one side of a split run starts."""


def heard(raw: bytes, descriptors: tuple[int, ...], *, shut_in: bool) -> tuple[Limits, Callable[[], None]]:
    """The limits of one side and what it does: `raw` is the order after its mark. `descriptors`: reply and line, or
    the line alone."""
    order = json.loads(raw)
    files = {name: base64.b64decode(text) for name, text in order["files"].items()}

    def work() -> None:
        (child.settle if shut_in else child.lay_out)(files)
        os.environ["NBGRADER_EXECUTION"] = "autograde"
        sys.path.insert(0, "")
        _side(order, descriptors)

    return Limits(**order["limits"]), work


def _side(order: dict[str, Any], descriptors: tuple[int, ...]) -> None:
    shell = child.make_shell()
    outputs = equip(shell, draw=order["draw"])
    if order["side"] == "learner":
        Learner(_line(descriptors[0]), shell, outputs, order["seconds"]).serve()
        return
    reply, end = descriptors
    checker = Checker(order, desk(_line(end), order), shell, outputs, reply)
    if order["together"]:
        checker.run_together()
    else:
        checker.run()


def _line(descriptor: int) -> Line:
    return Line(socket.socket(fileno=descriptor))
