"""From HTML to PDF with WeasyPrint, and one French sentence when the machine lacks what it needs."""

from __future__ import annotations

import importlib.util
import logging
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


class PrintUnavailable(CourseError):
    """This machine cannot lay out a page. The text is a French sentence for the trainer; all the rest goes on."""


def document(title: str, body: str) -> str:
    """A whole HTML document around `body`."""
    head = f'<meta charset="utf-8"><title>{title}</title>'
    return f'<!DOCTYPE html><html lang="fr"><head>{head}</head><body>{body}</body></html>'


def write_pdf(html: str, target: Path, *stylesheets: str, base: Path | None = None) -> Path:
    """Lay out `html` with these stylesheets of the folder `print`; `base` is where relative images are looked for.

    The file appears whole or not at all. Raises `PrintUnavailable`.
    """
    weasyprint = _weasyprint()
    fonts = weasyprint.text.fonts.FontConfiguration()
    sheets = [weasyprint.CSS(string=_font_faces(), font_config=fonts)]
    sheets += [weasyprint.CSS(filename=str(STYLES / name), font_config=fonts) for name in stylesheets]
    page = weasyprint.HTML(string=html, base_url=str(base or STYLES))
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    page.write_pdf(str(unfinished), stylesheets=sheets, font_config=fonts)
    unfinished.replace(target)
    return target


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise PrintUnavailable(
            "Le guide imprimé attendra : cette machine n'a pas la bibliothèque Pango, qui met le texte en page "
            "(sous Debian : apt install libpango-1.0-0 libpangoft2-1.0-0). Le reste du cours fonctionne."
        ) from error
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return weasyprint


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
