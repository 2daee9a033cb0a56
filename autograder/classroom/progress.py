"""What of an answer can be told at a glance, builder by builder: how far it is, and how it is laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.catalogue import Exercise
from autograder.checks import InvalidData
from autograder.domain.cause_tree import CauseTree, Level, Statement
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


def measure(exercise: Exercise, answer: object) -> str:
    """How far a draft is, in a few words."""
    if exercise.builder != "cause-tree" or not isinstance(answer, dict):
        return "commencé"
    parts = answer.get("statements"), answer.get("links")
    placed, linked = (len(part) if isinstance(part, list) else 0 for part in parts)
    return f"{placed} énoncé{'s' * (placed > 1)}, {linked} lien{'s' * (linked > 1)}"


def read_tree(exercise: Exercise, answer: object) -> CauseTree | None:
    """The answer as a tree, when the exercise builds one and it can be read."""
    if exercise.builder != "cause-tree":
        return None
    bank = exercise.data.get("bank")
    rows = bank.get("statements", []) if isinstance(bank, Mapping) else []
    try:
        return CauseTree.from_json(answer, {row["id"]: row["text"] for row in rows})
    except InvalidData:
        return None


def outline(exercise: Exercise, answer: object) -> tuple[Branch, ...]:
    """The answer as nested lines for a trainer to read: a tree branch by branch, anything else line by line."""
    tree = read_tree(exercise, answer)
    if tree is None:
        return tuple(Branch(typeset(line)) for line in exercise.describe(answer).splitlines() if line.strip())
    shown: set[str] = set()
    tops = [*tree.effects, *([tree.problem] if tree.problem else [])]
    branches = [_branch(tree, statement, shown) for statement in tops]
    loose = [cause for cause in tree.causes if cause.id not in shown]
    loose_ids = {cause.id for cause in loose}
    heads = [cause for cause in loose if not any(end.id in loose_ids for end in tree.explained_by(cause))] or loose
    branches += [_branch(tree, cause, shown, note="non relié au problème") for cause in heads if cause.id not in shown]
    return tuple(branches)


def _branch(tree: CauseTree, statement: Statement, shown: set[str], note: str = "") -> Branch:
    """A statement and its causes. One that was shown already is named without its causes, so that circles end."""
    seen_before = statement.id in shown
    shown.add(statement.id)
    follows = statement.level in (Level.EFFECT,)
    below = () if seen_before or follows else tree.causes_of(statement)
    if follows and statement.id in {orphan.id for orphan in tree.orphans()}:
        note = "non relié au problème"
    return Branch(
        typeset(statement.text), statement.level.french, str(statement.level), statement.own,
        "déjà plus haut" if seen_before else note,
        tuple(_branch(tree, cause, shown) for cause in below if cause.level is not Level.EFFECT or not follows),
    )
