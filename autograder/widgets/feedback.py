"""A report as HTML and as text, in the order a learner needs: score, what is done well, the one next step, the rest."""

from __future__ import annotations

from html import escape

from autograder.checks import Outcome, Report, Result
from autograder.domain.french import counted, listing, number, typeset
from autograder.widgets.say import GREEN, OCHRE, RED, STYLE

WORDS = {
    Outcome.REACHED: ("✔", "atteint", GREEN), Outcome.PARTIAL: ("◐", "en partie", OCHRE),
    Outcome.MISSED: ("✘", "pas encore", RED), Outcome.BROKEN: ("⚠", "en panne", "#666"),
}


def as_html(report: Report) -> str:
    parts = [f"<p><strong>{_score(report)}</strong></p>"]
    if report.praise:
        parts.append(f'<div style="{STYLE.format(color=GREEN)}"><b>Déjà bien.</b> {escape(report.praise)}</div>')
    if report.next:
        parts.append(f'<div style="{STYLE.format(color=OCHRE)}"><b>À faire maintenant.</b> {escape(report.next)}</div>')
    rows = "".join(map(_row, report.criteria))
    listed = f"<ul style='list-style:none;padding:0'>{rows}</ul>"
    parts.append(f"<details><summary>Tous les critères</summary>{listed}</details>")
    parts += [f"<p>{escape(line)}</p>" for line in _open_lines(report)]
    return f'<div style="font:16px/1.5 system-ui,sans-serif;max-width:44em">{"".join(parts)}</div>'


def as_text(report: Report) -> str:
    lines = [_score(report), *filter(None, [report.praise, report.next])]
    for result in report.criteria:
        icon, word, _ = WORDS[result.outcome]
        lines.append(f"{icon} {result.title} ({word}, {_points(result)}) : {result.message}")
    lines += _open_lines(report)
    return typeset("\n".join(lines))


def _score(report: Report) -> str:
    return typeset(f"{number(report.score)} points sur {number(report.points)}")


def _points(result: Result) -> str:
    if result.earned is None:
        return "ne compte pas"
    return f"{number(result.earned)} sur {number(result.points)}"


def _row(result: Result) -> str:
    icon, word, color = WORDS[result.outcome]
    hint = f"<br><i>{escape(result.hint)}</i>" if result.hint else ""
    return (
        f'<li style="margin:.6em 0"><span style="color:{color}" aria-hidden="true">{icon}</span> '
        f"<b>{escape(result.title)}</b> ({word}, {_points(result)})<br>{escape(result.message)}{hint}</li>"
    )


def _open_lines(report: Report) -> list[str]:
    """What a person will read, and what is still to be written for her."""
    read = [part for part in report.open if part.excerpts]
    counting = listing([f"« {part.title} »" for part in read if not part.bonus])
    lines = [f"{counted(report.awaiting, 'point')} encore : une personne lira {counting}."] if counting else []
    lines += [
        f"Une personne lira « {part.title} » : jusqu'à {counted(part.points, 'point')} de plus."
        for part in read if part.bonus
    ]
    lines += [
        f"« {part.title} » est encore vide : {counted(part.points, 'point')} dépendent de ce que vous y écrirez."
        for part in report.unwritten
    ]
    return [typeset(line) for line in lines]
