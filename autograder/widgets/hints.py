"""The hints of an exercise in its notebook: opened one by one, each told to the trainer, none counted against her."""

from __future__ import annotations

import os
from collections.abc import Callable
from html import escape
from typing import Any

from markdown_it import MarkdownIt

from autograder.catalogue import Hint
from autograder.domain.french import typeset
from autograder.widgets.say import display

HINTS_TYPE = "application/vnd.citoyennete.indices+json"
"""How many were opened, as an output of the cell: found there at grading."""
TOLD = "Votre formatrice ou votre formateur verra combien : cela l'aide à vous aider, et ne coûte rien."


class Hints:
    """`opened` counts them, in their order; `tell` is called with it each time she opens one.

    The line under the button is an output of the cell: saved with the notebook, it tells the number to the trainer.
    """

    def __init__(self, hints: tuple[Hint, ...], opened: int, tell: Callable[[int], None]) -> None:
        self._hints, self._tell = hints, tell
        self.opened = min(max(opened, 0), len(hints))
        self._box: Any = None
        self._trace: Any = None

    def show(self) -> None:
        """The hints opened already, and the button of the next one. Nothing where nobody looks."""
        if os.environ.get("NBGRADER_EXECUTION") or not self._hints:
            return
        from ipywidgets import VBox  # heavy: not where only a grade is counted

        self._box = VBox(self._children())
        display(self._box)
        self._trace = display(self._line(), raw=True, display_id=True)

    def open_next(self, _button: object = None) -> None:
        self.opened += 1
        self._tell(self.opened)
        if self._box is not None:
            self._box.children = self._children()
        if self._trace is not None:
            self._trace.update(self._line(), raw=True)

    def _children(self) -> list[Any]:
        from ipywidgets import HTML, Button, Layout

        shown: list[Any] = [HTML(_as_html(rank, hint)) for rank, hint in enumerate(self._hints[: self.opened], 1)]
        if self.opened < len(self._hints):
            label = typeset(f"Ouvrir l'indice {self.opened + 1} : {self._hints[self.opened].title}")
            button = Button(description=label, layout=Layout(width="auto", max_width="100%", height="44px"))
            button.on_click(self.open_next)
            shown.append(button)
        return shown

    def _line(self) -> dict[str, Any]:
        said = typeset(f"Indices ouverts : {self.opened} sur {len(self._hints)}. {TOLD}")
        shown = f'<small style="font-family:system-ui,sans-serif">{escape(said)}</small>'
        return {HINTS_TYPE: {"hints": self.opened}, "text/plain": said, "text/html": shown}


def _as_html(rank: int, hint: Hint) -> str:
    text = MarkdownIt().render(typeset(hint.text))
    return f'<div style="line-height:1.5;max-width:44em"><b>{typeset(f"Indice {rank} : {hint.title}")}</b>{text}</div>'
