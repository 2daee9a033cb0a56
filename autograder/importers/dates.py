"""Dates as exports write them. A day that cannot be told from a month is asked about, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from autograder.domain.errors import InvalidData
from autograder.importers.labels import plain

PACIFIC = ZoneInfo("America/Los_Angeles")

_TIME = r"(?:[T ,]+|,?\s+(?:à|at?)\s+)(\d{1,2})(?:[:hH](\d{2}))?(?::(\d{2})(?:\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?"
_ZONE = r"\s*(Z|UTC|[+-]\d{2}:?\d{2})?"
_NUMERIC = re.compile(
    rf"(?:([^\W\d]{{3,9}})\.?,? +)?(\d{{1,2}})[/.\-](\d{{1,2}})[/.\-](\d{{4}}|\d{{2}})(?:{_TIME})?{_ZONE}")
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?:{_TIME})?{_ZONE}")
_COMPACT = re.compile(r"(20\d{2}|19\d{2})(\d{2})(\d{2})")
_DAY_MONTH = re.compile(
    rf"(?:[a-z]+\.?,? )?(\d{{1,2}})(?:er|st|nd|rd|th)?[ \-]([a-z]+)\.?,?[ \-](\d{{4}}|\d{{2}})(?:{_TIME})?")
_MONTH_DAY = re.compile(rf"(?:[a-z]+\.?,? )?([a-z]+)\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?:{_TIME})?")
_NO_YEAR = re.compile(r"(?:[a-z]+\.?,? )?(?:(\d{1,2})(?:er)?[ \-/]([a-z]+|\d{1,2})|([a-z]+)\.? (\d{1,2}))\.?")

_MONTHS = {
    "jan": 1, "feb": 2, "fev": 2, "mar": 3, "apr": 4, "avr": 4, "may": 5, "mai": 5, "jun": 6, "juin": 6, "jul": 7,
    "juil": 7, "aug": 8, "aou": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

_WEEKDAYS = {
    "lun": 0, "mon": 0, "mar": 1, "tue": 1, "mer": 2, "wed": 2, "jeu": 3, "thu": 3, "ven": 4, "fri": 4, "sam": 5,
    "sat": 5, "dim": 6, "sun": 6,
}


class DateOrder(StrEnum):
    """How `04/05/2021` is meant. The values are those typed after `--dates`."""

    DAY_FIRST = "jour-mois"
    MONTH_FIRST = "mois-jour"

    @property
    def french(self) -> str:
        return "jour/mois/année" if self is DateOrder.DAY_FIRST else "mois/jour/année"


class DateOrderUnknown(InvalidData):
    """The file's dates can be read both ways: the person must say which. `example` is one of them."""

    def __init__(self, name: str, example: str) -> None:
        super().__init__(
            f"Dans {name}, on ne peut pas savoir si « {example} » commence par le jour ou par le mois : précisez "
            f"ordre_dates=« jour-mois » ou ordre_dates=« mois-jour » (en ligne de commande : --dates jour-mois ou "
            f"--dates mois-jour).", example)
        self.example = example


class NoYear(ValueError):
    """A date that gives a day and a month but no year."""


@dataclass(frozen=True)
class Moment:
    """A date, its time if one was written, and its offset from UTC if one was written."""

    day: date
    time: time | None = None
    offset: timedelta | None = None


def read_moment(text: str, order: DateOrder | None) -> Moment:
    """Read one date. Raises `NoYear`, or `ValueError` when it is not a date.

    `order` serves `04/05/2021` only; without it such a date is a `ValueError`.
    """
    text = text.strip()
    if found := _ISO.fullmatch(text):
        return _moment(int(found[1]), int(found[2]), int(found[3]), found.groups()[3:7], found[8])
    if found := _NUMERIC.fullmatch(text):
        if order is None:
            raise ValueError(text)
        first, second = int(found[2]), int(found[3])
        day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
        return _moment(_year(found[4]), month, day, found.groups()[4:8], found[9])
    if found := _COMPACT.fullmatch(text):
        return _moment(int(found[1]), int(found[2]), int(found[3]))
    return _worded(plain(text))


def _worded(text: str) -> Moment:
    if found := _DAY_MONTH.fullmatch(text):
        return _moment(_year(found[3]), _month(found[2]), int(found[1]), found.groups()[3:7])
    if found := _MONTH_DAY.fullmatch(text):
        return _moment(int(found[3]), _month(found[1]), int(found[2]), found.groups()[3:7])
    if _NO_YEAR.fullmatch(text):
        raise NoYear(text)
    raise ValueError(text)


def _month(word: str) -> int:
    number = _MONTHS.get(word[:4]) or _MONTHS.get(word[:3])
    if number is None:
        raise ValueError(word)
    return number


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _moment(
    year: int, month: int, day: int, clock: tuple[str | None, ...] = (), zone: str | None = None,
) -> Moment:
    return Moment(date(year, month, day), _time(clock) if clock and clock[0] else None, _offset(zone))


def _time(clock: tuple[str | None, ...]) -> time:
    hour, minute, _, half = clock
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    return time(hours, int(minute or 0))


@lru_cache(maxsize=64)
def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    if zone in ("Z", "UTC"):
        return timedelta(0)
    sign = -1 if zone[0] == "-" else 1
    digits = zone[1:].replace(":", "")
    return sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))


def in_utc(moment: Moment, zone: ZoneInfo | None) -> tuple[Moment, bool]:
    """The moment in UTC, and whether the hour was one that the clocks struck twice (or never) that night.

    An offset written in the cell wins over `zone`, the platform's; with neither, the hour is left as it is.
    """
    if moment.time is None or (moment.offset is None and zone is None):
        return moment, False
    local = datetime.combine(moment.day, moment.time)
    if moment.offset is not None:
        moved, doubtful = local - moment.offset, False
    else:
        aware = local.replace(tzinfo=zone)
        doubtful = local.month in (3, 11) and local.hour < 4 and aware.utcoffset() != aware.replace(fold=1).utcoffset()
        moved = aware.astimezone(UTC)
    return Moment(moved.date(), moved.time().replace(tzinfo=None)), doubtful


def _told_by_weekday(word: str, first: int, second: int, year: int) -> DateOrder | None:
    """`lundi 05/04/2021`: only 5 April was a Monday. None when both days fit, or neither."""
    weekday = next((place for name, place in _WEEKDAYS.items() if plain(word).startswith(name)), None)
    fits = []
    for order, day, month in ((DateOrder.DAY_FIRST, first, second), (DateOrder.MONTH_FIRST, second, first)):
        try:
            if date(year, month, day).weekday() == weekday:
                fits.append(order)
        except ValueError:
            continue
    return fits[0] if len(fits) == 1 else None


@dataclass
class DateScan:
    """A first look at a file's dates: what decides the order, and whether the minutes can be trusted."""

    seen: int = 0
    day_first: str = ""
    month_first: str = ""
    american: str = ""
    ambiguous: str = ""
    minutes_are_first: int = 0
    minutes_are_second: int = 0
    timed: int = 0
    by_spreadsheet: str = ""  # a date that came year first although others did not, its day 12 at most
    plainly_iso: bool = False

    def look(self, text: str) -> None:
        text = text.strip()
        found = _NUMERIC.fullmatch(text)
        if not found:
            if iso := _ISO.fullmatch(text):
                self.plainly_iso = self.plainly_iso or int(iso[3]) > 12
                self.by_spreadsheet = self.by_spreadsheet or text
            return
        self.seen += 1
        first, second = int(found[2]), int(found[3])
        told = _told_by_weekday(found[1], first, second, _year(found[4])) if found[1] else None
        if first > 12 >= second or told is DateOrder.DAY_FIRST:
            self.day_first = self.day_first or text
        elif second > 12 >= first or told is DateOrder.MONTH_FIRST:
            self.month_first = self.month_first or text
        elif first != second:
            self.ambiguous = self.ambiguous or text
        if found[8]:
            self.american = self.american or text
        if found[6] is not None:
            self.timed += 1
            self.minutes_are_first += int(found[6]) == first
            self.minutes_are_second += int(found[6]) == second

    @property
    def decided(self) -> DateOrder | None:
        """What the values themselves say. AM and PM go with the American order, as the report then says."""
        if self.day_first:
            return DateOrder.DAY_FIRST
        return DateOrder.MONTH_FIRST if self.month_first or self.american else None

    @property
    def mixed(self) -> bool:
        return bool(self.day_first and self.month_first)

    @property
    def turned_over(self) -> bool:
        """A spreadsheet took the dates it could for its own country's, and left the others as text."""
        return bool(self.seen and self.by_spreadsheet and not self.plainly_iso)

    def minutes_repeat_the_month(self, order: DateOrder) -> bool:
        """One year's exports wrote the month where the minutes belong (`04/17/2021 09:04`)."""
        same = self.minutes_are_second if order is DateOrder.DAY_FIRST else self.minutes_are_first
        return self.timed >= 5 and same == self.timed
