"""What a printed page says, however it is laid out."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pypdf import PdfReader


@cache
def texts(pdf: Path) -> list[str]:
    """The text of each page, on one line, without the hyphens of line ends."""
    return [flat(page.extract_text()) for page in PdfReader(pdf).pages]


def flat(text: str) -> str:
    """Letters and signs only: line ends and hyphenation are the layout's own business."""
    return re.sub(r"[\s\u00a0\u202f\u2010\u00ad-]+", "", text)
