"""The builder in a notebook: the front end of the pages, as an anywidget."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets
from markdown_it import MarkdownIt

from autograder.catalogue import Exercise
from autograder.domain.french import typeset
from autograder.widgets.locate import front_file
from autograder.widgets.say import Advice

REOPEN = typeset("Atelier fermé : relancez les cellules 1 et 2 pour l'ouvrir.")


class Builder(anywidget.AnyWidget):
    """`exercice` (public data) goes to the front end, `answer` both ways, `rapport` (a report, or None) to it."""

    _esm = traitlets.Unicode("export default { render() {} }").tag(sync=True)
    _css = traitlets.Unicode("").tag(sync=True)
    exercice = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    rapport = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)

    def __repr__(self) -> str:
        """What stands in the saved notebook where no builder can be shown."""
        return REOPEN


def make_builder(exercise: Exercise, answer: dict[str, Any]) -> Builder:
    """The builder showing `answer`. Raises `Advice` where the course's front end was never built."""
    script = front_file("widget.js")
    if script is None:
        raise Advice(
            "L'atelier n'est pas prêt sur cet ordinateur : il faut d'abord y lancer « python3 start.py ». "
            "En attendant, votre réponse reste dans la cellule 3, et la page de l'exercice marche aussi."
        )
    return Builder(_esm=script, _css=front_file("widget.css") or "", exercice=public_of(exercise), answer=answer)


def public_of(exercise: Exercise) -> dict[str, object]:
    """What the front end is given of an exercise, or of one of its subjects."""
    return exercise.public() | {"statement_html": MarkdownIt().render(exercise.statement)}
