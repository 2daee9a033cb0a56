"""The slides of the trainer's guide: one HTML file that opens in any browser without a network, and a 16:9 PDF."""

from __future__ import annotations

import base64
import mimetypes
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from autograder.catalogue import Exercise
from autograder.publish.book_cards import worksheet_numbers
from autograder.publish.paper import Job
from autograder.publish.paper_pieces import STYLES
from autograder.publish.trainer_ext import SLIDE_BEGINS, SLIDE_ENDS
from autograder.publish.typography import french

TITLE = "Citoyenneté numérique : les diapositives"
SLIDE = re.compile(f"{SLIDE_BEGINS}(.*?){SLIDE_ENDS}", re.DOTALL)
IMAGE = re.compile(r'src="(_images/[^"]+)"')
KEYS = """
const pages = [...document.querySelectorAll(".diapo")];
const nearest = () => Math.round(scrollY / innerHeight);
const show = (number) => pages[Math.min(Math.max(number, 0), pages.length - 1)].scrollIntoView();
const steps = {ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1};
addEventListener("keydown", (event) => {
  if (event.key in steps) { event.preventDefault(); show(nearest() + steps[event.key]); }
  if (event.key === "Home") show(0);
  if (event.key === "End") show(pages.length - 1);
});
"""


def write_deck(app: Sphinx, exercises: Sequence[Exercise], target: Path) -> Path:
    """The deck to project: one file that holds everything it shows."""
    body = IMAGE.sub(lambda found: f'src="{_inside(Path(app.outdir) / found[1])}"', slides(app, exercises))
    style = (STYLES / "diapositives.css").read_text(encoding="utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        '<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><title>{french(TITLE)}</title><style>{style}</style></head>'
        f"<body>{body}<script>{KEYS}</script></body></html>\n",
        encoding="utf-8", newline="\n",
    )
    return target


def slides_job(app: Sphinx, exercises: Sequence[Exercise], target: Path) -> Job:
    bodies = (slides(app, exercises),)
    return Job("diapositives", french(TITLE), bodies, ("diapositives.css",), Path(app.outdir), ((target, 1),))


def slides(app: Sphinx, exercises: Sequence[Exercise]) -> str:
    """Those of the guide in their order, then one for each exercise."""
    written = SLIDE.findall((Path(app.outdir) / "index.html").read_text(encoding="utf-8"))
    numbers = worksheet_numbers(exercises)
    return "".join([*written, *(_exercise(exercise, numbers.get(exercise.id)) for exercise in exercises)])


def _exercise(exercise: Exercise, number: int | None) -> str:
    sheet = f" · fiche {number}" if number else ""
    facts = french(f"Exercice · {exercise.minutes} minutes · {exercise.points} points{sheet}")
    objectives = "".join(f"<li>{escape(french(text))}</li>" for text in exercise.objectives)
    return (
        f'<div class="diapo exercice"><p class="titre-diapo">{escape(french(exercise.title))}</p>'
        f'<p class="faits">{facts}</p><p>{escape(french(exercise.summary))}</p><ul>{objectives}</ul></div>'
    )


def _inside(image: Path) -> str:
    """The image itself, as an address."""
    kind = mimetypes.guess_type(image.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(image.read_bytes()).decode('ascii')}"
