"""Formulas on paper, and at a glance in the trainer's list."""

import re

import pytest

from autograder.catalogue import load_exercise
from autograder.classroom.progress import measure
from autograder.publish.worksheet import answer_key, worksheet
from tests.places import EXERCISES


@pytest.fixture(scope="module")
def exercise():
    return load_exercise(EXERCISES / "3-organiser" / "calculer-les-kpi")


def words(html):
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_worksheet_holds_the_tables_and_room_for_each_formula_but_no_formula(exercise):
    sheet = worksheet(exercise)

    assert "vidéo-témoignage" in sheet and "2 361" in words(sheet)
    assert sheet.count('class="ligne"') == 2 * 9
    assert "somme(" not in sheet


def test_the_key_holds_each_formula_with_its_result(exercise):
    key = words(answer_key(exercise))

    assert "somme(réactions + commentaires + partages + favoris) ÷ somme(portée) × 100" in key
    assert "6,54 %" in key
    assert "TikTok : On ne divise pas par zéro" in key


@pytest.mark.parametrize(("answer", "said"), [
    ({"formulas": {}}, "0 formule sur 9"),
    ({"formulas": {"trafic": {"tokens": ["100"], "par": "tout"}}}, "1 formule sur 9"),
    ({"formulas": 3}, "commencé"), ({"code": {}}, "commencé"),
])
def test_a_draft_is_measured_in_formulas(exercise, answer, said):
    assert measure(exercise, answer) == said
