"""Whole numbers and durations as platforms and spreadsheets write them."""

from __future__ import annotations

import re

MISSING = frozenset({"", "-", "--", "—", "–", "nan", "n/a", "na", "null", "none", "s.o.", "s. o.", "#n/a", "…"})

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,])\d{3}(\1\d{3})*")
_DECIMAL = re.compile(r"[+-]?\d+[.,]\d+")
_ROUNDED = re.compile(r"([+-]?\d+(?:[.,]\d+)?)(k|m|mio|million|millions)", re.IGNORECASE)
_BOTH = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+|[+-]?\d{1,3}(\.\d{3})+,\d+")
_MONTHS = "jan|fe[bv]|mar|a[pv]r|ma[iy]|ju[nil]|ao[uû]|aug|sep|oct|nov|d[eé]c"
_DATE_LIKE = re.compile(
    rf"(\d{{1,4}}[.\-/ ]?({_MONTHS})[a-zûé]*\.?|({_MONTHS})[a-zûé]*[.\-/ ]\d{{1,4}}|\d{{1,4}}[-/]\d.*)", re.IGNORECASE)


class Unreadable(ValueError):
    """A cell that holds no number; the text says why, in French."""


def is_missing(text: str) -> bool:
    return text.strip().casefold() in MISSING


def count(text: str) -> int:
    """A whole number: `1520`, `1,520`, `1 520`, `1.520`, `18.0`.

    A point or comma before groups of three digits parts thousands: a count has no decimals. Raises `Unreadable`.
    """
    if text.isdecimal():  # nearly every cell, hence first
        return int(text)
    packed = _SPACES.sub("", text)
    if packed.isdecimal():
        return int(packed)
    if _GROUPED.fullmatch(packed):
        return int(packed.replace(",", "").replace(".", ""))
    return _whole(_decimal(packed, text), text)


def is_rounded(text: str) -> bool:
    """True for `1,2 k`, which the platform rounded before writing it."""
    return _ROUNDED.fullmatch(_SPACES.sub("", text)) is not None


def _whole(value: float, text: str) -> int:
    if value != int(value):
        raise Unreadable("n'est pas un nombre entier")
    return int(value)


def _decimal(packed: str, text: str) -> float:
    if rounded := _ROUNDED.fullmatch(packed):
        return round(float(rounded[1].replace(",", ".")) * (1_000 if rounded[2].lower() == "k" else 1_000_000))
    if _BOTH.fullmatch(packed):
        mark = max(packed.rfind(","), packed.rfind("."))
        return float(packed[:mark].replace(",", "").replace(".", "") + "." + packed[mark + 1:])
    if _DECIMAL.fullmatch(packed) or re.fullmatch(r"[+-]?\d+", packed):
        return float(packed.replace(",", "."))
    if _DATE_LIKE.fullmatch(text.strip()):
        raise Unreadable("ressemble à une date fabriquée par un tableur")
    raise Unreadable("n'est pas un nombre")


def seconds(text: str) -> float:
    """A duration in seconds: `95`, `95,5`, `1:35`, `1:02:03`. Raises `Unreadable`."""
    packed = _SPACES.sub("", text)
    if re.fullmatch(r"\d+(:[0-5]?\d){1,2}", packed):
        total = 0
        for part in packed.split(":"):
            total = total * 60 + int(part)
        return total
    value = _decimal(packed, text)
    return int(value) if value == int(value) else value
