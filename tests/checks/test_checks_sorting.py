"""What a learner reads of a card that she misplaced: one sentence that holds, however many boxes she chose."""

import pytest

from autograder.checks import SortingKey
from autograder.domain.sorting import Rules, Sorting

RULES = Rules.from_json({
    "bank": {"statements": [{"id": "k", "text": "« Mon lait » est local.", "group": "g"}]},
    "boxes": {"groups": [{"id": "g", "title": "Les cartes", "question": "Où ?", "several": True,
                          "boxes": [{"id": box, "title": box.upper(), "hint": ""} for box in "abcd"]}]},
})


def read(placed: str, *right: str, across: bool = False) -> str:
    key = SortingKey({"k": right}, {"k": "Voilà pourquoi."}, frozenset("k" if across else ""))
    sorting = Sorting.from_json({"placed": [["k", box] for box in placed]}, RULES)
    return key.judge(sorting, ["k"], hit="Bien.", hint="").message


@pytest.mark.parametrize(("placed", "said"), [
    ("a", "ne va pas dans « A »."),
    ("ad", "ne va pas dans « A » ni « D »."),
    ("ab", "va bien dans « B », mais pas dans « A »."),
    ("bcd", "va bien dans « B » et « C », mais pas dans « D »."),
    ("bc", "Bien."),
])
def test_the_sentence_holds_for_every_number_of_boxes(placed: str, said: str):
    assert said in read(placed, "b", "c").replace("\u00a0", " ")


def test_a_card_that_needs_two_boxes_is_told_so():
    told = read("b", "b", "c", across=True).replace("\u00a0", " ")

    assert "va bien dans « B », mais il lui faut une case de plus. Voilà pourquoi." in told


def test_a_quotation_within_the_card_keeps_marks_of_its_own():
    assert read("a", "b").replace("\u00a0", " ").startswith("La carte « “Mon lait” est local » ne va pas")


def test_a_card_not_placed_yet_is_counted():
    assert read("", "b") == "Il vous reste 1 carte à placer ici."
