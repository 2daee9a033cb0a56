"""The builder « form » on paper: data to read, lines to write on, rows as an empty table; apart, a filled-in sheet."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from autograder.catalogue import Exercise
from autograder.domain.form import Form, Record
from autograder.domain.form_rules import Field, Kind, Option, Part, Rules
from autograder.publish.typography import french

ROWS = 14  # lines of a table, where a full answer does not take more
SPARE = 2  # lines beyond a full answer, for a slip of the pen
FEW = 4  # columns: up to here, words have room in a cell
MANY = 7  # columns: beyond, cells are set smaller and closer
CHARACTERS_A_LINE = 150  # of what a field may hold: nobody fills it, and a handwritten line takes about seventy
FEWEST_LINES, MOST_LINES = 3, 10
SHORT_LINE = 80  # characters: beyond, a line of text becomes two
BLOCKS = 3  # rows that are too much for a line of a table, each set out as a sheet of its own
SHORT = 22  # characters: options that go three to a line
WIDE = {Kind.LONG: 5, Kind.TEXT: 4, Kind.CHOICE: 3, Kind.CHOICES: 3, Kind.DATE: 3}
NARROW = 2


def empty_form(exercise: Exercise) -> str:
    """Tables that the page shows beside the form, then every part with room to write."""
    rules = Rules.from_json(exercise.data)
    data: Any = exercise.data
    tables = "".join(_table(view, data[view["file"]]) for view in data["form"].get("views", ()) if "file" in view)
    listed: set[tuple[Option, ...]] = set()
    full = Form.from_json(exercise.solution, rules)
    parts = "".join(_part(part, listed, len(full.rows(part.id)) if part.rows else 0) for part in rules.parts)
    return f'{tables}<div class="formulaire"><h2>Votre fiche</h2>{parts}</div>'


def key_of_form(exercise: Exercise) -> str:
    """One good sheet among others, part by part, and what the exercise adds up from it."""
    form = Form.from_json(exercise.solution, Rules.from_json(exercise.data))
    parts = "".join(f"<h3>{_text(part.title)}</h3>{_filled(part, form)}" for part in form.rules.parts)
    added = [line for line in exercise.describe(exercise.solution).splitlines() if line not in form.describe()]
    lines = "".join(f"<li>{_text(line)}</li>" for line in added)
    return f'<h2>Une réponse possible</h2><div class="formulaire">{parts}<ul>{lines}</ul></div>'


def _filled(part: Part, form: Form) -> str:
    if part.rows is None:
        record = form.record(part.id)
        said = [(field.label, record.said(field.id)) for field in part.fields if record.has(field.id)]
        return "".join(f"<p><strong>{_text(label)}</strong> {_text(words)}</p>" for label, words in said)
    rows = "".join(_filled_row(part, row) for row in form.rows(part.id))
    return f'<table class="lignes remplies">{_columns(part)}<tbody>{rows}</tbody></table>'


def _filled_row(part: Part, row: Record) -> str:
    cells = (f"<td>{_number(field, row)}{_text(row.said(field.id))}</td>" for field in part.fields)
    return f"<tr>{''.join(cells)}</tr>"


def _number(field: Field, row: Record) -> str:
    """What stands in this cell of a sheet on paper: the numbers of the options chosen."""
    chosen = {row.choice(field.id), *row.choices(field.id)}
    numbers = [str(number) for number, option in enumerate(field.options, start=1) if option.id in chosen]
    return f'<span class="numero">{", ".join(numbers)}</span> ' if numbers else ""


def _part(part: Part, listed: set[tuple[Option, ...]], asked: int) -> str:
    help_ = f"<p>{_text(part.help)}</p>" if part.help else ""
    body = _rows(part, listed, asked) if part.rows else "".join(map(_field, part.fields))
    return f"<section><h3>{_text(part.title)}</h3>{help_}{body}</section>"


def _field(field: Field) -> str:
    head = f"<strong>{_text(field.label)}</strong>{_help(field)}"
    if field.options:
        return f'<div class="champ"><p>{head}</p>{_boxes(field)}</div>'
    unit = f" <em>{_text(field.unit)}</em>" if field.unit else ""
    return f'<div class="champ"><p>{head}{unit}</p>' + '<p class="ligne"></p>' * _lines(field) + "</div>"


def _lines(field: Field) -> int:
    if field.kind is Kind.LONG:
        return min(max(field.longest // CHARACTERS_A_LINE, FEWEST_LINES), MOST_LINES)
    return 2 if field.kind is Kind.TEXT and field.longest > SHORT_LINE else 1


def _boxes(field: Field) -> str:
    items = "".join(
        f"<li>☐ {_text(option.title)}" + (f" <em>{_text(option.hint)}</em>" if option.hint else "") + "</li>"
        for option in field.options
    )
    return f'<ul class="options">{items}</ul>'


def _numbered(field: Field, listed: set[tuple[Option, ...]]) -> str:
    """The options of a column, to be written in its cells by their number; those already listed are not said again."""
    if field.options in listed:
        again = f"<strong>{_text(field.label)}</strong>{_text(' : prenez les numéros donnés plus haut.')}"
        return f'<div class="champ"><p>{again}</p></div>'
    listed.add(field.options)
    items = "".join(
        f'<li><span class="numero">{number}</span> {_text(option.title)}'
        + (f" <em>{_text(option.hint)}</em>" if option.hint else "") + "</li>"
        for number, option in enumerate(field.options, start=1)
    )
    short = all(len(option.title) <= SHORT and not option.hint for option in field.options)
    return (
        f'<div class="champ"><p><strong>{_text(field.label)}</strong>{_help(field)}</p>'
        f'<ul class="options{" courtes" * short}">{items}</ul></div>'
    )


def _columns(part: Part) -> str:
    """The head of a part's table, with room by kind of answer."""
    weights = [WIDE.get(field.kind, NARROW) for field in part.fields]
    widths = "".join(f'<col style="width: {100 * weight / sum(weights):.1f}%">' for weight in weights)
    head = "".join(
        f'<th>{_text(field.label)}{f" <em>({_text(field.unit)})</em>" if field.unit else ""}</th>'
        for field in part.fields
    )
    return f"<colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead>"


def _rows(part: Part, listed: set[tuple[Option, ...]], asked: int) -> str:
    """One column a field; what can be chosen is listed and numbered above the table. `asked`: rows of a full answer."""
    assert part.rows is not None
    lists = "".join(_numbered(field, listed) for field in part.fields if field.options)
    advice = "<p>Écrivez le numéro de ce que vous choisissez.</p>" if lists else ""
    if _too_much_for_a_line(part):
        return lists + advice + _block(part) * min(part.rows.most, max(BLOCKS, asked))
    empty = "<tr>" + "<td></td>" * len(part.fields) + "</tr>"
    body = empty * min(part.rows.most, max(ROWS, asked + SPARE))
    return f'{lists}{advice}<table class="lignes {_height(part)}">{_columns(part)}<tbody>{body}</tbody></table>'


def _too_much_for_a_line(part: Part) -> bool:
    return len(part.fields) > FEW and any(field.kind is Kind.LONG for field in part.fields)


def _block(part: Part) -> str:
    """One row set out below one another: short answers side by side, then what takes whole lines."""
    short = "".join(
        f"<li>{_text(field.label)} <span></span></li>" for field in part.fields
        if field.kind not in (Kind.LONG, Kind.TEXT)
    )
    written = "".join(_field(field) for field in part.fields if field.kind in (Kind.LONG, Kind.TEXT))
    return f'<div class="bloc">{written}<ul class="courtes-reponses">{short}</ul></div>'


def _height(part: Part) -> str:
    """How high a line of the table has to be for a hand to write in its narrowest column of words."""
    kinds = {field.kind for field in part.fields}
    if Kind.LONG in kinds:
        return "hautes"
    return "moyennes" if Kind.TEXT in kinds and len(part.fields) > FEW else "basses"


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
    narrow = " serree" if len(columns) > MANY else ""
    body = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f'<h2>{title}</h2><table class="donnees{narrow}">{body}</table>{note}'


def _text(text: str) -> str:
    return escape(french(text), quote=False)
