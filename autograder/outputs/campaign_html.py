"""Her campaign file as one HTML document, made to be printed: A4, readable in black and white, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import singledispatch
from html import escape

from autograder.domain.budget import Budget, Heading
from autograder.domain.cause_tree import CauseTree
from autograder.domain.editorial_calendar import Calendar
from autograder.domain.form import Form, Record
from autograder.domain.form_rules import Part as FormPart
from autograder.domain.french import day, money, typeset
from autograder.domain.timeline import Timeline
from autograder.outputs import timeline_svg, tree_svg
from autograder.outputs.campaign_file import CampaignFile, Part

UNTITLED = "Ma campagne"
TREE_WIDTH = 760
HEADS: dict[type, str] = {Budget: "Le budget", Timeline: "Le chronogramme", Calendar: "Le calendrier"}
BOLD = re.compile(r"\*\*([^*\s](?:[^*]*[^*\s])?)\*\*")
WEEKDAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
STYLE = """
@page { size: A4; margin: 18mm 16mm 20mm }
@page { @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt } }
body { font: 11pt/1.45 "DejaVu Sans", Arial, sans-serif; color: #1b1b1b; margin: 0 auto; max-width: 190mm }
h1 { font-size: 24pt; line-height: 1.15; margin: 0 0 2mm }
h2 { font-size: 15pt; margin: 9mm 0 3mm; border-bottom: 1.5pt solid #9a4d12; break-after: avoid }
.qui { margin: 0 0 6mm; color: #444 }
svg { display: block; width: 100%; height: auto; break-inside: avoid }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt }
th, td { border: .5pt solid #999; padding: 1.2mm 1.8mm; text-align: left; vertical-align: top }
th { background: #efe9dc } tr { break-inside: avoid } thead { display: table-header-group }
td.n { text-align: right; white-space: nowrap } tr.total td { font-weight: bold }
h3 { font-size: 12pt; margin: 5mm 0 1.5mm; break-after: avoid }
h4 { font-size: 11pt; margin: 3mm 0 1mm; break-after: avoid }
dl { margin: 0 0 2mm; display: grid; grid-template-columns: 52mm 1fr; gap: .8mm 4mm }
dt { color: #555; font-size: 9.5pt } dd { margin: 0; white-space: pre-line }
ul { margin: 0; padding-left: 5mm } li { margin: .8mm 0 }
"""


def to_html(file: CampaignFile, today: date) -> str:
    """The whole document."""
    title = file.title or UNTITLED
    signed = " · ".join(filter(None, [file.author, day(today)]))
    body = "".join(_part(part) for part in file.parts)
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{_text(title)}</title>'
        f'<style>{STYLE}</style></head><body><h1>{_text(title)}</h1>'
        f'<p class="qui">{_text(signed)}</p>{body}</body></html>'
    )


def to_pdf(file: CampaignFile, today: date) -> bytes:
    """The document laid out by WeasyPrint. Raises `OSError` or `ImportError` where its libraries are missing."""
    from weasyprint import HTML  # a second to import: only who prints pays for it

    return bytes(HTML(string=to_html(file, today), url_fetcher=_no_fetch).write_pdf())


def _no_fetch(address: str, *_: object, **__: object) -> dict[str, object]:
    raise ValueError(f"a campaign file fetches nothing: {address}")


def _part(part: Part) -> str:
    drawn = [(thing, html) for thing in part.things if (html := _show(thing))]
    several = len(drawn) > 1  # the part's own title names one thing only
    shown = "".join((_head(thing) if several else "") + html for thing, html in drawn) or _list(part.words)
    return f"<section><h2>{_text(part.title)}</h2>{shown}</section>"


def _head(thing: object) -> str:
    return next((f"<h3>{_text(head)}</h3>" for kind, head in HEADS.items() if isinstance(thing, kind)), "")


@singledispatch
def _show(thing: object) -> str:
    """An object of the domain that has a drawing or a table of its own; nothing for the others: words tell those."""
    return ""


@_show.register
def _(tree: CauseTree) -> str:
    return tree_svg.draw(tree, title="Arbre à problèmes", width=TREE_WIDTH)


@_show.register
def _(timeline: Timeline) -> str:
    rows = [
        (one.name, day(one.start), day(one.end), one.owner or "à trouver") for one in timeline.in_order()
    ]
    table = _table(("Activité", "Début", "Fin", "Qui"), rows)
    return timeline_svg.draw(timeline, title="Chronogramme") + table


@_show.register
def _(budget: Budget) -> str:
    return _table(("Dépense", "Quantité", "Prix unitaire", "Montant"), _budget_rows(budget), figures=(1, 2, 3))


@_show.register
def _(form: Form) -> str:
    return "".join(_form_part(part, form) for part in form.rules.parts)


def _form_part(part: FormPart, form: Form) -> str:
    """Single answers as a list of question and answer, rows one after the other under the name that each has."""
    records = form.rows(part.id) if part.rows else [record for record in [form.record(part.id)] if record]
    if not records:
        return ""
    told = "".join(
        (f"<h4>{_text(record.name)}</h4>" if part.rows and record.name else "") + _answers(record) for record in records
    )
    return f"<h3>{_text(part.title)}</h3>{told}"


def _answers(record: Record) -> str:
    named = record.part.rows.label if record.part.rows else ()
    said = [(asked, record.said(asked.id)) for asked in record.part.fields if asked.id not in named]
    rows = "".join(f"<dt>{_text(asked.label)}</dt><dd>{_written(text)}</dd>" for asked, text in said if text)
    return f"<dl>{rows}</dl>" if rows else ""


def _budget_rows(budget: Budget) -> Iterator[Sequence[str]]:
    for heading in Heading:
        lines = budget.under(heading)
        if not lines:
            continue
        yield (heading.french, "", "", money(budget.total_of(heading)))
        for line in lines:
            amount = typeset(f"{line.quantity:g}".replace(".", ",") + f" {line.unit}".rstrip())
            yield (f"– {line.label}", amount, money(line.unit_price), money(line.amount))
    yield ("Total", "", "", money(budget.total))
    if budget.envelope is not None:
        yield ("Enveloppe", "", "", money(budget.envelope))


@_show.register
def _(calendar: Calendar) -> str:
    rows = [
        (
            f"{WEEKDAYS[slot.day.weekday()]} {day(slot.day)}" + (f", {slot.hour:%H:%M}" if slot.hour else ""),
            f"{slot.channel.french}, {slot.format.french}", slot.message,
            slot.language.french if slot.language else "", slot.owner,
        )
        for slot in calendar.in_order()
    ]
    return _table(("Quand", "Où", "Message", "Langue", "Qui"), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], figures: Sequence[int] = ()) -> str:
    top = "".join(f"<th>{_text(head)}</th>" for head in heads)
    body = "".join(
        "<tr>" + "".join(
            f'<td{" class=n" if place in figures else ""}>{_text(cell)}</td>' for place, cell in enumerate(row)
        ) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _list(words: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{_text(line)}</li>" for line in words) + "</ul>"


def _written(text: str) -> str:
    """Her own words, bold where she put two stars on each side, as « Messages et hashtag » has her do."""
    return BOLD.sub(r"<b>\1</b>", _text(text))


def _text(text: str) -> str:
    return escape(typeset(text), quote=False)
