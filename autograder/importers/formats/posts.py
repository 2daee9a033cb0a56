"""The common part of every export that has one post a row: labels to columns, dates to UTC, damaged cells reported."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from autograder.domain.errors import InvalidData
from autograder.domain.french import listing
from autograder.importers import numbers
from autograder.importers.dates import in_utc
from autograder.importers.formats.base import Context, Layout, cell, clock, is_total
from autograder.importers.labels import plain, plain_row
from autograder.importers.report import Kind
from autograder.importers.tables import COLUMNS, COUNTS, PUBLICATIONS, Value

TYPES = {
    "photo": "photo", "photos": "photo", "ig image": "photo", "image": "photo", "images": "photo", "album": "photo",
    "video": "vidéo", "videos": "vidéo", "ig video": "vidéo", "sharedvideo": "vidéo", "live": "direct",
    "live video": "direct", "reel": "reel", "reels": "reel", "ig reel": "reel", "link": "lien", "links": "lien",
    "lien": "lien", "liens": "lien", "text": "texte", "texte": "texte", "status": "texte", "statut": "texte",
    "statuts": "texte", "story": "story", "stories": "story", "ig story": "story", "story ig": "story",
    "image ig": "photo", "photo ig": "photo", "video ig": "vidéo", "reel ig": "reel", "carrousel ig": "carrousel",
    "carousel": "carrousel",
    "ig carousel": "carrousel", "carrousel": "carrousel", "event": "événement", "evenement": "événement",
    "short": "reel", "shorts": "reel",
}
SLOT = {name: place for place, name in enumerate(COLUMNS[PUBLICATIONS])}
_MANGLED_ID = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
GESTURES = {"reactions": "les réactions", "commentaires": "les commentaires", "partages": "les partages"}
_ERROR = ("error occurred", "une erreur s'est produite", "une erreur est survenue")


@dataclass(frozen=True)
class PostFormat:
    """One row a post. `labels` maps plain header labels to our columns; of each group in `needs` one must be there.

    Extra keys of `labels`, beside our columns: `publie_le` (date and hour), `titre`, `periode`, and names starting
    with `_`, which subclasses read.
    """

    name: str
    network: str
    labels: Mapping[str, str]
    needs: tuple[frozenset[str], ...]
    bars: frozenset[str] = frozenset()
    zone: ZoneInfo | None = None
    account: re.Pattern[str] | None = None
    id_in_link: re.Pattern[str] | None = None
    said: tuple[str, ...] = field(default=())
    """What to tell whoever imports such a file, always."""

    def recognise(self, head: list[list[str]]) -> Layout | None:
        for place, row in enumerate(head):
            labels = plain_row(row)
            here = set(labels)
            if all(here & group for group in self.needs) and not here & self.bars:
                return Layout(place, self.places(labels), tuple(labels), self.network_of(here))
        return None

    def places(self, labels: list[str]) -> dict[str, int]:
        """The column of each thing: the first label of `self.labels` that is there wins over the later ones."""
        found: dict[str, int] = {}
        for label, column in self.labels.items():
            if column not in found and label in labels:
                found[column] = labels.index(label)
        return found

    def network_of(self, labels: set[str]) -> str:
        return self.network

    def date_cells(self, rows: Iterator[list[str]], layout: Layout) -> Iterator[str]:
        place = layout.columns.get("publie_le")
        return (cell(row, place) for number, row in enumerate(rows) if number > layout.header)

    def convert(self, rows: Iterator[list[str]], layout: Layout, context: Context) -> None:
        self._say_the_columns(layout, context)
        for sentence in self.said:
            context.report.add(Kind.NOTICED, sentence)
        columns = layout.columns
        texts = [(place, SLOT[name]) for name, place in columns.items() if name in SLOT and name not in COUNTS]
        counts = [(place, SLOT[name], name) for name, place in columns.items() if name in COUNTS]
        width = max(columns.values()) + 1
        trust_ids = not self._ids_lost_digits(layout, context)
        for position, row in enumerate(rows):
            if position <= layout.header:
                continue
            if len(row) < width:
                row = row + [""] * (width - len(row))
            if self._drop(row, layout, context):
                continue
            values: list[Value] = [None] * len(SLOT)
            for place, slot in texts:
                values[slot] = row[place].strip() or None
            for place, slot, name in counts:
                text = row[place]
                values[slot] = int(text) if text.isdecimal() else context.number(text, name)
            self._identify(values, row, layout, context, trust_ids)
            self._date(values, row, columns, context)
            self.finish(values, row, layout, context)
            context.keep(PUBLICATIONS, tuple(values))

    def _say_the_columns(self, layout: Layout, context: Context) -> None:
        """Columns left aside, columns named twice, gestures the export does not count: none of it in silence."""
        shown = context.head[layout.header]
        for place, label in enumerate(layout.labels):
            if label and label not in self.labels:
                context.report.add(Kind.NOTICED, "{n} colonne(s) que nous ne reprenons pas", shown[place])
            elif label in layout.labels[:place] and layout.labels.index(label) in layout.columns.values():
                context.report.add(Kind.NOTICED, "{n} colonne(s) portent un nom déjà vu : la première de ce nom est "
                                                 "lue", shown[place])
        missing = [words for name, words in GESTURES.items() if name not in layout.columns]
        if missing:
            context.report.add(Kind.UNKNOWN, f"cet export ne compte pas {listing(missing)} : sans ces nombres, pas "
                                             f"d'interactions ni de taux d'engagement")

    # -- what makes a row one of ours

    def _drop(self, row: list[str], layout: Layout, context: Context) -> bool:
        if not any(text.strip() for text in row):
            return True
        if is_total(row):
            context.drop("{n} ligne(s) de total")
            return True
        figures = [row[place] for name, place in layout.columns.items() if name in COUNTS]
        if "publie_le" in layout.columns and not any(text.strip() for text in (
                row[layout.columns["publie_le"]], *figures)) and not self._is_error(row):
            context.drop("{n} ligne(s) sans date ni chiffre (note, ligne coupée)", next(t for t in row if t.strip()))
            return True
        if "id" not in layout.columns or row[layout.columns["id"]].strip():
            if row[0] == context.head[layout.header][0] and tuple(plain_row(row)) == layout.labels:
                context.drop("{n} ligne(s) d'en-têtes répétée(s)")
                return True
            return False
        if cell(row, layout.columns.get("publie_le")).strip():
            context.report.add(Kind.UNKNOWN, "{n} publication(s) sans identifiant")
            return False
        if wrong := self._is_error(row):
            context.drop("{n} ligne(s) d'erreur de la plateforme", wrong)
        elif any(text.startswith("Lifetime") for text in row):
            context.drop("{n} ligne(s) d'explications sous les en-têtes")
        else:
            context.drop("{n} ligne(s) sans identifiant ni date", next(text for text in row if text.strip()))
        return True

    def _is_error(self, row: list[str]) -> str:
        """The platform's own words for a row it could not fill, or one that explains the headers; else empty."""
        return next((text for text in row if any(words in plain(text) for words in _ERROR)), "")

    def _identify(
        self, values: list[Value], row: list[str], layout: Layout, context: Context, trust_ids: bool,
    ) -> None:
        values[SLOT["reseau"]] = layout.network
        link = str(values[SLOT["lien"]] or "")
        text = str(values[SLOT["id"]] or "").strip("'\"=")  # `="123"` keeps a spreadsheet from rounding
        found = self.id_in_link.search(link) if self.id_in_link and link else None
        lost = bool(text) and (not trust_ids or _MANGLED_ID.fullmatch(text) is not None)
        if found and (not text or (lost and found[1].startswith(_known_digits(text)))):
            text = found[1]
        elif lost:
            context.report.add(Kind.UNKNOWN, "{n} identifiant(s) dont un tableur a perdu les derniers chiffres", text)
            text = ""
        values[SLOT["id"]] = text or None
        if self.account and not values[SLOT["compte"]] and (owner := self.account.search(link)):
            values[SLOT["compte"]] = owner[1]

    def _ids_lost_digits(self, layout: Layout, context: Context) -> bool:
        """True when a spreadsheet rounded the long ids: it keeps 15 digits, and every later one is then a zero."""
        place = layout.columns.get("id")
        ids = [cell(list(row), place).strip() for row in context.head[layout.header + 1:]]
        long = [text for text in ids if len(text) > 15 and text.isdecimal()]
        return len(long) >= 3 and not any(text[15:].strip("0") for text in long)

    def _date(self, values: list[Value], row: list[str], columns: Mapping[str, int], context: Context) -> None:
        written = cell(row, columns.get("publie_le"))
        moment = context.moment(written)
        if moment is None:
            context.report.add(Kind.UNKNOWN, "{n} publication(s) sans date sûre")
            return
        local = moment
        moment, doubtful = in_utc(moment, self.zone)
        if doubtful:
            context.report.add(Kind.UNKNOWN, "{n} heure(s) de la nuit du changement d'heure, juste(s) à une heure près",
                               written)
        if local.offset:
            context.report.add(Kind.CONVERTED, "{n} heure(s) passée(s) à l'heure du Mali (UTC), d'après le décalage "
                                               "écrit dans la cellule", written)
        elif local.offset is None and self.zone and local.time is not None and moment.time is not None:
            shift = (moment.time.hour - local.time.hour) % 24
            context.report.add(Kind.CONVERTED, f"{{n}} date(s) passée(s) de l'heure du Pacifique (celle de Meta) "
                                               f"à l'heure du Mali (UTC) : + {shift} h")
        values[SLOT["date"]] = moment.day.isoformat()
        values[SLOT["heure"]] = clock(moment, hours_only=context.hours_only)

    def finish(self, values: list[Value], row: list[str], layout: Layout, context: Context) -> None:
        """What only this format knows. Here: the kind of post, and its title when it has no text."""
        columns = layout.columns
        if "titre" in columns and not values[SLOT["texte"]]:
            values[SLOT["texte"]] = row[columns["titre"]].strip() or None
        said = str(values[SLOT["type"]] or "")
        if said:
            kind = TYPES.get(plain(said))
            if kind is None:
                context.report.add(Kind.NOTICED, "{n} type(s) de publication gardé(s) tel(s) quel(s)", said)
            values[SLOT["type"]] = kind or said.lower()


def _known_digits(text: str) -> str:
    """What a spreadsheet left of an id: `1,221E+17` began with 1221."""
    return re.split("[eE]", text)[0].replace(",", "").replace(".", "").rstrip("0")


def unescape(values: list[Value]) -> None:
    """X writes `&amp;` for `&` in the texts it exports."""
    text = values[SLOT["texte"]]
    if isinstance(text, str) and "&" in text:
        values[SLOT["texte"]] = html.unescape(text)


def seconds_or_none(text: str, context: Context) -> float | None:
    if numbers.is_missing(text):
        return None
    try:
        return numbers.seconds(text)
    except numbers.Unreadable:
        context.report.add(Kind.UNKNOWN, "{n} durée(s) illisible(s), laissée(s) vide(s)", text)
        return None


def refuse_daily_figures(layout: Layout, context: Context, column: str) -> None:
    """An export made day by day repeats each post with figures that cannot be added up (the reach above all)."""
    place = layout.columns.get(column)
    for row in context.head[layout.header + 1:]:
        text = cell(list(row), place)
        if any(letter.isdecimal() for letter in text):
            raise InvalidData(
                f"{context.name} donne les chiffres jour par jour (« {text} ») : la portée d'un jour ne s'ajoute pas à "
                f"celle d'un autre. Refaites l'export avec les chiffres « depuis la publication » (Lifetime).", text)

