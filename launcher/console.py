"""What the person at the keyboard sees: numbered steps, a live line while one lasts, plain sentences."""

from __future__ import annotations

import io
import re
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

UNSEEN_PERIOD = 15.0  # seconds between two lines of progress when nobody can see a live line
NARROW = "\u202f"
NO_BREAK = "\u00a0"
_TYPOGRAPHY = (
    (re.compile(r" (?=[;!?%])"), NARROW),
    (re.compile(r" (?=[:»])|(?<=«) |(?<=\d) (?=(?:Go|Mo|min|s|bits)\b)"), NO_BREAK),
)


class Refusal(Exception):
    """A failure that is told as it stands: one French sentence, and what to do next."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def use_utf8() -> None:
    """Accents come out right on Windows too, and an unknown sign never stops the start."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def typeset(text: str) -> str:
    """Put French no-break spaces where the source has plain ones."""
    for pattern, space in _TYPOGRAPHY:
        text = pattern.sub(space, text)
    return text


def duration(seconds: float) -> str:
    """`8 s`, `1 min 05 s`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def say(sentence: str) -> None:
    print(typeset(sentence), flush=True)


@dataclass(frozen=True)
class Step:
    """One thing to do, and its name for the person who waits."""

    title: str
    do: Callable[[], None]


class Steps:
    """Takes steps one after the other, numbered and timed, the current one visibly alive."""

    def __init__(self) -> None:
        self._began = self._last_shown = time.monotonic()
        self._live_width = 0

    def take(self, steps: Sequence[Step]) -> None:
        self._clear()
        for number, step in enumerate(steps, start=1):
            say(f"Étape {number} sur {len(steps)} : {step.title}")
            self._began = self._last_shown = time.monotonic()
            try:
                step.do()
            finally:
                self._clear()
            say(f"   fait en {duration(time.monotonic() - self._began)}")

    def alive(self, what: str) -> None:
        """Say where the step is: in place on a terminal, now and then in a log."""
        now = time.monotonic()
        text = typeset(f"   {what} · {duration(now - self._began)}")
        if sys.stdout.isatty():
            text = text[: shutil.get_terminal_size().columns - 1]
            print("\r" + text.ljust(self._live_width), end="", flush=True)
            self._live_width = len(text)
        elif now - self._last_shown >= UNSEEN_PERIOD:
            say(text)
            self._last_shown = now

    def _clear(self) -> None:
        if self._live_width:
            print("\r" + " " * self._live_width + "\r", end="", flush=True)
            self._live_width = 0
