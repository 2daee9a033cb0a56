"""A browser for the browser tests: this system's, else Debian's, else Playwright's own, else a reason to skip them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping

from launcher import system
from launcher.console import Step, Steps
from launcher.environment import Places
from launcher.process import watch

NAMES = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium", "poppler-utils")  # poppler shows the tests what a PDF looks like
NONE = "aucun navigateur : ni Chromium installé, ni téléchargement par Playwright possible"
PLAYWRIGHT_MARK = "playwright-browser.txt"


def find() -> str | None:
    """A Chromium of this system, if there is one."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def steps(places: Places, console: Steps, environment: Mapping[str, str]) -> list[Step]:
    """The step that brings a browser and poppler, where they are missing and can be had."""
    wants_apt = system.can_apt() and (find() is None or shutil.which("pdftoppm") is None)
    wants_playwright = not system.can_apt() and find() is None
    if not (wants_apt or wants_playwright):
        return []

    def bring() -> None:
        if wants_apt:
            system.apt(PACKAGES, places.journal, console)
        if find() is None:
            _download(places, console, environment)

    return [Step("navigateur pour les tests", bring)]


def _download(places: Places, console: Steps, environment: Mapping[str, str]) -> None:
    command = [str(places.python), "-m", "playwright", "install", "chromium"]
    outcome = watch(command, environment, places.journal, lambda line: console.alive("navigateur de Playwright"))
    if outcome.code == 0:
        (places.venv / PLAYWRIGHT_MARK).write_text("", encoding="ascii")


def variables(places: Places, environment: Mapping[str, str]) -> dict[str, str]:
    """What the browser tests read: which Chromium to start, or why there is none."""
    if path := environment.get("COURS_CHROMIUM") or find():
        return {"COURS_CHROMIUM": path}
    if (places.venv / PLAYWRIGHT_MARK).exists():
        return {}
    return {"COURS_SANS_NAVIGATEUR": NONE}
