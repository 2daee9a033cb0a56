"""Any editorial calendar kept in a sheet: a date, a message, and whatever else the team wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.importers.formats.base import Context, Layout, cell, clock, is_total
from autograder.importers.labels import plain_row
from autograder.importers.report import Kind
from autograder.importers.tables import CALENDAR, COLUMNS

LABELS = {
    "date": ("date", "jour", "dates", "date de publication", "date de diffusion", "date prevue", "quand", "day",
             "publish date", "date et heure", "le", "date publication", "jour de publication",
             "jour de diffusion", "jour prevu", "jour et date", "date du post", "planned date", "post date"),
    "heure": ("heure", "heures", "horaire", "heure de publication", "time", "hour", "a", "heure prevue"),
    "canal": ("canal", "canaux", "reseau", "reseaux", "reseau social", "plateforme", "plateformes", "support", "media",
              "channel", "channels", "platform", "network", "canal de diffusion", "ou"),
    "format": ("format", "type", "type de contenu", "format du contenu", "content type", "nature",
               "type de publication"),
    "message": ("message", "texte", "contenu", "contenus", "sujet", "titre", "theme", "legende", "publication", "post",
                "caption", "copy", "text", "content", "quoi", "message cle", "intitule", "topic", "title",
                "description"),
    "langue": ("langue", "langues", "language"),
    "audience": ("audience", "cible", "cibles", "public", "publics", "public cible", "target", "a qui", "pour qui"),
    "hashtags": ("hashtags", "hashtag", "mots-diese", "mots-dieses", "#", "tags"),
    "responsable": ("responsable", "responsables", "qui", "auteur", "autrice", "auteur/autrice", "owner", "author",
                    "personne responsable", "charge de", "assigned to",
                    "qui publie", "qui fait", "publie par"),
    "etat": ("etat", "statut", "status", "avancement", "state"),
    "lien": ("lien", "liens", "url", "link", "visuel", "lien du visuel"),
}
_BESIDE = frozenset({"heure", "canal", "format", "langue", "audience", "responsable", "etat", "hashtags"})
# A table of comments or of figures also has dates and texts: it is no calendar.
_BARS = frozenset({"commentaire", "commentaires", "comment", "comments", "impressions", "reach", "portee", "couverture",
                   "vues", "views", "likes", "reactions", "publication_id"})
_HOUR = re.compile(r"(\d{1,2})\s*(?:[:hH]\s*(\d{2})?|heures?)(?::\d{2})?\s*([AaPp]\.?[Mm]\.?)?|(\d{1,2})")


class Calendar:
    """A table whose header names a date, a message and one thing more. Hours stay as written: they are local."""

    name = "calendrier éditorial"

    def recognise(self, head: list[list[str]]) -> Layout | None:
        for place, row in enumerate(head):
            labels = [label.rstrip(" *:?").split(" (")[0] for label in plain_row(row)]
            # in the order of LABELS: beside a column "Date", a column "Jour" holds the name of the day
            found = {column: next((name for name in names if name in labels), "") for column, names in LABELS.items()}
            columns = {column: labels.index(name) for column, name in found.items() if name}
            if {"date", "message"} <= set(columns) and set(columns) & _BESIDE and not _BARS & set(plain_row(row)):
                return Layout(place, columns, tuple(plain_row(row)))
        return None

    def date_cells(self, rows: Iterator[list[str]], layout: Layout) -> Iterator[str]:
        place = layout.columns["date"]
        return (cell(row, place) for number, row in enumerate(rows) if number > layout.header)

    def convert(self, rows: Iterator[list[str]], layout: Layout, context: Context) -> None:
        columns = layout.columns
        last = ""
        for number, row in enumerate(rows):
            if number <= layout.header or not any(text.strip() for text in row):
                continue
            said = {name: " ".join(cell(row, place).split()) for name, place in columns.items()}
            if is_total(row) or not (said["message"] or said.get("canal") or said.get("format")):
                context.drop("{n} ligne(s) sans message ni canal (titres de semaine, totaux, notes)",
                             next(text for text in row if text.strip()))
                continue
            if not said["date"] and last:
                said["date"] = last
                context.report.add(Kind.CONVERTED, "{n} date(s) vide(s) remplie(s) avec celle de la ligne au-dessus, "
                                                   "comme dans une cellule fusionnée")
            last = said["date"]
            moment = context.moment(said["date"])
            if moment is None:
                context.report.add(Kind.UNKNOWN, "{n} ligne(s) du calendrier sans date sûre", said["message"])
            hour = _hour(said["heure"], context) if said.get("heure") else clock(moment)
            values = said | {"date": moment.day.isoformat() if moment else "", "heure": hour or ""}
            context.keep(CALENDAR, tuple(values.get(name) or None for name in COLUMNS[CALENDAR]))


def _hour(text: str, context: Context) -> str | None:
    """`8h`, `18 h 30`, `18:30`, `6:30 pm`; anything else is reported and left empty."""
    found = _HOUR.fullmatch(text.strip())
    hours = int(found[1] or found[4]) if found else 24
    if found and found[3]:
        hours = hours % 12 + (12 if found[3][0] in "pP" else 0)
    minutes = int(found[2] or 0) if found else 0
    if hours > 23 or minutes > 59:
        context.report.add(Kind.UNKNOWN, "{n} heure(s) illisible(s), laissée(s) vide(s)", text)
        return None
    return f"{hours:02d}:{minutes:02d}"


CALENDAR_FORMAT = Calendar()
