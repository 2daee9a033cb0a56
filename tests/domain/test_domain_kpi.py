"""The 17 published worked examples, the table of denominators, and the laws of the indicators.

Facts, each with the page it was read on; W9 as its own formula gives it, its page prints another figure.
"""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain import kpi
from autograder.domain.engagement import COURSE, PUBLISHED, recognise
from autograder.domain.figure import Unknown, Why, json_of, shown
from autograder.domain.kpi import Denominator, Reading

REACH, FOLLOWERS, IMPRESSIONS = Denominator.REACH, Denominator.FOLLOWERS, Denominator.IMPRESSIONS

EXAMPLES = [
    ("W1", lambda: kpi.engagement_rate(180, 3000, FOLLOWERS), 0.06,
     "https://calculatormasters.com/calculators/social-media-marketing/social-media-engagement-rate-calculator/examples"),
    ("W2", lambda: kpi.engagement_rate(340, 8500, REACH), 0.04,
     "https://calculatormasters.com/calculators/social-media-marketing/social-media-engagement-rate-calculator/examples"),
    ("W3", lambda: kpi.engagement_rate(500, 20_000, IMPRESSIONS), 0.025,
     "https://www.narrative.bi/free-tools/how-to-calculate-engagement-rate"),
    ("W4", lambda: kpi.engagement_rate(kpi.interactions(150, 30, 20), 10_000, FOLLOWERS), 0.02,
     "https://leyaa.ai/codefly/learn/digital-marketing/qna/how-to-calculate-engagement-rate"),
    ("W5", lambda: kpi.mean_rate([0.034, 0.035]), 0.0345, "https://blog.hootsuite.com/calculate-engagement-rate/"),
    ("W6", lambda: kpi.growth(10_000, 10_500), 0.05, "https://www.shno.co/startup-metrics/audience-growth-rate"),
    ("W7", lambda: kpi.growth(12_400, 13_150), 0.060484, "https://costcalculator.calculator.city/?p=46796"),
    ("W8 large base", lambda: kpi.growth(100_000, 100_500), 0.005, "https://costcalculator.calculator.city/?p=46796"),
    ("W8 small base", lambda: kpi.growth(1_000, 1_500), 0.5, "https://costcalculator.calculator.city/?p=46796"),
    ("W9", lambda: kpi.growth_per_day(500, 700, 30), 0.013333,
     "https://calculatorwow.com/follower-growth-rate-calculator"),
    ("W10", lambda: kpi.amplification_by_followers(100, 500), 0.2,
     "https://www.lifesight.io/glossary/amplification-rate"),
    ("W11", lambda: kpi.amplification_by_post(100, 20), 5.0,
     "https://calculatorultra.com/en/tool/amplification-rate-calculator.html"),
    ("W12", lambda: kpi.mention_share(250, 1000), 0.25,
     "https://help.brandmentions.com/en/articles/12701748-what-does-voice-share-or-share-of-voice-mean-in-brandmentions"),
    ("W13", lambda: kpi.mention_share(150, 1000), 0.15,
     "https://intellifluence.com/blog/understanding-share-of-voice-sov-in-influencer-marketing"),
    ("W14 Instagram", lambda: kpi.shares_of_total({"Instagram": 2, "Wix": 2, "Facebook": 1})["Instagram"], 0.4,
     "https://support.9spokes.com/hc/en-us/articles/360013164819-Source-of-Visitors"),
    ("W14 Facebook", lambda: kpi.shares_of_total({"Instagram": 2, "Wix": 2, "Facebook": 1})["Facebook"], 0.2,
     "https://support.9spokes.com/hc/en-us/articles/360013164819-Source-of-Visitors"),
    ("W14 social networks",
     lambda: kpi.social_traffic_share({"Instagram": 2, "Wix": 2, "Facebook": 1}, {"Instagram", "Facebook"}), 0.6,
     "https://support.9spokes.com/hc/en-us/articles/360013164819-Source-of-Visitors"),
    ("W15", lambda: kpi.reach_rate(2500, 10_000), 0.25,
     "https://bitrix24.fr/articles/12-kpi-des-reseaux-sociaux-suivre-pour-mesurer-votre-succes.php"),
    ("W16", lambda: kpi.engagement_rate(8, 411, IMPRESSIONS), 0.019464720194647202,
     "a row of X's own export, quoted in a public test suite"),
    ("W17", lambda: kpi.engagement_rate(18, 1938, IMPRESSIONS), 0.009287925696594427,
     "https://github.com/ropensci-org/ropensci-tweets"),
]


@pytest.mark.parametrize(("compute", "published"), [e[1:3] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES])
def test_a_published_example_gives_its_published_result(compute, published):
    assert compute() == pytest.approx(published, abs=5e-7)


def test_w9_does_not_give_what_its_page_prints():
    assert kpi.growth(500, 700) == pytest.approx(0.4)
    assert kpi.growth_per_day(500, 700, 30) != pytest.approx(0.0667, abs=1e-3)


POST = {"reactions": 60, "comments": 10, "shares": 20, "saves": 10, "clicks": 100,
        "reach": 1000, "followers": 4000, "impressions": 2000, "views": 500}

DENOMINATORS = [
    ("Facebook (2014)", 0.19, "http://blog.groupe361.com/engagement-facebook-calcul-18042014/"),
    ("Iconosquare, taux d'engagement", 0.05,
     "https://support.iconosquare.com/fr/comment-les-taux-d-engagement-et-de-portee-facebook-sont-ils-calcules"),
    ("Iconosquare, taux d'engagement sur portée", 0.2,
     "https://support.iconosquare.com/fr/comment-les-taux-d-engagement-et-de-portee-facebook-sont-ils-calcules"),
    ("Hootsuite, ERR", 0.2, "https://blog.hootsuite.com/calculate-engagement-rate/"),
    ("Hootsuite, ER post", 0.05, "https://blog.hootsuite.com/calculate-engagement-rate/"),
    ("Hootsuite, ER impressions", 0.1, "https://blog.hootsuite.com/calculate-engagement-rate/"),
    ("Rival IQ", 0.0225,
     "https://optimalagency.blogspot.com/2024/08/what-is-good-engagement-rate-on-facebook.html"),
    ("NapoleonCat", 0.025,
     "https://brain.napoleoncat.com/en/articles/1096078-what-is-engagement-rate-or-er"),
    ("DashThis", 0.1, "https://static.dashthis.com/engagement-rate-calculator"),
    ("Grin", 0.0175, "https://support.grin.co/en/articles/2362634-how-are-engagement-rates-calculated"),
    ("X (export analytics)", 0.1, "verified on 1668 rows (rOpenSci)"),
    ("pass Culture", 0.09, "github pass-culture/data-gcp"),
    ("communication-pratique.fr (dit « sur les impressions »)", 0.1, "https://www.communication-pratique.fr/?p=69"),
]


@pytest.mark.parametrize(("who", "rate"), [row[:2] for row in DENOMINATORS], ids=[row[0] for row in DENOMINATORS])
def test_each_published_convention_gives_its_own_rate_of_the_same_post(who, rate):
    convention = next(convention for convention in PUBLISHED if convention.who == who)

    assert convention.rate(POST) == pytest.approx(rate)


def test_every_published_convention_but_the_course_s_own_is_in_the_table():
    assert {convention.who for convention in PUBLISHED if convention is not COURSE} == {row[0] for row in DENOMINATORS}


def test_rates_over_days_and_over_followers_times_posts():
    hootsuite_daily = kpi.engagement_rate(30, 1000, FOLLOWERS)
    napoleoncat_week = kpi.mean_rate([kpi.engagement_rate(day, 1000, FOLLOWERS) for day in (10, 20, 30)])
    dashthis = kpi.engagement_rate(300, 1000 * 3, FOLLOWERS)
    amelie_2011 = kpi.engagement_rate(42, 1400, FOLLOWERS)

    assert (hootsuite_daily, napoleoncat_week) == pytest.approx((0.03, 0.02))
    assert (dashthis, amelie_2011) == pytest.approx((0.1, 0.03))


def test_the_convention_behind_a_typed_rate_is_recognised():
    assert recognise(0.1, POST)[0].denominator is REACH
    assert {convention.denominator for convention in recognise(0.025, POST)} == {FOLLOWERS}
    assert "clics" in recognise(0.4, POST)[0].french
    assert recognise(0.5, POST) == ()


# -- three readings

def test_pooled_mean_and_median_are_three_different_figures():
    def read(reading):
        return kpi.campaign_rate([10, 10, 90], [100, 1000, 1000], REACH, reading).value

    assert read(Reading.POOLED) == pytest.approx(110 / 2100)
    assert read(Reading.MEAN) == pytest.approx((0.1 + 0.01 + 0.09) / 3)
    assert read(Reading.MEDIAN) == pytest.approx(0.09)


def test_a_rate_says_its_denominator_its_reading_and_what_it_left_out():
    rate = kpi.campaign_rate([10, 5, None], [100, 0, 50], REACH, Reading.POOLED)

    assert rate.french == "taux cumulé (somme sur somme), interactions divisées par la portée"
    assert [(place, reason.why) for place, reason in rate.left_out] == [(1, Why.ZERO), (2, Why.MISSING)]
    assert rate.used == 1 and rate.value == 0.1
    assert rate.to_json()["left_out"][0][1]["unknown"] == "zero"


# -- what has no figure

@pytest.mark.parametrize(("figure", "why", "word"), [
    (kpi.growth(0, 10), Why.ZERO, "part de zéro"),
    (kpi.growth(None, 10), Why.MISSING, "valeur de départ"),
    (kpi.growth_per_day(100, 200, 0), Why.ZERO, "zéro jour"),
    (kpi.engagement_rate(3, 0, REACH), Why.ZERO, "la portée = 0"),
    (kpi.engagement_rate(None, 10, REACH), Why.MISSING, "les interactions"),
    (kpi.engagement_rate(-3, 10, REACH), Why.IMPOSSIBLE, "-3"),
    (kpi.engagement_rate(3, math.inf, REACH), Why.IMPOSSIBLE, "démesuré"),
    (kpi.engagement_rate(10**400, 3, REACH), Why.IMPOSSIBLE, "démesuré"),
    (kpi.engagement_rate(3, math.nan, REACH), Why.MISSING, "la portée"),
    (kpi.interactions(1, None, 2), Why.MISSING, "les commentaires"),
    (kpi.influencer_share(30, 20), Why.IMPOSSIBLE, "ne dépasse pas"),
    (kpi.mean_rate([]), Why.EMPTY, "Aucun taux"),
    (kpi.campaign_rate([], [], REACH, Reading.MEAN).value, Why.EMPTY, "Aucune publication"),
    (kpi.social_traffic_share({}, {"Facebook"}), Why.EMPTY, "Aucune visite"),
    (kpi.shares_of_total({"Facebook": 0})["Facebook"], Why.ZERO, "le total"),
])
def test_what_cannot_be_computed_says_why_in_french(figure, why, word):
    assert isinstance(figure, Unknown)
    assert figure.why is why
    assert word in shown(figure)
    assert json_of(figure)["unknown"] == str(why)


def test_more_people_reached_than_times_shown_is_a_contradiction():
    assert [wrong.why for wrong in kpi.contradictions(reach=120, impressions=100)] == [Why.IMPOSSIBLE]
    assert kpi.contradictions(reach=100, impressions=100, clicks=None) == ()
    assert "les clics" in kpi.contradictions(clicks=-1)[0].sentence


def test_clicks_are_no_interactions():
    assert kpi.interactions(60, 10, 20, 10) == 100
    assert COURSE.rate(POST) == COURSE.rate(POST | {"clicks": 0})


# -- laws

counts = st.integers(0, 10**6)
positive = st.integers(1, 10**6)
posts = st.lists(st.tuples(counts, positive), min_size=1, max_size=30)


@given(positive, positive, positive)
def test_growth_composes(first, second, third):
    steps = kpi.growth_by_period([first, second, third])

    assert (1 + steps[0]) * (1 + steps[1]) == pytest.approx(1 + kpi.growth(first, third))


@given(st.dictionaries(st.text(max_size=5), counts, min_size=1))
def test_shares_of_a_whole_add_up_to_one(table):
    shares = kpi.shares_of_total(table).values()

    if any(table.values()):
        assert sum(shares) == pytest.approx(1)
    else:
        assert all(isinstance(share, Unknown) for share in shares)


@given(posts)
def test_pooled_mean_and_median_lie_between_the_lowest_and_the_highest_rate(rows):
    parts, bases = [part for part, _ in rows], [base for _, base in rows]
    rates = [part / base for part, base in rows]

    for reading in Reading:
        value = kpi.campaign_rate(parts, bases, REACH, reading).value
        assert min(rates) - 1e-9 <= value <= max(rates) + 1e-9


@given(posts, st.lists(st.tuples(counts, st.sampled_from([None, 0])), max_size=5))
def test_posts_without_a_base_never_change_the_rate(sound, broken):
    def rate(rows, reading):
        return kpi.campaign_rate([part for part, _ in rows], [base for _, base in rows], REACH, reading)

    for reading in Reading:
        assert rate(sound + broken, reading).value == rate(sound, reading).value
        assert len(rate(sound + broken, reading).left_out) == len(broken)
