"""French typography for whatever a person reads: no-break spaces where French wants them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

NARROW = "\u202f"
WIDE = "\u00a0"
_SPACE = f"[ {NARROW}{WIDE}]"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)
SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)


@lru_cache(4096)
def typeset(text: str) -> str:
    """Bind `; ! ? %` with a narrow no-break space, `:` and guillemets with a no-break space; curl apostrophes.

    Only spaces that are already there are changed, and missing ones inside guillemets are added, so that times (14:30)
    and addresses stay whole. Doing it twice changes nothing more.
    """
    text = re.sub(r"(?<=\w)'(?=[\w«])", "’", text)
    text = re.sub(rf"«{_SPACE}*", f"«{WIDE}", text)
    text = re.sub(rf"{_SPACE}*»", f"{WIDE}»", text)
    text = re.sub(rf"{_SPACE}+(:)(?=\s|$)", rf"{WIDE}\1", text)
    text = re.sub(rf"{_SPACE}+([;!?%])", rf"{NARROW}\1", text)
    return re.sub(r"(?<=\d) (?=\d{3}(?!\d))", NARROW, text)


def number(value: float) -> str:
    """A number as one writes it in French: `7,5`, `12`, `1 250 000`."""
    digits = f"{value:,.2f}".rstrip("0").rstrip(".")
    return digits.replace(",", NARROW).replace(".", ",")


def listing(items: list[str]) -> str:
    """`a`, `a et b`, `a, b et c`."""
    return " et ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def counted(count: int, words: str) -> str:
    """`1 cellule`, `3 cellules notées`: each of the words takes the plural's `s` from two on."""
    return f"{number(count)} " + (words if count < 2 else " ".join(f"{word}s" for word in words.split()))


def percent(proportion: float) -> str:
    """A proportion (0 to 1) as a percentage: `7,5 %`."""
    return f"{number(proportion * 100)}{NARROW}%"


def money(amount: int) -> str:
    """An amount in F CFA: `1 250 000 F CFA`."""
    return f"{number(amount)}{WIDE}F{WIDE}CFA"


def day(when: date) -> str:
    """A date in full: `14 mars 2021`, `1er avril 2021`."""
    first = "1er" if when.day == 1 else str(when.day)
    return f"{first}{WIDE}{MONTHS[when.month - 1]} {when.year}"
