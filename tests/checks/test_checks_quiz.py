"""The questions of the book: what counts as a good choice, and what an author may not leave out."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks import InvalidData, Outcome
from autograder.checks.quiz import Answer, Question, Quiz


def question(*right: bool) -> Question:
    return Question("q1", "Alors ?", tuple(Answer(f"Réponse {place}", is_right, "Parce que.")
                                           for place, is_right in enumerate(right)))


def row(**changes: Any) -> dict[str, Any]:
    answers = [{"text": "Oui", "right": True, "why": "Car."}, {"text": "Non", "right": False, "why": "Car."}]
    return {"id": "q1", "statement": "Alors ?", "answers": answers} | changes


@pytest.mark.parametrize(("chosen", "outcome", "words"), [
    ([], Outcome.MISSED, "Choisissez"),
    ([1], Outcome.REACHED, "C'est juste."),
    ([0], Outcome.MISSED, "pas la bonne"),
])
def test_one_good_answer_is_found_or_not(chosen: list[int], outcome: Outcome, words: str) -> None:
    verdict = question(False, True, False).judge(chosen)

    assert verdict.outcome is outcome
    assert words in verdict.message


@pytest.mark.parametrize(("chosen", "share", "words"), [
    ([0, 2], Fraction(1), "les 2 bonnes réponses y sont"),
    ([0], Fraction(1, 2), "il manque une bonne réponse."),
    ([0, 1], Fraction(0), "il manque une bonne réponse et une réponse ne convient pas"),
    ([0, 1, 2], Fraction(1, 2), "une réponse ne convient pas"),
    ([1, 3], Fraction(0), "2 bonnes réponses et 2 réponses ne conviennent pas"),
])
def test_where_several_answers_are_good_a_wrong_one_takes_one_back(
    chosen: list[int], share: Fraction, words: str
) -> None:
    verdict = question(True, False, True, False).judge(chosen)

    assert verdict.share == share
    assert words in verdict.message


@given(st.lists(st.booleans(), min_size=2, max_size=5).filter(any))
def test_only_the_good_answers_together_reach_the_question(right: list[bool]) -> None:
    asked = question(*right)

    reached = [choice for choice in asked.choices() if asked.judge(choice).outcome is Outcome.REACHED]

    assert reached == [tuple(sorted(asked.right))]


def test_a_question_with_one_good_answer_lets_choose_one_only() -> None:
    assert list(question(True, False, False).choices()) == [(), (0,), (1,), (2,)]


@pytest.mark.parametrize(("changes", "words"), [
    ({"answers": [{"text": "Oui", "right": False, "why": "Car."}, {"text": "Non", "right": False, "why": "Car."}]},
     "pas de bonne réponse"),
    ({"answers": [{"text": "Oui", "right": True, "why": "Car."}]}, "deux réponses"),
    ({"answers": [{"text": "Oui", "right": True, "why": " "}, {"text": "Non", "right": False, "why": "Car."}]},
     "expliquer chacune"),
    ({"answers": [{"text": "Oui"}]}, "mal écrite"),
    ({"statement": " "}, "énoncé"),
])
def test_a_question_that_cannot_be_asked_is_refused_in_french(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidData) as refused:
        Quiz.from_json({"questions": [row(**changes)]})

    assert words in refused.value.sentence


def test_two_questions_of_a_page_have_two_names() -> None:
    with pytest.raises(InvalidData, match="même « id »"):
        Quiz.from_json({"questions": [row(), row()]})
