"""Texts that a spreadsheet would run as formulas: neutralised when written to .csv, restored when read."""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r")
_MARKS = frozenset("=+-@\t\r'")


def neutralise(text: str) -> str:
    """`=1+1` becomes `'=1+1`, which a spreadsheet shows and does not run."""
    if text[:1] not in _MARKS:
        return text
    return "'" + text if text.startswith(_STARTS) or (text[:1] == "'" and text[1:].startswith(_STARTS)) else text


def restore(text: str) -> str:
    """What `neutralise` was given."""
    return text[1:] if text[:1] == "'" and (text[1:].startswith(_STARTS) or text[1:2] == "'") else text
