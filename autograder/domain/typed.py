"""What a person types in a form, read as a value, or None when it cannot be: nothing she typed is ever refused here."""

from __future__ import annotations

import re
from datetime import date, time

from autograder.domain.rows import HIGHEST, YEARS

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_UNIT = re.compile(r"(fcfa|cfa|f|%)$", re.IGNORECASE)
_GROUPED = re.compile(r"-?\d{1,3}([.,])\d{3}(\1\d{3})+", re.ASCII)
_DECIMAL = re.compile(r"-?\d+([.,]\d+)?", re.ASCII)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_HOUR = re.compile(r"(\d{1,2})\s*(?::|h)\s*(\d{2})?", re.IGNORECASE)


def read_number(typed: str) -> float | None:
    """`7,5`, `7.5`, `1 250 000`, `1.250.000`, `500 000 F CFA`, `12 %`; whole when it is whole.

    One lone group of three after a mark is a decimal: `1,250` is one and a quarter. `form_values.js` reads the same.
    """
    packed = _UNIT.sub("", _SPACES.sub("", typed))
    if _GROUPED.fullmatch(packed):
        packed = packed.replace(",", "").replace(".", "")
    if not _DECIMAL.fullmatch(packed):
        return None
    value = float(packed.replace(",", "."))
    if not -HIGHEST <= value <= HIGHEST:
        return None
    return int(value) if value == int(value) else value


def read_date(typed: str) -> date | None:
    """`2021-03-14`, as date fields give it, or `14/03/2021`; the year is one a campaign can have."""
    typed = typed.strip()
    try:
        written = _DAY.fullmatch(typed)
        found = date(*map(int, reversed(written.groups()))) if written else date.fromisoformat(typed)
    except ValueError:
        return None
    return found if found.year in YEARS else None


def read_time(typed: str) -> time | None:
    """`18:30`, as time fields give it, or `18h30`, `18 h`."""
    written = _HOUR.fullmatch(typed.strip())
    try:
        return time(int(written[1]), int(written[2] or 0)) if written else None
    except ValueError:
        return None
