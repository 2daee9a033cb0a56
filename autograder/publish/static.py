"""The course with no server: the same site, with Python for the browser and a service worker for later visits offline.

It carries the answer keys, because its pages score by themselves, and every exercise page says so.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.catalogue import find_exercises
from autograder.publish.pages import COURSE, FOLDER, build_pages
from autograder.publish.vendor import pyodide_files
from autograder.publish.wheel import build_wheel

Say = Callable[[str], None]

CORRECTOR = f"{FOLDER}/_correcteur"
PACKED_MEGABYTES = 6  # what a host that compresses sends of Pyodide; said to the learner before it is loaded
REGISTER = "_static/hors-ligne.js"
REGISTRATION = """if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register(new URL("../sw.js", document.currentScript.src)).catch(function () {});
}
"""
TRAINER_LINK = re.compile(r'<p><a href="[^"]*formateur/"[^>]*>.*?</a></p>', re.DOTALL)
KEPT_OUT = {"sw.js", ".buildinfo", "objects.inv"}


def build_static(root: Path, build: Path, say: Say) -> Path:
    """Make `build/static` from `build/site` and `build/front`, built before. It may sit in any folder of any host."""
    say("Version sans serveur : pages et correcteur…")
    exercises = find_exercises(root / "exercises")
    fresh, target = build / "static.new", build / "static"
    shutil.rmtree(fresh, ignore_errors=True)
    # the session's error page names the host's root; this site may sit anywhere, so the host's own must do
    shutil.copytree(build / "site", fresh, ignore=shutil.ignore_patterns(FOLDER, "404.html"))
    wheel = build_wheel(exercises, build / "wheel")
    python = [*pyodide_files(build), wheel]
    build_pages(exercises, fresh, "statique", build / "front", _tell_corrector(python, wheel))
    for path in python:
        folder = fresh / CORRECTOR / ("" if path == wheel else "pyodide")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / path.name)
    (fresh / "_static").mkdir(exist_ok=True)
    (fresh / REGISTER).write_text(REGISTRATION, encoding="utf-8")
    for page in fresh.rglob("*.html"):
        _make_independent(page, fresh)
    _write_manifest(fresh)
    _write_service_worker(fresh, build / "front" / "sw.js")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return target


def _tell_corrector(python: Sequence[Path], wheel: Path) -> dict[str, object]:
    """What a page must know to load its Python. `bytes`: what the browser's `fetch` will see, so no modules."""
    fetched = sum(path.stat().st_size for path in python if path.suffix != ".mjs")
    return {"wheel": wheel.name, "bytes": fetched, "megabytes": PACKED_MEGABYTES}


def _make_independent(page: Path, site: Path) -> None:
    """Any page may be the first one visited, so each starts the service worker; none leads to the trainer's server."""
    root = "../" * (len(page.relative_to(site).parts) - 1)
    html = TRAINER_LINK.sub("", page.read_text(encoding="utf-8"))
    html = html.replace("</head>", f'<script src="{root}{REGISTER}" defer></script>\n</head>', 1)
    page.write_text(html, encoding="utf-8", newline="\n")


def _write_manifest(site: Path) -> None:
    manifest = {
        "name": COURSE, "short_name": "Campagne", "lang": "fr", "start_url": "index.html", "scope": "./",
        "display": "minimal-ui", "background_color": "#fdf9f3", "theme_color": "#2b3a67",
        "icons": [{"src": "_static/favicon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    (site / "manifest.webmanifest").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")


def _write_service_worker(site: Path, source: Path) -> None:
    """The worker's code after the list of every file with its hash: one changed file makes a new worker."""
    files: dict[str, str] = {}
    later: dict[str, str] = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and path.name not in KEPT_OUT:
            (later if name.startswith(f"{CORRECTOR}/") else files)[name] = _digest(path)
    listing = json.dumps({"files": files, "later": later}, ensure_ascii=False)
    (site / "sw.js").write_text(f"self.PRECACHE={listing};\n{source.read_text(encoding='utf-8')}", encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
