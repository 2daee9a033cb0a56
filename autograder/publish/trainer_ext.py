"""Sphinx directives of the trainer's guide only: what it repeats from the course is computed when it is built.

`{deroule}` sets the hours of a day, `{parcours}` adds up weeks, `{tableau-exercices}` lists the exercises, `{diapo}` is
a slide to project.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from autograder.catalogue import Exercise
from autograder.publish.book_cards import worksheet_anchor, worksheet_numbers
from autograder.publish.book_counts import table
from autograder.publish.trainer_course import Course, Page
from autograder.publish.trainer_schedule import Day, clock, read_day
from autograder.publish.typography import french

DOORS = {"page": "page", "notebook": "carnet", "worksheet": "fiche"}
HOUR = 60
SLIDE_BEGINS, SLIDE_ENDS = "<!--diapo-->", "<!--/diapo-->"
"""So that the deck finds its slides again in the text of the guide."""


class slide(nodes.General, nodes.Element):
    """A slide: `title`, then what it shows. In the printed guide it is a box beside what the trainer says."""


class CourseDirective(SphinxDirective):
    @cached_property
    def course(self) -> Course:
        return Course(Path(self.env.srcdir).parent)

    def words(self, text: str) -> list[nodes.Node]:
        return list(self.parse_inline(french(text), lineno=self.lineno)[0])


class Schedule(CourseDirective):
    """`{deroule}`: a table of hours; the grammar is in `trainer_schedule`."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        try:
            day = read_day(list(self.content), self.course.find)
        except ValueError as wrong:
            raise self.error(f"{{deroule}}: {wrong}") from wrong
        rows = [["Heure", "Durée", "Ce que l'on fait", "Comment"]]
        rows += [[clock(row.start), f"{row.step.minutes} min", row.step.what, row.step.how] for row in day.rows]
        result = table([[french(cell) for cell in row] for row in rows])
        result["classes"] = ["deroule"]
        known = {exercise.id for exercise in self.course.exercises}
        _point_at_chapters(result, 2, [row.step.name if row.step.name in known else "" for row in day.rows])
        return [result, self._total(day), *map(_warning, day.warnings)]

    def _total(self, day: Day) -> nodes.paragraph:
        text = f"Fin prévue à {clock(day.end)}. Durées calculées d'après les exercices et les pages du cours."
        return nodes.paragraph("", french(text), classes=["fin-de-journee"])


class Weeks(CourseDirective):
    """`{parcours}`: one line a week, `title | page, page…`; a page brings its exercises along."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        rows = [["Semaine", "À lire", "À faire", "Temps"]]
        for number, line in enumerate(filter(None, map(str.strip, self.content)), start=1):
            title, _, names = line.partition("|")
            unknown = [name for name in map(str.strip, names.split(",")) if name not in self.course.pages]
            if unknown:
                raise self.error(f"{{parcours}}: no page {', '.join(unknown)} in the book")
            pages = [self.course.pages[name.strip()] for name in names.split(",")]
            rows.append(self._week(number, title.strip(), pages))
        result = table([[french(cell) for cell in row] for row in rows])
        result["classes"] = ["parcours"]
        return [result]

    def _week(self, number: int, title: str, pages: list[Page]) -> list[str]:
        exercises = [exercise for page in pages for exercise in self.course.exercises_of(page.name)]
        to_do = [f"{exercise.title} ({exercise.minutes} min)" for exercise in exercises]
        activity = sum(page.activity for page in pages)
        if activity:
            to_do.append(f"activités « À vous » ({activity} min)")
        total = activity + sum(page.reading for page in pages) + sum(exercise.minutes for exercise in exercises)
        return [f"{number}. {title}", " ; ".join(page.title for page in pages), " ; ".join(to_do), _hours(total)]


class ExerciseTable(CourseDirective):
    """`{tableau-exercices}`: every exercise of the course, however many."""

    def run(self) -> list[nodes.Node]:
        numbers = worksheet_numbers(self.course.exercises)
        rows = [["Fiche", "Exercice", "On y apprend à…", "Durée", "Points", "Portes", "Erreurs"]]
        for each in self.course.exercises:
            rows.append([
                str(numbers.get(each.id, "–")), f"{each.title} ({each.section.number})", " ; ".join(each.objectives),
                f"{each.minutes} min", _points(each), ", ".join(DOORS.get(door, door) for door in each.doors),
                str(len(each.mistakes())),
            ])
        minutes = sum(exercise.minutes for exercise in self.course.exercises)
        text = f"{len(self.course.exercises)} exercices, {_hours(minutes)} de travail en tout."
        result = table([[french(cell) for cell in row] for row in rows])
        result["classes"] = ["tableau-exercices"]
        _point_at_chapters(result, 1, [each.id for each in self.course.exercises])
        return [result, nodes.paragraph("", french(text))]


class Slide(SphinxDirective):
    """`{diapo} Title`: what is projected."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        result = slide("", nodes.paragraph("", french(self.arguments[0]), classes=["titre-diapo"]))
        self.state.nested_parse(self.content, self.content_offset, result)
        return [result]


def chapter_anchor(exercise_id: str) -> str:
    """Where the guide speaks of an exercise."""
    return worksheet_anchor(exercise_id).replace("fiche-", "exercice-", 1)


def _points(exercise: Exercise) -> str:
    """All of them, and how many the trainer gives herself."""
    return f"{exercise.points}, dont {exercise.open_points} lus" if exercise.open_points else str(exercise.points)


def _point_at_chapters(result: nodes.table, column: int, exercises: list[str]) -> None:
    """Beside each exercise (empty for a line that names none), the page where this guide tells how to run it."""
    lines = next(iter(result.findall(nodes.tbody))).children
    for exercise, line in zip(exercises, lines, strict=True):
        if exercise:
            words = next(iter(line.children[column].findall(nodes.paragraph)))
            words += nodes.reference("", "", internal=True, refuri=f"#{chapter_anchor(exercise)}")


def _warning(sentence: str) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.strong("", "À revoir. "), nodes.Text(sentence), classes=["deborde"])


def _hours(minutes: int) -> str:
    if minutes < HOUR:
        return f"{minutes} min"
    return f"{minutes // HOUR} h" + (f" {minutes % HOUR:02}" if minutes % HOUR else "")


def _open(translator: Any, node: nodes.Element) -> None:
    translator.body.append(f'{SLIDE_BEGINS}<div class="diapo">\n')


def _close(translator: Any, node: nodes.Element) -> None:
    translator.body.append(f"</div>{SLIDE_ENDS}\n")


def _always_read(app: Sphinx, env: Any, *changes: Any) -> list[str]:
    """A few short pages that depend on every exercise: reading them again is quicker than finding out whether to."""
    return sorted(env.found_docs)


def setup(app: Sphinx) -> None:
    app.add_directive("deroule", Schedule)
    app.add_directive("parcours", Weeks)
    app.add_directive("tableau-exercices", ExerciseTable)
    app.add_directive("diapo", Slide)
    app.add_node(slide, html=(_open, _close))
    app.connect("env-get-outdated", _always_read)
