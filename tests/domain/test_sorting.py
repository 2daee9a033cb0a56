"""A sorting of cards: what is read, what is refused with a sentence, what comes back the same."""

import pytest

from autograder.checks import InvalidData
from autograder.domain.sorting import Rules, Sorting

RULES = Rules.from_json({
    "bank": {"statements": [
        {"id": "c1", "text": "Une carte", "group": "g"}, {"id": "p1", "text": "Une personne", "group": "h"},
    ]},
    "boxes": {"groups": [
        {"id": "g", "title": "", "several": False, "boxes": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]},
        {"id": "h", "title": "", "several": True, "boxes": [{"id": "r", "title": "R"}, {"id": "s", "title": "S"}]},
    ]},
})


def test_a_sorting_comes_back_as_it_was_written():
    answer = {"placed": [["p1", "s"], ["c1", "b"], ["p1", "r"]]}

    assert Sorting.from_json(answer, RULES).to_json() == answer


def test_cards_stand_in_the_boxes_they_were_put_in():
    sorting = Sorting.from_json({"placed": [["c1", "b"], ["p1", "r"], ["p1", "s"]]}, RULES)

    assert [box.title for box in sorting.boxes_of("p1")] == ["R", "S"]
    assert [card.text for card in sorting.cards_in(RULES.boxes["b"])] == ["Une carte"]
    assert sorting.describe() == "B :\n– Une carte\nR :\n– Une personne\nS :\n– Une personne"


@pytest.mark.parametrize(("answer", "part"), [
    ([], "la forme d’un tri"),
    ({"placed": None}, "la forme d’un tri"),
    ({"placed": [["c1"]]}, "n’a pas de case"),
    ({"placed": [["c9", "a"]]}, "n’existe pas dans l’exercice"),
    ({"placed": [["c1", "z"]]}, "où elle ne peut pas aller"),
    ({"placed": [["c1", "r"]]}, "où elle ne peut pas aller"),
    ({"placed": [["c1", "a"], ["c1", "b"]]}, "dans deux cases"),
    ({"placed": [["p1", "r"], ["p1", "r"]]}, "deux fois dans la même case"),
    ({"placed": [["c1", "a"]] * 301}, "trop grand"),
])
def test_what_makes_no_sense_is_refused_with_a_sentence(answer, part):
    with pytest.raises(InvalidData) as refused:
        Sorting.from_json(answer, RULES)

    assert part in refused.value.sentence
