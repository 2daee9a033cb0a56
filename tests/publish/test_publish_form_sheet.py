"""A form on paper: all that is asked has its place, choices are numbered once, the learner's sheet holds no answer."""

import re

import pytest

from autograder.catalogue import Exercise, find_exercises, load_exercise
from autograder.domain.form import Form
from autograder.domain.form_rules import Rules
from autograder.publish.typography import french
from autograder.publish.worksheet import answer_key, worksheet
from tests.places import EXERCISES

FORMS = ["3-organiser/objectif-et-cibles", "3-organiser/budget", "4-retenir/bilan-et-recommandations"]


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


@pytest.fixture(params=FORMS)
def exercise(request: pytest.FixtureRequest) -> Exercise:
    return load_exercise(EXERCISES / request.param)


def test_every_question_and_every_choice_is_on_the_sheet(exercise: Exercise) -> None:
    sheet = words(worksheet(exercise))

    for part in Rules.from_json(exercise.data).parts:
        for field in part.fields:
            assert words(french(field.label)) in sheet
            assert all(words(french(option.title)) in sheet for option in field.options)


def test_a_list_of_choices_asked_twice_is_printed_once() -> None:
    sheet = words(worksheet(load_exercise(EXERCISES / FORMS[2])))

    assert sheet.count("14 comptes d’influenceuses") == 2  # in the facts to read, and in the numbered list
    assert "prenez les numéros donnés plus haut" in sheet


def test_the_key_shows_a_good_sheet_and_the_learner_s_does_not() -> None:
    budget = load_exercise(EXERCISES / FORMS[1])

    assert "trois bénévoles qui se relaient le soir" in words(answer_key(budget))
    assert "La petite enveloppe\u00a0: 250\u202f000\u00a0F\u00a0CFA prévus" in words(answer_key(budget))
    assert "trois bénévoles qui se relaient" not in words(worksheet(budget))


@pytest.mark.parametrize("exercise", [
    subject for whole in find_exercises(EXERCISES) if whole.builder == "form" for subject in whole.subjects
], ids=lambda exercise: f"{exercise.id}-{exercise.subject}")
def test_each_table_has_room_for_a_whole_answer(exercise: Exercise) -> None:
    rules = Rules.from_json(exercise.data)
    full = Form.from_json(exercise.solution, rules)

    sections = worksheet(exercise).split("<section>")[1:]  # one a part

    for part, printed in zip(rules.parts, sections, strict=True):
        if part.rows:
            room = printed.count("<tr><td>") + printed.count('class="bloc"')
            assert len(full.rows(part.id)) <= room <= part.rows.most


def test_the_calendar_has_its_sixteen_publications_on_paper() -> None:
    sheet = worksheet(load_exercise(EXERCISES / "3-organiser" / "calendrier-editorial"))

    assert sheet.rsplit("<tbody>", 1)[1].count("<tr>") >= 16
