"""Budget, timeline and editorial calendar: what they compute and what they say is amiss."""

from datetime import date, time, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.budget import Budget, Heading, Line, Post
from autograder.domain.channel import Channel, Language
from autograder.domain.critical_path import circles, earliest_finish, longest_chain
from autograder.domain.editorial_calendar import Calendar
from autograder.domain.errors import InvalidData
from autograder.domain.figure import Unknown
from autograder.domain.hashtag import Fault, Hashtag
from autograder.domain.known_dates import Effect, KnownDate
from autograder.domain.slot import Format, Slot, State
from autograder.domain.timeline import Activity, Milestone, Phase, Timeline

# -- budget

BUDGET = Budget((
    Line(Post.COMMUNITY_MANAGER, "Animation", 3, 150_000, "mois"),
    Line(Post.VIDEOGRAPHER, "Témoignages", 2, 100_000, "jour"),
    Line(Post.SOFTWARE, "Gestion de contenus", 1, 50_000),
    Line(Post.INTERNET, "Forfaits", 12, 25_000),
    Line(Post.RELAY, "Bénévoles", 10, 0, "personne"),
), envelope=1_000_000)


def test_a_budget_adds_up_and_fills_its_envelope():
    assert BUDGET.total == 1_000_000
    assert (BUDGET.left(), BUDGET.fits()) == (0, True)


def test_one_franc_too_many_does_not_fit():
    assert not Budget((Line(Post.TRAVEL, "Bus", 1, 1001),), 1000).fits()
    assert not Budget((Line(Post.TRAVEL, "Bus", 1, 1001),)).fits()


def test_each_heading_has_its_share():
    assert BUDGET.share_per_heading() == {Heading.PEOPLE: 0.65, Heading.EQUIPMENT: 0.05, Heading.ANCILLARY: 0.3}
    assert next(iter(BUDGET.share_per_post())) is Post.COMMUNITY_MANAGER
    assert all(isinstance(share, Unknown) for share in Budget().share_per_heading().values())


def test_posts_of_the_booklet_without_a_line_are_asked_about():
    assert Post.EDITOR in BUDGET.forgotten_posts()
    assert Post.RELAY not in BUDGET.forgotten_posts()
    assert BUDGET.forgotten_headings() == ()
    assert Budget().forgotten_headings() == tuple(Heading)


def test_volunteers_are_planned_but_a_line_without_quantity_is_not():
    assert [line.label for line in BUDGET.in_kind()] == ["Bénévoles"]
    assert Budget((Line(Post.EDITOR, "Relecture", 0, 5000),)).empty_lines()
    assert Budget((BUDGET.lines[0], BUDGET.lines[0])).repeated_lines() == (BUDGET.lines[0],)


@pytest.mark.parametrize(("quantity", "price", "amount"), [
    (0.5, 25_001, 12_501), (1.1, 10, 11), (0.1, 3, 0), (2, 7, 14),
])
def test_a_line_is_rounded_to_the_franc(quantity, price, amount):
    assert Line(Post.TRAVEL, "Trajet", quantity, price).amount == amount


def test_a_negative_price_is_refused():
    with pytest.raises(InvalidData):
        Line(Post.TRAVEL, "Trajet", 1, -5)


lines = st.builds(Line, st.sampled_from(Post), st.just("ligne"), st.integers(0, 99), st.integers(0, 10**7))


@given(st.lists(lines, max_size=8).map(tuple), st.none() | st.integers(0, 10**9))
def test_a_budget_written_and_read_again_is_the_same(rows, envelope):
    budget = Budget(rows, envelope)

    assert Budget.from_json(budget.to_json()) == budget
    assert sum(map(budget.total_of, Heading)) == sum(map(budget.total_of, Post)) == budget.total


# -- timeline

START = date(2021, 1, 4)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def activity(id_, start, days, owner="Awa", after="", phase=Phase.PREPARATION, contents=0):
    first, last = START + timedelta(start), START + timedelta(start + days - 1)
    return Activity(id_, f"activité {id_}", phase, first, last, owner, tuple(after.split()), contents)


def ids(activities):
    return " ".join(one.id for one in activities)


def test_the_critical_path_is_the_longest_chain_of_dependent_work():
    plan = Timeline((activity("a", 0, 5), activity("b", 5, 10, after="a"), activity("c", 5, 3, after="a"),
                     activity("d", 15, 2, after="b c"), activity("e", 0, 12)))

    assert ids(plan.critical_path()) == "a b d"
    assert plan.shortest_duration() == 17


def test_activities_that_wait_for_each_other_have_no_critical_path():
    plan = Timeline((activity("a", 0, 1, after="c"), activity("b", 1, 1, after="a"), activity("c", 2, 1, after="b"),
                     activity("d", 3, 1, after="d"), activity("e", 4, 1, after="a")))

    assert [ids(group) for group in plan.cycles()] == ["a b c", "d"]
    assert plan.critical_path() == () and plan.shortest_duration() == 0


def test_a_person_in_two_places_at_once_is_seen():
    plan = Timeline((activity("a", 0, 5), activity("b", 4, 3), activity("c", 7, 1), activity("d", 0, 9, "Moussa"),
                     activity("e", 0, 9, "")))

    assert {owner: [ids(pair) for pair in pairs] for owner, pairs in plan.overlaps().items()} == {"Awa": ["a b"]}
    assert ids(plan.unassigned()) == "e"


def test_work_that_begins_before_what_it_waits_for_is_seen():
    plan = Timeline((activity("a", 0, 5), activity("b", 4, 3, after="a zz"), activity("c", 5, 3, after="a")))

    assert [ids(pair) for pair in plan.early_starts()] == ["b a"]
    assert [(one.id, name) for one, name in plan.unknown_dependencies()] == [("b", "zz")]


def test_a_milestone_before_the_end_of_what_it_needs_is_missed():
    stones = (Milestone("Lancement", START, ("a",)), Milestone("Bilan", date(2022, 1, 1), ("a",)))
    plan = Timeline((activity("a", 0, 5),), stones)

    assert [milestone.name for milestone, _ in plan.missed_milestones()] == ["Lancement"]


@pytest.mark.parametrize(("contents", "ready_after"), [([4, 4, 4], 1), ([1, 1, 8], 2), ([9, 0, 0], 0), ([1, 2, 0], 1)])
def test_half_of_the_contents_are_ready_on_a_known_day(contents, ready_after):
    plan = Timeline(tuple(activity(str(i), 10 * i, 5, contents=count) for i, count in enumerate(contents)))

    assert plan.half_ready() == START + timedelta(10 * ready_after + 4)


def test_half_ready_on_the_day_of_the_launch_is_too_late():
    plan = (activity("a", 0, 5, contents=3),)

    assert Timeline(plan, launch=START + timedelta(5)).half_ready_before_launch()
    assert not Timeline(plan, launch=START + timedelta(4)).half_ready_before_launch()
    assert not Timeline((activity("a", 0, 5),), launch=START).half_ready_before_launch()


def test_phases_and_people_left_out_are_named():
    plan = Timeline((activity("a", 0, 1), activity("b", 1, 1, "Moussa")), shared_with=("awa",))

    assert plan.missing_phases() == (Phase.DESIGN, Phase.LIVE, Phase.EVALUATION)
    assert plan.not_told() == ("Moussa",)


activities = st.lists(
    st.builds(activity, st.sampled_from("abcdef"), st.integers(0, 60), st.integers(1, 20), st.sampled_from(["", "Awa"]),
              st.sampled_from(["", "a", "b c", "f"]), st.sampled_from(Phase), st.integers(0, 5)),
    max_size=6, unique_by=lambda one: one.id,
).map(tuple)


@given(activities, st.none() | days)
def test_a_timeline_written_and_read_again_is_the_same(rows, launch):
    plan = Timeline(rows, (Milestone("Bilan", START, ("a",)),), launch, ("Awa",))

    assert Timeline.from_json(plan.to_json()) == plan


graphs = st.lists(st.tuples(st.integers(1, 9), st.sets(st.integers(0, 4))), min_size=1, max_size=5)


@given(graphs)
def test_the_critical_path_is_the_one_found_by_trying_every_chain(rows):
    days = {str(i): length for i, (length, _) in enumerate(rows)}
    after = {str(i): tuple(str(j) for j in before if j < i) for i, (_, before) in enumerate(rows)}

    def is_chain(names):
        return all(one in after[other] for one, other in pairwise(names))

    chains = (names for size in range(1, len(rows) + 1) for names in permutations(days, size) if is_chain(names))
    longest = max(sum(days[name] for name in names) for names in chains)
    found = longest_chain(days, after)

    assert is_chain(found) and sum(days[name] for name in found) == longest
    assert max(earliest_finish(days, after).values()) == longest


@given(graphs)
def test_circles_are_found_exactly_when_no_order_of_work_exists(rows):
    days = {str(i): length for i, (length, _) in enumerate(rows)}
    after = {str(i): tuple(str(j) for j in before if j < len(rows)) for i, (_, before) in enumerate(rows)}
    if circles(after):
        with pytest.raises(ValueError):
            earliest_finish(days, after)
    else:
        assert set(earliest_finish(days, after)) == set(days)


# -- editorial calendar

RAMADAN = KnownDate("Ramadan", date(2021, 4, 13), date(2021, 5, 12), Effect.ADAPT, "publier après la rupture du jeûne")


def slot(day, channel=Channel.FACEBOOK, format=Format.TEXT, hour=time(18), **more):
    return Slot(START + timedelta(day), channel, format, hour, **more)


def test_rhythm_counts_silent_weeks():
    plan = Calendar((slot(0), slot(2), slot(14)))

    assert list(plan.per_week().values()) == [2, 0, 1]
    assert plan.rhythm() == 1
    assert plan.silent_weeks() == (START + timedelta(7),)


def test_the_longest_gap_counts_the_empty_days():
    gap = Calendar((slot(0), slot(1), slot(9), slot(12))).longest_gap()

    assert (gap.before, gap.days) == (START + timedelta(1), 7)
    assert Calendar((slot(0), slot(1))).longest_gap() is None
    assert Calendar().longest_gap() is None


def test_a_channel_with_four_publications_in_a_day_is_overloaded():
    plan = Calendar((*(slot(0, hour=time(h)) for h in range(8, 12)), slot(0, Channel.X)))

    assert {channel: len(slots) for (_, channel), slots in plan.overloads().items()} == {Channel.FACEBOOK: 4}


def test_two_publications_at_the_same_minute_collide():
    plan = Calendar((slot(0), slot(0, Channel.X), slot(0, format=Format.QUIZ), slot(0, hour=None), slot(0, hour=None)))

    assert len(plan.collisions()) == 1


def test_variety_and_local_languages_are_shares():
    plan = Calendar((slot(0, language=Language.BAMBARA), slot(1, Channel.X, language=Language.FRENCH), slot(2)))

    assert plan.channel_shares() == {Channel.FACEBOOK: pytest.approx(2 / 3), Channel.X: pytest.approx(1 / 3)}
    assert plan.local_language_share() == 0.5
    assert plan.format_shares() == {Format.TEXT: 1}
    assert isinstance(Calendar((slot(0),)).local_language_share(), Unknown)


@pytest.mark.parametrize(("states", "half"), [("RI", True), ("RII", False), ("PRII", True), ("", False), ("I", False)])
def test_half_of_the_contents_are_produced_or_not(states, half):
    names = {"R": State.READY, "I": State.IN_HAND, "P": State.PUBLISHED}
    plan = Calendar(tuple(slot(i, state=names[letter]) for i, letter in enumerate(states)))

    assert plan.half_ready() is half


def test_publications_during_a_known_period_are_listed():
    plan = Calendar((slot(98), slot(99), slot(128), slot(129)))  # 12 and 13 April, 12 and 13 May 2021

    assert [when.day.isoformat() for when, _ in plan.clashes([RAMADAN])] == ["2021-04-13", "2021-05-12"]


def test_hashtags_follow_the_rules_over_the_whole_calendar():
    plan = Calendar((slot(0, hashtags=("#A", "#B", "#C", "#D")), slot(1, hashtags=("#PaixauMali", "#paixaumali")),
                     slot(2, hashtags=("#engageonsnous",))))

    assert plan.crowded_slots() == (plan.slots[0],)
    assert plan.spelling_doubles() == (Hashtag("#paixaumali"),)
    assert plan.hashtag_faults() == {Hashtag("#engageonsnous"): (Fault.UNREADABLE,)}


def test_slots_before_the_launch_without_owner_or_hour_are_listed():
    plan = Calendar((slot(0, hour=None), slot(5, owner="Awa")), launch=START + timedelta(3))

    assert plan.before_launch() == plan.unowned() == plan.without_hour() == (plan.slots[0],)


slots = st.builds(
    Slot, days, st.sampled_from(Channel), st.sampled_from(Format),
    st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)), st.text(max_size=20),
    st.none() | st.sampled_from(Language), st.sampled_from(["", "femmes"]),
    st.lists(st.sampled_from(["#A", "#B"])).map(tuple), st.sampled_from(["", "Awa"]), st.sampled_from(State),
)


@given(st.lists(slots, max_size=6).map(tuple), st.none() | days)
def test_a_calendar_written_and_read_again_is_the_same(rows, launch):
    plan = Calendar(rows, launch)

    assert Calendar.from_json(plan.to_json()) == plan


def test_a_known_date_written_and_read_again_is_the_same():
    assert KnownDate.from_json(RAMADAN.to_json()) == RAMADAN
    assert KnownDate.from_json({"name": "Fête", "start": "2021-05-13"}).end == date(2021, 5, 13)


@pytest.mark.parametrize(("read", "data", "word"), [
    (Calendar, {"slots": [{"channel": "x", "format": "texte"}]}, "la date manque"),
    (Calendar, {"slots": [{"day": "14/03/2021"}]}, "année-mois-jour"),
    (Calendar, {"slots": [{"day": "0202-03-14"}]}, "année invraisemblable"),
    (Calendar, {"slots": [slot(0).to_json() | {"hour": "18h"}]}, "n’est pas une heure"),
    (Calendar, {"slots": [{}] * 501}, "500 lignes"),
    (Timeline, {"activities": [activity("a", 0, 1).to_json() | {"end": "2021-01-03"}]}, "finit avant de commencer"),
    (Timeline, {"activities": [activity("a", 0, 1).to_json()] * 2}, "même identifiant"),
    (Timeline, {"milestones": [{"name": "n"}]}, "jalon, la date manque"),
    (Budget, {"lines": [{"post": "transport"}]}, "n’existe pas dans la liste"),
    (Budget, {"lines": [{"post": "internet", "label": "a", "quantity": "3"}]}, "doit être un nombre"),
    (Budget, {"lines": [{"post": "internet", "label": "a", "quantity": True}]}, "doit être un nombre"),
    (Budget, {"lines": [{"post": "internet", "label": "a", "quantity": 1, "unit_price": 1.5}]}, "nombre entier"),
    (Budget, {"envelope": -1}, "nombre entier"),
    (KnownDate, {"name": "Fête", "start": "2021-05-13", "end": "2021-05-12"}, "finit avant"),
])
def test_data_that_make_no_sense_are_refused_in_french(read, data, word):
    with pytest.raises(InvalidData) as refusal:
        read.from_json(data)

    assert word in refusal.value.sentence
