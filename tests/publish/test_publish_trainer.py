"""The trainer's guide: hours that follow the course, slides that need no network, nothing of it before learners."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from autograder.catalogue import Exercise, find_exercises
from autograder.publish.imposition import folding_order
from autograder.publish.trainer_course import Course
from autograder.publish.trainer_schedule import Source, clock, read_day
from autograder.publish.typography import french
from autograder.publish.worksheet import answer_key
from tests.printed import flat, texts

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "book-formateur"
EXERCISES = find_exercises(ROOT / "exercises")
SCHEDULES = re.findall(r":::\{deroule\}\n(.*?):::", (GUIDE / "1-programmes.md").read_text(encoding="utf-8"), re.DOTALL)


def find(kind: str, name: str) -> Source | None:
    return {"arbre": Source("Exercice : Arbre", 45), "page": Source("Lire la page", 25)}.get(name)


def test_each_step_begins_when_the_one_before_ends() -> None:
    day = read_day(["début : 8:30", "30 | Accueil | En cercle", "exercice arbre + 15 | |", "lecture page | |"], find)

    assert [(clock(row.start), row.step.minutes) for row in day.rows] == [
        ("8\u00a0h\u00a030", 30), ("9\u00a0h", 60), ("10\u00a0h", 25)]
    assert clock(day.end) == "10\u00a0h\u00a025"
    assert day.warnings == ()


def test_a_longer_exercise_moves_what_follows() -> None:
    def longer(kind: str, name: str) -> Source:
        return Source("Exercice : Arbre", 60)

    lines = ["début : 9:00", "exercice arbre | |", "20 | Pause |"]

    assert read_day(lines, longer).end - read_day(lines, find).end == 15


def test_the_meal_waits_for_its_hour() -> None:
    day = read_day(["début : 12:00", "30 | Jeu |", "13:00 75 | Repas et prière |"], find)

    assert clock(day.rows[1].start) == "13\u00a0h"


def test_a_day_that_overflows_says_by_how_much() -> None:
    day = read_day(["début : 8:00", "fin : 9:00", "exercice arbre + 40 | |"], find)

    assert "25 minutes trop tard" in day.warnings[0]


def test_a_meal_pushed_back_is_told() -> None:
    day = read_day(["début : 12:30", "exercice arbre | |", "13:00 75 | Repas et prière |"], find)

    assert "« Repas et prière »" in day.warnings[0].replace("\u00a0", " ")
    assert "13\u00a0h\u00a015" in day.warnings[0]


def test_an_exercise_that_is_gone_leaves_a_warning_and_no_hole() -> None:
    day = read_day(["début : 8:00", "exercice ailleurs + 10 | |", "30 | Bilan |"], find)

    assert "« exercice ailleurs + 10 »" in day.warnings[0].replace("\u00a0", " ")
    assert [row.step.what for row in day.rows] == ["Bilan"]


def test_a_line_that_says_nothing_of_time_is_refused() -> None:
    with pytest.raises(ValueError, match="longtemps"):
        read_day(["longtemps | Accueil |"], find)


@pytest.mark.parametrize("schedule", SCHEDULES, ids=["jour 1", "jour 2", "demi-journée"])
def test_our_own_days_fit(schedule: str) -> None:
    day = read_day(schedule.splitlines(), Course(ROOT).find)

    assert day.warnings == ()


def test_every_page_of_the_book_has_its_place_in_the_six_weeks() -> None:
    text = (GUIDE / "1-programmes.md").read_text(encoding="utf-8")
    weeks = re.search(r":::\{parcours\}\n(.*?):::", text, re.DOTALL)
    assert weeks

    pages = {name.strip() for line in weeks[1].splitlines() for name in line.partition("|")[2].split(",")}

    assert {page.name for page in Course(ROOT).pages.values() if page.reading} == pages


def test_the_guide_lists_every_exercise_whatever_their_number(paper: Path) -> None:
    text = "".join(texts(paper / "formateur" / "guide-formateur.pdf"))

    for exercise in EXERCISES:
        assert flat(french(exercise.title)) + "......" in text  # in the contents
        assert flat(french(exercise.objectives[0])) in text


def test_one_table_tells_what_each_exercise_is_for_and_how_long_it_takes(paper: Path) -> None:
    pages = texts(paper / "formateur" / "guide-formateur.pdf")
    first = next(number for number, text in enumerate(pages) if "Lesexercicesducours" in text and "....." not in text)

    table = "".join(pages[first : first + 3])

    for exercise in EXERCISES:
        assert all(flat(french(objective)) in table for objective in exercise.objectives), exercise.id


def test_the_trainer_with_ten_minutes_finds_one_page_to_tick_and_one_for_a_power_cut(paper: Path) -> None:
    pages = texts(paper / "formateur" / "guide-formateur.pdf")
    titles = ("Dixminutesavantlaséance", "Silecourants’enva", "Tenirceguideenmain", "Lesprogrammes")

    read = [(number, text) for number, text in enumerate(pages) if "....." not in text]  # not the contents
    at = [next(number for number, text in read if title in text) for title in titles]

    assert at == list(range(at[0], at[0] + 4))
    assert "rienpupréparer" in pages[at[0]] and "Lecourantrevient" in pages[at[1]]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_what_one_needs_to_run_an_exercise_is_on_one_page(paper: Path, exercise: Exercise) -> None:
    pages = texts(paper / "formateur" / f"{exercise.id.replace('/', '-')}-corrige.pdf")

    assert "Indicesàdonner" in pages[0] and "Cequirapportedespoints" in pages[0]
    assert all(flat(french(check.title)) in pages[0] for check in exercise.checks)
    assert flat(french(f"Corrigé : {exercise.title}")) in pages[1]


@pytest.mark.parametrize("exercise", [one for one in EXERCISES if one.builder == "sorting"], ids=lambda one: one.id)
def test_a_key_begins_with_the_numbers_that_each_box_accepts(exercise: Exercise) -> None:
    key: Any = exercise.key
    data: Any = exercise.data
    rows = dict(re.findall(r"<tr><td>([^<]+)</td><td>([^<]+)</td></tr>", answer_key(exercise).partition("</table>")[0]))

    for number, card in enumerate(data["bank"]["statements"], start=1):
        entry = key["statements"][card["id"]]
        alone = len(entry["boxes"]) == 1 or entry.get("across")
        for group in data["boxes"]["groups"]:
            for box in group["boxes"]:
                listed = re.findall(r"\(?\b\d+\b\)?", rows[escape(french(box["title"]), quote=False)])
                shown = str(number) if alone else f"({number})"
                assert (shown in listed) == (box["id"] in entry["boxes"])


def test_no_learner_reads_the_trainers_guide(book: Path, paper: Path) -> None:
    sentences = {
        flat(french(re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`_]", r"\1", line)))
        for source in GUIDE.glob("*.md") for line in source.read_text(encoding="utf-8").splitlines()
        if len(line) > 70 and not line.startswith((":", "|", "!")) and "{" not in line and "|" not in line
    }
    with ZipFile(paper / "guide.epub") as pocket:
        pages = [pocket.read(name).decode() for name in pocket.namelist() if name.endswith("html")]
    pages += [page.read_text(encoding="utf-8") for page in book.rglob("*.html")]

    printed = [*texts(paper / "guide.pdf"), *texts(paper / "fiches.pdf")]
    read = "\n".join([*(flat(unescape(re.sub(r"<[^>]+>", "", page))) for page in pages), *printed])

    assert len(sentences) > 100
    assert not [sentence for sentence in sentences if sentence in read]


def test_the_slides_open_without_a_network_and_are_wide(paper: Path) -> None:
    deck = (paper / "formateur" / "diapositives.html").read_text(encoding="utf-8")
    pages = PdfReader(paper / "formateur" / "diapositives.pdf").pages

    addresses = re.findall(r'(?:src|href)="([^"]{0,40})', deck)
    assert addresses and all(address.startswith("data:image/") for address in addresses)
    width, height = (float(side) for side in pages[0].mediabox[2:])
    assert round(width / height, 2) == 1.78
    assert len(pages) > len(EXERCISES)


def test_every_slide_fits(paper: Path) -> None:
    """One that does not runs over onto a page more."""
    deck = (paper / "formateur" / "diapositives.html").read_text(encoding="utf-8")

    assert len(PdfReader(paper / "formateur" / "diapositives.pdf").pages) == deck.count('class="diapo')


@pytest.mark.parametrize("pages", [1, 4, 5, 8, 183])
def test_a_folded_booklet_is_read_in_order(pages: int) -> None:
    sides = folding_order(pages)

    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    first_half = [number for front, back in sheets for number in (front[1], back[0])]
    second_half = [number for front, back in reversed(sheets) for number in (back[1], front[0])]

    assert first_half + second_half == list(range(1, len(sides) * 2 + 1))
    assert len(sides) * 2 - pages < 4
