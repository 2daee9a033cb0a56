"""A line at the bottom of a terminal: how many are done, and how long the rest will take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

from autograder.domain.french import typeset

ERASE = "\r\x1b[K"
WORTH_SAYING = 5.0
"""Seconds from which a pace is known well enough to tell the time left."""


class Progress:
    """Nothing is shown where there is no terminal. `say` passes a line of text through, above the line kept here."""

    def __init__(self, total: int, say: Callable[[str], None], stream: TextIO | None = None) -> None:
        self._total, self._say = total, say
        self._stream = stream or sys.stderr
        self._shown = total > 1 and self._stream.isatty()
        self._start = time.monotonic()

    def say(self, text: str) -> None:
        self._write("")
        self._say(text)

    def at(self, done: int) -> None:
        seconds = time.monotonic() - self._start
        left = f" : encore {duration(seconds / done * (self._total - done))}" if done and seconds > WORTH_SAYING else ""
        self._write(typeset(f"{done} sur {self._total}{left}"))

    def end(self) -> None:
        self._write("")

    def _write(self, text: str) -> None:
        if self._shown:
            self._stream.write(ERASE + text)
            self._stream.flush()


def duration(seconds: float) -> str:
    """As one says it: "moins d'une minute", "environ 3 minutes", "environ 2 h 10"."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "moins d'une minute"
    if minutes < 60:
        return f"environ {minutes} minute{'s' if minutes > 1 else ''}"
    return f"environ {minutes // 60} h {minutes % 60:02}"
