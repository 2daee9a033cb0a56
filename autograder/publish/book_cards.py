"""The directive `{exercices} 3.1`: a card for each exercise of a section.

Without argument: of the whole course. `{exercices} ici`: those that name this very page as theirs, for a section of
several pages; nothing at all while there is none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from autograder.catalogue import Exercise, find_exercises

SCHEME = "exercice:"
BUILDERS = {
    "cause-tree": "Vous construisez : un arbre à problèmes",
    "sorting": "Vous rangez : des cartes dans des cases",
    "form": "Vous remplissez : une fiche de campagne",
    "formula": "Vous calculez : des formules sur des tables",
}


class ExerciseCards(SphinxDirective):
    """Reads the catalogue at build time, so that a new exercise folder appears with no other file touched."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        which = self.arguments[0] if self.arguments else None
        here = self.env.docname if which == "ici" else None
        exercises = _exercises_of(self.env)
        chosen = [item for item in exercises if which in (None, item.section.number) or here == item.section.page]
        _pages(self.env).add(self.env.docname)
        if not chosen and which == "ici":
            return []
        if not chosen:
            return [nodes.paragraph("", "Pas encore d'exercice pour cette partie.", classes=["attente"])]
        return [nodes.container("", *map(_card, chosen), classes=["exercices"])]


def _card(exercise: Exercise) -> nodes.container:
    link = nodes.reference("", exercise.title, refuri=SCHEME + exercise.id, internal=True, doors=exercise.doors)
    facts = [f"{exercise.minutes} minutes", f"{exercise.points} points"]
    if exercise.builder in BUILDERS:
        facts.append(BUILDERS[exercise.builder])
    label = nodes.inline("", "Exercice", classes=["etiquette"])
    return nodes.container(
        "",
        nodes.paragraph("", "", label, nodes.Text(" "), link, classes=["titre"]),
        nodes.paragraph("", exercise.summary),
        nodes.paragraph("", " · ".join(facts), classes=["faits"]),
        classes=["carte"],
    )


class ExerciseLinks(SphinxPostTransform):
    """Turns `exercice:<id>` into the way to the exercise's page, or, away from it, into its sheet's number."""

    default_priority = 50

    def run(self, **kwargs: Any) -> None:
        off_line = self.app.builder.name in ("guide", "epub")
        for link in list(self.document.findall(nodes.reference)):
            uri = link.get("refuri", "")
            if uri.startswith(SCHEME) and "page" in link["doors"] and not off_line:
                link["refuri"] = "../" * self.env.docname.count("/") + f"exercices/{uri.removeprefix(SCHEME)}/"
            elif uri.startswith(SCHEME):
                sheet = self._sheet(uri.removeprefix(SCHEME)) if off_line else ""
                link.replace_self(nodes.strong("", "", *link.children, nodes.Text(sheet)))

    def _sheet(self, exercise_id: str) -> str:
        numbers = worksheet_numbers(_exercises_of(self.env))
        return f" (fiche {numbers[exercise_id]})" if exercise_id in numbers else ""


def worksheet_anchor(exercise_id: str) -> str:
    return "fiche-" + exercise_id.replace("/", "-").replace(".", "-")


def worksheet_numbers(exercises: Sequence[Exercise]) -> dict[str, int]:
    """The number that each worksheet bears on paper: its rank among those that have one."""
    with_sheet = (exercise.id for exercise in exercises if "worksheet" in exercise.doors)
    return {exercise_id: number for number, exercise_id in enumerate(with_sheet, start=1)}


def exercises_root(env: BuildEnvironment) -> Path:
    return Path(env.srcdir).parent / "exercises"


def _exercises_of(env: BuildEnvironment) -> Sequence[Exercise]:
    return _exercises_at(exercises_root(env), getattr(env, "exercises_digest", ""))


@lru_cache(maxsize=1)
def _exercises_at(root: Path, digest: str) -> Sequence[Exercise]:
    """Read once for all the cards of a build: reading runs the checks of every exercise."""
    return find_exercises(root)


def _pages(env: BuildEnvironment) -> set[str]:
    """Pages that show cards, kept in the environment between builds."""
    if not hasattr(env, "pages_with_exercises"):
        env.pages_with_exercises = set()  # type: ignore[attr-defined]
    return env.pages_with_exercises  # type: ignore[attr-defined]


def _changed_pages(app: Sphinx, env: BuildEnvironment, *sets_of_pages: set[str]) -> list[str]:
    """Pages with cards are read again when any exercise folder is new, gone or changed."""
    digest = hashlib.sha256()
    for path in sorted(exercises_root(env).glob("*/*/*")):
        if path.is_file():
            digest.update(str(path).encode() + path.read_bytes())
    now, before = digest.hexdigest(), getattr(env, "exercises_digest", "")
    env.exercises_digest = now  # type: ignore[attr-defined]
    return [] if now == before else sorted(_pages(env) & env.all_docs.keys())


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _pages(env).discard(docname)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    _pages(env).update(_pages(other) & set(docnames))


def setup(app: Sphinx) -> None:
    app.add_directive("exercices", ExerciseCards)
    app.add_post_transform(ExerciseLinks)
    app.connect("env-get-outdated", _changed_pages)
    app.connect("env-purge-doc", _forget)
    app.connect("env-merge-info", _merge)
