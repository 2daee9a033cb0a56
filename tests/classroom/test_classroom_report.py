"""How a class did: counted from what was handed in, or from a class that never was."""

import re

import pytest

from autograder.catalogue import find_exercises
from autograder.checks import InvalidData
from autograder.classroom.report_command import report_session, report_simulated
from autograder.classroom.simulated_class import simulated
from autograder.classroom.tally import Copy, Tally, tallies
from tests.places import EXERCISES

ALL = find_exercises(EXERCISES)


@pytest.fixture
def said():
    return []


def test_a_simulated_class_shows_scores_frequent_mistakes_and_time_for_every_exercise(said):
    code = report_simulated(ALL, 30, 7, said.append)

    text = "\n".join(said)
    assert code == 0
    assert re.search(r"30 personnes, \d+ exercices, \d+ copies notées en [\d,]+ s", text)
    for exercise in ALL:
        assert f"{exercise.title} ({exercise.points} points)" in text
    assert text.count("\n  médiane") == len(ALL)


def test_the_same_seed_makes_the_same_class_and_another_one_another():
    def scores(seed):
        return [(copy.exercise, copy.report.score) for copy in simulated(ALL, 3, seed)]

    assert scores(1) == scores(1) != scores(2)


def test_every_copy_falls_into_one_band_and_the_best_into_the_highest(exercise):
    copies = [Copy(exercise.id, exercise.score(answer)) for answer in (exercise.solution, exercise.blank())]

    tally = Tally(exercise, tuple(copies))

    assert tally.bands == [1, 0, 0, 0, 1]
    assert [missed.copies for missed in tally.missed] == [1] * len(exercise.checks)


def test_what_most_people_miss_comes_first(exercise):
    answers = [mistake["answer"] for mistake in exercise.mistakes().values()]

    (tally,) = tallies([Copy(exercise.id, exercise.score(answer)) for answer in answers], {exercise.id: exercise})

    counted = [missed.copies for missed in tally.missed]
    assert counted == sorted(counted, reverse=True)


def test_a_real_session_counts_the_last_submission_of_each(classroom, exercise, mistakes, said):
    awa = classroom.join("Awa Diallo")
    awa.save(mistakes["cinq-cartes-au-hasard"])
    classroom.clock.advance(minutes=20)
    awa.hand_in(mistakes["cinq-cartes-au-hasard"])
    awa.hand_in(exercise.solution)
    classroom.join("Binta Sy")

    report_session(classroom.room.store.path.parent, [exercise], said.append)

    text = "\n".join(said)
    assert "1 remises" not in text and "1 remise qui compte" in text
    assert f"médiane {exercise.points}" in text and "20 min de travail" in text


def test_a_folder_without_a_session_is_told_so_and_stays_empty(tmp_path, said):
    with pytest.raises(InvalidData) as refusal:
        report_session(tmp_path, ALL, said.append)

    assert "start.py" in refusal.value.sentence
    assert list(tmp_path.iterdir()) == []
