"""The course's own Sphinx extension: French typography, references to the booklet, exercise cards, quiz and tree."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst.states import Inliner
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms import SphinxTransform

from autograder.publish import (
    book_cards,
    book_counts,
    book_messages,
    book_plans,
    book_quiz,
    book_search,
    book_tables,
    book_tree,
    epub_builder,
    guide_builder,
)
from autograder.publish.typography import french

THEMES = Path(__file__).parent
FRONT = THEMES.parent / "widgets" / "front"
SHARED = ("store.js", "people.js")
TAG = re.compile(r"<[^>]+>")
VERBATIM = (nodes.literal, nodes.literal_block, nodes.raw, nodes.math, nodes.math_block, nodes.comment)


class Typography(SphinxTransform):
    """Sets quotes, apostrophes and no-break spaces in everything that is read, titles included; code is left alone."""

    default_priority = 850

    def apply(self, **kwargs: Any) -> None:
        for text in list(self.document.findall(nodes.Text)):
            if not _inside_verbatim(text):
                text.parent.replace(text, nodes.Text(french(text.astext())))
        for image in self.document.findall(nodes.image):
            if "alt" in image:
                image["alt"] = french(image["alt"])


def _inside_verbatim(node: nodes.Node) -> bool:
    parent = node.parent
    while parent is not None:
        if isinstance(parent, VERBATIM):
            return True
        parent = parent.parent
    return False


def livret(
    name: str, rawtext: str, text: str, lineno: int, inliner: Inliner, options: Any = None, content: Any = None
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """The place of a fact in the booklet: `` {livret}`2.3` `` reads "livret, 2.3"."""
    return [nodes.inline(rawtext, f"livret,\u00a0{text}", classes=["livret"])], []


def name_window(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """The title of the browser's window, without tags and with French spaces."""
    own = TAG.sub("", context.get("title", "")) or "Recherche"
    course = app.config.html_title
    title = f"{course} : organiser une campagne" if pagename == app.config.root_doc else f"{own} – {course}"
    context["window_title"] = unescape(french(title))


def add_memory(app: Sphinx, config: Config) -> None:
    """What the book's script shares with the exercise pages: the device's store, and who is at work on it."""
    config.html_static_path = [*config.html_static_path, *(str(FRONT / name) for name in SHARED)]


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_html_theme("kayes", str(THEMES / "theme"))
    app.add_html_theme("impression", str(THEMES / "print"))
    app.add_config_value("comments_config", {}, "html")  # Jupyter Book sets it for an extension that we leave out
    app.add_transform(Typography)
    app.add_role("livret", livret)
    app.connect("html-page-context", name_window)
    app.connect("config-inited", add_memory)
    for module in (
        book_cards, book_counts, book_messages, book_plans, book_quiz, book_search, book_tables, book_tree,
        epub_builder, guide_builder,
    ):
        module.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
