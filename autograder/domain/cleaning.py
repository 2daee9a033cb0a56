"""Which lines of a raw export stay in the clean table, by what one decides for each kind of trouble.

`widgets/front/cleaning.js` repeats it for the live count; a test compares both on the same cases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

AGAIN = "À revoir : "
SAME_TEXT = 30
DROP, BY_ID, BY_TEXT = "ecarter", "identifiant", "texte"

Line = Mapping[str, str]


def kept(lines: Sequence[Line], decided: Mapping[str, str]) -> list[str]:
    """The numbers (`ligne`) of the lines that stay. What is not decided drops nothing."""
    found: list[str] = []
    seen: set[str] = set()
    for line in lines:
        if is_error(line):
            if decided.get("erreurs") != DROP:
                found.append(line["ligne"])
            continue
        same = _sameness(line, decided.get("doublons", ""))
        if same in seen or _dropped(line, decided):
            continue
        seen |= {same} - {""}
        found.append(line["ligne"])
    return found


def is_error(line: Line) -> bool:
    """A line of the platform's own trouble: no post at all."""
    return not line["id"]


def damaged(line: Line) -> bool:
    """A count that a spreadsheet turned into a date."""
    return not is_error(line) and not re.fullmatch(r"[\d,]*", line["partages"])


def _dropped(line: Line, decided: Mapping[str, str]) -> bool:
    return (
        (decided.get("abime") == DROP and damaged(line))
        or (decided.get("manque") == DROP and not line["portee"])
        or (decided.get("milliers") == DROP and "," in line["portee"])
    )


def _sameness(line: Line, rule: str) -> str:
    if rule == BY_TEXT:
        return line["texte"].removeprefix(AGAIN)[:SAME_TEXT]
    return line["id"] if rule == BY_ID else ""
