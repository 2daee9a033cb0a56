"""Header labels compared as people read them: no case, no accents, one kind of space and apostrophe."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_QUOTES = '"«»“”'


@lru_cache(maxsize=4096)
def plain(label: str) -> str:
    """`"Mentions\u00a0J’aime "` and `"mentions j'aime"` become the same key."""
    text = unicodedata.normalize("NFKD", label.replace("\ufeff", "").replace("’", "'").replace("‘", "'"))
    text = "".join(letter for letter in text if not unicodedata.combining(letter) and letter not in _QUOTES)
    return " ".join(text.casefold().split())


def plain_row(cells: list[str]) -> list[str]:
    row = [plain(cell) for cell in cells]
    while row and not row[-1]:
        row.pop()
    return row
