"""What of an answer can be told at a glance, builder by builder: how far it is, and how it is laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.catalogue import Exercise
from autograder.checks import InvalidData
from autograder.domain.cause_tree import CauseTree, Level, Statement
from autograder.domain.form import Form
from autograder.domain.form_rules import Rules
from autograder.domain.formula_sheet import Sheet
from autograder.domain.french import typeset


@dataclass(frozen=True)
class Branch:
    """One line of an outline, with what hangs under it."""

    text: str
    label: str = ""
    kind: str = ""
    own: bool = False
    note: str = ""
    children: tuple[Branch, ...] = ()


BEGUN = "commencé"


def measure(exercise: Exercise, answer: object) -> str:
    """How far a draft is, in a few words."""
    try:
        subject, plain = exercise.opened(answer)
    except InvalidData:
        return BEGUN
    return _measure(subject, plain)


def _measure(exercise: Exercise, answer: object) -> str:
    if not isinstance(answer, dict):
        return BEGUN
    if exercise.builder == "sorting":
        return _measure_sorting(exercise, answer)
    if exercise.builder == "formula":
        return _measure_formulas(exercise, answer)
    if exercise.builder == "form":
        return _measure_form(exercise, answer)
    if exercise.builder != "cause-tree":
        return BEGUN
    parts = answer.get("statements"), answer.get("links")
    placed, linked = (len(part) if isinstance(part, list) else 0 for part in parts)
    return f"{placed} énoncé{'s' * (placed > 1)}, {linked} lien{'s' * (linked > 1)}"


def _measure_sorting(exercise: Exercise, answer: Mapping[str, object]) -> str:
    bank: Any = exercise.data["bank"]
    pairs = answer.get("placed")
    cards = [pair[0] for pair in pairs if isinstance(pair, list) and pair] if isinstance(pairs, list) else []
    known = [row for row in bank["statements"] if row["id"] in cards]
    return f"{len(known)} carte{'s' * (len(known) > 1)} sur {len(bank['statements'])}"


def _measure_form(exercise: Exercise, answer: object) -> str:
    try:
        return Form.from_json(answer, Rules.from_json(exercise.data)).measure()
    except InvalidData:
        return BEGUN


def _measure_formulas(exercise: Exercise, answer: object) -> str:
    sheet = Sheet.from_json(exercise.data)
    try:
        begun = len(sheet.read(answer))
    except InvalidData:
        return BEGUN
    return f"{begun} formule{'s' * (begun > 1)} sur {len(sheet.indicators)}"


def read_tree(exercise: Exercise, answer: object) -> CauseTree | None:
    """The answer as a tree, when the exercise builds one and it can be read."""
    if exercise.builder != "cause-tree":
        return None
    try:
        subject, plain = exercise.opened(answer)
        bank: Any = subject.data["bank"]
        return CauseTree.from_json(plain, {row["id"]: row["text"] for row in bank["statements"]})
    except InvalidData:
        return None


def outline(exercise: Exercise, answer: object) -> tuple[Branch, ...]:
    """The answer as nested lines for a trainer to read: a tree branch by branch, anything else line by line."""
    tree = read_tree(exercise, answer)
    if tree is None:
        return tuple(Branch(typeset(line)) for line in exercise.describe(answer).splitlines() if line.strip())
    shown: set[str] = set()
    orphans = {orphan.id for orphan in tree.orphans()}
    branches = [_branch(tree, top, shown, orphans) for top in (*tree.effects, *tree.at(Level.PROBLEM))]
    loose = [cause for cause in tree.causes if cause.id not in shown]
    heads_first = sorted(loose, key=lambda cause: len(tree.explained_by(cause)))
    branches += [_branch(tree, cause, shown, orphans) for cause in heads_first if cause.id not in shown]
    return tuple(branches)


def _branch(tree: CauseTree, statement: Statement, shown: set[str], orphans: set[str]) -> Branch:
    """A statement and its causes. One that was shown already is named without its causes, so that circles end."""
    again = statement.id in shown
    shown.add(statement.id)
    below = () if again or statement.level is Level.EFFECT else tree.causes_of(statement)
    note = "déjà plus haut" if again else "non relié au problème" if statement.id in orphans else ""
    return Branch(
        typeset(statement.text), statement.level.french, str(statement.level), statement.own, note,
        tuple(_branch(tree, cause, shown, orphans) for cause in below),
    )
