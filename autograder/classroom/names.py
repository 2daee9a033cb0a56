"""Names of people: kept as they are written, compared as they are said."""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 60
JOINERS = "\u200c\u200d"  # letters of some scripts need them; every other invisible sign goes


def clean(name: object) -> str:
    """The name as it will be shown: one line, single spaces, no invisible sign. Empty when there is no letter in it."""
    if not isinstance(name, str):
        return ""
    text = unicodedata.normalize("NFC", name.encode("utf-8", "ignore").decode("utf-8"))
    text = "".join(sign if _is_visible(sign) else " " for sign in text)
    text = " ".join(text.split())
    return text if any(unicodedata.category(sign).startswith("L") for sign in text) else ""


def key(name: str) -> str:
    """Two names with one key are the same name to a listener: `ÉLISE  Traoré` and `Elise traore`."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", bare.replace("_", " ")))


def slug(name: str) -> str:
    """ASCII letters, digits and dashes, for folders and nbgrader's student ids; may be empty for other scripts."""
    ascii_name = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_name))


def _is_visible(sign: str) -> bool:
    return sign in JOINERS or not unicodedata.category(sign).startswith(("C", "Z"))
