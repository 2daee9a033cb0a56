"""The objectives tree: the problem tree turned over, each statement said again as what one wants to see instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.domain.cause_tree import MAX_TEXT, CauseTree, Level, Statement
from autograder.domain.errors import InvalidData
from autograder.domain.rows import Row
from autograder.domain.spoken import Spoken


class Rung(Spoken):
    """Where an objective stands: causes become means, the problem the central objective, consequences results."""

    RESULT = "resultat", "résultat attendu"
    CENTRAL = "objectif", "objectif central"
    MEANS = "moyen", "moyen"


@dataclass(frozen=True)
class Aim:
    """One statement turned over. `text` is empty until someone has worded it."""

    id: str
    rung: Rung
    problem: str
    text: str = ""


# Words that keep a sentence on the problem's side.
_NEGATIVE = re.compile(
    r"\b(?:ne|n')\s?.*\b(?:pas|plus|jamais|rien|aucune?|guère)\b"
    r"|\b(?:manque|absence|faibles?|faiblesse|insuffisan\w*|défaut)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ObjectivesTree:
    """The same tree, upside up: links run from the means to what it serves."""

    aims: tuple[Aim, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    def at(self, rung: Rung) -> tuple[Aim, ...]:
        return tuple(aim for aim in self.aims if aim.rung is rung)

    @property
    def central(self) -> Aim | None:
        return next(iter(self.at(Rung.CENTRAL)), None)

    def means_to(self, aim: Aim) -> tuple[Aim, ...]:
        ids = {means for means, end in self.links if end == aim.id}
        return tuple(other for other in self.aims if other.id in ids)

    def unworded(self) -> tuple[Aim, ...]:
        return tuple(aim for aim in self.aims if not aim.text)

    def unchanged(self) -> tuple[Aim, ...]:
        """Aims that still say the problem, word for word."""
        return tuple(aim for aim in self.aims if aim.text and _bare(aim.text) == _bare(aim.problem))

    def still_negative(self) -> tuple[Aim, ...]:
        """Aims that say what is lacking instead of what one will see; a rule of thumb, in French only."""
        return tuple(aim for aim in self.aims if _NEGATIVE.search(aim.text.replace("’", "'")))

    def to_json(self) -> dict[str, object]:
        return {"wordings": {aim.id: aim.text for aim in self.aims if aim.text}}

    @classmethod
    def from_json(cls, data: object, tree: CauseTree) -> ObjectivesTree:
        """Read the wordings given to the statements of `tree`."""
        wordings = Row.of(data, "un arbre à objectifs").values.get("wordings", {})
        if not isinstance(wordings, dict):
            raise InvalidData("L'arbre à objectifs n'a pas la forme attendue.", wordings)
        for name, text in wordings.items():
            if name not in tree:
                raise InvalidData("Un objectif ne répond à aucun énoncé de l'arbre à problèmes.", name)
            if not isinstance(text, str) or len(text) > MAX_TEXT:
                raise InvalidData(f"Un objectif est un texte de {MAX_TEXT} caractères au plus.", text)
        return flip(tree, wordings)


def flip(tree: CauseTree, wordings: Mapping[str, str]) -> ObjectivesTree:
    """Turn a problem tree over; `wordings` gives the positive text of a statement, by its id."""
    aims = tuple(
        Aim(statement.id, _rung(statement), statement.text, " ".join(wordings.get(statement.id, "").split()))
        for statement in tree.statements
    )
    return ObjectivesTree(aims, tuple((link.cause, link.effect) for link in tree.links))


def _rung(statement: Statement) -> Rung:
    if statement.level is Level.PROBLEM:
        return Rung.CENTRAL
    return Rung.MEANS if statement.level.is_cause else Rung.RESULT


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
