"""A second subject: other statements, the same criteria, so that two neighbours do not share an answer."""

import json
import shutil

import pytest

from autograder.catalogue import ExerciseError, load_exercise, read_envelope
from autograder.checks import InvalidData
from tests.places import EXERCISES

SORTING = EXERCISES / "3-organiser" / "cadre-triangulaire"


@pytest.fixture
def folder(tmp_path):
    """The exercise, with a second subject whose cards are numbered from the end and say something else."""
    copy = shutil.copytree(SORTING, tmp_path / "3-organiser" / "cadre-triangulaire")
    shutil.rmtree(copy / "sujets", ignore_errors=True)
    other = copy / "sujets" / "b"
    (other / "data").mkdir(parents=True)
    (other / "mistakes").mkdir()
    ids = [row["id"] for row in json.loads((copy / "data" / "bank.json").read_text(encoding="utf-8"))["statements"]]
    names = {id_: f"b{id_}" for id_ in ids}
    for name in ("data/bank.json", "key.json", "solution.json"):
        text = (copy / name).read_text(encoding="utf-8")
        for id_, new in names.items():
            text = text.replace(f'"{id_}"', f'"{new}"')
        (other / name).write_text(text, encoding="utf-8")
    return copy


@pytest.fixture
def exercise(folder):
    return load_exercise(folder)


def test_each_subject_has_its_own_solution_and_both_earn_everything(exercise):
    first, second = exercise.subjects

    assert first.solution != second.solution
    assert exercise.score(first.solution).score == exercise.score(second.solution).score == exercise.computed_points


def test_an_answer_names_its_subject_and_the_first_is_not_named(exercise):
    first, second = exercise.subjects

    assert "sujet" not in first.solution and second.solution["sujet"] == "b"
    assert exercise.opened(second.solution)[0] is second


def test_the_solution_of_one_subject_earns_nothing_on_the_other(exercise):
    first, _ = exercise.subjects

    with pytest.raises(InvalidData):
        exercise.score({**first.solution, "sujet": "b"})


def test_any_door_hands_in_either_subject(exercise):
    _, second = exercise.subjects
    raw = json.dumps({
        "format": 1, "exercise": exercise.id, "version": exercise.version, "answer": second.solution,
    })

    envelope = read_envelope(raw, {exercise.id: exercise})

    assert envelope.exercise.score(envelope.answer).score == exercise.computed_points


@pytest.mark.parametrize("name", ["c", "", 3, None, ["b"]])
def test_a_subject_that_does_not_exist_is_refused_with_a_sentence(exercise, name):
    with pytest.raises(InvalidData) as refusal:
        exercise.score({**exercise.solution, "sujet": name})

    assert "rechargez la page" in refusal.value.sentence


def test_a_blank_copy_is_blank_whatever_its_subject(exercise):
    assert all(exercise.is_blank(subject.blank()) for subject in exercise.subjects)
    assert not exercise.is_blank(exercise.solution)


def test_what_is_public_holds_both_banks_and_neither_key(exercise):
    public = json.dumps(exercise.public(), ensure_ascii=False)

    assert set(exercise.public()["others"]) == {"b"}
    assert '"why"' not in public


def test_a_subject_is_called_by_one_letter(folder):
    (folder / "sujets" / "b").rename(folder / "sujets" / "deux")

    with pytest.raises(ExerciseError, match="b, c, d"):
        load_exercise(folder)
