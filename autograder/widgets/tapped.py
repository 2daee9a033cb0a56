"""Questions beside the code, answered by tapping: parts of a form, each set of them in a builder of its own."""

from __future__ import annotations

import copy
import html
import os
from typing import TYPE_CHECKING, Any

from autograder.domain.french import typeset
from autograder.widgets import workbench
from autograder.widgets.say import OCHRE, STYLE, Advice, say

if TYPE_CHECKING:
    from autograder.widgets.code_bench import CodeBench

KEPT = "Vos réponses sont gardées ici. La cellule 3 les écrit dans le carnet."


class Tapped:
    """The builders shown in this kernel. What they hold goes to the bench at each change."""

    def __init__(self, bench: CodeBench) -> None:
        self._bench = bench
        self._builders: dict[tuple[str, ...], Any] = {}
        self._traces: list[Any] = []

    def show(self, parts: tuple[str, ...]) -> None:
        if os.environ.get("NBGRADER_EXECUTION"):
            return  # nobody looks
        from autograder.widgets.builder import make_builder, public_of

        subject = self._bench.subject
        try:
            builder = make_builder(subject, self._held(parts))
        except Advice as advice:
            say(advice.sentence)
            return
        builder.exercice = public_of(subject) | {
            "builder": "form", "data": {**subject.data, "form": form_of(subject.notebook_form, parts)},
        }
        builder.observe(lambda change: self._on_change(parts, change["new"]), names="answer")
        self._builders[parts] = builder
        workbench.display(builder)
        self._traces.append(workbench.display(self._trace(), raw=True, display_id=True))

    def follow(self) -> None:
        """Show what the bench holds now: the answer cell may have brought something else."""
        for parts, builder in self._builders.items():
            if builder.answer != self._held(parts):
                builder.answer = self._held(parts)
        self._update_traces()

    def _held(self, parts: tuple[str, ...]) -> dict[str, Any]:
        held = self._bench.tapped.get("parts", {})
        return {"parts": {name: copy.deepcopy(held[name]) for name in parts if name in held}}

    def _on_change(self, parts: tuple[str, ...], answer: dict[str, Any]) -> None:
        if answer != self._held(parts):
            self._bench.take({name: answer.get("parts", {}).get(name, {}) for name in parts})
            self._update_traces()

    def _update_traces(self) -> None:
        for trace in self._traces:
            trace.update(self._trace(), raw=True)

    def _trace(self) -> dict[str, Any]:
        """A line for her, and the answers for the day when the cell below was not run."""
        exercise = self._bench.exercise
        line = typeset(KEPT)
        return {
            workbench.DRAFT_TYPE: {
                "format": 1, "exercise": exercise.id, "version": exercise.version,
                "answer": copy.deepcopy(self._bench.tapped),
            },
            "text/plain": line, "text/html": f'<div style="{STYLE.format(color=OCHRE)}">{html.escape(line)}</div>',
        }


def form_of(form: Any, parts: tuple[str, ...]) -> dict[str, Any]:
    """Those parts of the form, and the views that show nothing else."""
    views = [view for view in form.get("views", ()) if _parts_of(view) <= set(parts)]
    return {"parts": [part for part in form["parts"] if part["id"] in parts], "views": views}


def _parts_of(view: dict[str, Any]) -> set[str]:
    return {*view.get("parts", ()), *([view["part"]] if "part" in view else [])}
