"""The printed course: the guide (book and worksheets), each worksheet apart, and the answer keys in their folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from autograder.catalogue import Exercise, find_exercises
from autograder.publish.book import ROOT, run_sphinx
from autograder.publish.book_cards import worksheet_anchor
from autograder.publish.guide_builder import Entry
from autograder.publish.paper import PrintUnavailable, document, write_pdf
from autograder.publish.stamps import Stamp
from autograder.publish.typography import french
from autograder.publish.worksheet import build_answer_key, build_worksheet, worksheet

__all__ = ["PrintUnavailable", "build_guide", "build_print"]

Say = Callable[[str], None]
SECTION = re.compile(r'<section id="([^"]+)">\s*((?:<span id="[^"]+"></span>)*)<(h\d)>')
PUBLISH = Path(__file__).parent
WORKSHEETS = "Fiches d’exercice"
TITLE_PAGE = """<section class="page-de-titre"><h1>Citoyenneté numérique</h1>
<p class="sous-titre">Organiser une campagne de mobilisation digitale</p>
<p>Cours et fiches d’exercice</p>
<div class="mentions"><p>Les faits et les chiffres viennent du livret « Citoyenneté numérique : comment organiser une
campagne de mobilisation digitale ? », Grdr, 2021, © Grdr, tous droits réservés. Leur place dans le livret est indiquée.
Les phrases sont écrites à neuf ; ce qui est simulé ou inventé le dit.</p></div></section>"""


def build_print(build: Path, say: Say, *, root: Path = ROOT) -> Path:
    """Everything on paper, below `build/print`; nothing is done when nothing has changed. Raises `PrintUnavailable`."""
    folder = build / "print"
    code = [PUBLISH.parent / name for name in ("catalogue", "checks", "domain", "publish")]
    stamp = Stamp(build / "print.txt", root / "book", root / "exercises", root / "_config.yml", *code)
    if stamp.holds(folder):
        return folder
    build_guide(build, say, root=root)
    for exercise in _on_paper(root):
        say(f"Fiche et corrigé : {exercise.title}")
        build_worksheet(exercise, folder)
        build_answer_key(exercise, folder)
    stamp.set()
    return folder


def build_guide(build: Path, say: Say, *, root: Path = ROOT) -> Path:
    """The book and its worksheets as `build/print/guide.pdf`. Raises `PrintUnavailable`, `BookError`."""
    app = run_sphinx(build / "book", "guide", say, root=root, theme="impression")
    exercises = _on_paper(root)
    say("Guide imprimé : mise en page…")
    # A section may begin at the foot of a page and its heading on the next: page numbers are those of headings.
    pages = SECTION.sub(r'<section><\3 id="\1">\2', (Path(app.outdir) / "index.html").read_text(encoding="utf-8"))
    builder: Any = app.builder
    contents = _contents([*builder.entries, *_worksheet_entries(exercises)])
    body = "".join([TITLE_PAGE, contents, pages, *map(worksheet, exercises)])
    html = document("Citoyenneté numérique", body)
    return write_pdf(html, build / "print" / "guide.pdf", "papier.css", "fiche.css", "guide.css", base=Path(app.outdir))


def _on_paper(root: Path) -> list[Exercise]:
    return [exercise for exercise in find_exercises(root / "exercises") if "worksheet" in exercise.doors]


def _contents(entries: list[Entry]) -> str:
    lines = "".join(
        f'<li class="rang-{entry.depth}"><a href="#{entry.anchor}">{escape(entry.title, quote=False)}</a></li>'
        for entry in entries
    )
    return f'<nav class="sommaire"><h1>Sommaire</h1><ol>{lines}</ol></nav>'


def _worksheet_entries(exercises: list[Exercise]) -> list[Entry]:
    titles = [Entry(1, worksheet_anchor(exercise.id), french(exercise.title)) for exercise in exercises]
    return [Entry(0, titles[0].anchor, WORKSHEETS), *titles] if titles else []
