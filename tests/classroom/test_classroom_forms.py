"""What the trainer sees of a form: how far it is in a few words, and its answers line by line."""

import pytest

from autograder.catalogue import Exercise, load_exercise
from autograder.classroom.progress import measure, outline
from tests.places import EXERCISES


@pytest.fixture(scope="module")
def budget() -> Exercise:
    return load_exercise(EXERCISES / "3-organiser" / "budget")


def test_a_draft_is_measured_by_its_fields_and_its_rows(budget: Exercise) -> None:
    assert measure(budget, budget.solution) == "2 champs remplis sur 2, 15 dépenses"
    assert measure(budget, budget.blank()) == "0 champ rempli sur 2, 0 dépense"
    assert measure(budget, budget.others[0].solution).endswith("15 dépenses")
    assert measure(budget, {"parts": {"lignes": "?"}}) == "commencé"


def test_the_answers_are_told_line_by_line_with_their_totals(budget: Exercise) -> None:
    lines = [branch.text for branch in outline(budget, budget.solution)]

    assert lines[0] == "Les dépenses\u00a0:"
    assert lines[1].startswith("– Dépense\u00a0: Community manager\u202f; Pour quoi faire\u00a0: tenir la page")
    assert lines[-1].startswith("La petite enveloppe\u00a0: 250\u202f000\u00a0F\u00a0CFA prévus sur 300\u202f000")
