"""Small rules: who is stuck, how codes and names are read, whose file it is, how far a draft is."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom import codes, names
from autograder.classroom.live import why_stuck
from autograder.classroom.progress import measure, outline
from autograder.classroom.trainer.views import ago
from autograder.classroom.whose import people_called

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("scores", "minutes_unchanged", "minutes_unseen", "reason"),
    [
        ([], None, 0, ""),
        ([5, 5, 5], 1, 0, ""),
        ([5, 5, 5, 5], 1, 0, "4 vérifications sans progrès"),
        ([5, 9, 8, 9, 7], 1, 0, "4 vérifications sans progrès"),
        ([5, 6, 7, 8, 9], 1, 0, ""),
        ([20, 20, 20, 20], 1, 0, ""),
        ([], 9, 0, ""),
        ([], 10, 0, "rien de changé depuis 10 min"),
        ([], 70, 65, ""),
    ],
)
def test_who_is_stuck(scores, minutes_unchanged, minutes_unseen, reason):
    changed = NOW - timedelta(minutes=minutes_unchanged) if minutes_unchanged is not None else None

    assert why_stuck(scores, 20, changed, NOW - timedelta(minutes=minutes_unseen), NOW) == reason


@pytest.mark.parametrize(
    ("make", "shape"),
    [
        (codes.session_code, r"\w{5}"), (codes.trainer_code, r"\w{5}-\w{5}"), (codes.resume_code, r"\w{3}-\w{3}"),
        (codes.receipt_code, r"[A-Z]{3}-\w{4}"),
    ],
)
def test_codes_are_short_and_hold_no_letter_that_looks_like_a_digit(make, shape):
    for _ in range(200):
        code = make()
        assert re.fullmatch(shape, code)
        assert not set(code) & set("01OI")


@given(st.text())
def test_any_text_makes_a_name_of_one_visible_line_or_none(text):
    name = names.clean(text)

    assert name == names.clean(name)
    assert name == "" or (name.isprintable() and name == name.strip())


def test_names_are_compared_as_they_are_said():
    assert names.key("ÉLISE  Traoré") == names.key("Elise traore")
    assert names.key("Awa Diallo") != names.key("Awa Diallo (2)")


def test_a_file_of_awa_may_be_of_either_awa():
    people = [SimpleNamespace(name_key=names.key(name)) for name in ("Awa Diallo", "Awa Diallo (2)", "Awa Diarra")]

    assert people_called("awa diallo", people) == people[:2]
    assert people_called("", people) == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"statements": [], "links": []}, "0 énoncé, 0 lien"),
        ({"statements": [1], "links": [1, 2]}, "1 énoncé, 2 liens"),
        ({"statements": None}, "0 énoncé, 0 lien"),
        (None, "commencé"),
    ],
)
def test_how_far_a_draft_is(exercise, answer, words):
    assert measure(exercise, answer) == words


def test_every_statement_of_an_answer_is_in_its_outline(exercise):
    def count(branches):
        return sum(1 + count(branch.children) for branch in branches if branch.note != "déjà plus haut")

    circle_apart = {
        "statements": [{"id": name, "level": "profonde", "text": name} for name in ("x1", "x2", "x3")],
        "links": [["x1", "x2"], ["x2", "x1"]],
    }
    for answer in (circle_apart, exercise.solution, *(mistake["answer"] for mistake in exercise.mistakes().values())):
        assert count(outline(exercise, answer)) == len(answer["statements"])


@pytest.mark.parametrize(
    ("elapsed", "words"),
    [
        (timedelta(seconds=20), "à l’instant"),
        (timedelta(minutes=4), "il y a 4 min"),
        (timedelta(hours=3), "il y a 3 h"),
        (timedelta(days=2), "le 21 novembre 2026"),
    ],
)
def test_how_long_ago(elapsed, words):
    assert ago(NOW - elapsed, NOW) == words
