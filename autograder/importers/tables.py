"""The tables that every import becomes: same names and same French columns as `datasets/*/propre/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas

Value = str | int | float | None
Row = tuple[Value, ...]

PUBLICATIONS = "publications"
FOLLOWERS = "abonnes"
PAGE_MEASURES = "mesures_page"
TRAFFIC = "trafic_site"
CALENDAR = "calendrier"

COLUMNS: dict[str, tuple[str, ...]] = {
    PUBLICATIONS: (
        "id", "reseau", "compte", "date", "heure", "type", "texte", "lien", "langue", "portee", "impressions", "vues",
        "reactions", "commentaires", "partages", "enregistrements", "clics", "clics_lien", "engagements",
        "abonnes_gagnes", "duree_s",
    ),
    FOLLOWERS: ("date", "reseau", "compte", "abonnes", "nouveaux", "perdus"),
    PAGE_MEASURES: ("date", "reseau", "compte", "mesure", "valeur"),
    TRAFFIC: ("date", "source", "support", "canal", "page", "sessions", "utilisateurs", "vues"),
    CALENDAR: (
        "date", "heure", "canal", "format", "message", "langue", "audience", "hashtags", "responsable", "etat", "lien",
    ),
}

# Whole numbers, empty when the platform does not say. `engagements` is the platform's own total, never ours.
COUNTS = frozenset({
    "portee", "impressions", "vues", "reactions", "commentaires", "partages", "enregistrements", "clics", "clics_lien",
    "engagements", "abonnes_gagnes", "abonnes", "nouveaux", "perdus", "valeur", "sessions", "utilisateurs",
})
# Counts that may be negative: followers lost as well as won.
SIGNED = frozenset({"abonnes_gagnes", "nouveaux"})


@dataclass
class Table:
    """Rows of one table, in memory. `columns` are those of `COLUMNS[name]`; hours are UTC, the hour of Mali."""

    name: str
    rows: list[Row] = field(default_factory=list)

    @property
    def columns(self) -> tuple[str, ...]:
        return COLUMNS[self.name]

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> list[Value]:
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def records(self) -> Iterator[dict[str, Value]]:
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))

    def frame(self) -> pandas.DataFrame:
        """The same rows as a pandas table, whole numbers kept whole where some are missing."""
        import pandas

        frame = pandas.DataFrame(self.rows, columns=list(self.columns))
        whole = [name for name in self.columns if name in COUNTS]
        return frame.astype(dict.fromkeys(whole, "Int64"))
