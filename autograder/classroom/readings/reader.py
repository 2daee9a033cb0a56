"""Has waiting readings read, one after the other, each in a process of its own."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import autograder
from autograder.classroom.readings.folder import RESULT, Reading, Readings, write
from autograder.domain.french import typeset

log = logging.getLogger(__name__)

LONGEST = 20 * 60.0  # seconds; a million posts take some minutes on a slow machine
PROJECT = Path(autograder.__file__).parents[1]
FAULTS = "panne.txt"
BROKEN = "La lecture est tombée en panne : la faute est de notre côté. Essayez fichier par fichier pour trouver lequel."
TOO_LONG = "La lecture dure depuis plus de vingt minutes : elle a été arrêtée. Donnez moins de fichiers à la fois."


class Reader:
    """A reading that fails says so in its result; the next ones go on."""

    def __init__(self, readings: Readings, seconds: float = LONGEST) -> None:
        self._readings, self._seconds = readings, seconds

    def work(self) -> None:
        while (reading := self._readings.waiting()) is not None:
            self._read(reading)
            self._readings.tidy()

    def _read(self, reading: Reading) -> None:
        command = [sys.executable, "-m", "autograder.classroom.readings.job", str(reading.folder.resolve())]
        said = reading.folder / FAULTS
        with said.open("wb") as faults, subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=faults, cwd=PROJECT,
        ) as process:  # its standard input stays open as long as we live: see job.py
            try:
                process.wait(self._seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                self._failed(reading, TOO_LONG)
                return
        if process.returncode and not reading.result:  # ended well, its result may be gone: she has asked again since
            log.error("reading %s failed: %s", reading.number, said.read_text("utf-8", "replace")[-4000:])
            self._failed(reading, BROKEN)

    def _failed(self, reading: Reading, sentence: str) -> None:
        write(reading.folder / RESULT, {"panne": typeset(sentence)})
