"""Facebook's old Insights export of posts (until 2021), as .csv or as SpreadsheetML .xls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.importers.dates import PACIFIC
from autograder.importers.formats.base import Context, Layout
from autograder.importers.formats.posts import SLOT, PostFormat
from autograder.importers.labels import plain
from autograder.importers.report import Kind
from autograder.importers.tables import Value

_ACTIONS = {"like": "reactions", "comment": "commentaires", "share": "partages"}
_STORIES = "lifetime post stories by action type - "
_TALKING = "lifetime talking about this (post) by action type - "


@dataclass(frozen=True)
class OldInsights(PostFormat):
    """A second header row explains the columns, and is all that tells some of equal name apart."""

    def recognise(self, head: list[list[str]]) -> Layout | None:
        layout = super().recognise(head)
        if layout is None or layout.header + 1 >= len(head):
            return layout
        columns = dict(layout.columns)
        for column in ("portee", "impressions"):
            wanted = "unique users" if column == "portee" else "total count"
            columns |= self._told_apart(column, wanted, layout, head[layout.header + 1])
        return Layout(layout.header, columns, layout.labels, layout.network)

    def _told_apart(self, column: str, wanted: str, layout: Layout, explained: list[str]) -> dict[str, int]:
        if column not in layout.columns:
            return {}
        label = layout.labels[layout.columns[column]]
        same = [place for place, other in enumerate(layout.labels) if other == label]
        told = [place for place in same if place < len(explained) and wanted in plain(explained[place])]
        return {column: told[0]} if len(same) > 1 and told else {}

    def convert(self, rows: Iterator[list[str]], layout: Layout, context: Context) -> None:
        if not {"reactions", "commentaires", "partages"} <= set(layout.columns):
            context.report.add(Kind.UNKNOWN, "réactions, commentaires et partages sont dans une autre feuille de cet "
                                             "ancien export, ou n'y sont pas : les interactions restent inconnues")
        super().convert(rows, layout, context)

    def finish(self, values: list[Value], row: list[str], layout: Layout, context: Context) -> None:
        super().finish(values, row, layout, context)
        page, mark, post = str(values[SLOT["id"]] or "").partition("_")
        if mark and page.isdecimal() and post.isdecimal():
            context.report.add(Kind.CONVERTED, "{n} identifiant(s) « page_publication » réduit(s) à la publication")
            values[SLOT["id"]] = post
        for name in ("reactions", "commentaires", "partages"):
            if name in layout.columns and values[SLOT[name]] is None and values[SLOT["portee"]] is not None:
                values[SLOT[name]] = 0  # this export leaves a gesture's cell empty when nobody made it


INSIGHTS = OldInsights(
    name="publications Facebook (anciennes statistiques « Insights »)",
    network="Facebook",
    labels={
        "post id": "id", "permalink": "lien", "post message": "texte", "type": "type", "posted": "publie_le",
        "lifetime post total reach": "portee", "lifetime post total impressions": "impressions",
        **{_STORIES + action: column for action, column in _ACTIONS.items()},
        **{_TALKING + action: column for action, column in _ACTIONS.items()},
        **_ACTIONS,
        "lifetime post consumptions by type - link clicks": "clics_lien",
        "lifetime post consumer actions by type - link clicks": "clics_lien", "link clicks": "clics_lien",
        "lifetime post consumptions": "clics",
    },
    needs=(frozenset({"post id"}), frozenset({"posted"}),
           frozenset({"lifetime post total reach", "lifetime post total impressions", "lifetime engaged users"})),
    zone=PACIFIC,
)
