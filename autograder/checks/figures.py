"""The verdict on a computed indicator, however it was computed: a formula tapped together, or a function of her code.

Right on the campaign she sees and on one nobody sees; otherwise the known slip is recognised by its figures and named.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from autograder.checks.code import Plain, Returned, error_in_french
from autograder.checks.verdict import Verdict, missed, reached
from autograder.domain.figure import HIGHEST, Figure, Unknown, Why
from autograder.domain.french import number, typeset

Results = Mapping[str, Figure]
"""Each figure by the name of its line or group; a single figure stands under « »."""
TOLERANCE = 5e-4
"""Relative: a figure rounded to four digits is right."""
NAMED = 3
INFINITE = (
    "pandas écrit « inf » là où l'on divise par zéro. En partant de zéro, il n'y a pas de pourcentage : remplacez "
    "« inf » par un vide."
)
ONLY_HERE = (
    "Juste ici, mais faux sur une autre campagne : un chiffre recopié, ou une division qui tombe juste par hasard."
)
SILENT_ON_ZERO = "Le calcul est bon, mais une ligne part de zéro : dites ce que vous y écrivez."


@dataclass(frozen=True)
class Attempt:
    """What she gives for one indicator. `problem` (French) says why there is nothing to compare."""

    shown: Results
    hidden: Results | None = None
    problem: str = ""
    silent_on_zero: bool = False
    """A line divides by zero and she has not said what to write there."""


@dataclass(frozen=True)
class Expected:
    """The right figures, and how they are read aloud: `unit` follows a number, `per` says how many are wanted."""

    shown: Results
    hidden: Results | None
    unit: str = ""
    per: str = ""


@dataclass(frozen=True)
class Slip:
    """A known mistake by the figures it gives. `share` of the points is still earned."""

    shown: Results
    hidden: Results | None
    sentence: str
    share: Fraction = Fraction(0)


def judge(attempt: Attempt | None, expected: Expected, slips: Sequence[Slip], *, hit: str, hint: str) -> Verdict:
    """Right, a slip that is known, or her figure said back to her. The right figure is never told."""
    if attempt is None:
        return missed("Cet indicateur n'est pas encore calculé.", hint)
    if attempt.problem:
        return missed(attempt.problem, hint)
    if same(attempt.shown, expected.shown):
        if not _elsewhere(attempt, expected.hidden):
            return missed(ONLY_HERE, hint)
        if attempt.silent_on_zero:
            return Verdict(Fraction(1, 2), SILENT_ON_ZERO, hint)
        return reached(hit)
    if same(_without_infinite(attempt.shown), expected.shown):
        return Verdict(Fraction(1, 2), INFINITE, hint)
    for slip in slips:
        if same(attempt.shown, slip.shown) and _elsewhere(attempt, slip.hidden):
            return Verdict(slip.share, slip.sentence, hint)
    return Verdict(*_scale(attempt, expected), hint)


def same(got: Results, wanted: Results) -> bool:
    return got.keys() == wanted.keys() and all(_close(got[name], wanted[name]) for name in wanted)


def results_of(returned: Returned, wanted: Results) -> Attempt:
    """Her function's value as figures, in the order or under the names that are wanted."""
    if returned.error:
        return Attempt({}, problem=f"Votre fonction s'arrête sur une erreur : {error_in_french(returned.error)}.")
    value = returned.value
    if list(wanted) == [""]:
        found = _single(value)
        return Attempt({"": found}) if found is not None else Attempt({}, problem=_not_wanted(value, "un seul nombre"))
    named = _named(value, wanted)
    if named is None:
        return Attempt({}, problem=_not_wanted(value, "un nombre par ligne ou par groupe"))
    return Attempt(named)


def _elsewhere(attempt: Attempt, wanted: Results | None) -> bool:
    """The same agreement on the hidden campaign, where there is one."""
    return wanted is None or (attempt.hidden is not None and same(attempt.hidden, wanted))


def _close(got: Figure, wanted: Figure) -> bool:
    if isinstance(got, Unknown) or isinstance(wanted, Unknown):
        return isinstance(got, Unknown) and isinstance(wanted, Unknown)
    return math.isclose(got, wanted, rel_tol=TOLERANCE, abs_tol=1e-9)


def _without_infinite(results: Results) -> dict[str, Figure]:
    hole = Unknown(Why.ZERO, "Division par zéro.")
    return {name: hole if figure == math.inf else figure for name, figure in results.items()}


def _times(results: Results, factor: float) -> dict[str, Figure]:
    return {name: figure if isinstance(figure, Unknown) else figure * factor for name, figure in results.items()}


def _scale(attempt: Attempt, expected: Expected) -> tuple[Fraction, str]:
    """A proportion for a percentage, a wrong number of figures, or nothing that is known."""
    if same(_times(attempt.shown, 100), expected.shown):
        return Fraction(1, 2), (
            f"C'est une proportion ({_said(attempt.shown, '')}), pas un pourcentage : il manque « × 100 ».")
    if same(_times(attempt.shown, 0.01), expected.shown):
        return Fraction(1, 2), (
            f"C'est cent fois trop : {_said(attempt.shown, expected.unit)}. Vous multipliez par 100 une fois de trop.")
    if attempt.shown.keys() != expected.shown.keys():
        return Fraction(0), f"Il faut {expected.per}, et vous donnez {_how_many(attempt.shown)}."
    return Fraction(0), f"Vous trouvez {_said(attempt.shown, expected.unit)} : ce n'est pas cet indicateur."


def _how_many(results: Results) -> str:
    return "un seul chiffre" if len(results) == 1 else f"{len(results)} chiffres"


def _said(results: Results, unit: str) -> str:
    words = []
    for name, figure in list(results.items())[:NAMED]:
        value = "aucun chiffre" if isinstance(figure, Unknown) else f"{_shown(figure)}{unit}"
        words.append(f"{name} : {value}" if name else value)
    return typeset(" ; ".join(words) + ("…" if len(results) > NAMED else ""))


def _shown(figure: float) -> str:
    return number(figure) if abs(figure) >= 0.1 or figure == 0 else f"{figure:.4f}".replace(".", ",")


# -- values of her code


def _single(value: Plain) -> Figure | None:
    if isinstance(value, dict) and isinstance(value.get("values"), list):
        value = value["values"]
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return _figure(value)


def _figure(value: Plain) -> Figure | None:
    """A number, an unknown where pandas leaves a hole or divides by zero, None for anything else."""
    if value is None:
        return Unknown(Why.ZERO, "Pas de chiffre.")
    if value in ("inf", "-inf"):
        return math.inf
    if isinstance(value, bool) or not isinstance(value, int | float) or not -HIGHEST <= value <= HIGHEST:
        return None
    return float(value)


def _named(value: Plain, wanted: Results) -> dict[str, Figure] | None:
    names: Sequence[object]
    values: Sequence[Plain]
    match value:
        case {"index": list(names), "values": list(values)}:
            pass
        case {"columns": [*_, [_, list(values)]]}:
            names = []
        case dict():
            names, values = list(value), list(value.values())
        case list(values):
            names = []
        case _:
            return None
    figures = [_figure(item) for item in values]
    if any(figure is None for figure in figures):
        return None
    told = [str(name) for name in names]
    if set(told) != set(wanted) and len(figures) == len(wanted):
        told = list(wanted)  # by position: a plain list, or pandas's own numbering of the lines
    return {name: figure for name, figure in zip(told, figures, strict=False) if figure is not None}


def _not_wanted(value: Plain, wanted: str) -> str:
    kinds: list[tuple[Callable[[Plain], bool], str]] = [
        (lambda v: isinstance(v, str), f"un texte (« {str(value)[:40]} »)"),
        (lambda v: isinstance(v, bool), "vrai ou faux"),
        (lambda v: isinstance(v, int | float), "un seul nombre"),
        (lambda v: isinstance(v, dict) and "columns" in v, "toute une table"),
        (lambda v: isinstance(v, dict | list), "plusieurs valeurs"),
    ]
    given = next((name for test, name in kinds if test(value)), "autre chose")
    return f"Votre fonction rend {given} ; on attend {wanted}."
