"""What the printed guides share: their contents, and the text that the builder `guide` has written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

from sphinx.application import Sphinx

from autograder.publish.guide_builder import Entry

SECTION = re.compile(r'<section id="([^"]+)">\s*((?:<span id="[^"]+"></span>)*)<(h\d)>')
PAGE = re.compile(r'(?:<div class="partie\b[^>]*>\s*<p>[^<]*</p>\s*</div>\s*)?<span id="document-')
EVERYWHERE = 5
LONG_TITLE = re.compile(r'<h1( id="[^"]+">([^<]{12,}?)\s:\s)')


def texts_of(app: Sphinx) -> list[str]:
    """The text of each page of the book, with the title of the part that begins there.

    Each anchor is moved from its section to the section's heading: a section may begin at the foot of a printed page
    and its heading on the next, and page numbers are those of headings. Running heads have room for what a title says
    before its colon.
    """
    text = SECTION.sub(r'<section><\3 id="\1">\2', (Path(app.outdir) / "index.html").read_text(encoding="utf-8"))
    text = LONG_TITLE.sub(r'<h1 data-court="\2"\1', text)
    starts = [found.start() for found in PAGE.finditer(text)]
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def contents(entries: Sequence[Entry]) -> str:
    """Parts, pages and their sections; a heading that every page bears (« À retenir ») helps nobody: left out."""
    borne = Counter(entry.title for entry in entries)
    entries = [entry for entry in entries if borne[entry.title] < EVERYWHERE]
    lines = "".join(
        f'<li class="rang-{entry.depth}"><a class="internal" href="#{entry.anchor}">'
        f"{escape(entry.title, quote=False)}</a></li>"
        for entry in entries
    )
    return f'<nav class="sommaire"><h1>Sommaire</h1><ol>{lines}</ol></nav>'
