"""The trainer's guide: its own book (`book-formateur/`), then each exercise with its key; and the slides it holds.

Nothing of it is read by the builds for learners, whose source is `book/`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from autograder.catalogue import Exercise
from autograder.domain.french import number
from autograder.publish.book import ROOT, run_sphinx
from autograder.publish.book_cards import worksheet_numbers
from autograder.publish.guide_builder import Entry
from autograder.publish.guide_sheets import extract
from autograder.publish.guide_text import contents, texts_of
from autograder.publish.paper import Job
from autograder.publish.slides import slides_job, write_deck
from autograder.publish.trainer_ext import DOORS, chapter_anchor
from autograder.publish.typography import french
from autograder.publish.worksheet import answer_key, hints_to_give, points_to_earn

Say = Callable[[str], None]
SOURCE = "book-formateur"
EXTENSION = "autograder.publish.trainer_ext"
TITLE_PAGE = """<section class="page-de-titre"><h1>Guide de la formatrice et du formateur</h1>
<p class="sous-titre">Citoyenneté numérique : organiser une campagne de mobilisation digitale</p>
<p>Contient les corrigés : à garder pour vous.</p>
<div class="mentions"><p>Les faits et les chiffres du cours viennent du livret « Citoyenneté numérique : comment
organiser une campagne de mobilisation digitale ? », Grdr, 2021, © Grdr, tous droits réservés. Ce que ce guide propose
d'autre (horaires, jeux, conseils) est de nous.</p></div></section>"""
PART = "Les exercices, un par un"
HOW_TO = "page-3-animer--conduire-{builder}"
ANY_BUILDER = "autre"


def trainer_jobs(build: Path, exercises: Sequence[Exercise], say: Say, *, root: Path = ROOT) -> list[Job]:
    """The guide and its slides, to be laid out; the slides to project from a browser are written at once."""
    app = run_sphinx(
        build / SOURCE, "guide", say, root=root, theme="impression", folder=SOURCE, extensions=(EXTENSION,)
    )
    builder: Any = app.builder
    folder = build / "print" / "formateur"
    pages = texts_of(app)
    text = "".join(pages)
    entries = [*builder.entries, *_entries(exercises)]
    chapters = [_chapter(exercise, exercises, text) for exercise in exercises]
    part = f'<div class="partie" id="page-exercices"><p>{PART}</p></div>'
    bodies = (french(TITLE_PAGE), contents(entries), *pages, part + chapters[0], *chapters[1:])
    styles = ("papier.css", "fiche.css", "guide.css", "formateur.css")
    target = folder / "guide-formateur.pdf"
    guide = Job("guide-formateur", "Guide du formateur", bodies, styles, Path(app.outdir), ((target, 1),))
    write_deck(app, exercises, folder / "diapositives.html")
    return [guide, slides_job(app, exercises, folder / "diapositives.pdf")]


def cut_out_keys(exercises: Sequence[Exercise], folder: Path) -> None:
    """Each exercise's pages of the guide as a file of their own, and none that is left from an exercise now gone."""
    apart = folder / "formateur"
    for old in apart.glob("*-corrige.pdf"):
        old.unlink()
    keys = {chapter_anchor(each.id): apart / f"{each.chapter}-{each.slug}-corrige.pdf" for each in exercises}
    extract(apart / "guide-formateur.pdf", keys)


def _entries(exercises: Sequence[Exercise]) -> list[Entry]:
    titles = [Entry(1, chapter_anchor(exercise.id), french(exercise.title)) for exercise in exercises]
    return [Entry(0, "page-exercices", PART), *titles]


def _chapter(exercise: Exercise, exercises: Sequence[Exercise], text: str) -> str:
    """What one needs to run the exercise, on a page; then what one needs to correct it."""
    objectives = "".join(f"<li>{_text(objective)}</li>" for objective in exercise.objectives)
    rows = "".join(
        f"<tr><td>{_text(str(mistake['explain']))}</td><td>{_score(mistake)} / {exercise.computed_points}</td></tr>"
        for mistake in exercise.mistakes().values()
    )
    head = f"<thead><tr><th>{_text(DONE)}</th><th>Note calculée</th></tr></thead>"
    return (
        f'<section class="animation"><h1 id="{chapter_anchor(exercise.id)}">{_text(exercise.title)}</h1>'
        f'<p class="faits">{_text(_facts(exercise, exercises))}</p><p>{_text(exercise.summary)}</p>'
        f"<p>{_how_to(exercise, text)}</p><h2>{_text(LEARNT)}</h2><ul>{objectives}</ul>"
        f"{hints_to_give(exercise)}{points_to_earn(exercise)}</section>{answer_key(exercise)}"
        f'<section class="corrige"><h2>Les erreurs que le cours reconnaît</h2><p>{_text(MISTAKES)}</p>'
        f'<table class="erreurs">{head}<tbody>{rows}</tbody></table></section>'
    )


LEARNT, DONE = "Ce que l'on y apprend", "Ce que la personne a fait"
MISTAKES = (
    "Chacune reçoit une phrase qui la nomme. Sur papier, c'est vous qui la dites : « vous avez placé…, regardez… », "
    "jamais « c'est faux »."
)


def _facts(exercise: Exercise, exercises: Sequence[Exercise]) -> str:
    sheet_number = worksheet_numbers(exercises).get(exercise.id)
    doors = ", ".join(DOORS.get(door, door) for door in exercise.doors)
    sheet = f" · fiche {sheet_number}" if sheet_number else ""
    return f"Section {exercise.section.number} · {exercise.minutes} minutes · {exercise.worth}{sheet} · {doors}"


def _score(mistake: Mapping[str, object]) -> str:
    return number(float(str(mistake["score"])))


def _how_to(exercise: Exercise, text: str) -> str:
    """A link to the way of running this kind of exercise, with and without machines."""
    own, common = (HOW_TO.format(builder=name) for name in (exercise.builder, ANY_BUILDER))
    anchor = own if f'id="{own}"' in text else common
    return _text("Avec des téléphones, avec un carnet ou sans machine : voir ") + (
        f'<a class="internal" href="#{anchor}">la marche à suivre</a>.'
    )


def _text(text: str) -> str:
    return escape(french(text), quote=False)
