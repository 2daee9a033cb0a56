"""A drawing on one A4 page, as PDF, through WeasyPrint."""

from __future__ import annotations

from html import escape

from autograder.domain.french import typeset

STYLE = """
@page { size: A4 %s; margin: 14mm }
body { font-family: "DejaVu Sans", sans-serif; margin: 0; color: #111 }
h1 { font-size: 15pt; margin: 0 0 5mm }
svg { width: 100%%; max-height: %s }
p { font-size: 9pt; margin: 4mm 0 0 }
"""


def print_svg(svg: str, *, title: str, note: str = "", across: bool = True) -> bytes:
    """One A4 page with a title, the drawing as large as it goes, and a note below it."""
    from weasyprint import HTML  # a second to import: only who prints pays for it

    style = STYLE % (("landscape", "160mm") if across else ("portrait", "245mm"))
    below = f"<p>{escape(typeset(note))}</p>" if note else ""
    page = (
        f'<!doctype html><html lang="fr"><meta charset="utf-8"><title>{escape(typeset(title))}</title>'
        f"<style>{style}</style><h1>{escape(typeset(title))}</h1>{svg}{below}</html>"
    )
    return bytes(HTML(string=page, url_fetcher=_no_fetch).write_pdf())


def _no_fetch(address: str, *_: object, **__: object) -> dict[str, object]:
    raise ValueError(f"a printed page fetches nothing: {address}")
