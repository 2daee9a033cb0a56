"""Figures of the worked example, computed while the book is built: `{chiffre}`, `{calcul}` and `{graphique}`.

The same library as the exercises' computes them from `datasets/engageons-nous`. Nothing is run apart, nothing is kept
from an earlier build: a page is read again when the data or the library change, and a wrong name stops the build.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from autograder.domain import kpi_report
from autograder.publish import book_charts, book_example, book_survey
from autograder.publish.book_example import Example
from autograder.publish.book_tables import NARROW

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "datasets"
PHONE_LETTERS = 34  # what a phone shows on one line of a table
SOURCES = (
    *sorted(DATA.glob("*/propre/*.csv")), *sorted(Path(kpi_report.__file__).parent.glob("*.py")),
    Path(book_charts.__file__), Path(book_example.__file__), Path(book_survey.__file__), Path(__file__),
)


@cache
def example() -> Example:
    return Example.read(DATA)


class folded_table(nodes.General, nodes.Element):
    """The numbers behind a chart, folded away on screen."""


class Computed(SphinxRole):
    """`` {chiffre}`taux` ``: one figure, written in French."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        _depends(self.env)
        figures = example().figures() | book_survey.figures(example())
        if self.text not in figures:
            known = ", ".join(figures)
            said = self.inliner.reporter.error(f"{{chiffre}}: {self.text}? Known: {known}", line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, said)], [said]
        return [nodes.inline(self.rawtext, figures[self.text], classes=["chiffre"])], []


class ComputedTable(SphinxDirective):
    """`{calcul} formats`: a table; its rows are computed."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        _depends(self.env)
        return [table(_named(self, book_example.TABLES)(example()))]


class Chart(SphinxDirective):
    """`{graphique} semaines`: a chart; the body is its caption. The numbers follow, folded."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        _depends(self.env)
        drawing = _named(self, book_example.CHARTS | book_survey.CHARTS)(example())
        words, messages = self.state.inline_text(" ".join(self.content), self.lineno)
        picture = nodes.raw("", book_charts.svg(drawing.sheet, drawing.title), format="html")
        figure = nodes.figure("", picture, nodes.caption("", "", *words), classes=["graphique"])
        return [figure, folded_table("", table(drawing.rows)), *messages]


def table(rows: list[list[str]]) -> nodes.table:
    """A docutils table; the first row is its heading."""
    width = len(rows[0])
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in range(width)), cols=width)
    lines = [nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in row)) for row in rows]
    group += nodes.thead("", lines[0])
    group += nodes.tbody("", *lines[1:])
    letters = sum(max(len(cell) for cell in column) for column in zip(*rows, strict=True))
    narrow = [NARROW] if width == 2 or letters <= PHONE_LETTERS else []
    return nodes.table("", group, classes=["calcul", *narrow])


def _named(directive: SphinxDirective, known: dict[str, Callable[[Example], Any]]) -> Callable[[Example], Any]:
    name = directive.arguments[0]
    if name not in known:
        raise directive.error(f"{{{directive.name}}}: {name}? Known: {', '.join(known)}")
    return known[name]


def _depends(env: Any) -> None:
    for path in SOURCES:
        env.note_dependency(str(path))


def _open(translator: Any, node: nodes.Element) -> None:
    translator.body.append('<details class="en-lettres"><summary>Lire les chiffres du graphique</summary>\n')


def _close(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</details>\n")


def setup(app: Sphinx) -> None:
    app.add_role("chiffre", Computed())
    app.add_directive("calcul", ComputedTable)
    app.add_directive("graphique", Chart)
    app.add_node(folded_table, html=(_open, _close))
