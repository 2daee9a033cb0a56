"""French typography for printed and published text, and Markdown rendered with it."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from autograder.domain.french import typeset

APOSTROPHE = re.compile(r"(?<=\w)'(?=[\w«]|$)")


def french(text: str) -> str:
    """No-break spaces where French wants them, and curly apostrophes. Doing it twice changes nothing more."""
    return typeset(APOSTROPHE.sub("’", text))


def markdown_to_html(text: str) -> str:
    """Render plain Markdown (paragraphs, lists, links, tables) with French typography; raw HTML is escaped."""
    tokens = _parser().parse(text)
    for token in tokens:
        _typeset_token(token)
    return str(_parser().renderer.render(tokens, _parser().options, {}))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _typeset_token(token: Token) -> None:
    if token.type == "text":
        token.content = french(token.content)
    for child in token.children or []:
        _typeset_token(child)
