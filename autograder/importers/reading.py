"""From files to rows of our tables: recognise, settle the order of dates, convert, report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from autograder.domain.errors import InvalidData
from autograder.importers.dates import DateOrder, DateOrderUnknown, DateScan
from autograder.importers.formats.base import Context, Format, Layout, Sink
from autograder.importers.formats.calendar import CALENDAR_FORMAT
from autograder.importers.formats.ga4 import GA4
from autograder.importers.formats.insights import INSIGHTS
from autograder.importers.formats.meta_content import META_CONTENT
from autograder.importers.formats.overview import TIKTOK_OVERVIEW, X_OVERVIEW
from autograder.importers.formats.own import OWN
from autograder.importers.formats.page_series import PAGE_SERIES
from autograder.importers.formats.tiktok import TIKTOK
from autograder.importers.formats.x import X_NEW, X_OLD
from autograder.importers.formats.youtube import YOUTUBE
from autograder.importers.limits import HEAD
from autograder.importers.report import FileReport, Kind, Report
from autograder.importers.seen import Seen
from autograder.importers.sources import Source, Way, sources_of
from autograder.importers.tables import PUBLICATIONS, Row

FORMATS: tuple[Format, ...] = (
    OWN, INSIGHTS, X_OLD, X_NEW, YOUTUBE, TIKTOK, META_CONTENT, X_OVERVIEW, TIKTOK_OVERVIEW, PAGE_SERIES, GA4,
    CALENDAR_FORMAT,  # last: it asks the least
)
SURE = 500  # dates looked at, at least, before an order that the values decide is taken as that of the whole file

KNOWN = ("publications de Facebook, d'Instagram, de X, de YouTube ou de TikTok, séries d'une page, rapport Google "
         "Analytics, calendrier éditorial")


def read_into(
    sink: Sink, paths: Iterable[Path], date_order: DateOrder | None = None, *, pass_over_unknown: bool = False,
) -> Report:
    """Read every file, hand each row to `sink` as (table, row), and say what happened.

    A post met twice is kept once. Raises `InvalidData` for a file that is none of the known formats, and
    `DateOrderUnknown` when a file's dates can be read both ways and `date_order` does not say how. With
    `pass_over_unknown`, for whole folders, a table of no known format is only named in the report.
    """
    report = Report()
    once = Once(sink)
    for path in paths:
        sources = sources_of(path)
        recognised = [(source, *found) for source in sources if (found := recognise(source)) is not None]
        if not recognised and not pass_over_unknown:
            raise InvalidData(f"{path.name} n'a été reconnu comme aucun export connu ({KNOWN}) : donnez le fichier tel "
                              f"que vous l'avez téléchargé, sans changer ses en-têtes.", path)
        for source, format_, layout, way in recognised:
            report.files.append(_convert(source, format_, layout, way, once, date_order))
        _name_ignored(sources, recognised, report)
    return report


class Once:
    """A sink that lets each post through once: the same post is often in two exports that overlap."""

    def __init__(self, sink: Sink) -> None:
        self.sink, self.seen = sink, Seen()

    def __call__(self, table: str, row: Row) -> bool:
        if table == PUBLICATIONS and row[0] is not None and not self.seen.add((row[0], row[1])):
            return False
        return self.sink(table, row)


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
    order = _settle(scan, source.name, report, asked)
    hours_only = order is not None and scan.minutes_repeat_the_month(order)
    if hours_only:
        report.add(Kind.UNKNOWN, "les minutes répètent le numéro du mois (défaut de Meta) : seule l'heure est gardée")
    head = tuple(tuple(row) for row in islice(way.rows(), HEAD))

    def keep(table: str, row: Row) -> bool:
        kept = once(table, row)
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


def _name_ignored(
    sources: list[Source], recognised: list[tuple[Source, Format, Layout, Way]], report: Report,
) -> None:
    known = {id(found[0]) for found in recognised}
    for source in sources:
        if id(source) not in known:
            ignored = FileReport(source.name, "non reconnu")
            ignored.add(Kind.DROPPED, "ce tableau n'est pas un export connu, il n'a pas été lu")
            report.files.append(ignored)
