"""Page numbers in what is laid out piece by piece: noughts hold their place until every piece has its length.

A number takes as much room as as many noughts (the digits of DejaVu are equally wide). So a piece is laid out again
only where a number has got one digit more or less; what it says is written at the end (`paper_binding`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

REFERENCE = re.compile(r'(<a [^>]*class="[^"]*\binternal\b[^"]*"[^>]*href="#([^"]+)"[^>]*>.*?)</a>', re.DOTALL)
ANCHOR = re.compile(r'\bid="([^"]+)"')
HIDDEN = re.compile(r"<svg.*?</svg>|<[^>]+>", re.DOTALL)
MARK = 0xFE
"""Red of a reference's colour; green and blue are its rank. The final page is black."""
LETTERS_A_PAGE = 1900


def with_noughts(body: str, pages: Mapping[str, int]) -> tuple[str, list[str]]:
    """The text, room kept for the page of each place it refers to; and these places, in the order of their marks."""
    places: list[str] = []

    def room(link: re.Match[str]) -> str:
        if link[2] not in pages:
            return link[0]
        places.append(link[2])
        colour = f"#{MARK:02x}{len(places) - 1:04x}"
        return f'{link[1]}<span class="renvoi" style="color: {colour}">{"0" * len(str(pages[link[2]]))}</span></a>'

    return REFERENCE.sub(room, body), places


def guessed(bodies: Sequence[str]) -> dict[str, int]:
    """About where each anchor will stand, before anything is laid out: near enough for the number of its digits."""
    pages: dict[str, int] = {}
    first = 1
    for body in bodies:
        for anchor in ANCHOR.finditer(body):
            pages.setdefault(anchor[1], first + _letters(body[: anchor.start()]) // LETTERS_A_PAGE)
        first += _letters(body) // LETTERS_A_PAGE + 1
    return pages


def _letters(html: str) -> int:
    return len(HIDDEN.sub("", html))
