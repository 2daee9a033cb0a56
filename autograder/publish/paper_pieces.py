"""A piece of a printed document: what begins on a page of its own, laid out apart and kept until it changes."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograder.domain.errors import CourseError

STYLES = Path(__file__).parent / "print"
FONTS = {  # family: (file, weight, style), as matplotlib ships them
    "DejaVu Serif": [("DejaVuSerif", 400, "normal"), ("DejaVuSerif-Bold", 700, "normal"),
                     ("DejaVuSerif-Italic", 400, "italic"), ("DejaVuSerif-BoldItalic", 700, "italic")],
    "DejaVu Sans": [("DejaVuSans", 400, "normal"), ("DejaVuSans-Bold", 700, "normal"),
                    ("DejaVuSans-Oblique", 400, "italic"), ("DejaVuSans-BoldOblique", 700, "italic")],
}  # fmt: skip
IMAGE = re.compile(r'\bsrc="([^":]+)"')
ALPHABET = "0123456789"


class PrintUnavailable(CourseError):
    """This machine cannot lay out a page. The text is a French sentence for the trainer; all the rest goes on."""


@dataclass(frozen=True)
class Piece:
    """`html` in these stylesheets, relative images looked for below `base`, laid out once and drawn at each scale."""

    html: str
    styles: tuple[str, ...]
    base: Path
    scales: tuple[float, ...]
    whole_fonts: bool = False

    def digest(self) -> str:
        """Of all that it is made from."""
        total = hashlib.sha256(_engine().encode())
        for part in (self.html, *(str(scale) for scale in self.scales), str(self.whole_fonts)):
            total.update(f"{part}\0".encode())
        images = sorted({self.base / name for name in IMAGE.findall(self.html)})
        for file in [*(STYLES / name for name in self.styles), *images]:
            total.update(file.read_bytes() if file.is_file() else b"")
        return total.hexdigest()[:32]


@dataclass(frozen=True)
class Laid:
    """A piece on its pages: a PDF for each scale, and what `pages.json` tells (CSS pixels from the top left).

    A page is `{"height", "anchors": {name: [x, y, …]}, "links": [[name, [x, y, x, y]]],
    "bookmarks": [[level, label, [x, y]]]}`.
    """

    folder: Path

    @property
    def pages(self) -> list[dict[str, Any]]:
        pages: list[dict[str, Any]] = json.loads((self.folder / "pages.json").read_text(encoding="utf-8"))
        return pages

    def pdf(self, scale: float) -> Path:
        return self.folder / f"{scale:.4f}.pdf"


def alphabet(base: Path) -> Piece:
    """A line in each face, which nobody reads: it brings the whole fonts, where a bound file takes its letters."""
    line = "".join(
        f'<p style="font: {style} {weight} 10pt {family!r}">{ALPHABET}</p>'
        for family in (*FONTS, "DejaVu Sans Mono") for weight in (400, 700) for style in ("normal", "italic")
    )
    return Piece(f"<!DOCTYPE html><html><body>{line}</body></html>", (), base, (1,), whole_fonts=True)


def lay_out(piece: Piece, folder: Path) -> None:
    """Write a piece's pages below `folder`, which says that it is whole by holding `pages.json`."""
    weasyprint = load_weasyprint()
    fonts, sheets = _sheets(piece.styles)
    drawn = weasyprint.HTML(string=piece.html, base_url=str(piece.base)).render(stylesheets=sheets, font_config=fonts)
    folder.mkdir(parents=True, exist_ok=True)
    for scale in piece.scales:
        drawn.write_pdf(str(Laid(folder).pdf(scale)), zoom=scale, full_fonts=piece.whole_fonts)
    pages = [
        {
            "height": page.height,
            "anchors": page.anchors,
            "links": [[target, list(place)] for kind, target, place, _ in page.links if kind == "internal"],
            "bookmarks": [[level, label, place] for level, label, place, _ in page.bookmarks],
        }
        for page in drawn.pages
    ]
    unfinished = folder / "pages.part"
    unfinished.write_text(json.dumps(pages), encoding="utf-8")
    unfinished.replace(folder / "pages.json")


def load_weasyprint() -> Any:
    """The library. Raises `PrintUnavailable` where what it stands on is missing."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise PrintUnavailable(
            "Le guide imprimé attendra : cette machine n'a pas la bibliothèque Pango, qui met le texte en page "
            "(sous Debian : apt install libpango-1.0-0 libpangoft2-1.0-0). Le reste du cours fonctionne."
        ) from error
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # a link to another piece is no mistake
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return weasyprint


@cache
def _sheets(styles: Sequence[str]) -> tuple[Any, list[Any]]:
    weasyprint = load_weasyprint()
    fonts = weasyprint.text.fonts.FontConfiguration()
    sheets = [weasyprint.CSS(string=_font_faces(), font_config=fonts)]
    return fonts, sheets + [weasyprint.CSS(filename=str(STYLES / name), font_config=fonts) for name in styles]


@cache
def _engine() -> str:
    return hashlib.sha256(Path(__file__).read_bytes() + load_weasyprint().__version__.encode()).hexdigest()


def _font_faces() -> str:
    """DejaVu has the letters of Bambara, Soninke and Pulaar; matplotlib brings it to machines without any font."""
    found = importlib.util.find_spec("matplotlib")
    if found is None or found.origin is None:
        return ""
    folder = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style};'
        f' src: url("{(folder / name).with_suffix(".ttf").as_uri()}"); }}'
        for family, faces in FONTS.items() for name, weight, style in faces
        if (folder / name).with_suffix(".ttf").is_file()
    )
