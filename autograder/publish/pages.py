"""The exercise pages: a list of the exercises, and one page each, with its public data beside it.

Each page is the statement as plain HTML and a place where the front end puts the builder. It names nothing outside the
site and every address is relative, so that the whole may stand in any folder of any host.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import nh3
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.token import Token

from autograder.catalogue import Exercise
from autograder.domain.french import typeset

Mode = Literal["seance", "statique"]

COURSE = "Citoyenneté numérique"
STATIC_NOTICE = typeset(
    "Cette version marche sans serveur : elle corrige votre travail dans votre navigateur. "
    "Pour cela, elle contient le corrigé. À vous de ne pas aller le lire avant d'avoir essayé !"
)
TEMPLATES = Path(__file__).parent / "templates"
FOLDER = "exercices"
BUILDERS = {"cause-tree", "sorting", "form", "formula"}  # those that the front end has
ASSETS = "_atelier"
CAMPAIGN_FILE = "mon-dossier"
ASSET_NAMES: dict[Mode, tuple[str, ...]] = {
    "seance": ("page.js", "page.css"),
    "statique": ("page.js", "page.css", "worker.js"),
}


def build_pages(
    exercises: Sequence[Exercise], site: Path, mode: Mode, front: Path, corrector: dict[str, object] | None = None
) -> Path:
    """Write `site/exercices/` afresh from the bundles in `front`. `corrector` tells a static page of its Python."""
    target = site / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    assets = target / ASSETS
    assets.mkdir(parents=True)
    for name in ASSET_NAMES[mode]:
        shutil.copyfile(front / name, assets / name)
    shared = {
        "course": COURSE, "builders": BUILDERS, "mode": mode, "notice": STATIC_NOTICE,
        "corrector": json.dumps(corrector) if corrector else "",
        "assets": {"js": _version(assets / "page.js"), "css": _version(assets / "page.css")},
    }
    online = [exercise for exercise in exercises if "page" in exercise.doors]
    _write(target / "index.html", "exercices.html", shared, root="../", exercises=online)
    for exercise in online:
        _write_exercise(exercise, target / exercise.id, shared)
    parts = [{"id": one.id, "title": one.title} for one in online if one.for_campaign_file]
    _write(target / CAMPAIGN_FILE / "index.html", "dossier.html", shared, root="../../", parts=_inside_script(parts))
    return target


def public_data(exercise: Exercise, root: str) -> dict[str, object]:
    """What the page knows of the exercise: no key, no hint of a criterion, no solution.

    `root` leads from the page to the site.
    """
    public = exercise.public()
    section = exercise.section
    public["section"] = {"number": section.number, "title": section.title, "url": f"{root}{section.page}.html"}
    return public


def statement_html(markdown: str) -> str:
    """A statement as clean HTML with French spaces. Raw HTML of the source is shown as text, never interpreted."""
    return nh3.clean(_markdown().render(markdown))


def _write_exercise(exercise: Exercise, folder: Path, shared: dict[str, Any]) -> None:
    root = "../../../"
    public = public_data(exercise, root)
    statement = statement_html(exercise.statement)
    hints = [(hint.title, statement_html(hint.text)) for hint in exercise.hints]
    _write(
        folder / "index.html", "exercice.html", shared, root=root, exercise=exercise, statement=statement, hints=hints,
        section_url=f"{root}{exercise.section.page}.html", data=_inside_script(public),
    )
    beside = public | {"statement_html": statement}
    (folder / "exercise.json").write_text(json.dumps(beside, ensure_ascii=False), encoding="utf-8")


def _write(path: Path, template: str, shared: dict[str, Any], **own: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_templates().get_template(template).render(**shared, **own), encoding="utf-8", newline="\n")


def _inside_script(data: object) -> str:
    """JSON that cannot close the script element it stands in."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def _version(path: Path) -> str:
    """A few digits of the file's content, for an address that changes when the file does."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)


@cache
def _markdown() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.core.ruler.push("french", lambda state: _typeset_tokens(state.tokens))
    return reader


def _typeset_tokens(tokens: Sequence[Token]) -> None:
    for token in tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = typeset(child.content)
