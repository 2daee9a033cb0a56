"""Reports of Google Analytics 4: traffic by source, by channel, by page, by day. English and French."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.importers.formats.base import TOTALS, Context, Layout, cell
from autograder.importers.labels import plain, plain_row
from autograder.importers.report import Kind
from autograder.importers.tables import TRAFFIC

DIMENSIONS = {
    "date": "date",
    "session source": "source", "source de la session": "source", "source": "source", "first user source": "source",
    "session source / medium": "source_support", "source/support de la session": "source_support",
    "source / support de la session": "source_support", "session source/medium": "source_support",
    "first user source / medium": "source_support", "source / medium": "source_support",
    "source/support": "source_support",
    "session medium": "support", "support de la session": "support", "medium": "support",
    "session default channel group": "canal", "session primary channel group (default channel group)": "canal",
    "session primary channel group": "canal", "default channel group": "canal",
    "groupe de canaux par defaut de la session": "canal", "groupe de canaux par defaut pour la session": "canal",
    "groupe de canaux principal de la session (groupe de canaux par defaut)": "canal",
    "first user default channel group": "canal",
    "page path and screen class": "page", "page path": "page", "landing page": "page",
    "page title and screen class": "page", "page title and screen name": "page", "page de destination": "page",
    "landing page + query string": "page", "chemin de la page et classe de l'ecran": "page",
    "chemin de la page": "page", "titre de la page et classe de l'ecran": "page", "page": "page",
}
FIGURES = {
    "sessions": "sessions",
    "active users": "utilisateurs", "users": "utilisateurs", "total users": "utilisateurs",
    "utilisateurs actifs": "utilisateurs", "utilisateurs": "utilisateurs",
    "nombre total d'utilisateurs": "utilisateurs",
    "views": "vues", "vues": "vues", "screen page views": "vues",
}
_PERIOD = re.compile(r"(start date|date de debut|end date|date de fin)\s*:\s*(\d{8})")


class Ga4:
    """Comment lines, then a table; sometimes several tables, each under its own comments. The first is read."""

    name = "rapport Google Analytics 4"

    def recognise(self, head: list[list[str]]) -> Layout | None:
        commented = any(row and row[0].startswith("#") for row in head)
        for place, row in enumerate(head):
            labels = plain_row(row)
            if not labels or labels[0].startswith("#"):
                continue
            columns = {name: number for number, label in reversed(list(enumerate(labels)))
                       if (name := DIMENSIONS.get(label) or FIGURES.get(label))}
            found = set(columns)
            telling = found & {"source", "source_support", "canal", "page"}
            if found & set(FIGURES.values()) and (telling or (commented and "date" in found)):
                return Layout(place, columns, tuple(labels))
        return None

    def date_cells(self, rows: Iterator[list[str]], layout: Layout) -> Iterator[str]:
        place = layout.columns.get("date")
        return (cell(row, place) for number, row in enumerate(rows) if number > layout.header)

    def convert(self, rows: Iterator[list[str]], layout: Layout, context: Context) -> None:
        self._say_the_period(layout, context)
        for number, row in enumerate(rows):
            if number <= layout.header or not any(text.strip() for text in row):
                continue
            if row[0].startswith("#"):
                if number < layout.header + 3:
                    continue
                context.report.add(Kind.NOTICED, "un second tableau suit dans le même fichier : il n'est pas lu")
                break
            self._keep(row, layout, context)

    def _keep(self, row: list[str], layout: Layout, context: Context) -> None:
        said = {name: cell(row, place).strip() for name, place in layout.columns.items()}
        dimensions = [text for name, text in said.items() if name not in FIGURES.values()]
        if not any(dimensions) or any(plain(text) in TOTALS for text in row[:len(layout.labels) + 1]):
            context.drop("{n} ligne(s) de total")
            return
        source, _, support = said.get("source_support", "").partition(" / ")
        day = context.moment(said["date"]) if said.get("date") else None
        context.keep(TRAFFIC, (
            day.day.isoformat() if day else None, said.get("source") or source or None,
            said.get("support") or support or None, said.get("canal") or None, said.get("page") or None,
            context.number(said.get("sessions", ""), "sessions"),
            context.number(said.get("utilisateurs", ""), "utilisateurs"), context.number(said.get("vues", ""), "vues"),
        ))

    def _say_the_period(self, layout: Layout, context: Context) -> None:
        if "date" in layout.columns:
            context.report.add(Kind.NOTICED, "les utilisateurs d'un jour ne s'ajoutent pas à ceux d'un autre : "
                                             "additionnez les sessions")
            return
        told = _PERIOD.findall("\n".join(plain(text) for row in context.head for text in row if text.startswith("#")))
        period = " au ".join(f"{digits[6:]}/{digits[4:6]}/{digits[:4]}" for _, digits in told[:2])
        context.report.add(Kind.UNKNOWN, "ce rapport ne donne pas les jours, seulement le total de sa période"
                                         + (f" ({period})" if period else ""))


GA4 = Ga4()
