"""What Python packages cannot bring: Debian's packages when we may install them, otherwise a sentence."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from launcher import failures
from launcher.console import Refusal, Step, Steps
from launcher.environment import Places
from launcher.process import watch

PRINT_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core")
PRINT_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")  # as WeasyPrint opens them
PRINT_FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def can_apt() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt(packages: Sequence[str], journal: Path, steps: Steps) -> bool:
    """Install Debian packages; False when it could not be done."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-q", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"]

    def alive(line: str) -> None:
        steps.alive("paquets du système : " + ", ".join(packages))

    watch(["apt-get", "-q", "update"], environment, journal, alive)  # a failed one may not matter: try all the same
    return watch(["apt-get", "install", *options, *packages], environment, journal, alive).code == 0


def provide_venv(journal: Path, steps: Steps) -> None:
    """Debian keeps part of Python's venv module in a package apart."""
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    if can_apt() and apt([package], journal, steps):
        return
    raise Refusal(
        f"Il manque à Python de quoi préparer le cours (le module « venv »). Sous Debian ou Ubuntu : "
        f"sudo apt install {package}. Ailleurs, réinstallez Python depuis python.org. {failures.AGAIN}"
    )


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def print_step(places: Places, steps: Steps) -> list[Step]:
    """On Debian as root, the step that brings what the printed guide needs, when it is not there.

    Only while the environment is being made: a later start must not wait for a network.
    """
    ready = PRINT_FONT.exists() and all(_opens(name) for name in PRINT_LIBRARIES)
    if ready or places.stamp.exists() or not can_apt():
        return []

    def bring() -> None:
        apt(PRINT_PACKAGES, places.journal, steps)  # without them the rest of the course works; the build says so

    return [Step("bibliothèques du système pour le guide imprimé", bring)]
