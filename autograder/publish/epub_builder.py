"""The Sphinx builder `epub`, in French: questions as in print, each page of the book with its answers at its end."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder
from sphinx.transforms.post_transforms import SphinxPostTransform

from autograder.publish.book_quiz import ANSWERS_TITLE, on_paper, quiz_question

PAGE = re.compile(r'(<item [^>]*href=")([^"]+\.xhtml)"(?![^>]*properties)')
THEME = Path(__file__).parent / "epub_theme"


class PocketBuilder(Epub3Builder):
    def init(self) -> None:
        super().init()
        self.guide_titles = {"toc": "Sommaire", "cover": "Couverture"}

    def build_content(self) -> None:
        """EPUB wants to know which pages hold a drawing."""
        super().build_content()
        package = Path(self.outdir) / "content.opf"
        package.write_text(PAGE.sub(self._declare_drawings, package.read_text(encoding="utf-8")), encoding="utf-8")

    def _declare_drawings(self, item: re.Match[str]) -> str:
        drawn = "<svg" in (Path(self.outdir) / unescape(item[2])).read_text(encoding="utf-8")
        return f'{item[1]}{item[2]}" properties="svg"' if drawn else item[0]


class PocketQuestions(SphinxPostTransform):
    """A reading application has no script to check an answer: the options are a list, the answers close the page."""

    default_priority = 60
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        answers = nodes.container("", classes=["reponses"])
        for item in list(self.document.findall(quiz_question)):
            printed, explained = on_paper(item)
            item.parent.replace(item, printed)
            answers += explained
        if answers.children:
            heading = nodes.paragraph("", "", nodes.strong("", ANSWERS_TITLE))
            self.document += nodes.container("", heading, *answers.children, classes=answers["classes"])


def setup(app: Sphinx) -> None:
    app.add_html_theme("liseuse", str(THEME))
    app.add_builder(PocketBuilder, override=True)
    app.add_post_transform(PocketQuestions)
