"""Makes .venv: each step may be killed at any moment, and the next start takes it up again.

Downloading comes first and apart, so that a network that fails leaves a working environment as it was, and an
installation that was cut short is repaired without the network.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import sysconfig
from collections.abc import Callable

from launcher import failures, system
from launcher.console import Refusal, Steps
from launcher.environment import Places, satisfied, wheels_identity
from launcher.process import clean_environment, watch

SPACE_NEEDED = 1_500_000_000  # bytes: the wheels, pip's cache of them, and what they unpack to


class Installer:
    """Carries out the steps that `environment.plan` names."""

    def __init__(self, places: Places, lock: str, steps: Steps, held: int | None) -> None:
        self._places = places
        self._lock = places.root / lock
        self._stamps = satisfied(places, lock)
        self._wheels_identity = wheels_identity(places, lock)
        self._steps = steps
        self._held = held

    def take(self, step: str) -> None:
        {"create": self._create, "download": self._download, "install": self._install}[step]()

    def _create(self) -> None:
        require_space(self._places)
        if importlib.util.find_spec("ensurepip") is None:
            system.provide_venv(self._places.journal, self._steps)
        # The interpreter behind a virtual environment, if we were started from one: ours must not hang on another.
        base = getattr(sys, "_base_executable", None) or sys.executable
        self._run([base, "-m", "venv", "--clear", str(self._places.venv)], lambda line: "préparation")

    def _download(self) -> None:
        require_space(self._places)
        count = Count(self._lock.read_text(encoding="utf-8"))
        self._places.wheels_stamp.unlink(missing_ok=True)
        self._pip(["download", "--dest", str(self._places.wheels), "--only-binary", ":all:"], count.collected)
        self._places.wheels_stamp.write_text("\n".join(self._wheels_identity), encoding="ascii")

    def _install(self) -> None:
        count = Count(self._lock.read_text(encoding="utf-8"))
        # From here on the environment is neither the old one nor the new one: without a stamp it is made anew.
        self._places.stamp.unlink(missing_ok=True)

        def present(line: str) -> str:
            count.collected(line)
            return count.of(installed(self._places))

        self._pip(["install", "--no-index", "--find-links", str(self._places.wheels)], present)
        self._places.stamp.write_text("\n".join(self._stamps), encoding="ascii")
        shutil.rmtree(self._places.wheels, ignore_errors=True)

    def _pip(self, command: list[str], describe: Callable[[str], str]) -> None:
        options = ["--no-input", "--progress-bar", "off", "--require-hashes", "-r", str(self._lock)]
        self._run([str(self._places.python), "-m", "pip", *command, *options], describe)

    def _run(self, command: list[str], describe: Callable[[str], str]) -> None:
        environment = clean_environment(os.environ, self._places.venv)
        outcome = watch(
            command,
            environment,
            self._places.journal,
            lambda line: self._steps.alive(describe(line)),
            held=self._held,
        )
        if outcome.code:
            raise Refusal(failures.explain(outcome.text, self._places.journal))


class Count:
    """Reads from pip's own lines how far it has come in a lock."""

    def __init__(self, lock: str) -> None:
        self._total = sum("==" in line for line in lock.splitlines())
        self._seen = 0

    def collected(self, line: str) -> str:
        if line.startswith("Ignoring "):  # meant for another system
            self._total -= 1
        elif line.startswith(("Collecting ", "Processing ")):
            self._seen += 1
        return self.of(self._seen)

    def of(self, number: int) -> str:
        return f"{min(number, self._total)} bibliothèques sur {self._total}"


def installed(places: Places) -> int:
    """How many libraries lie in the environment: pip itself says nothing while it writes them."""
    libraries = sysconfig.get_path("purelib", "venv", vars={"base": str(places.venv), "platbase": str(places.venv)})
    try:
        return sum(name.endswith(".dist-info") for name in os.listdir(libraries))
    except OSError:
        return 0


def require_space(places: Places) -> None:
    """Refuse before downloading rather than after: a metered connection is expensive."""
    if shutil.disk_usage(places.root).free < SPACE_NEEDED:
        raise Refusal(failures.DISK_FULL)
