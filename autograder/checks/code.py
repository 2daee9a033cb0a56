"""What an exercise asks of a code notebook: values by name, and functions of hers called on tables that we choose.

The exercise's `checks.py` says so in `CODE`. The results come back as plain data under `code` in the answer, and the
same checks judge them, outside of the process in which her code ran.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeGuard

SHOWN, HIDDEN = "montre", "cache"
"""On which campaign a function was called: the one she sees, the one that nobody sees."""
TOO_LONG = 5_000

Plain: TypeAlias = Any
"""JSON: numbers, texts, lists; a Series is {"index", "values"}, a DataFrame {"columns": [[name, [values]]]},
a matplotlib drawing {"chart": {"form", "values", "low", "title", "x", "y"}}."""


@dataclass(frozen=True)
class CodeCall:
    """A function of hers, called with one file of the exercise: its table, or (`as_path`) its name, for a raw file."""

    function: str
    file: str
    as_path: bool = False


@dataclass(frozen=True)
class CodePlan:
    """`calls` are made on the shown and on the hidden files, `names` are taken as they stand after her cells."""

    calls: Sequence[CodeCall]
    names: Sequence[str] = ()


def is_to_call(answer: object) -> TypeGuard[dict[str, Any]]:
    """Whether an answer holds only what was tapped beside the code (`"code": {}`): functions are still to be called."""
    return isinstance(answer, dict) and answer.get("code") == {}


@dataclass(frozen=True)
class Returned:
    """What came of one call or name: a value, or the text of her error, or nothing (`missing`)."""

    value: Plain = None
    error: str = ""
    missing: bool = False

    @classmethod
    def of(cls, answer: Mapping[str, Any], where: str, name: str) -> Returned:
        """Out of the answer; anything odd in it counts as missing."""
        part = answer.get(where)
        row = part.get(name) if isinstance(part, dict) else None
        if not isinstance(row, dict) or not ({"ok", "error"} & row.keys()):
            return cls(missing=True)
        return cls(row.get("ok"), str(row["error"])[:200] if "error" in row else "")

    @property
    def not_begun(self) -> bool:
        return self.missing or self.error.startswith(("NotImplementedError", "absent")) or (
            self.value is None and not self.error)


ERRORS = (
    (r"NameError: name '(.+?)' is not defined",
     "le nom « {} » n'existe pas : une faute de frappe, ou une cellule pas encore lancée"),
    (r"(?:UnboundLocalError: .*?variable) '(.+?)'", "la variable « {} » est lue avant d'avoir reçu une valeur"),
    (r"KeyError: [\"'](.+?)[\"']", "la colonne « {} » n'existe pas dans la table"),
    (r"AttributeError: Can only use .(str|dt) accessor",
     "« .{} » ne va pas avec cette colonne : faites d'abord l'étape d'avant"),
    (r"AttributeError: .*attribute '(.+?)'", "« .{} » n'existe pas ici : cherchez une faute de frappe"),
    (r"ZeroDivisionError", "une division par zéro"),
    (r"FileNotFoundError", "le fichier n'a pas été trouvé : prenez celui que la fonction reçoit"),
    (r"is not plain data", "elle rend autre chose qu'un nombre, un texte, une table ou un dessin (« return ax »)"),
    (r"TypeError: .*argument", "elle n'a pas le nombre attendu de choses entre ses parenthèses"),
    (r"TypeError", "deux choses qui ne vont pas ensemble, par exemple un texte et un nombre"),
    (r"ValueError", "une valeur qui ne peut pas être lue ainsi"),
    (r"CellTimeout", "elle ne finit jamais"),
)


def error_in_french(text: str) -> str:
    """What a Python error says, for somebody who reads no English."""
    for pattern, sentence in ERRORS:
        if found := re.search(pattern, text):
            return sentence.format(*found.groups())
    return f"« {text.split(':')[0][:40]} »"


def plain(value: Any) -> Plain:
    """A value as JSON may carry it, pandas, numpy and matplotlib told by their names. Raises `TypeError` for others."""
    library = type(value).__module__.split(".")[0]
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None if math.isnan(value) else "inf" if value > 0 else "-inf"
    if library in ("numpy", "pandas") and hasattr(value, "tolist") and not hasattr(value, "index"):
        return plain(value.tolist())
    if hasattr(value, "isoformat"):
        text: str = value.isoformat()
        return None if text == "NaT" else text
    if type(value).__name__ == "Series":
        return {"index": _items(value.index.tolist()), "values": _items(value.tolist())}
    if type(value).__name__ == "DataFrame":
        return {"columns": [[str(name), _items(value.iloc[:, place].tolist())]
                            for place, name in enumerate(value.columns)]}
    if library == "pandas" and type(value).__name__ in ("NAType", "NaTType"):
        return None
    if library == "matplotlib" and hasattr(value, "get_lines"):
        return {"chart": _chart(value)}
    if library == "matplotlib" and getattr(value, "axes", None) and isinstance(value.axes, list):
        return plain(value.axes[0])  # a whole figure: its first drawing
    if isinstance(value, (list, tuple)):
        return _items(value)
    if isinstance(value, dict):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    raise TypeError(f"{type(value).__name__} is not plain data")


def _chart(axes: Any) -> dict[str, Plain]:
    """What a matplotlib drawing shows: its form, its figures in order, where their axis begins, its words."""
    bars = [container for container in axes.containers if hasattr(container, "orientation")]
    lines = [line for line in axes.get_lines() if len(line.get_ydata()) > 1]
    wedges = [patch for patch in axes.patches if type(patch).__name__ == "Wedge"]
    flat = bool(bars) and bars[0].orientation == "horizontal"
    if bars:
        form, values = "barres", [bar.get_width() if flat else bar.get_height() for bar in bars[0]]
    elif wedges:
        form, values = "camembert", [wedge.theta2 - wedge.theta1 for wedge in wedges]
    else:
        form, values = ("courbe", list(lines[0].get_ydata())) if lines else ("", [])
    low = axes.get_xlim()[0] if flat else axes.get_ylim()[0]
    return {
        "form": form, "values": _items([float(value) for value in values]), "low": plain(float(low)),
        "title": str(axes.get_title())[:200], "x": str(axes.get_xlabel())[:200], "y": str(axes.get_ylabel())[:200],
    }


def _items(values: Sequence[Any]) -> list[Plain]:
    if len(values) > TOO_LONG:
        raise TypeError("a table that is too long")
    return [plain(item) for item in values]
