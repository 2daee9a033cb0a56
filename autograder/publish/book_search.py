"""French search that does not mind accents: on a phone, many type "probleme" for "problème"."""

from __future__ import annotations

import unicodedata

from sphinx.application import Sphinx
from sphinx.search.fr import SearchFrench


def plain(text: str) -> str:
    """The same letters without accents or cedillas."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


class PlainFrench(SearchFrench):
    """Indexes words without their accents; the page's script does the same to what is typed."""

    stopwords = {plain(word) for word in SearchFrench.stopwords}  # noqa: RUF012  (Sphinx's own declaration)
    js_splitter_code = r"""
var splitQuery = (query) => query
  .normalize("NFD").replace(/[\u0300-\u036f]/g, "")
  .split(/[^\p{Letter}\p{Number}_]+/gu)
  .filter((word) => word);
"""

    def split(self, input: str) -> list[str]:
        return super().split(plain(input))


def setup(app: Sphinx) -> None:
    app.add_search_language(PlainFrench)
