"""Formulas as data: figures, unfinished drafts, and the same result as on the page."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.domain.errors import InvalidData
from autograder.domain.figure import Unknown
from autograder.domain.formula import MAX_TOKENS, Formula, Table, tokens_of

CASES = Path(__file__).parents[1] / "front" / "formula_cases.json"
DATA = {
    "id": "t", "label": "nom", "groups": [{"id": "genre", "title": "genre"}],
    "columns": [{"id": "a", "title": "a"}, {"id": "b", "title": "b"}, {"id": "c", "title": "c"}],
    "rows": [
        {"nom": "p", "genre": "x", "a": 10, "b": 4, "c": 0}, {"nom": "q", "genre": "y", "a": 30, "b": 5, "c": None},
        {"nom": "r", "genre": "x", "a": 0.5, "b": 7, "c": 3},
    ],
}
TABLE = Table.from_json(DATA)
TEXTS = [
    "somme([a])", "moyenne([a])", "nombre([c])", "somme([a])/somme([b])*100", "moyenne([a]/[b]*100)", "somme([a]+[c])",
    "[a]+[b]/[c]", "([a]+[b])/[c]", "[a]-[b]-100", "100/100/100", "somme([c])/nombre([a])", "[a]/somme([a])*100",
    "somme([a]/[c])", "moyenne([c]/[c]-100)", "somme(somme([a]))", "[a]", "[a][b]", "([a]", "[a])", "[a]+", "*[a]", "",
    "()", "somme()", "somme([a]", "[a]100", "-[a]", "somme([b])-(somme([a])-somme([b]))",
]
KEYS = ["somme(", "moyenne(", "nombre(", "(", ")", "+", "-", "*", "/", "100", "[a]", "[b]", "[c]"]
tokens = st.lists(st.sampled_from(KEYS), max_size=9)


def row_of(name, figure):
    return [name, None, str(figure.why)] if isinstance(figure, Unknown) else [name, figure]


def case(formula):
    expected = {"problem": formula.problem} if formula.problem else {
        "results": [row_of(*pair) for pair in formula.results().items()]}
    return {"formula": formula.to_json(), **expected}


def every_case():
    formulas = [Formula.from_text(text, TABLE, per) for text in TEXTS for per in ("tout", "ligne", "genre")]
    formulas += [Formula.from_text("[a]/[c]", TABLE, "ligne", zero) for zero in ("rien", "0", "100")]
    return {"table": DATA, "cases": [case(formula) for formula in formulas]}


def test_the_cases_that_the_page_is_compared_with_are_those_of_python():
    """To write them anew: `python -m tests.domain.test_domain_formula`."""
    assert json.loads(CASES.read_text(encoding="utf-8")) == json.loads(json.dumps(every_case()))


def test_a_sum_over_a_sum_is_not_the_mean_of_the_rates():
    pooled = Formula.from_text("somme([a])/somme([b])*100", TABLE).results()[""]
    mean = Formula.from_text("moyenne([a]/[b]*100)", TABLE).results()[""]

    assert pooled == pytest.approx(40.5 / 16 * 100)
    assert mean == pytest.approx((250 + 600 + 50 / 7) / 3)


def test_division_comes_before_addition_as_at_school():
    assert Formula.from_text("[a]+[b]/[a]", TABLE, "ligne").results()["p"] == pytest.approx(10.4)


def test_a_line_that_divides_by_zero_has_no_figure_unless_she_says_one():
    text = "[a]/[c]"

    assert isinstance(Formula.from_text(text, TABLE, "ligne", "rien").results()["p"], Unknown)
    assert Formula.from_text(text, TABLE, "ligne", "100").results()["p"] == 100.0


def test_a_missing_cell_is_left_out_and_never_counts_as_zero():
    assert Formula.from_text("moyenne([c])", TABLE).results()[""] == 1.5
    assert Formula.from_text("nombre([c])", TABLE).results()[""] == 2.0


def test_groups_are_computed_each_on_its_own_lines():
    assert Formula.from_text("somme([b])", TABLE, "genre").results() == {"x": 11.0, "y": 5.0}


@pytest.mark.parametrize(("text", "word"), [
    ("", "vide"), ("[a]+", "après « + »"), ("*[a]", "avant « × »"), ("([a]", "reste ouverte"),
    ("[a])", "sans avoir été ouverte"), ("[a][b]", "Il manque une opération"),
    ("somme(somme([a]))", "ne se met pas dans une autre"),
])
def test_an_unfinished_formula_says_what_is_missing_and_gives_no_figure(text, word):
    formula = Formula.from_text(text, TABLE, "ligne")

    assert word in formula.problem
    assert formula.results() == {}


@pytest.mark.parametrize("data", [
    None, [], {}, {"tokens": "somme("}, {"tokens": ["__import__"]}, {"tokens": [3]}, {"tokens": [], "par": "lune"},
    {"tokens": [], "zero": "7"}, {"tokens": ["100"] * (MAX_TOKENS + 1)}, {"tokens": [], "par": []},
    {"tokens": [], "zero": []},
])
def test_what_no_finger_can_have_tapped_is_refused_with_a_sentence(data):
    with pytest.raises(InvalidData) as refusal:
        Formula.from_json(data, TABLE)

    assert refusal.value.sentence


def test_a_formula_is_described_as_one_writes_it():
    formula = Formula.from_text("(somme([a])-somme([b]))/somme([a])*100", TABLE, "genre")

    assert formula.describe() == "(somme(a) − somme(b)) ÷ somme(a) × 100, par genre"


def test_lines_of_another_campaign_come_from_a_file():
    other = TABLE.with_csv("nom,genre,a,b,c\ns,x,1,2,\n")

    assert other.rows == ({"nom": "s", "genre": "x", "a": 1.0, "b": 2.0, "c": None},)


def test_an_authors_slip_of_the_pen_is_told():
    with pytest.raises(ValueError, match="no token"):
        tokens_of("somme([a]) % 2")


@settings(deadline=None)
@given(tokens, st.sampled_from(["tout", "ligne", "genre"]))
def test_any_row_of_keys_gives_figures_or_a_sentence(keys, per):
    formula = Formula.from_json({"tokens": keys, "par": per}, TABLE)

    assert bool(formula.problem) != bool(formula.results())
    assert formula.describe() is not None


if __name__ == "__main__":
    CASES.write_text(json.dumps(every_case(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
