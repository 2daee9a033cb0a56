"""Day-by-day series of a page (follows, reach, visits…): one block a metric and a network, days with zero left out."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.importers.formats.base import Context, Layout, cell
from autograder.importers.labels import plain, plain_row
from autograder.importers.report import Kind
from autograder.importers.tables import FOLLOWERS, PAGE_MEASURES

MEASURES = {
    "follows": "abonnements", "abonnements": "abonnements", "followers en plus": "abonnements",
    "nouveaux followers": "abonnements", "reach": "portée", "couverture": "portée", "portee": "portée",
    "visits": "visites", "visites": "visites", "views": "vues", "vues": "vues", "viewers": "spectateurs",
    "spectateurs": "spectateurs", "content interactions": "interactions", "interactions": "interactions",
    "interactions avec le contenu": "interactions", "link clicks": "clics sur un lien",
    "clics sur un lien": "clics sur un lien", "impressions": "impressions",
}
_NETWORKS = {"facebook": "Facebook", "instagram": "Instagram"}


class PageSeries:
    """`"Date","Primary"` blocks, each under a line with the name of its metric."""

    name = "séries journalières d'une page (Meta)"

    def recognise(self, head: list[list[str]]) -> Layout | None:
        for place, row in enumerate(head):
            if _is_header(row):
                return Layout(place, {"date": 0, "valeur": 1})
        return None

    def date_cells(self, rows: Iterator[list[str]], layout: Layout) -> Iterator[str]:
        return (cell(row, 0) for row in rows if len(row) > 1)

    def convert(self, rows: Iterator[list[str]], layout: Layout, context: Context) -> None:
        context.report.add(Kind.UNKNOWN, "le fuseau horaire de ces jours : l'export ne le dit pas")
        context.report.add(Kind.NOTICED, "Meta n'écrit pas les jours à zéro : un jour absent vaut zéro")
        title, network, measure = "", "", ""
        for row in rows:
            if not any(text.strip() for text in row):
                continue
            if _is_header(row):
                network, measure = _read_title(title, context)
            elif len([text for text in row if text.strip()]) == 1:
                title = next(text for text in row if text.strip())
            else:
                self._keep(row, network, measure, context)

    def _keep(self, row: list[str], network: str, measure: str, context: Context) -> None:
        moment = context.moment(row[0])
        if moment is None:
            context.drop("{n} ligne(s) sans date sûre", row[0])
            return
        value = context.number(cell(row, 1), "valeur")
        day = moment.day.isoformat()
        if measure == "abonnements":
            context.keep(FOLLOWERS, (day, network or None, None, None, value, None))
        else:
            context.keep(PAGE_MEASURES, (day, network or None, None, measure, value))


def _is_header(row: list[str]) -> bool:
    labels = plain_row(row)
    return len(labels) >= 2 and labels[0] == "date" and labels[1] in ("primary", "principal", "principale")


def _read_title(title: str, context: Context) -> tuple[str, str]:
    words = plain(title)
    network = next((name for key, name in _NETWORKS.items() if key in words), "")
    if not network:
        context.report.add(Kind.UNKNOWN, "la série ne dit pas de quel réseau elle vient", title or "sans titre")
    bare = " ".join(word for word in words.split() if word not in _NETWORKS)
    return network, MEASURES.get(bare) or MEASURES.get(bare.removesuffix(" sur")) or title.strip() or "sans nom"


PAGE_SERIES = PageSeries()
