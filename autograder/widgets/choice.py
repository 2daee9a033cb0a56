"""Two versions of one answer: the one written in the notebook's cell, and the one in the builder. Which is newer?

A clock cannot tell (cheap laptops forget the date), so we remember every answer that was once written in the cell.
An answer in the cell that we remember is an ancestor of what the builder shows; one that we do not remember came
from elsewhere. Nothing is ever thrown away: what is not taken and could be missed is set aside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """The answer to go on with, and the one to set aside in a file, if any."""

    answer: object
    aside: object | None = None


def fingerprint(answer: object) -> str:
    """The same for equal answers (16 hexadecimal digits)."""
    return hashlib.sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()[:16]


def choose(
    written: object | None, built: object, *, known: Container[str], changed: bool, blank: object,
) -> Choice:
    """Choose between the cell's answer (`written`, None when there is none) and the builder's (`built`).

    `known`: fingerprints of answers once written in the cell. `changed`: the builder was used since the notebook was
    opened, so it is what she sees and what she did last.
    """
    if written is None or written == built:
        return Choice(built)
    if built == blank and not changed:
        return Choice(written)
    if fingerprint(written) in known:
        return Choice(built)
    return Choice(built, aside=written) if changed else Choice(written, aside=built)
