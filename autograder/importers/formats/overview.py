"""Account overviews of X and TikTok: one row a day, no posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autograder.importers.formats.base import Context, Layout, cell, is_total
from autograder.importers.labels import plain_row
from autograder.importers.report import Kind
from autograder.importers.tables import FOLLOWERS, PAGE_MEASURES


@dataclass(frozen=True)
class Overview:
    """`measures` maps labels to the names of our measures; `followers` to the columns of our followers' table."""

    name: str
    network: str
    needs: frozenset[str]
    measures: Mapping[str, str]
    followers: Mapping[str, str]

    def recognise(self, head: list[list[str]]) -> Layout | None:
        for place, row in enumerate(head):
            labels = plain_row(row)
            if labels and labels[0] == "date" and self.needs <= set(labels):
                return Layout(place, {label: number for number, label in reversed(list(enumerate(labels)))})
        return None

    def date_cells(self, rows: Iterator[list[str]], layout: Layout) -> Iterator[str]:
        return (cell(row, 0) for number, row in enumerate(rows) if number > layout.header)

    def convert(self, rows: Iterator[list[str]], layout: Layout, context: Context) -> None:
        for number, row in enumerate(rows):
            if number <= layout.header or not any(text.strip() for text in row):
                continue
            moment = None if is_total(row) else context.moment(cell(row, 0))
            if moment is None:
                context.drop("{n} ligne(s) de total ou sans date sûre", cell(row, 0))
                continue
            day = moment.day.isoformat()
            for label, measure in self.measures.items():
                if label in layout.columns:
                    value = context.number(cell(row, layout.columns[label]), "valeur")
                    context.keep(PAGE_MEASURES, (day, self.network, None, measure, value))
            found = {
                column: context.number(cell(row, layout.columns[label]), column)
                for label, column in self.followers.items() if label in layout.columns
            }
            if found:
                context.keep(FOLLOWERS, (day, self.network, None, found.get("abonnes"), found.get("nouveaux"),
                                         found.get("perdus")))
        context.report.add(Kind.NOTICED, "ces chiffres sont ceux du compte entier, jour par jour, pas des publications")


X_OVERVIEW = Overview(
    name="vue d'ensemble d'un compte X (Twitter)",
    network="X",
    needs=frozenset({"date", "impressions", "new follows"}),
    measures={"impressions": "impressions", "engagements": "engagements", "likes": "réactions",
              "replies": "commentaires", "reposts": "partages", "profile visits": "visites"},
    followers={"new follows": "nouveaux", "unfollows": "perdus"},
)
TIKTOK_OVERVIEW = Overview(
    name="vue d'ensemble d'un compte TikTok",
    network="TikTok",
    needs=frozenset({"date", "video views", "profile views"}),
    measures={"video views": "vues", "profile views": "visites", "likes": "réactions", "comments": "commentaires",
              "shares": "partages"},
    followers={"followers": "abonnes", "new followers": "nouveaux"},
)
