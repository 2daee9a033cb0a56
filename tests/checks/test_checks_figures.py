"""The verdict on a computed indicator, and what a notebook may hand out."""

from fractions import Fraction

import pandas
import pytest
from matplotlib.figure import Figure

from autograder.checks.code import Returned, error_in_french, plain
from autograder.checks.figures import Attempt, Expected, Slip, judge, results_of
from autograder.domain.figure import Unknown, Why

HOLE = Unknown(Why.ZERO, "Départ à zéro.")
EXPECTED = Expected({"": 5.0}, {"": 8.0}, " %", "un seul chiffre")
SLIPS = [Slip({"": 4.0}, {"": 3.0}, "Vous divisez par les abonnés.", Fraction(1, 4))]


def verdict(shown, hidden=None, expected=EXPECTED):
    attempt = Attempt({"": shown}, None if hidden is None else {"": hidden})
    return judge(attempt, expected, SLIPS, hit="Oui.", hint="Relisez.")


def words(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_right_on_both_campaigns_earns_everything():
    assert verdict(5.0, 8.0).share == 1
    assert verdict(5.001, 8.001).share == 1, "rounded to four digits"


@pytest.mark.parametrize(("shown", "hidden", "share", "said"), [
    (5.0, 5.0, 0, "faux sur une autre campagne"),
    (5.0, None, 0, "faux sur une autre campagne"),
    (4.0, 3.0, Fraction(1, 4), "par les abonnés"),
    (0.05, 0.08, Fraction(1, 2), "il manque « × 100 »"),
    (500.0, 800.0, Fraction(1, 2), "cent fois trop"),
    (7.0, 7.0, 0, "Vous trouvez 7 %"),
])
def test_what_is_wrong_is_recognised_and_named(shown, hidden, share, said):
    found = verdict(shown, hidden)

    assert found.share == share
    assert said in words(found.message)
    assert found.hint == "Relisez."


def test_where_no_campaign_is_hidden_the_shown_one_decides():
    assert verdict(5.0, None, Expected({"": 5.0}, None)).share == 1


def test_a_slip_that_only_fits_by_chance_is_not_named():
    assert "abonnés" not in verdict(4.0, 4.0).message


def test_another_number_of_figures_is_told():
    expected = Expected({"a": 1.0, "b": 2.0}, None, "", "un chiffre par format")

    found = judge(Attempt({"": 3.0}), expected, [], hit="", hint="Par format.")

    assert "Il faut un chiffre par format, et vous donnez un seul chiffre" in found.message


def test_a_growth_from_zero_left_silent_earns_half():
    expected = Expected({"a": 1.0, "b": HOLE}, None)
    silent = Attempt({"a": 1.0, "b": HOLE}, silent_on_zero=True)

    assert judge(silent, expected, [], hit="", hint="").share == Fraction(1, 2)
    assert judge(Attempt({"a": 1.0, "b": HOLE}), expected, [], hit="", hint="").share == 1


@pytest.mark.parametrize(("value", "wanted", "found"), [
    (3, {"": 1.0}, {"": 3.0}),
    ([3.5], {"": 1.0}, {"": 3.5}),
    ({"index": [0], "values": [3]}, {"": 1.0}, {"": 3.0}),
    ({"index": [0, 1], "values": [3, 4]}, {"a": 1.0, "b": 1.0}, {"a": 3.0, "b": 4.0}),
    ({"index": ["b", "a"], "values": [3, 4]}, {"a": 1.0, "b": 1.0}, {"b": 3.0, "a": 4.0}),
    ({"a": 3, "b": 4}, {"a": 1.0, "b": 1.0}, {"a": 3.0, "b": 4.0}),
    ([3, 4], {"a": 1.0, "b": 1.0}, {"a": 3.0, "b": 4.0}),
])
def test_values_of_every_shape_are_read_as_figures(value, wanted, found):
    assert results_of(Returned(value), wanted).shown == found


@pytest.mark.parametrize("value", ["beaucoup", True, [1, 2], {"columns": []}, 10**400, [["x"]], {"index": 3}])
def test_other_values_get_a_sentence_and_no_figure(value):
    attempt = results_of(Returned(value), {"": 1.0})

    assert attempt.problem.startswith("Votre fonction rend")
    assert not attempt.shown


@pytest.mark.parametrize(("text", "said"), [
    ("NameError: name 'tabel' is not defined", "« tabel » n'existe pas"),
    ("KeyError: 'portée'", "la colonne « portée »"),
    ("ZeroDivisionError: division by zero", "une division par zéro"),
    ("AttributeError: 'DataFrame' object has no attribute 'some'", "« .some »"),
    ("RuntimeError: boom", "« RuntimeError »"),
])
def test_an_error_is_told_in_french(text, said):
    assert said in error_in_french(text)


def test_a_function_that_is_not_written_is_not_begun():
    assert Returned.of({"montre": {"f": {"error": "absent"}}}, "montre", "f").not_begun
    assert Returned.of({"montre": {"f": {"ok": None}}}, "montre", "f").not_begun
    assert Returned.of({"montre": 3}, "montre", "f").not_begun
    assert not Returned.of({"montre": {"f": {"ok": 0}}}, "montre", "f").not_begun


def test_tables_are_handed_out_as_plain_data():
    frame = pandas.DataFrame({"a": [1, None], "b": pandas.to_datetime(["2021-03-14", None])})

    assert plain(frame) == {"columns": [["a", [1.0, None]], ["b", ["2021-03-14T00:00:00", None]]]}
    assert plain(frame["a"] / 0) == {"index": [0, 1], "values": ["inf", None]}
    assert plain({1: (2, 3)}) == {"1": [2, 3]}
    with pytest.raises(TypeError):
        plain(object())


def test_a_chart_is_handed_out_as_what_it_shows():
    bars, lying, curve = (Figure().subplots() for _ in range(3))
    bars.bar(["x", "y"], [3, 1])
    bars.set_title("Titre")
    lying.barh(["x", "y"], [1, 3])
    curve.plot([1, 2], [5, 9])

    assert plain(bars)["chart"] | {"x": "", "y": ""} == {
        "form": "barres", "values": [3.0, 1.0], "low": 0.0, "title": "Titre", "x": "", "y": ""}
    assert (plain(lying)["chart"]["values"], plain(lying)["chart"]["low"]) == ([1.0, 3.0], 0.0)
    assert plain(curve)["chart"]["form"] == "courbe" and plain(curve)["chart"]["low"] > 0
    assert plain(bars.figure) == plain(bars)
