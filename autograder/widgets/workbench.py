"""One exercise at work in a kernel: the builder, the draft beside the notebook, and the answer kept in the cell."""

from __future__ import annotations

import copy
import hashlib
import html
import os
import platform
from pathlib import Path
from typing import Any

from autograder.catalogue import Exercise
from autograder.checks import Report
from autograder.domain.french import typeset
from autograder.widgets.choice import Choice, choose
from autograder.widgets.draft import Draft
from autograder.widgets.say import OCHRE, STYLE, Advice, display, say

DRAFT_TYPE = "application/vnd.citoyennete.reponse+json"
"""The answer as an output of the builder's cell: found there at grading when the answer cell was never run."""


def subject_here(exercise: Exercise) -> Exercise:
    """Neighbours work on different machines or under different names: each gets one subject, always the same."""
    here = f"{platform.node()}/{Path.home()}"
    return exercise.dealt[hashlib.sha256(here.encode()).digest()[0] % len(exercise.dealt)]


class Workbench:
    """`current` is what the builder shows, `kept` what the cell holds (None before the first time)."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.draft = Draft.beside_notebook(exercise)
        drafted = self.draft.read_whole()
        self.subject = exercise.opened(drafted)[0] if drafted is not None else subject_here(exercise)
        self.current: Any = drafted or self.subject.blank()
        self.kept: Any = None
        self.changed = False
        self._builder: Any = None
        self._trace: Any = None

    def show(self) -> None:
        """Show the builder, and under it the trace of the draft. Where there is no builder, say so and go on."""
        if os.environ.get("NBGRADER_EXECUTION"):
            return  # nobody looks
        from autograder.widgets.builder import make_builder  # heavy: not where only a grade is counted

        try:
            self._builder = make_builder(self.subject, copy.deepcopy(self.current))
        except Advice as advice:
            say(advice.sentence)
        else:
            self._builder.observe(self._on_change, names="answer")
            display(self._builder)
        self._trace = display(self._trace_bundle(), raw=True, display_id=True)

    def show_report(self, report: Report) -> None:
        if self._builder is not None:
            self._builder.rapport = report.to_json()

    def take(self, answer: Any) -> None:
        """Go on with this answer, as a change of hers: the cell takes it at its next run."""
        self.current, self.changed = copy.deepcopy(answer), True
        self.draft.write(self.current)

    def settle(self, written: Any) -> Choice:
        """The answer cell is run: choose between what it holds and the builder, and bring both to it."""
        choice = choose(
            written, self.current, known=self.draft.known, changed=self.changed, blank=self.subject.blank(),
        )
        if written is not None:
            self.draft.remember(written)
        self.current = self.kept = copy.deepcopy(choice.answer)
        self.changed = False
        self.draft.remember(self.kept)
        self.draft.write(self.kept)
        self._follow(self.exercise.opened(self.current)[0])
        if self._builder is not None and self._builder.answer != self.current:
            self._builder.unobserve(self._on_change, names="answer")
            self._builder.answer = copy.deepcopy(self.current)
            self._builder.observe(self._on_change, names="answer")
        self._update_trace()
        return choice

    def _follow(self, subject: Exercise) -> None:
        """The cell may hold an answer to another subject than the one that was shown."""
        if self._builder is not None and subject is not self.subject:
            from autograder.widgets.builder import public_of

            self._builder.exercice = public_of(subject)
        self.subject = subject

    def _on_change(self, change: dict[str, Any]) -> None:
        self.take(self.subject.signed(change["new"]))
        self._update_trace()

    def _update_trace(self) -> None:
        if self._trace is not None:
            self._trace.update(self._trace_bundle(), raw=True)

    def _trace_bundle(self) -> dict[str, Any]:
        """What the cell's saved output carries: a line for her, the answer for the day the cell below was not run."""
        line, reopen = self._line(), typeset("Si l'atelier ne s'affiche pas ci-dessus, relancez les cellules 1 et 2.")
        envelope = {
            "format": 1, "exercise": self.exercise.id, "version": self.exercise.version,
            "answer": copy.deepcopy(self.current),
        }
        return {
            DRAFT_TYPE: envelope, "text/plain": line,
            "text/html": f'<div style="{STYLE.format(color=OCHRE)}"><span role="status">{html.escape(line)}</span>'
                         f"<br><small>{html.escape(reopen)}</small></div>",
        }

    def _line(self) -> str:
        if self.draft.failed:
            return typeset(
                "Attention : le brouillon ne s'écrit plus sur cet ordinateur (disque plein ?). "
                "Lancez la cellule 3 et enregistrez le carnet."
            )
        if self.exercise.is_blank(self.current):
            return typeset("Atelier ouvert : à vous de commencer.")
        if self.current == self.kept:
            return typeset("Ce travail est gardé dans le carnet.")
        return typeset("Brouillon gardé. Lancez la cellule 3 pour l'écrire dans le carnet.")
