"""Tables that a phone can read: each cell carries the name of its column, shown where rows are stacked as cards."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

NARROW = "serre"
"""The class of a table that fits on a phone as it is."""


class ColumnNames(SphinxPostTransform):
    """The stylesheet hides these names on wide screens and on paper, where the header row says them."""

    default_priority = 70

    def run(self, **kwargs: Any) -> None:
        for table in list(self.document.findall(nodes.table)):
            header = next(iter(table.findall(nodes.thead)), None)
            if header is None or NARROW in table["classes"]:
                continue
            table["classes"].append("en-cartes")
            names = [entry.astext() for entry in header.findall(nodes.entry)]
            for row in next(iter(table.findall(nodes.tbody))).children:
                for name, cell in list(zip(names, row.children, strict=False))[1:]:
                    _label(cell, name)


def _label(cell: nodes.Element, name: str) -> None:
    first = next(iter(cell.findall(nodes.paragraph)), None)
    if name and first is not None:
        first.insert(0, nodes.inline("", f"{name}\u00a0: ", classes=["colonne"]))


def setup(app: Sphinx) -> None:
    app.add_post_transform(ColumnNames)
