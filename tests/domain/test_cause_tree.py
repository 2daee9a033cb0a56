"""What a problem tree says about itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.domain.cause_tree import CauseTree, Level, Link, Statement
from autograder.domain.errors import InvalidData

LETTERS = {
    "c": Level.EFFECT, "p": Level.PROBLEM, "d": Level.DIRECT, "f": Level.DEEP, "s": Level.STRUCTURAL,
}


def tree(statements: str, links: str = "") -> CauseTree:
    """`tree("p d1 f1", "d1>p f1>d1")`: the first letter of a name is its level."""
    placed = tuple(Statement(name, f"énoncé {name}", LETTERS[name[0]]) for name in statements.split())
    return CauseTree(placed, tuple(Link(*pair.split(">")) for pair in links.split()))


def names(statements) -> str:
    return " ".join(statement.id for statement in statements)


def test_a_cause_linked_step_by_step_to_the_problem_is_no_orphan():
    whole = tree("p d1 f1", "d1>p f1>d1")

    assert whole.orphans() == ()


def test_a_cause_without_a_path_to_the_problem_is_an_orphan():
    cut = tree("p d1 f1 f2", "d1>p f1>d1")

    assert names(cut.orphans()) == "f2"


def test_a_consequence_must_come_from_the_problem():
    assert names(tree("p c1 c2", "p>c1").orphans()) == "c2"
    assert tree("p c1 c2", "p>c1 c1>c2").orphans() == ()


def test_without_a_problem_everything_floats():
    assert names(tree("d1 c1").orphans()) == "d1 c1"


def test_statements_that_explain_each_other_form_a_circle():
    round_trip = tree("p d1 f1 s1", "d1>p f1>d1 d1>f1 s1>f1")

    assert [names(group) for group in round_trip.cycles()] == ["d1 f1"]


def test_two_separate_circles_are_told_apart():
    both = tree("d1 f1 d2 f2", "f1>d1 d1>f1 f2>d2 d2>f2")

    assert [names(group) for group in both.cycles()] == ["d1 f1", "d2 f2"]


@pytest.mark.parametrize(("link", "kind"), [
    ("s1>d1", "skipping"), ("f1>p", "skipping"), ("d1>c1", "skipping"),
    ("d1>f1", "sideways"), ("d1>d2", "sideways"), ("p>d1", "sideways"), ("c1>p", "sideways"),
    ("d1>p", "sound"), ("s1>f1", "sound"), ("p>c1", "sound"), ("c1>c2", "sound"),
])
def test_a_link_rises_one_level_or_is_told_apart(link, kind):
    drawn = tree("p d1 d2 f1 s1 c1 c2", link)

    found = {
        "skipping": drawn.skipping_links(), "sideways": drawn.sideways_links(), "sound": drawn.sound_links(),
    }

    assert [name for name, links in found.items() if links] == [kind]


def test_a_branch_counts_once_it_goes_from_the_problem_to_a_root():
    drawn = tree("p d1 d2 f1 f2 s1", "d1>p d2>p f1>d1 f2>d2 s1>f1")

    assert [names(branch) for branch in drawn.traced_branches()] == ["d1 f1 s1"]


@pytest.mark.parametrize(("data", "word"), [
    ([], "forme"), ({"statements": 3}, "forme"), ({"statements": [{}]}, "identifiant"),
    ({"statements": [{"id": "b1", "level": "tronc"}]}, "niveau"),
    ({"statements": [{"id": "x1", "level": "directe"}]}, "vide"),
    ({"statements": [{"id": "x1", "level": "directe", "text": "é" * 201}]}, "200"),
    ({"statements": [{"id": "b1", "level": "directe"}] * 2}, "deux fois"),
    ({"statements": [{"id": "b1", "level": "probleme"}, {"id": "b2", "level": "probleme"}]}, "deux problèmes"),
    ({"statements": [{"id": "b1", "level": "directe"}], "links": [["b1", "b1"]]}, "lui-même"),
    ({"statements": [{"id": "b1", "level": "directe"}], "links": [["b1", "b2"]]}, "pas dans l’arbre"),
    ({"statements": [], "links": [["b1"]]}, "deux bouts"),
    ({"statements": [{"id": f"x{i}", "level": "directe", "text": "a"} for i in range(61)]}, "trop grand"),
])
def test_data_that_make_no_tree_are_refused_in_french(data, word):
    with pytest.raises(InvalidData) as refusal:
        CauseTree.from_json(data, {"b1": "un", "b2": "deux"})

    assert word in refusal.value.sentence


placed = st.lists(
    st.tuples(st.sampled_from(["b1", "b2", "b3", "x1", "x2"]), st.sampled_from(sorted(set(Level) - {Level.PROBLEM}))),
    unique_by=lambda row: row[0],
)


@given(placed, st.data())
def test_a_tree_written_and_read_again_is_the_same(rows, data):
    bank = {"b1": "un", "b2": "deux", "b3": "trois"}
    statements = tuple(Statement(i, bank.get(i, "à moi"), level, i not in bank) for i, level in rows)
    pairs = [Link(a.id, b.id) for a in statements for b in statements if a != b]
    links = tuple(data.draw(st.lists(st.sampled_from(pairs), unique=True))) if pairs else ()
    drawn = CauseTree(statements, links)

    assert CauseTree.from_json(drawn.to_json(), bank) == drawn
    assert set(drawn.skipping_links() + drawn.sideways_links() + drawn.sound_links()) == set(links)
