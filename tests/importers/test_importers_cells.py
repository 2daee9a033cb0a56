"""Numbers, dates and texts as platforms and spreadsheets write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.safe_cells import disarm, rearm
from autograder.importers import numbers
from autograder.importers.dates import PACIFIC, DateOrder, DateScan, Moment, NoYear, in_utc, read_moment
from autograder.importers.labels import plain


@pytest.mark.parametrize(("text", "value"), [
    ("1520", 1520), ("1,520", 1520), ("1 520", 1520), ("1\u00a0520", 1520), ("1\u202f520", 1520), ("1.520", 1520),
    ("1'520", 1520), ("18.0", 18), ("18,0", 18), ("1,234,567", 1234567), ("1.234.567", 1234567), ("1,234.0", 1234),
    ("1.234,0", 1234), ("1.2K", 1200), ("8,6 k", 8600), ("2M", 2_000_000), (" 7 ", 7), ("-3", -3), ("0", 0),
])
def test_a_count_however_it_is_written(text, value):
    assert numbers.count(text) == value


@pytest.mark.parametrize(("text", "why"), [
    ("3.apr", "tableur"), ("3-Apr", "tableur"), ("avr-04", "tableur"), ("Apr-04", "tableur"), ("03/04/2021", "tableur"),
    ("2021-04-03", "tableur"), ("62,1", "entier"), ("abc", "nombre"), ("1 2 x", "nombre"), ("=1+1", "nombre"),
])
def test_a_cell_that_holds_no_count_says_why(text, why):
    with pytest.raises(numbers.Unreadable, match=why):
        numbers.count(text)


@given(st.integers(0, 10**12), st.sampled_from([",", " ", "\u00a0", "\u202f", ".", "'"]))
def test_grouping_thousands_changes_no_count(value, mark):
    assert numbers.count(f"{value:,}".replace(",", mark)) == value


@pytest.mark.parametrize("text", ["", " ", "-", "--", "NAN", "NaN", "N/A", "null", "—"])
def test_cells_that_mean_nothing_said(text):
    assert numbers.is_missing(text)


@pytest.mark.parametrize(("text", "value"), [("95", 95), ("95,5", 95.5), ("1:35", 95), ("1:02:03", 3723), ("0", 0)])
def test_durations_in_seconds(text, value):
    assert numbers.seconds(text) == value


# -- dates


@pytest.mark.parametrize(("text", "day", "clock"), [
    ("2021-04-30 16:56 +0000", date(2021, 4, 30), "16:56"), ("2023-07-08T00:00:00", date(2023, 7, 8), "00:00"),
    ("2025/10/31", date(2025, 10, 31), None), ("20231010", date(2023, 10, 10), None),
    ("Tue, Jul 14, 2026", date(2026, 7, 14), None), ("Dec 15, 2023", date(2023, 12, 15), None),
    ("28 sept. 2026", date(2026, 9, 28), None), ("1er mai 2021", date(2021, 5, 1), None),
    ("lundi 5 avril 2021", date(2021, 4, 5), None), ("5-avr-21", date(2021, 4, 5), None),
    ("15 août 2021 18:30", date(2021, 8, 15), "18:30"), ("3 févr. 2021", date(2021, 2, 3), None),
    ("14 juillet 2021 à 8h05", date(2021, 7, 14), "08:05"),
])
def test_dates_without_doubt(text, day, clock):
    moment = read_moment(text, None)

    assert moment.day == day
    assert (moment.time.strftime("%H:%M") if moment.time else None) == clock


@pytest.mark.parametrize(("order", "day"), [
    (DateOrder.DAY_FIRST, date(2021, 4, 3)), (DateOrder.MONTH_FIRST, date(2021, 3, 4))])
def test_a_slashed_date_needs_its_order(order, day):
    assert read_moment("03/04/2021 10:05", order).day == day
    assert read_moment("03/04/21 11:33:01 PM", order).time.hour == 23
    with pytest.raises(ValueError, match="03/04/2021"):
        read_moment("03/04/2021", None)


@pytest.mark.parametrize("text", ["lundi 5 avril", "18 août", "Apr 5"])
def test_a_date_without_year_is_not_completed(text):
    with pytest.raises(NoYear):
        read_moment(text, DateOrder.DAY_FIRST)


@pytest.mark.parametrize("text", ["Lifetime", "Global", "31/02/2021", "2021-13-01", "99/99/9999", "", "demain"])
def test_what_is_no_date(text):
    with pytest.raises(ValueError):
        read_moment(text, DateOrder.DAY_FIRST)


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.sampled_from(list(DateOrder)))
def test_a_date_written_in_either_order_is_read_back(day, order):
    written = f"{day:%d/%m/%Y}" if order is DateOrder.DAY_FIRST else f"{day:%m/%d/%Y}"

    assert read_moment(written, order) == Moment(day)


@pytest.mark.parametrize(("local", "utc"), [
    ("02/08/2021 10:05", "2021-02-08 18:05"),   # winter: + 8 h
    ("03/14/2021 01:59", "2021-03-14 09:59"),   # the last minute of winter time
    ("03/14/2021 03:00", "2021-03-14 10:00"),   # summer time: + 7 h
    ("04/30/2021 18:00", "2021-05-01 01:00"),   # the day changes
])
def test_pacific_time_becomes_the_time_of_mali(local, utc):
    moment, doubtful = in_utc(read_moment(local, DateOrder.MONTH_FIRST), PACIFIC)

    assert f"{moment.day} {moment.time:%H:%M}" == utc
    assert not doubtful


def test_the_hour_struck_twice_is_doubtful():
    assert in_utc(read_moment("11/07/2021 01:30", DateOrder.MONTH_FIRST), PACIFIC)[1]


def test_an_offset_in_the_cell_wins_over_the_platforms_zone():
    moment, _ = in_utc(read_moment("2021-04-30 16:56 +0200", None), PACIFIC)

    assert (moment.time.hour, moment.time.minute) == (14, 56)


def scan(*texts: str) -> DateScan:
    found = DateScan()
    for text in texts:
        found.look(text)
    return found


def test_the_values_tell_the_order():
    assert scan("03/04/2021", "03/20/2021").decided is DateOrder.MONTH_FIRST
    assert scan("03/04/2021", "20/03/2021").decided is DateOrder.DAY_FIRST
    assert scan("03/04/2021", "05/06/2021").decided is None
    assert scan("lundi 05/04/2021").decided is DateOrder.DAY_FIRST
    assert scan("Mon 04/05/2021").decided is DateOrder.MONTH_FIRST
    assert scan("13/05/2021", "05/14/2021").mixed
    assert not scan("05/05/2021", "06/06/2021").ambiguous


def test_minutes_that_repeat_the_month_are_not_minutes():
    start = date(2021, 3, 25)
    days = [start + timedelta(days=place) for place in range(20)]

    spoilt = scan(*(f"{day:%m/%d/%Y} 1{place % 10}:{day:%m}" for place, day in enumerate(days)))
    sound = scan(*(f"{day:%m/%d/%Y} 10:{place + 10}" for place, day in enumerate(days)))

    assert spoilt.minutes_repeat_the_month(DateOrder.MONTH_FIRST)
    assert not sound.minutes_repeat_the_month(DateOrder.MONTH_FIRST)


# -- texts


def test_labels_are_compared_without_their_typography():
    assert plain("Mentions\u00a0J’aime ") == plain("mentions j'aime") == "mentions j'aime"
    assert plain("\ufeffIdentifiant de la publication") == "identifiant de la publication"


@given(st.text())
def test_a_disarmd_cell_is_no_formula_and_comes_back(text):
    safe = disarm(text)

    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert rearm(safe) == text
