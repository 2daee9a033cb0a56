"""All the worksheets as one file with its contents, and each one apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from autograder.catalogue import FIRST_SUBJECT, Exercise
from autograder.publish.book_cards import worksheet_numbers
from autograder.publish.guide_builder import Entry
from autograder.publish.guide_text import contents
from autograder.publish.paper import Job
from autograder.publish.typography import french
from autograder.publish.worksheet import sheet_anchor, worksheet

TITLE_PAGE = """<section class="page-de-titre"><h1>Les fiches</h1>
<p class="sous-titre">Citoyenneté numérique : une fiche pour chaque exercice</p>
<p>Chaque fiche porte le numéro que le cours lui donne. Photocopiez celles dont vous avez besoin ; les corrigés sont
dans le guide de la formatrice et du formateur.</p></section>"""


def worksheets_job(exercises: Sequence[Exercise], folder: Path) -> Job:
    """Every worksheet, in the order of the course; the second subject of an exercise follows its first."""
    numbers, on_paper = worksheet_numbers(exercises), _on_paper(exercises)
    entries = [Entry(1, sheet_anchor(each), f"{numbers[each.id]}. {french(each.title)}") for each in on_paper]
    sheets = [
        f'<div class="fiche-numerotee" data-fiche="{_title(each, numbers)}">{worksheet(each)}</div>'
        for each in on_paper
    ]
    bodies = (french(TITLE_PAGE), contents(entries), *sheets)
    styles = ("papier.css", "guide.css", "fiche.css", "fiches.css")
    return Job("fiches", "Les fiches", bodies, styles, folder, ((folder / "fiches.pdf", 1),))


def _on_paper(exercises: Sequence[Exercise]) -> list[Exercise]:
    numbers = worksheet_numbers(exercises)
    return [subject for exercise in exercises if exercise.id in numbers for subject in exercise.subjects]


def _title(exercise: Exercise, numbers: Mapping[str, int]) -> str:
    return escape(f"Fiche {numbers[exercise.id]} · {french(exercise.title)}")


def cut_out(exercises: Sequence[Exercise], folder: Path) -> None:
    """Each worksheet of `fiches.pdf` as a file of its own, and none that is left from an exercise now gone."""
    apart = folder / "fiches"
    apart.mkdir(parents=True, exist_ok=True)
    for old in apart.glob("*.pdf"):
        old.unlink()
    anchors = [(sheet_anchor(each), each) for each in _on_paper(exercises)]
    extract(folder / "fiches.pdf", {anchor: apart / f"{_file_name(each)}.pdf" for anchor, each in anchors})


def _file_name(exercise: Exercise) -> str:
    name = exercise.id.replace("/", "-")
    return name if exercise.subject == FIRST_SUBJECT else f"{name}-sujet-{exercise.subject}"


def extract(whole: Path, targets: dict[str, Path]) -> None:
    """Cut a file at these anchors; each piece goes on to the next anchor of the file, or to its end."""
    reader = PdfReader(whole)
    pages = {page.indirect_reference.idnum: rank for rank, page in enumerate(reader.pages) if page.indirect_reference}
    starts = sorted(
        (pages[destination.page.idnum], name)  # type: ignore[union-attr]
        for name, destination in reader.named_destinations.items() if name in targets
    )
    ends = [start for start, _ in starts[1:]] + [len(reader.pages)]
    for (start, name), end in zip(starts, ends, strict=True):
        writer = PdfWriter()
        writer.append(reader, pages=(start, end), import_outline=False)
        targets[name].parent.mkdir(parents=True, exist_ok=True)
        writer.write(targets[name])
