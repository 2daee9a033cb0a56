"""The launch checklist, derived from a whole campaign, and the KPI report of its tables."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from autograder.domain.audience import Audience, Audiences, Role
from autograder.domain.budget import Budget, Line, Post
from autograder.domain.channel import Channel, Language
from autograder.domain.editorial_calendar import Calendar
from autograder.domain.figure import Unknown, Why
from autograder.domain.hashtag import Hashtag
from autograder.domain.kit import Account, Content, Kit
from autograder.domain.kpi import Denominator, Reading
from autograder.domain.kpi_report import CampaignCounts, PostCounts
from autograder.domain.launch_checklist import Campaign, checklist, ready
from autograder.domain.message import Message, ReaderTime
from autograder.domain.objective import Objective, Objectives
from autograder.domain.slot import Format, Slot, State
from autograder.domain.timeline import Activity, Phase, Timeline

LAUNCH = date(2021, 2, 1)


def work(id_, phase, start, days, contents=0):
    first = LAUNCH + timedelta(start)
    return Activity(id_, f"travail {id_}", phase, first, first + timedelta(days - 1), "Awa", (), contents)


def publication(day, format, channel, language, state):
    return Slot(LAUNCH + timedelta(day), channel, format, time(18), "Osons", language, "femmes", ("#EngageonsNous",),
                "Awa", state)


MESSAGE = Message("Au conseil, la parole des femmes compte. #EngageonsNous", Channel.FACEBOOK, ReaderTime.SECONDS,
                  "femmes", source="Diagnostic de l'inclusion")

READY = Campaign(
    Objectives((Objective("2000 voix", "femmes", "Kayes", "personnes", "", 0, 2000, date(2021, 4, 30)),)),
    Audiences((Audience("femmes", "Femmes des OSC", Role.DIRECT, channels=(Channel.FACEBOOK,)),)),
    (MESSAGE,),
    Budget((Line(Post.COMMUNITY_MANAGER, "Animation", 1, 100), Line(Post.SOFTWARE, "Veille", 1, 10),
            Line(Post.INTERNET, "Forfait", 1, 10)), 200),
    Timeline((work("a", Phase.DESIGN, -60, 10), work("b", Phase.PREPARATION, -40, 20, 10), work("c", Phase.LIVE, 0, 60),
              work("d", Phase.EVALUATION, 61, 10)), launch=LAUNCH, shared_with=("Awa",)),
    Calendar((publication(0, Format.TESTIMONY, Channel.FACEBOOK, Language.BAMBARA, State.READY),
              publication(3, Format.IMAGE, Channel.WHATSAPP, Language.FRENCH, State.READY),
              publication(7, Format.QUIZ, Channel.FACEBOOK, Language.FRENCH, State.IDEA)), LAUNCH),
    Kit("Une campagne", "Le réseau", "février 2021", "pour décider ensemble", (Account(Channel.FACEBOOK, "SaheLink"),),
        (Hashtag("#EngageonsNous"),), (MESSAGE,), (Account(Channel.X, "@mairie"),),
        (Content("Affiche", "affiche.png"),)),
)


def test_a_campaign_with_everything_in_place_is_ready():
    assert [point.to_do for point in checklist(READY)] == [()] * 7
    assert ready(READY)


def test_an_empty_campaign_has_its_seven_points_to_do():
    points = checklist(Campaign())

    assert [point.number for point in points] == [1, 2, 3, 4, 5, 6, 7]
    assert not any(point.ready for point in points)
    assert "encore vide" in points[5].to_do[0]


SILENT = Calendar((READY.calendar.slots[0], replace(READY.calendar.slots[1], day=LAUNCH + timedelta(20)),
                   replace(READY.calendar.slots[2], day=LAUNCH + timedelta(21))), LAUNCH)
MONOLINGUAL = Calendar(tuple(replace(slot, language=Language.FRENCH) for slot in READY.calendar.slots))
DRAFTS = Calendar(tuple(replace(slot, state=State.IN_HAND) for slot in READY.calendar.slots))


@pytest.mark.parametrize(("number", "change", "word"), [
    (1, {"objectives": Objectives(READY.objectives.objectives * 3)}, "vous en avez 3"),
    (1, {"objectives": Objectives((Objective("Sensibiliser"),))}, "qui doit changer"),
    (1, {"audiences": Audiences((replace(READY.audiences.audiences[0], channels=()),))}, "Trouvez un canal"),
    (2, {"messages": (replace(MESSAGE, source=""),)}, "sur quoi s’appuie"),
    (2, {"messages": (replace(MESSAGE, audience="hommes"),)}, "à quelle cible"),
    (2, {"messages": (replace(MESSAGE, text="mot " * 100, channel=Channel.X),)}, "120 signes de trop"),
    (3, {"budget": replace(READY.budget, envelope=100)}, "dépasse l’enveloppe de 20"),
    (3, {"budget": Budget()}, "Chiffrez"),
    (4, {"timeline": replace(READY.timeline, shared_with=())}, "avec Awa"),
    (4, {"timeline": replace(READY.timeline, activities=READY.timeline.activities[:3])}, "évaluation"),
    (5, {"calendar": SILENT}, "silence de 19 jours"),
    (5, {"calendar": MONOLINGUAL}, "langues locales"),
    (6, {"calendar": DRAFTS}, "0 prêt sur 3"),
    (7, {"kit": replace(READY.kit, people=())}, "à identifier"),
])
def test_one_thing_undone_reopens_its_own_point(number, change, word):
    points = checklist(replace(READY, **change))

    assert [point.number for point in points if not point.ready] == [number]
    assert any(word in to_do for to_do in points[number - 1].to_do)


def test_a_campaign_written_and_read_again_is_the_same():
    assert Campaign.from_json(READY.to_json()) == READY
    assert Campaign.from_json({}) == Campaign()
    assert checklist(READY)[0].to_json() == {
        "number": 1, "title": "Les objectifs et les cibles sont clairement identifiés", "ready": True, "to_do": []}


# -- KPI report

def post(id_, day, gestures, reach, impressions=None, **more):
    likes, comments, shares = gestures
    return PostCounts(id_, "facebook", date(2021, 2, day), likes, comments, shares, reach=reach,
                      impressions=impressions, **more)


COUNTS = CampaignCounts(
    posts=[post("a", 1, (8, 1, 1), 100, format="temoignage"), post("b", 2, (10, 0, 0), 1000, format="affiche"),
           post("c", 16, (18, 1, 1), 100, 50), post("d", 17, (5, None, 0), 100), post("e", 18, (3, 0, 0), 0)],
    followers={"facebook": {date(2021, 4, 30): 150, date(2021, 2, 1): 100},
               "x": {date(2021, 2, 1): 0, date(2021, 4, 30): 50}},
    hashtag_uses={date(2021, 2, 1): 10, date(2021, 2, 8): 15},
    mentions={"awa": 3, "moussa": 1, "mairie": 0}, influencers={"awa", "mairie"}, target_audience=2000,
    traffic={"facebook": 30, "x": 10, "google": 60}, social_sources={"facebook", "x"},
)


def test_a_report_keeps_contradictory_and_missing_counts_out_of_the_rate():
    rate = COUNTS.rate()

    assert rate.value == pytest.approx(20 / 1100) and rate.used == 2
    assert [(place, reason.why) for place, reason in rate.left_out] == [
        (2, Why.IMPOSSIBLE), (3, Why.MISSING), (4, Why.ZERO)]
    assert "les commentaires" in rate.left_out[1][1].sentence
    assert [post.id for post, _ in COUNTS.contradictions()] == ["c"]
    assert COUNTS.rate(Denominator.REACH, Reading.MEAN).value == pytest.approx((0.1 + 0.01) / 2)


def test_interactions_are_summed_and_grow_week_by_week():
    assert COUNTS.interactions() == 43
    assert list(COUNTS.interactions_by_week().values()) == [20, 0, 23]
    growth = list(COUNTS.interactions_growth().values())
    assert growth[0] == -1 and isinstance(growth[1], Unknown)


def test_the_best_posts_and_formats_come_first():
    assert [post.id for post in COUNTS.best_posts()] == ["a", "b"]
    assert list(COUNTS.rates_by_format()) == ["temoignage", "affiche"]


def test_community_traffic_hashtag_and_influencers_are_reported():
    assert COUNTS.followers_growth()["facebook"] == 0.5
    assert isinstance(COUNTS.followers_growth()["x"], Unknown)
    assert COUNTS.network_shares() == {"facebook": 0.75, "x": 0.25}
    assert COUNTS.social_traffic_share() == pytest.approx(0.4)
    assert COUNTS.traffic_shares()["google"] == 0.6
    assert (COUNTS.hashtag_total(), list(COUNTS.hashtag_growth().values())) == (25, [0.5])
    assert COUNTS.influencer_mentions_share() == 0.75
    assert COUNTS.influencer_share() == 1 / 2000


def test_an_empty_campaign_has_no_figure_and_says_so():
    nothing = CampaignCounts()

    for figure in (nothing.interactions(), nothing.rate().value, nothing.hashtag_total(), nothing.influencer_share(),
                   nothing.influencer_mentions_share(), nothing.social_traffic_share()):
        assert isinstance(figure, Unknown)
    assert nothing.best_posts() == () and nothing.network_shares() == {}


def test_posts_are_grouped_by_what_their_network_lets_one_divide_by():
    counts = CampaignCounts([post("a", 1, (1, 0, 0), 10), PostCounts("b", "X", LAUNCH, impressions=9),
                             PostCounts("c", "TikTok", LAUNCH, views=9), PostCounts("d", "YouTube", LAUNCH, reach=5)])

    groups = {base: [one.id for one in group.posts] for base, group in counts.by_denominator().items()}
    assert groups == {Denominator.REACH: ["a", "d"], Denominator.IMPRESSIONS: ["b"], Denominator.VIEWS: ["c"]}
