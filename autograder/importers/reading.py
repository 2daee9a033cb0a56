"""From files to rows of our tables: recognise, settle the order of dates, convert, report."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from autograder.domain.errors import InvalidData
from autograder.importers.dates import DateOrder, DateOrderUnknown, DateScan
from autograder.importers.formats.base import Context, Format, Layout
from autograder.importers.formats.calendar import CALENDAR_FORMAT
from autograder.importers.formats.ga4 import GA4
from autograder.importers.formats.insights import INSIGHTS
from autograder.importers.formats.meta_content import META_CONTENT
from autograder.importers.formats.overview import TIKTOK_OVERVIEW, X_OVERVIEW
from autograder.importers.formats.own import OWN
from autograder.importers.formats.page_series import PAGE_SERIES
from autograder.importers.formats.posts import PostFormat
from autograder.importers.formats.tiktok import TIKTOK
from autograder.importers.formats.x import X_NEW, X_OLD
from autograder.importers.formats.youtube import YOUTUBE
from autograder.importers.limits import HEAD
from autograder.importers.report import FileReport, Kind, Refusal, Report
from autograder.importers.shelf import Once, Shelf
from autograder.importers.sources import Source, Way, sources_of
from autograder.importers.tables import Row

log = logging.getLogger(__name__)

FORMATS: tuple[Format, ...] = (
    OWN, INSIGHTS, X_OLD, X_NEW, YOUTUBE, TIKTOK, META_CONTENT, X_OVERVIEW, TIKTOK_OVERVIEW, PAGE_SERIES, GA4,
    CALENDAR_FORMAT,  # last: it asks the least
)
SURE = 500  # dates looked at, at least, before an order that the values decide is taken as that of the whole file

OUR_FAULT = "a mis notre lecteur en panne, la faute n'est pas la vôtre : signalez-le à qui tient le cours."
KNOWN = ("publications de Facebook, d'Instagram, de X, de YouTube ou de TikTok, séries d'une page, rapport Google "
         "Analytics, calendrier éditorial")


Orders = DateOrder | Mapping[Path, DateOrder] | None
"""How ambiguous dates are meant: in every file alike, or file by file."""


def read_into(
    shelf: Shelf, paths: Iterable[Path], date_order: Orders = None, *, pass_over_unknown: bool = False,
) -> Report:
    """Read every file, hand its rows to `shelf`, and say what happened.

    A post met twice is kept once. A file that cannot be read is refused whole, in `report.refused`, and the others go
    on: it is none of the known formats, or damaged, or its dates can be read both ways and `date_order` does not say
    how (the refusal's error is then a `DateOrderUnknown`). With `pass_over_unknown`, for whole folders, a table of no
    known format is only named in the report.
    """
    report = Report()
    once = Once(shelf)
    for path in paths:
        asked = date_order.get(path) if isinstance(date_order, Mapping) else date_order
        try:
            found = _read_file(path, once, asked, pass_over_unknown)
        except InvalidData as error:
            once.undo()
            report.refused.append(Refusal(path, error))
        except Exception as error:
            if isinstance(error, OSError):  # the disk we write to is full: nothing else can go on either
                raise
            log.debug("reading of %s failed", path, exc_info=True)
            once.undo()
            report.refused.append(Refusal(path, InvalidData(f"{path.name} {OUR_FAULT}", path)))
        else:
            once.settle()
            report.files += found
    return report


def _read_file(path: Path, once: Once, asked: DateOrder | None, pass_over_unknown: bool) -> list[FileReport]:
    sources = sources_of(path)
    recognised = [(source, *found) for source in sources if (found := recognise(source)) is not None]
    if not recognised and not pass_over_unknown:
        raise next((source.refusal for source in sources if source.refusal), None) or InvalidData(
            f"{path.name} n'a été reconnu comme aucun export connu ({KNOWN}) : donnez le fichier tel "
            f"que vous l'avez téléchargé, sans changer ses en-têtes.", path)
    reports = [_convert(source, format_, layout, way, once, asked) for source, format_, layout, way in recognised]
    known = {id(found[0]) for found in recognised}
    return reports + [_ignored(source) for source in sources if id(source) not in known]


def recognise(source: Source) -> tuple[Format, Layout, Way] | None:
    """The format of a table, told by its first rows, and the way of cutting it into cells that shows it."""
    for way in source.ways:
        head = list(islice(way.rows(), HEAD))
        for format_ in FORMATS:
            if (layout := format_.recognise(head)) is not None:
                return format_, layout, way
    return None


def _convert(
    source: Source, format_: Format, layout: Layout, way: Way, once: Once, asked: DateOrder | None,
) -> FileReport:
    report = FileReport(source.name, format_.name)
    for sentence in way.said:
        report.add(Kind.CONVERTED, sentence)
    scan = _scan(format_.date_cells(way.rows(), layout))
    if scan.turned_over and isinstance(format_, PostFormat):
        raise InvalidData(
            f"Dans {source.name}, un tableur a changé une partie des dates (« {scan.by_spreadsheet} ») et laissé les "
            f"autres en texte : il a pu y intervertir le jour et le mois. Redonnez le fichier tel qu'il a été "
            f"téléchargé, sans l'ouvrir dans un tableur.", scan.by_spreadsheet)
    order = _settle(scan, source.name, report, asked)
    hours_only = order is not None and scan.minutes_repeat_the_month(order)
    if hours_only:
        report.add(Kind.UNKNOWN, "les minutes répètent le numéro du mois (défaut de Meta) : seule l'heure est gardée")
    head = tuple(tuple(row) for row in islice(way.rows(), HEAD))

    def keep(table: str, row: Row) -> bool:
        kept = once.keep(table, row)
        if not kept:
            report.add(Kind.DROPPED, "{n} publication(s) déjà lue(s) : la première lue est gardée", row[0])
        return kept

    format_.convert(way.rows(), layout, Context(source.name, report, keep, order, hours_only, head))
    return report


def _scan(cells: Iterator[str]) -> DateScan:
    scan = DateScan()
    for text in cells:
        scan.look(text)
        if scan.mixed or (scan.seen >= SURE and scan.decided):
            break
    return scan


def _settle(scan: DateScan, name: str, report: FileReport, asked: DateOrder | None) -> DateOrder | None:
    if scan.mixed:
        raise InvalidData(
            f"{name} mélange deux écritures de dates : « {scan.day_first} » commence par le jour, "
            f"« {scan.month_first} » par le mois. Séparez les deux exports, puis recommencez.", scan)
    order = scan.decided
    if order is None and scan.ambiguous:
        if asked is None:
            raise DateOrderUnknown(name, scan.ambiguous)
        report.add(Kind.CONVERTED, f"dates lues {asked.french}, comme demandé", scan.ambiguous)
        return asked
    if order is not None:
        proof = scan.day_first or scan.month_first or scan.american
        report.add(Kind.CONVERTED, f"dates lues {order.french}, comme leurs valeurs le montrent", proof)
        if asked is not None and asked is not order:
            report.add(Kind.NOTICED, f"vous aviez demandé {asked.french} : les dates du fichier disent le contraire")
    return order if scan.seen == 0 or order else DateOrder.DAY_FIRST  # every day equals its month: no order matters


def _ignored(source: Source) -> FileReport:
    ignored = FileReport(source.name, "non reconnu")
    why = source.refusal.sentence.rstrip(".") if source.refusal else "ce tableau n'est pas un export connu"
    ignored.add(Kind.DROPPED, f"{why}, il n'a pas été lu")
    return ignored
