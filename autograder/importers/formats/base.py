"""What every format offers: recognise a table by its first rows, point at its dates, convert its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from autograder.domain.errors import InvalidData
from autograder.importers import numbers
from autograder.importers.dates import DateOrder, Moment, NoYear, read_moment
from autograder.importers.report import FileReport, Kind
from autograder.importers.tables import SIGNED, Row

Sink = Callable[[str, Row], bool]
"""Takes (table, row) and tells whether the row is new; a post read before is not."""

TOTALS = frozenset({"total", "totaux", "grand total", "total general", "somme", "totals"})


@dataclass(frozen=True)
class Layout:
    """Where things are in a recognised table: the header's row number, and the column of each thing."""

    header: int
    columns: dict[str, int]
    labels: tuple[str, ...] = ()
    network: str = ""


@dataclass
class Context:
    """What a conversion works with: where rows go, what is reported, how dates are read."""

    name: str
    report: FileReport
    sink: Sink
    order: DateOrder | None = None
    hours_only: bool = False
    head: tuple[tuple[str, ...], ...] = ()

    def keep(self, table: str, row: Row) -> None:
        if self.sink(table, row):
            self.report.kept[table] += 1

    def drop(self, why: str, example: object = None) -> None:
        self.report.add(Kind.DROPPED, why, example)

    def number(self, text: str, column: str) -> int | None:
        """A count, or None when the cell says nothing or nothing sure; the report keeps the difference."""
        if text.isdecimal():
            return int(text)
        if not text:
            return None
        if numbers.is_missing(text):
            if text.strip():
                self.report.add(Kind.UNKNOWN, f"{column} : {{n}} valeur(s) que la plateforme ne donne pas", text)
            return None
        try:
            value = numbers.count(text)
        except numbers.Unreadable as error:
            self.report.add(Kind.UNKNOWN, f"{column} : {{n}} cellule(s) laissée(s) vide(s) : le contenu {error}", text)
            return None
        if value < 0 and column not in SIGNED:
            self.report.add(Kind.UNKNOWN, f"{column} : {{n}} nombre(s) négatif(s), laissé(s) vide(s)", text)
            return None
        if numbers.is_rounded(text):
            self.report.add(Kind.NOTICED, f"{column} : {{n}} nombre(s) arrondi(s) par la plateforme", text)
        return value

    def moment(self, text: str) -> Moment | None:
        """A date, or None, reported, when the cell holds none that is sure."""
        if numbers.is_missing(text):
            return None
        try:
            return read_moment(text, self.order)
        except NoYear:
            self.report.add(Kind.UNKNOWN, "{n} date(s) sans année, laissée(s) vide(s)", text)
        except ValueError:
            self._refuse_mixed(text)
            self.report.add(Kind.UNKNOWN, "{n} date(s) illisible(s), laissée(s) vide(s)", text)
        return None

    def _refuse_mixed(self, text: str) -> None:
        """A date that only the other order can read shows that the file mixes both: then none can be trusted."""
        if self.order is None:
            return
        other = DateOrder.MONTH_FIRST if self.order is DateOrder.DAY_FIRST else DateOrder.DAY_FIRST
        try:
            read_moment(text, other)
        except ValueError:
            return
        raise InvalidData(
            f"{self.name} mélange deux écritures de dates : la plupart se lisent {self.order.french}, mais « {text} » "
            f"se lit {other.french}. Séparez les deux exports, puis recommencez.", text)


class Format(Protocol):
    """One kind of export."""

    @property
    def name(self) -> str:
        """What it is, in French."""

    def recognise(self, head: list[list[str]]) -> Layout | None:
        """The layout when these first rows are of this format."""

    def date_cells(self, rows: Iterator[list[str]], layout: Layout) -> Iterator[str]:
        """The cells that hold dates, to find out how they are written."""

    def convert(self, rows: Iterator[list[str]], layout: Layout, context: Context) -> None:
        """Hand every row to `context`, and say there what was dropped, converted or not known."""


def cell(row: list[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def is_total(row: list[str]) -> bool:
    return bool(row) and row[0].strip().casefold() in TOTALS


def clock(moment: Moment | None, *, hours_only: bool = False) -> str | None:
    if moment is None or moment.time is None:
        return None
    return f"{moment.time.hour:02d}:00" if hours_only else f"{moment.time.hour:02d}:{moment.time.minute:02d}"
