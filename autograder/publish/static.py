"""The course with no server: the same site, with Python for the browser and a service worker for later visits offline.

It carries the answer keys, because its pages score by themselves, and every exercise page says so.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.catalogue import find_exercises
from autograder.publish.offline import make_installable
from autograder.publish.pages import FOLDER, build_pages
from autograder.publish.takehome import build_takehome
from autograder.publish.vendor import pyodide_files
from autograder.publish.wheel import build_wheel

Say = Callable[[str], None]

CORRECTOR = f"{FOLDER}/_correcteur"
PACKED_MEGABYTES = 6  # what a host that compresses sends of Pyodide; said to the learner before it is loaded
TRAINER_LINK = re.compile(r'<p><a href="[^"]*formateur/"[^>]*>.*?</a></p>', re.DOTALL)
NOT_FOUND = Path(__file__).parent / "templates" / "404-ailleurs.html"


def build_static(root: Path, build: Path, say: Say) -> Path:
    """Make `build/static` from `build/site` and `build/front`, built before. It may sit in any folder of any host."""
    say("Version sans serveur : pages et correcteur…")
    exercises = find_exercises(root / "exercises")
    fresh, target = build / "static.new", build / "static"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(build / "site", fresh, ignore=shutil.ignore_patterns(FOLDER, "404.html"))
    wheel = build_wheel(exercises, build / "wheel")
    python = [*pyodide_files(build), wheel]
    build_pages(exercises, fresh, "statique", build / "front", _tell_corrector(python, wheel))
    takehome = build_takehome(build / "wheel")
    for path in (*python, takehome):
        folder = fresh / CORRECTOR / ("" if path in (wheel, takehome) else "pyodide")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / path.name)
    for page in fresh.rglob("*.html"):
        _forget_trainer(page)
    shutil.copyfile(NOT_FOUND, fresh / "404.html")
    make_installable(fresh, build / "front" / "sw.js", later=CORRECTOR)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return target


def _tell_corrector(python: Sequence[Path], wheel: Path) -> dict[str, object]:
    """What a page must know to load its Python. `bytes`: what the browser's `fetch` will see, so no modules."""
    fetched = sum(path.stat().st_size for path in python if path.suffix != ".mjs")
    return {"wheel": wheel.name, "bytes": fetched, "megabytes": PACKED_MEGABYTES}


def _forget_trainer(page: Path) -> None:
    """No page leads to the trainer's server."""
    html = page.read_text(encoding="utf-8")
    page.write_text(TRAINER_LINK.sub("", html), encoding="utf-8", newline="\n")
