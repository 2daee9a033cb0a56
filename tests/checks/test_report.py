"""How an answer is scored: outcomes, partial credit, and our own faults."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks import Outcome, Verdict, check, checks_of, missed, reached, score, share


@check("On lit la valeur", points=3)
def value_is_ten(value: int) -> Verdict:
    return share(value, of=10, hit="Dix !", miss=lambda: f"{value} sur 10", hint="Encore un effort.")


@check("On se trompe", points=2)
def breaks(value: int) -> Verdict:
    raise ZeroDivisionError


def results(*checks, **inputs):
    return score(checks, inputs, exercise="c/e", version=1)


def test_everything_reached_earns_every_point():
    report = results(value_is_ten, value=10)

    assert (report.score, report.points, report.criteria[0].outcome) == (3, 3, Outcome.REACHED)
    assert report.praise == "Dix\u202f!"


def test_a_part_reached_earns_a_part_and_says_the_next_step():
    report = results(value_is_ten, value=5)

    assert (report.score, report.criteria[0].outcome) == (1.5, Outcome.PARTIAL)
    assert (report.criteria[0].message, report.next) == ("5 sur 10", "Encore un effort.")


@check("On lit deux fois", points=4)
def value_is_twenty(value: int) -> Verdict:
    return share(value, of=20, hit="Vingt.", miss=lambda: "Pas encore.", hint="")


def test_where_nothing_is_reached_yet_what_is_half_right_is_said_first():
    report = score([value_is_twenty, value_is_ten], {"value": 6}, exercise="c/e", version=1)

    assert "On lit la valeur" in report.praise
    assert results(value_is_ten, value=2).praise == ""


def test_what_is_to_be_changed_next_is_not_praised_in_the_same_breath():
    assert results(value_is_ten, value=9).praise == ""


def test_a_check_that_breaks_is_our_fault_and_costs_nothing():
    told = []

    report = score([breaks, value_is_ten], {"value": 10}, exercise="c/e", version=1,
                   on_broken=lambda check, error: told.append((check.id, type(error))))

    assert (report.score, report.points) == (3, 3)
    assert report.criteria[0].earned is None and "en panne" in report.criteria[0].message
    assert told == [("breaks", ZeroDivisionError)]
    assert report.next == "", "our fault is not the learner's next step"


def test_nothing_to_look_at_earns_nothing():
    assert share(0, of=0, hit="", miss=lambda: "rien", hint="").outcome is Outcome.MISSED


def test_checks_come_in_the_order_they_are_written():
    assert [c.id for c in checks_of({"b": breaks, "x": 3, "a": value_is_ten})] == ["breaks", "value_is_ten"]


def test_a_check_worth_nothing_is_a_mistake_of_its_author():
    with pytest.raises(ValueError, match="at least one point"):
        check("Rien", points=0)


@pytest.mark.parametrize("bad", [Fraction(-1, 2), Fraction(3, 2)])
def test_a_share_lies_between_zero_and_one(bad):
    with pytest.raises(ValueError, match="between 0 and 1"):
        Verdict(bad, "")


@given(st.integers(-5, 30), st.integers(0, 20))
def test_points_earned_lie_between_zero_and_the_points(got, of):
    @check("Une part", points=7)
    def part(got: int, of: int) -> Verdict:
        return share(got, of=of, hit="", miss=lambda: "", hint="")

    earned = results(part, got=got, of=of).score

    assert 0 <= earned <= 7
    assert earned * 4 == int(earned * 4), "marks are whole quarters"


def test_reached_and_missed_say_what_was_seen():
    assert (reached("Bien.").share, missed("Non.", "Essayez.").hint) == (1, "Essayez.")
