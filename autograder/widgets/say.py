"""How a notebook speaks to the learner: a French sentence, as HTML where it can be shown, never a traceback."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable
from typing import Any

from IPython import display as ipython

from autograder.domain.french import typeset

STYLE = (
    "font:16px/1.5 system-ui,sans-serif;border-left:4px solid {color};padding:.5em .8em;margin:.3em 0;max-width:42em"
)
OCHRE, GREEN, RED = "#b5651d", "#2e7d4f", "#a33a2c"
WIDTH = 78

display: Callable[..., Any] = ipython.display


class Advice(Exception):
    """What she must know or do. Shown as its sentence alone, in JupyterLab as in nbgrader's validation."""

    def __init__(self, sentence: str) -> None:
        self.sentence = typeset(sentence)
        super().__init__(self.sentence)

    def _render_traceback_(self) -> list[str]:
        """IPython shows these lines instead of a traceback."""
        return [line for part in self.sentence.split("\n") for line in textwrap.wrap(part, WIDTH)]


def say(sentence: str, color: str = OCHRE) -> None:
    """Show a sentence of ours."""
    text = typeset(sentence)
    show_html(f'<div style="{STYLE.format(color=color)}">{html.escape(text)}</div>', text)


def show_html(markup: str, text: str) -> None:
    display({"text/html": markup, "text/plain": text}, raw=True)
