"""One reading is one folder: what was received, what was asked, how far it is, what came out.

The server writes `demande.json`, the reading process `avance.json` and `resultat.json`: nobody writes another's file.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.importers.dates import DateOrder

KEPT = 5  # finished readings: the oldest go, so that exports full of people's words do not pile up
REQUEST, PROGRESS, RESULT = "demande.json", "avance.json", "resultat.json"
RECEIVED, TABLES, DRAWINGS = "recus", "tableaux", "dessins"


@dataclass(frozen=True)
class Reading:
    """A folder `seance/exports/<number>`."""

    folder: Path

    @property
    def number(self) -> int:
        return int(self.folder.name)

    @property
    def request(self) -> dict[str, Any]:
        """`{"le", "titre", "fichiers": [{"chemin", "octets", "ordre"}], "refus": [{"nom", "phrase"}]}`."""
        return _load(self.folder / REQUEST)

    @property
    def title(self) -> str:
        return str(self.request.get("titre") or "Indicateurs de la campagne")

    @property
    def asked_at(self) -> datetime:
        return datetime.fromisoformat(self.request["le"])

    @property
    def names(self) -> list[str]:
        return [Path(file["chemin"]).name for file in self.request["fichiers"]]

    @property
    def progress(self) -> dict[str, Any]:
        """`{"fichier": place of the file being read, from 0, "lignes": rows kept so far}`; empty before it begins."""
        return _load(self.folder / PROGRESS)

    @property
    def result(self) -> dict[str, Any]:
        """What `job.py` found; empty until it is there."""
        return _load(self.folder / RESULT)

    @property
    def open_questions(self) -> list[dict[str, Any]]:
        return [refusal for refusal in self.result.get("refus", []) if refusal["exemple"]]

    def paths(self) -> list[Path]:
        return [self.folder / file["chemin"] for file in self.request["fichiers"]]

    def orders(self) -> dict[Path, DateOrder]:
        return {
            self.folder / file["chemin"]: DateOrder(file["ordre"]) for file in self.request["fichiers"] if file["ordre"]
        }

    def ask(self, request: dict[str, Any]) -> None:
        """Have it read, for the first time or again."""
        for name in (RESULT, PROGRESS):
            (self.folder / name).unlink(missing_ok=True)
        for name in (TABLES, DRAWINGS):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        write(self.folder / REQUEST, request)

    def drop_received(self) -> None:
        """The exports themselves, once nothing is left to ask about them."""
        shutil.rmtree(self.folder / RECEIVED, ignore_errors=True)

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class Readings:
    """The folder of all readings."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def new(self) -> Reading:
        """An empty folder with the next number. It counts once `ask` was called."""
        self.root.mkdir(parents=True, exist_ok=True)
        number = max((int(path.name) for path in self._folders()), default=0)
        while True:
            number += 1
            folder = self.root / str(number)
            try:
                folder.mkdir()
            except FileExistsError:  # two uploads at once
                continue
            return Reading(folder)

    def get(self, number: int) -> Reading | None:
        reading = Reading(self.root / str(number))
        return reading if (reading.folder / REQUEST).is_file() else None

    def every(self) -> list[Reading]:
        """The newest first."""
        found = [Reading(path) for path in self._folders() if (path / REQUEST).is_file()]
        return sorted(found, key=lambda reading: -reading.number)

    def waiting(self) -> Reading | None:
        return next((reading for reading in reversed(self.every()) if not reading.result), None)

    def tidy(self) -> None:
        """Keep the last finished readings only. What waits is never removed."""
        done = [reading for reading in self.every() if reading.result]
        for reading in done[KEPT:]:
            reading.remove()

    def forget_unfinished_uploads(self) -> None:
        """Folders of uploads that a stop of the server cut short."""
        for path in list(self._folders()):
            if not (path / REQUEST).is_file():
                shutil.rmtree(path, ignore_errors=True)

    def _folders(self) -> Iterator[Path]:
        if self.root.is_dir():
            yield from (path for path in self.root.iterdir() if path.name.isdecimal() and path.is_dir())


def write(path: Path, data: dict[str, Any]) -> None:
    """Whole or not at all."""
    new = path.with_name(f"{path.name}.partiel")
    new.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    os.replace(new, path)


def _load(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
