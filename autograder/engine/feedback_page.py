"""A graded notebook as one HTML page that stands alone: no script, nothing asked of any network, everything cleaned."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.domain.french import counted, number, typeset

MAX_OUTPUT = 100_000
"""Characters of one output that are shown."""
TERMINAL_CODES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1rem;color:#1b1b1b;background:#fff}
pre{overflow-x:auto;padding:.6rem;margin:.4rem 0;background:#f5f5f2;border-radius:4px;font-size:.85rem}
.said pre{background:#fff;border-left:3px solid #bbb;border-radius:0;white-space:pre-wrap}
.mark{font-weight:600;margin:.2rem 0}.whole{color:#14602f}.part{color:#7a4a00}.comment{padding:.5rem .7rem;
background:#fdf3d8;border-radius:4px;white-space:pre-wrap}img{max-width:100%}table{border-collapse:collapse}
td,th{border:1px solid #ccc;padding:.2rem .5rem}.scroll{overflow-x:auto}h1{font-size:1.4rem}section{margin:1rem 0}
"""
PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-{hash}'">
<title>{title}</title><style>{style}</style></head>
<body><h1>{title}</h1><p class="mark">{total}</p>
{cells}
</body></html>
"""


@dataclass(frozen=True)
class Mark:
    """What one cell earned; `score` is None as long as it waits for a person."""

    score: float | None
    points: float


@dataclass(frozen=True)
class Marks:
    """All that the gradebook says of a notebook, by grade id. `penalty`: points taken off for lateness."""

    cells: Mapping[str, Mark] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    penalty: float = 0.0

    @property
    def total(self) -> str:
        got = max(sum(mark.score or 0.0 for mark in self.cells.values()) - self.penalty, 0.0)
        text = f"{number(got)} sur {number(sum(mark.points for mark in self.cells.values() if mark.score is not None))}"
        if self.penalty:
            text += f", retard compté : {number(self.penalty)}"
        waiting = [mark.points for mark in self.cells.values() if mark.score is None]
        if waiting:
            waits = "attend" if len(waiting) == 1 else "attendent"
            text += f" ; {counted(len(waiting), 'partie')} {waits} encore une lecture"
            text += f", sur {number(sum(waiting))} points" if sum(waiting) else ""
        return typeset(text)


def page(title: str, notebook: Mapping[str, Any], marks: Marks) -> str:
    """The page of a notebook in nbformat 4. Whatever the notebook holds, nothing in the page runs."""
    parts = ("".join(_cell(cell, marks)) for cell in notebook["cells"])
    cells = "\n".join(f"<section>{part}</section>" for part in parts if part)
    style, digest = _style()
    return PAGE.format(title=escape(title), total=escape(marks.total), cells=cells, style=style, hash=digest)


@cache
def _style() -> tuple[str, str]:
    style = STYLE + str(HtmlFormatter().get_style_defs(".highlight"))
    return style, base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")  # its HTML is cleaned afterwards: hints fold


def _cell(cell: Mapping[str, Any], marks: Marks) -> Iterable[str]:
    metadata = cell.get("metadata", {}).get("nbgrader", {})
    grade_id = str(metadata.get("grade_id", "")) if isinstance(metadata, dict) else ""
    source = _text(cell.get("source"))
    if cell.get("cell_type") == "code" and source.strip():
        yield highlight(source, PythonLexer(), HtmlFormatter())
        for output in cell.get("outputs", []):
            yield from _output(output)
    elif cell.get("cell_type") == "markdown":
        yield nh3.clean(_markdown().render(source))
    if (mark := marks.cells.get(grade_id)) is not None:
        yield _mark(mark)
    if comment := marks.comments.get(grade_id):
        yield f'<p class="comment">{escape(comment)}</p>'


def _mark(mark: Mark) -> str:
    if mark.score is None:
        return f'<p class="mark part">{typeset("Cette partie attend une lecture.")}</p>'
    kind = "whole" if mark.score >= mark.points else "part"
    return f'<p class="mark {kind}">{typeset(f"{number(mark.score)} sur {number(mark.points)}")}</p>'


def _output(output: Mapping[str, Any]) -> Iterable[str]:
    if output.get("output_type") == "error":
        said = _text(output.get("traceback"), "\n") or f"{output.get('ename')} : {output.get('evalue')}"
        yield _said(said)
        return
    if output.get("output_type") == "stream":
        yield _said(_text(output.get("text")))
        return
    data = output.get("data")
    data = data if isinstance(data, dict) else {}
    if picture := _picture(_text(data.get("image/png"))):
        yield picture
    elif shown := _text(data.get("text/html"))[:MAX_OUTPUT]:
        yield f'<div class="scroll">{nh3.clean(shown)}</div>'
    elif shown := _text(data.get("text/plain")):
        yield _said(shown)


def _picture(text: str) -> str:
    """A PNG image, by its first bytes; anything else is none."""
    try:
        image = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return ""
    if not image.startswith(b"\x89PNG\r\n"):
        return ""
    return f'<img alt="Figure du carnet" src="data:image/png;base64,{base64.b64encode(image).decode()}">'


def _said(text: str) -> str:
    shown = TERMINAL_CODES.sub("", text)
    cut = typeset("\n… (la suite n'est pas montrée)") if len(shown) > MAX_OUTPUT else ""
    return f'<div class="said"><pre>{escape(shown[:MAX_OUTPUT])}{cut}</pre></div>'


def _text(value: object, between: str = "") -> str:
    """Text as notebooks keep it: whole, or in lines."""
    if isinstance(value, list):
        return between.join(each for each in value if isinstance(each, str))
    return value if isinstance(value, str) else ""
