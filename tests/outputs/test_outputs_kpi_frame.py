"""The pandas layer and the pure functions give the same figures, whatever is missing or impossible."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.domain import kpi
from autograder.domain.figure import Unknown
from autograder.domain.kpi import Denominator, Reading
from autograder.domain.kpi_report import CampaignCounts, PostCounts
from autograder.outputs import kpi_frame

START = pd.Timestamp("2021-02-01").date()
counts = st.none() | st.integers(-2, 10**6)
rows = st.lists(st.tuples(*[counts] * 7), min_size=1, max_size=12)
COLUMNS = ["reactions", "commentaires", "partages", "enregistrements", "portee", "impressions", "abonnes"]


def both(values):
    """The same posts as a table and as objects."""
    table = pd.DataFrame(values, columns=COLUMNS, dtype="Int64")
    posts = [
        PostCounts(str(i), "x", START, r, c, s, f, None, reach, shown, None, fans)
        for i, (r, c, s, f, reach, shown, fans) in enumerate(values)
    ]
    return table, posts


def same(figure, value) -> bool:
    if isinstance(figure, Unknown):
        return math.isnan(value)
    return value == pytest.approx(figure)


@settings(deadline=None)
@given(rows)
def test_each_post_has_the_same_rate_on_both_sides(values):
    table, posts = both([row for row in values if all(n is None or n >= 0 for n in row)] or [(0,) * 7])

    for denominator in (Denominator.REACH, Denominator.FOLLOWERS, Denominator.IMPRESSIONS):
        rates = kpi_frame.engagement_rates(table, denominator)
        assert all(same(post.rate(denominator), rate) for post, rate in zip(posts, rates, strict=True))


@settings(deadline=None)
@given(rows)
def test_each_post_has_the_same_interactions_on_both_sides(values):
    table, posts = both(values)

    assert all(same(post.interactions, n) for post, n in zip(posts, kpi_frame.interactions(table), strict=True))


@settings(deadline=None)
@given(rows, st.sampled_from(Reading))
def test_a_campaign_has_the_same_rate_on_both_sides(values, reading):
    table, posts = both([row for row in values if all(n is None or n >= 0 for n in row)] or [(0,) * 7])

    pure = CampaignCounts(posts).rate(Denominator.REACH, reading)
    framed = kpi_frame.campaign_rate(table, Denominator.REACH, reading)

    assert framed.used == pure.used
    assert same(pure.value, math.nan if isinstance(framed.value, Unknown) else framed.value)


@settings(deadline=None)
@given(st.lists(counts, min_size=1, max_size=12))
def test_growth_and_shares_are_the_same_on_both_sides(values):
    series = pd.Series(values, dtype="Int64")

    grown = kpi_frame.growth_by_period(series)
    assert math.isnan(grown.iloc[0])
    assert all(same(pure, framed) for pure, framed in zip(kpi.growth_by_period(values), grown.iloc[1:], strict=True))
    shares = kpi.shares_of_total({str(i): value for i, value in enumerate(values)}).values()
    assert all(same(pure, framed) for pure, framed in zip(shares, kpi_frame.shares_of_total(series), strict=True))


def test_a_table_without_the_base_has_no_rate():
    table = pd.DataFrame({"reactions": [3]})

    assert kpi_frame.engagement_rates(table, Denominator.VIEWS).isna().all()
    assert isinstance(kpi_frame.campaign_rate(table, Denominator.VIEWS, Reading.POOLED).value, Unknown)
