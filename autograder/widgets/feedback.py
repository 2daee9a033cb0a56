"""A report as HTML and as text, in the order a learner needs: score, what is done well, the one next step, the rest."""

from __future__ import annotations

from html import escape

from autograder.checks import Outcome, Report, Result
from autograder.domain.french import number, typeset
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
    if report.open:
        parts.append(f"<p>{escape(_open_line())}</p>")
    return f'<div style="font:16px/1.5 system-ui,sans-serif;max-width:44em">{"".join(parts)}</div>'


def as_text(report: Report) -> str:
    lines = [_score(report), *filter(None, [report.praise, report.next])]
    for result in report.criteria:
        icon, word, _ = WORDS[result.outcome]
        lines.append(f"{icon} {result.title} ({word}, {_points(result)}) : {result.message}")
    if report.open:
        lines.append(_open_line())
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


def _open_line() -> str:
    return typeset(
        "Vos énoncés à vous attendent la lecture de votre formatrice ou de votre formateur : "
        "ils peuvent ajouter des points."
    )
