"""The builder « formula » on paper: the tables, a line for each formula, and, apart, formulas with their results."""

from __future__ import annotations

from html import escape

from autograder.catalogue import Exercise
from autograder.domain.figure import shown
from autograder.domain.formula import Cell, Formula, Table
from autograder.domain.formula_sheet import Indicator, Sheet
from autograder.domain.french import number
from autograder.publish.typography import french

MANY = 7  # columns: beyond, cells are set smaller and closer
ADVICE = "Écrivez la formule avec les noms des colonnes, puis calculez. Une calculatrice de téléphone suffit."


def empty_formulas(exercise: Exercise) -> str:
    """The tables, then each indicator with room for its formula and its result."""
    sheet = Sheet.from_json(exercise.data)
    tables: list[dict[str, str]] = exercise.data["tables"]["tables"]  # type: ignore[index]
    drawn = "".join(
        f"<h3>{_text(row['title'])}</h3><p>{_text(row['about'])}</p>{_table(sheet.tables[row['id']])}" for row in tables
    )
    asked = "".join(
        f'<div class="champ"><p><strong>{_text(one.title)}.</strong> {_text(one.ask)}</p>'
        '<p class="ligne"></p><p class="ligne"></p></div>' for one in sheet.indicators
    )
    return (
        f'<div class="formulaire"><h2>Les tables</h2>{drawn}<h2>Vos formules</h2><p>{_text(ADVICE)}</p>{asked}</div>'
    )


def key_of_formulas(exercise: Exercise) -> str:
    """Each formula of the model answer, and the figures that it gives on the tables of the sheet."""
    sheet = Sheet.from_json(exercise.data)
    formulas = sheet.read(exercise.solution)
    rows = "".join(
        f"<tr><td>{_text(one.title)}</td><td>{_text(formulas[one.id].describe())}</td>"
        f"<td>{_text(_results(formulas[one.id], one))}</td></tr>" for one in sheet.indicators
    )
    head = "<thead><tr><th>Indicateur</th><th>Une formule juste</th><th>Résultat</th></tr></thead>"
    return f'<h2>Une réponse possible</h2><table class="donnees">{head}<tbody>{rows}</tbody></table>'


def _table(table: Table) -> str:
    names = {table.label: "", **dict.fromkeys(table.groups, ""), **table.numbers}
    head = "".join(f"<th>{_text(title or name)}</th>" for name, title in names.items())
    rows = "".join("<tr>" + "".join(f"<td>{_cell(row[name])}</td>" for name in names) + "</tr>" for row in table.rows)
    narrow = " serree" if len(names) > MANY else ""
    return f'<table class="donnees{narrow}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _cell(cell: Cell) -> str:
    return "–" if cell is None else _text(cell) if isinstance(cell, str) else number(cell)


def _results(formula: Formula, indicator: Indicator) -> str:
    said = (
        (f"{name} : " if name else "") + shown(figure, lambda value: f"{number(value)}{indicator.unit}")
        for name, figure in formula.results().items()
    )
    return " ; ".join(said)


def _text(text: str) -> str:
    return escape(french(text), quote=False)
