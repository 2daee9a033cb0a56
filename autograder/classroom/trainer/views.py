"""Jinja templates and the few French filters they use."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup
from starlette.responses import HTMLResponse

from autograder.domain.french import number, typeset

HERE = Path(__file__).parent.parent
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)


class FrenchSpaces(Extension):
    """Sets the no-break spaces of the templates' own words, so that nobody has to type them."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            yield Token(token.lineno, "data", typeset(token.value)) if token.type == "data" else token


def day(moment: datetime) -> str:
    """22 novembre 2026, by this machine's clock."""
    local = moment.astimezone()
    return f"{'1er' if local.day == 1 else local.day} {MONTHS[local.month - 1]} {local.year}"


def clock(moment: datetime) -> str:
    return f"{moment.astimezone():%H:%M}"


def ago(moment: datetime, now: datetime) -> str:
    """À l'instant, il y a 4 min, il y a 2 h, le 3 mars 2026."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return typeset("à l'instant")
    if minutes < 60:
        return f"il y a {minutes} min"
    return f"il y a {minutes // 60} h" if minutes < 24 * 60 else f"le {day(moment)}"


def sparkline(scores: Sequence[float], points: float) -> Markup:
    """The scores one after the other, as a small curve; nothing below two of them."""
    if len(scores) < 2 or points <= 0:
        return Markup()
    kept = scores[-12:]
    step = 60 / (len(kept) - 1)
    dots = [f"{2 + index * step:.1f},{18 - 16 * min(score / points, 1):.1f}" for index, score in enumerate(kept)]
    x, y = dots[-1].split(",")
    return Markup(
        f'<svg class="courbe" viewBox="0 0 64 20" width="64" height="20" aria-hidden="true">'
        f'<polyline points="{" ".join(dots)}"/><circle cx="{x}" cy="{y}" r="2"/></svg>'
    )


def static(name: str) -> str:
    """The address of one of our files, with its version, so that a browser may keep it for good."""
    version = hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:12]
    return f"/formateur/static/{name}?v={version}"


templates = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True, extensions=[FrenchSpaces],
)
templates.filters.update(fr=typeset, number=number, day=day, clock=clock, ago=ago)
templates.globals.update(sparkline=sparkline, static=static)


def show(template: str, status: int = 200, /, **values: object) -> HTMLResponse:
    return HTMLResponse(templates.get_template(template).render(**values), status)
