"""What the printed guides share: their contents, and the text that the builder `guide` has written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from autograder.publish.guide_builder import Entry

SECTION = re.compile(r'<section id="([^"]+)">\s*((?:<span id="[^"]+"></span>)*)<(h\d)>')
EVERYWHERE = 5


def text_of(app: Sphinx) -> str:
    """The whole text, each anchor moved from its section to the section's heading.

    A section may begin at the foot of a page and its heading on the next: page numbers are those of headings.
    """
    return SECTION.sub(r'<section><\3 id="\1">\2', (Path(app.outdir) / "index.html").read_text(encoding="utf-8"))


def contents(entries: Sequence[Entry]) -> str:
    """Parts, pages and their sections; a heading that every page bears (« À retenir ») helps nobody: left out."""
    borne = Counter(entry.title for entry in entries)
    entries = [entry for entry in entries if borne[entry.title] < EVERYWHERE]
    lines = "".join(
        f'<li class="rang-{entry.depth}"><a href="#{entry.anchor}">{escape(entry.title, quote=False)}</a></li>'
        for entry in entries
    )
    return f'<nav class="sommaire"><h1>Sommaire</h1><ol>{lines}</ol></nav>'
