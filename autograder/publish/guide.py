"""The course on paper: the learner's guide, the worksheets, the trainer's guide with its keys and slides, the EPUB."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.catalogue import find_exercises
from autograder.publish.book import ROOT, run_sphinx
from autograder.publish.epub import build_epub
from autograder.publish.guide_sheets import cut_out, worksheets_job
from autograder.publish.guide_text import contents, texts_of
from autograder.publish.imposition import impose
from autograder.publish.paper import Job, PrintUnavailable, run_jobs
from autograder.publish.stamps import Stamp
from autograder.publish.trainer import cut_out_keys, trainer_jobs
from autograder.publish.typography import french

__all__ = ["PrintUnavailable", "build_print"]

Say = Callable[[str], None]
PUBLISH = Path(__file__).parent
HALF = 0.5**0.5
"""From A4 to A5, which has the same shape."""
TITLE_PAGE = """<section class="page-de-titre"><h1>Citoyenneté numérique</h1>
<p class="sous-titre">Organiser une campagne de mobilisation digitale</p>
<p>Le cours</p>
<div class="mentions"><p>Les faits et les chiffres viennent du livret « Citoyenneté numérique : comment organiser une
campagne de mobilisation digitale ? », Grdr, 2021, © Grdr, tous droits réservés. Leur place dans le livret est indiquée.
Les phrases sont écrites à neuf ; ce qui est simulé ou inventé le dit.</p></div></section>"""


def build_print(build: Path, say: Say, *, root: Path = ROOT) -> Path:
    """Everything on paper, below `build/print`; only what has changed is laid out again. Raises `PrintUnavailable`."""
    folder = build / "print"
    code = [PUBLISH.parent / name for name in ("catalogue", "checks", "domain", "publish")]
    sources = [root / name for name in ("book", "book-formateur", "exercises", "datasets", "_config.yml")]
    stamp = Stamp(build / "print.txt", *sources, *code)
    if stamp.holds(folder):
        return folder
    exercises = find_exercises(root / "exercises")
    jobs = [
        learner_job(build, say, root=root), worksheets_job(exercises, folder),
        *trainer_jobs(build, exercises, say, root=root),
    ]
    done = run_jobs(jobs, build / "papier", say)
    if "guide" in done:
        impose(folder / "guide-a5.pdf", folder / "guide-livret-a-plier.pdf")
    if "fiches" in done:
        cut_out(exercises, folder)
    if "guide-formateur" in done:
        cut_out_keys(exercises, folder)
    build_epub(build, say, root=root)
    stamp.set()
    return folder


def learner_job(build: Path, say: Say, *, root: Path = ROOT) -> Job:
    """The book, laid out once for both sizes, so that "page 45" is the same page for everybody in the room."""
    app = run_sphinx(build / "book", "guide", say, root=root, theme="impression")
    builder: Any = app.builder
    bodies = (french(TITLE_PAGE), contents(builder.entries), *texts_of(app))
    folder = build / "print"
    targets = ((folder / "guide.pdf", 1), (folder / "guide-a5.pdf", HALF))
    styles = ("papier.css", "guide.css", "cours.css")
    return Job("guide", "Citoyenneté numérique", bodies, styles, Path(app.outdir), targets)
