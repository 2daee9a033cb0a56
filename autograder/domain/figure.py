"""A computed figure: a number, or the named reason why there is none. Nothing is ever divided by zero in silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from autograder.domain.french import number, percent, typeset


class Why(StrEnum):
    """Why a figure cannot be given."""

    MISSING = "manquant"
    ZERO = "zero"
    IMPOSSIBLE = "impossible"
    EMPTY = "vide"


@dataclass(frozen=True)
class Unknown:
    """No figure, and why: `why` for programs, `sentence` in French for people."""

    why: Why
    sentence: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "sentence", typeset(self.sentence))

    def __str__(self) -> str:
        return self.sentence

    def to_json(self) -> dict[str, str]:
        return {"unknown": str(self.why), "sentence": self.sentence}


HIGHEST = 10**15
"""Above, a count is an accident of a spreadsheet, not a crowd."""

Number: TypeAlias = int | float
Figure: TypeAlias = float | Unknown


def flaw(value: Number | None, name: str) -> Unknown | None:
    """What is wrong with a count called `name` (« les vues »), or None: it must be there, not negative, not absurd."""
    if value is not None and 0 <= value <= HIGHEST:
        return None
    if value is None or value != value:  # only NaN differs from itself
        return Unknown(Why.MISSING, f"Un chiffre manque : {name}.")
    return Unknown(Why.IMPOSSIBLE, f"Chiffre impossible pour {name} : {_shown(value)}.")


def ratio(part: Number | None, whole: Number | None, part_name: str, whole_name: str) -> Figure:
    """`part / whole`, or the reason why not. Names are French, with their article: « les vues », « la portée »."""
    found = flaw(part, part_name) or flaw(whole, whole_name)
    if found is not None:
        return found
    assert part is not None and whole is not None
    if whole == 0:
        return Unknown(Why.ZERO, f"On ne divise pas par zéro : {whole_name} = 0.")
    return part / whole


def shown(figure: Figure, form: Callable[[float], str] = percent) -> str:
    """The figure for a person: written by `form` (a percentage unless told), or its reason."""
    return figure.sentence if isinstance(figure, Unknown) else form(figure)


def json_of(figure: Figure) -> float | dict[str, str]:
    return figure.to_json() if isinstance(figure, Unknown) else figure


def _shown(value: Number) -> str:
    return number(value) if -HIGHEST <= value <= HIGHEST else "un nombre démesuré"
