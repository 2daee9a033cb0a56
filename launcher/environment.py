"""The state of the course's own environment, .venv, and what a start still has to do about it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

RUN_LOCK = "requirements.txt"
TEST_LOCK = "requirements-test.txt"  # holds all of RUN_LOCK, and the tests' tools


@dataclass(frozen=True)
class Places:
    """Where things lie, below the project's folder."""

    root: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        return self.venv / "locks-installed.txt"

    @property
    def wheels(self) -> Path:
        return self.root / "build" / "wheels"

    @property
    def wheels_stamp(self) -> Path:
        return self.wheels / "complete.txt"

    @property
    def install_lock(self) -> Path:
        return self.root / "build" / "installation.lock"

    @property
    def journal(self) -> Path:
        return self.root / "build" / "installation.log"


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def satisfied(places: Places, lock: str) -> list[str]:
    """The digests to stamp once `lock` is installed."""
    names = [RUN_LOCK, TEST_LOCK] if lock == TEST_LOCK else [RUN_LOCK]
    return [digest(places.root / name) for name in names]


def read_stamp(stamp: Path) -> list[str]:
    try:
        return stamp.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        return []


@dataclass(frozen=True)
class State:
    """What of the environment is there: enough to decide what a start has to do."""

    whole: bool  # a stamp says that an installation went to its end, and its Python still runs
    current: bool  # and the lock has not changed since
    downloaded: bool  # everything the lock names lies in build/wheels


def look(places: Places, lock: str) -> State:
    stamped = read_stamp(places.stamp)
    whole = bool(stamped) and runs(places.python)
    return State(
        whole=whole,
        current=whole and digest(places.root / lock) in stamped,
        downloaded=read_stamp(places.wheels_stamp) == wheels_identity(places, lock),
    )


def wheels_identity(places: Places, lock: str) -> list[str]:
    """Wheels fit one lock and one Python."""
    return [digest(places.root / lock), "{}.{}".format(*sys.version_info[:2])]


def plan(state: State) -> list[str]:
    """The names of the steps to take, in order; empty when the environment is ready."""
    if state.current:
        return []
    steps = [] if state.whole else ["create"]
    if not state.downloaded:
        steps.append("download")
    return [*steps, "install"]


TITLES = {
    "create": "création de l'environnement Python du cours (dossier .venv)",
    "download": "téléchargement des bibliothèques (environ 200 Mo, une seule fois)",
    "install": "installation des bibliothèques",
}


def runs(python: Path) -> bool:
    """Whether this interpreter starts, and is recent enough: a system upgrade may have taken it away."""
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        ended = subprocess.run([str(python), "-I", "-c", check], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0
