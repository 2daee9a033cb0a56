"""The draft beside the notebook: written at each change, so that a killed kernel, tab or computer loses nothing.

It is an answer file like those of the pages (`python -m autograder grade` reads it), with one thing more: the
fingerprints of the answers that were once written in the notebook's cell.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.catalogue import Exercise
from autograder.checks import InvalidData
from autograder.widgets.choice import fingerprint

FORMAT = 1
REMEMBERED = 300


@dataclass
class Draft:
    """The draft of one notebook. `path` is None where nothing must be kept (nbgrader's own runs)."""

    exercise: Exercise
    path: Path | None
    known: list[str] = field(default_factory=list)
    hints: int = 0
    """How many hints she opened."""
    failed: bool = False
    """The last write failed (full disk, read-only folder); told once, tried again at each change."""

    @classmethod
    def beside_notebook(cls, exercise: Exercise) -> Draft:
        """The draft of the notebook that runs in this kernel: two notebooks in one folder have two drafts."""
        if os.environ.get("NBGRADER_EXECUTION"):
            return cls(exercise, None)
        stem = Path(os.environ.get("JPY_SESSION_NAME", "")).stem or exercise.slug
        return cls(exercise, Path.cwd() / f"reponse-{stem}.json")

    def read(self) -> object | None:
        """The answer kept last, or None. A draft of another exercise or version is left where it is."""
        try:
            data = json.loads(self.path.read_text(encoding="utf-8")) if self.path else None
        except (OSError, ValueError):
            return None
        if not isinstance(data, dict):
            return None
        if (data.get("exercise"), data.get("version")) != (self.exercise.id, self.exercise.version):
            return None
        known = data.get("connues")
        self.known = [str(each) for each in known] if isinstance(known, list) else []
        self.hints = data["hints"] if type(data.get("hints")) is int else 0
        return data.get("answer")

    def read_whole(self) -> Any:
        """The answer kept last, where the exercise can read it; else None."""
        answer = self.read()
        try:
            self.exercise.score(answer)
        except InvalidData:
            return None
        return answer

    def write(self, answer: object) -> None:
        if self.path is None:
            return
        try:
            self._replace(self.path, self._envelope(answer) | {"connues": self.known[-REMEMBERED:]})
            self.failed = False
        except OSError:
            self.failed = True

    def remember(self, written: object) -> None:
        """Note that this answer stands, or stood, in the notebook's cell."""
        mark = fingerprint(written)
        self.known = [*(each for each in self.known if each != mark), mark]

    def set_aside(self, answer: object) -> Path | None:
        """Keep an answer that was not taken, in a file of its own. Returns its path, None when it could not be kept."""
        if self.path is None:
            return None
        number = 1
        while (path := self.path.with_name(f"{self.path.stem}-autre-{number}.json")).exists():
            number += 1
        try:
            self._replace(path, self._envelope(answer))
        except OSError:
            return None
        return path

    def _envelope(self, answer: object) -> dict[str, object]:
        envelope = {"format": FORMAT, "exercise": self.exercise.id, "version": self.exercise.version, "answer": answer}
        return envelope | ({"hints": self.hints} if self.hints else {})

    @staticmethod
    def _replace(path: Path, data: dict[str, object]) -> None:
        """All or nothing: the former draft stands until the new one is whole on the disk."""
        new = path.with_name(path.name + ".neuf")
        with new.open("w", encoding="utf-8") as stream:
            json.dump(data, stream, ensure_ascii=False, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
