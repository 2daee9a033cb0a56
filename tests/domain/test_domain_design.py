"""Framework, objectives, audiences, strategy, campaign type, objectives tree: the campaign on paper."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.audience import Audience, Audiences, Role
from autograder.domain.campaign_type import Aim as Aimed
from autograder.domain.campaign_type import CampaignType, Change, Kind
from autograder.domain.cause_tree import CauseTree, Level, Link, Statement
from autograder.domain.channel import Channel, Language
from autograder.domain.errors import InvalidData
from autograder.domain.figure import Unknown, Why
from autograder.domain.objective import Objective, Objectives, Part
from autograder.domain.objectives_tree import ObjectivesTree, Rung, flip
from autograder.domain.strategy import Approach, Move, Strategy
from autograder.domain.triangular_framework import Dimension, Gap, Option, TriangularFramework

words = st.text("abcé ", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)

# -- triangular framework

FRAMEWORK = TriangularFramework(
    "Peu de femmes siègent",
    (Gap("g1", Dimension.CONTENT, "La loi n'est pas traduite", "Diagnostic"),
     Gap("g2", Dimension.CULTURE, "On les écoute peu")),
    (Option("Traduire la loi", ("g1",)), Option("Organiser un concert")),
)


def test_a_framework_says_its_empty_corner_and_its_loose_ends():
    assert FRAMEWORK.empty_dimensions() == (Dimension.STRUCTURE,)
    assert [gap.id for gap in FRAMEWORK.undocumented()] == ["g2"]
    assert [gap.id for gap in FRAMEWORK.unanswered()] == ["g2"]
    assert [option.text for option in FRAMEWORK.idle_options()] == ["Organiser un concert"]
    assert FRAMEWORK.dimensions_of(FRAMEWORK.options[0]) == (Dimension.CONTENT,)


gaps = st.lists(st.builds(Gap, words, st.sampled_from(Dimension), words, words), unique_by=lambda gap: gap.id)


@given(gaps.map(tuple))
def test_a_framework_written_and_read_again_is_the_same(held):
    written = TriangularFramework("p", held, (Option("o", tuple(gap.id for gap in held)),))

    assert TriangularFramework.from_json(written.to_json()) == written
    assert written.unanswered() == ()


# -- objectives

FULL = Objective("2000 femmes et jeunes s'expriment en ligne", "femmes et jeunes", "région de Kayes",
                 "personnes qui s'expriment", "personnes", 0, 2000, date(2021, 4, 30))


def test_an_objective_with_all_its_parts_is_specific_and_measurable():
    assert FULL.missing_parts() == () and FULL.specific and FULL.measurable


def test_a_wish_lacks_every_part():
    wish = Objective("Sensibiliser la population")

    assert set(wish.missing_parts()) == set(Part)
    assert not wish.specific and not wish.measurable


@pytest.mark.parametrize(("start", "target", "measured", "way"), [
    (0, 2000, 500, 0.25), (30, 10, 20, 0.5), (0, 100, 150, 1.5), (0, 100, -10, -0.1),
])
def test_progress_is_the_part_of_the_way_done(start, target, measured, way):
    objective = Objective("o", baseline=start, target=target)

    assert objective.progress(measured) == pytest.approx(way)
    assert objective.reached(measured) is (way >= 1)


def test_an_objective_that_stands_still_has_no_progress():
    still = Objective("o", baseline=5, target=5)

    assert still.stands_still() and isinstance(still.progress(7), Unknown) and still.progress(7).why is Why.ZERO
    assert not Objective("o", baseline=5).reached(7)


def test_one_or_two_objectives_not_three():
    assert not Objectives((FULL, FULL)).too_many()
    assert Objectives((FULL, FULL, FULL)).too_many()
    assert Objectives((FULL,)).due_before(date(2021, 5, 1)) == (FULL,)
    assert Objectives((FULL, Objective("vague"))).unfinished() == (Objective("vague"),)


def test_objectives_written_and_read_again_are_the_same():
    written = Objectives((FULL, Objective("vague")))

    assert Objectives.from_json(written.to_json()) == written


# -- audiences

WOMEN = Audience("femmes", "Femmes rurales", Role.DIRECT, 1200, 0.0, "marché le lundi", "santé",
                 (Channel.RADIO,), (Language.SONINKE,))
STUDENTS = Audience("etudiants", "Étudiantes", Role.RELAY, channels=(Channel.FACEBOOK,), influences=("meres",))
MOTHERS = Audience("meres", "Mères", Role.DIRECT)
MAYOR = Audience("maire", "Maires", Role.DECIDER)


def test_rural_women_are_reached_by_radio_and_mothers_through_their_children():
    plan = Audiences((WOMEN, STUDENTS, MOTHERS, MAYOR))

    assert WOMEN.reachable_by_radio() and not WOMEN.reachable_online()
    assert plan.out_of_reach() == (MAYOR,)
    assert plan.influencing(MOTHERS) == (STUDENTS,)
    assert plan.missed_by([Channel.FACEBOOK]) == (WOMEN, MAYOR)


def test_a_page_no_one_of_the_audience_can_open_does_not_reach_it():
    assert not Audience("a", "Sans réseau", Role.DIRECT, online_share=0, channels=(Channel.FACEBOOK,)).reachable()


def test_a_relay_who_influences_nobody_is_idle():
    alone = Audience("b", "Blogueurs", Role.RELAY, channels=(Channel.X,), influences=("b", "inconnue"))

    assert Audiences((alone, WOMEN)).idle_relays() == (alone,)


def test_what_nobody_found_out_about_an_audience_is_named():
    assert WOMEN.unknown_parts() == ()
    assert MAYOR.unknown_parts() == ("ses habitudes", "ses centres d'intérêt", "ses canaux")
    assert Audiences((WOMEN, MAYOR)).little_known() == (MAYOR,)


def test_audiences_written_and_read_again_are_the_same():
    written = Audiences((WOMEN, STUDENTS, MOTHERS, MAYOR))

    assert Audiences.from_json(written.to_json()) == written


# -- strategy

def test_a_strategy_of_protest_alone_only_confronts():
    assert Strategy((Move(Approach.PROTEST, "marche"),)).confronts_only()
    assert not Strategy((Move(Approach.PROTEST), Move(Approach.COALITION))).confronts_only()


def test_a_strategy_needs_deeds_evidence_and_values():
    plan = Strategy((Move(Approach.RESEARCH), Move(Approach.EDUCATION, "radio"), Move(Approach.EDUCATION, "radio")),
                    evidence=("20 % des femmes savent utiliser un ordinateur",))

    assert plan.combined()
    assert plan.in_name_only() == (Move(Approach.RESEARCH),)
    assert plan.repeated() == (Approach.EDUCATION,)
    assert plan.missing_grounds() == ("les valeurs et les sentiments",)
    assert len(Approach) == 8


@given(st.lists(st.builds(Move, st.sampled_from(Approach), st.sampled_from(["", "radio"]))).map(tuple))
def test_a_strategy_written_and_read_again_is_the_same(moves):
    written = Strategy(moves, ("preuve",), ("valeur",))

    assert Strategy.from_json(written.to_json()) == written


# -- campaign type

@pytest.mark.parametrize(("change", "aim", "kinds"), [
    (Change.DECISION, Aimed.DECIDERS, {Kind.POLICY}), (Change.DECISION, Aimed.PUBLIC, {Kind.PUBLIC_WILL}),
    (Change.DECISION, Aimed.CIRCLE, {Kind.POLICY, Kind.PUBLIC_WILL}), (Change.HABIT, Aimed.PUBLIC, {Kind.BEHAVIOUR}),
    (Change.HABIT, Aimed.DECIDERS, set()),
])
def test_change_and_aim_decide_the_type(change, aim, kinds):
    assert {kind for kind in Kind if CampaignType(kind, change, aim).fits()} == kinds


def test_a_type_written_and_read_again_is_the_same():
    written = CampaignType(Kind.BEHAVIOUR, Change.HABIT, Aimed.PUBLIC)

    assert CampaignType.from_json(written.to_json()) == written
    assert Kind.BEHAVIOUR.public and not Kind.POLICY.public


# -- objectives tree

TREE = CauseTree(
    (Statement("c", "Les projets oublient les femmes", Level.EFFECT),
     Statement("p", "Peu de femmes siègent", Level.PROBLEM),
     Statement("d", "Elles n'ont pas l'information", Level.DIRECT)),
    (Link("d", "p"), Link("p", "c")),
)


def test_a_tree_flipped_keeps_its_links_and_changes_its_roles():
    turned = flip(TREE, {"p": "Les femmes siègent en nombre"})

    assert turned.central.text == "Les femmes siègent en nombre"
    assert [aim.rung for aim in turned.aims] == [Rung.RESULT, Rung.CENTRAL, Rung.MEANS]
    assert [aim.id for aim in turned.means_to(turned.central)] == ["d"]
    assert [aim.id for aim in turned.unworded()] == ["c", "d"]


def test_a_problem_said_again_is_no_objective():
    turned = flip(TREE, {"p": "peu de femmes siègent.", "d": "Les femmes n’ont plus de manque d'information"})

    assert [aim.id for aim in turned.unchanged()] == ["p"]
    assert [aim.id for aim in turned.still_negative()] == ["d"]


def test_an_objectives_tree_written_and_read_again_is_the_same():
    written = flip(TREE, {"c": "Les projets pensent aux femmes"})

    assert ObjectivesTree.from_json(written.to_json(), TREE) == written


@pytest.mark.parametrize(("read", "word"), [
    (lambda: ObjectivesTree.from_json({"wordings": {"z": "a"}}, TREE), "aucun énoncé"),
    (lambda: ObjectivesTree.from_json({"wordings": []}, TREE), "forme attendue"),
    (lambda: ObjectivesTree.from_json({"wordings": {"p": 3}}, TREE), "200 caractères"),
    (lambda: Audiences.from_json({"audiences": [MAYOR.to_json()] * 2}), "même identifiant"),
    (lambda: Audience.from_json(WOMEN.to_json() | {"online_share": 12}), "de 0 à 1"),
    (lambda: Audience.from_json(WOMEN.to_json() | {"channels": ["pigeon"]}), "pigeon"),
    (lambda: Strategy.from_json({"moves": [{}]}), "la stratégie manque"),
    (lambda: Objective.from_json({"text": "o", "target": "beaucoup"}), "doit être un nombre"),
    (lambda: TriangularFramework.from_json("loi"), "un cadre triangulaire"),
])
def test_data_that_make_no_sense_are_refused_in_french(read, word):
    with pytest.raises(InvalidData) as refusal:
        read()

    assert word in refusal.value.sentence
