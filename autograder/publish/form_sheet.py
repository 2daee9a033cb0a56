"""The builder « form » on paper: the data to read, fields as lines to write on, rows as an empty table."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from autograder.catalogue import Exercise
from autograder.domain.form_rules import Field, Kind, Part, Rules
from autograder.publish.typography import french

MOST_ROWS = 10
LONG_LINES = 4


def empty_form(exercise: Exercise) -> str:
    """Tables that the page shows beside the form, then every part with room to write."""
    rules = Rules.from_json(exercise.data)
    data: Any = exercise.data
    tables = "".join(_table(view, data[view["file"]]) for view in data["form"].get("views", ()) if "file" in view)
    return f'{tables}<div class="formulaire"><h2>Votre fiche</h2>{"".join(map(_part, rules.parts))}</div>'


def _part(part: Part) -> str:
    help_ = f"<p>{_text(part.help)}</p>" if part.help else ""
    body = _rows(part) if part.rows else "".join(map(_field, part.fields))
    return f"<section><h3>{_text(part.title)}</h3>{help_}{body}</section>"


def _field(field: Field) -> str:
    head = f"<strong>{_text(field.label)}</strong>{_help(field)}"
    if field.options:
        return f'<div class="champ"><p>{head}</p>{_boxes(field)}</div>'
    lines = LONG_LINES if field.kind is Kind.LONG else 1
    unit = f" <em>{_text(field.unit)}</em>" if field.unit else ""
    return f'<div class="champ"><p>{head}{unit}</p>' + '<p class="ligne"></p>' * lines + "</div>"


def _boxes(field: Field) -> str:
    items = "".join(
        f"<li>☐ {_text(option.title)}" + (f" <em>{_text(option.hint)}</em>" if option.hint else "") + "</li>"
        for option in field.options
    )
    return f'<ul class="options">{items}</ul>'


def _rows(part: Part) -> str:
    """One column a field; what can be chosen is listed above the table."""
    assert part.rows is not None
    lists = "".join(
        f'<div class="champ"><p><strong>{_text(field.label)}</strong>{_help(field)}</p>{_boxes(field)}</div>'
        for field in part.fields if field.options
    )
    head = "".join(
        f'<th class="{field.kind}">{_text(field.label)}{f" <em>({_text(field.unit)})</em>" if field.unit else ""}</th>'
        for field in part.fields
    )
    empty = "<tr>" + "<td></td>" * len(part.fields) + "</tr>"
    count = min(part.rows.most, MOST_ROWS)
    return f'{lists}<table class="lignes"><thead><tr>{head}</tr></thead><tbody>{empty * count}</tbody></table>'


def _help(field: Field) -> str:
    return f" <em>{_text(field.help)}</em>" if field.help else ""


def _table(view: Mapping[str, Any], table: Mapping[str, Any]) -> str:
    columns = table["columns"]
    head = "".join(f"<th>{_text(column['title'])}</th>" for column in columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_text(str(row.get(column['id'], '')))}</td>" for column in columns) + "</tr>"
        for row in table["rows"]
    )
    note = f"<p>{_text(table['note'])}</p>" if "note" in table else ""
    title = _text(view.get("title", "Les données"))
    return f'<h2>{title}</h2><table class="donnees"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{note}'


def _text(text: str) -> str:
    return escape(french(text), quote=False)
