"""The values that JSON has a word for, the same in every message between processes; infinities and nan have a name."""

from __future__ import annotations

import math
from typing import Any

KINDS = frozenset({type(None), bool, int, float, str})
"""Exact types: a subclass may lie about what it holds."""
NOT_FINITE = ("nan", "inf", "-inf")


def encode(value: Any) -> object:
    """A value of one of `KINDS` as JSON."""
    return {"t": "float", "v": repr(value)} if type(value) is float and not math.isfinite(value) else value


def decode_float(name: object) -> float:
    """A number that is not finite, by its name. Raises `ValueError` for any other."""
    if not isinstance(name, str) or name not in NOT_FINITE:
        raise ValueError(f"not a number: {str(name)[:40]}")
    return float(name)
