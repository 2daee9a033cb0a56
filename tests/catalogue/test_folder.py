"""Exercise folders: read whole, or refused with a word to their author."""

import shutil

import pytest

from autograder.catalogue import ExerciseError, find_exercises, load_exercise
from tests.places import EXERCISES

TREE = EXERCISES / "3-organiser" / "arbre-a-problemes"

ONE_CHECK = "from autograder.checks import check, reached\n@check('a', points=1)\ndef a(): return reached('')\n"


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(TREE, tmp_path / "exercises" / "3-organiser" / "un-autre-arbre")


def test_a_copied_folder_is_a_second_exercise_and_nothing_else_is_touched(tmp_path, copy):
    shutil.copytree(TREE, tmp_path / "exercises" / "4-bilan" / "un-autre-arbre")

    found = find_exercises(tmp_path / "exercises")

    assert [exercise.id for exercise in found] == ["3-organiser/un-autre-arbre", "4-bilan/un-autre-arbre"]
    assert found[0].module is not found[1].module


def test_what_is_public_holds_no_key_and_no_hint(copy):
    exercise = load_exercise(copy)

    public = str(exercise.public())

    assert exercise.key["statements"]["e01"]["why"] not in public
    assert "Corrigé" not in exercise.statement and "explains" not in public


HINTS = "## Indices\n\n### Un coup de pouce\n\nA\n\n### La méthode\n\nB\n\n### Un cas voisin\n\nC\n\n## Corrigé\n"


def with_hints(folder, text):
    in_text(folder, "## Corrigé\n", text)
    return folder


def in_text(folder, words, others):
    page = folder / "exercise.md"
    page.write_text(page.read_text(encoding="utf-8").replace(words, others), encoding="utf-8")


def test_three_hints_stand_between_the_statement_and_the_key(copy):
    before = load_exercise(copy)

    exercise = load_exercise(with_hints(copy, HINTS) if not before.hints else copy)

    assert len(exercise.hints) == 3 and all(hint.title and hint.text for hint in exercise.hints)
    assert "Indices" not in exercise.statement and "Indices" not in exercise.answer_key_text


def test_the_fingerprint_changes_with_any_file(copy):
    before = load_exercise(copy).fingerprint

    (copy / "key.json").write_text((copy / "key.json").read_text(encoding="utf-8") + "\n", encoding="utf-8")

    assert load_exercise(copy).fingerprint != before


@pytest.mark.parametrize(("break_it", "word"), [
    (lambda folder: (folder / "checks.py").unlink(), "checks.py"),
    (lambda folder: (folder / "key.json").write_text("{"), "Expecting"),
    (lambda folder: (folder / "exercise.md").write_text("sans en-tête"), "front matter"),
    (lambda folder: with_hints(folder, "## Indices\n\n### Un seul\n\nA\n\n## Corrigé\n"), "Indices"),
    (lambda folder: (folder / "exercise.md").write_text("+++\nversion = 1\n+++\n"), "lacks 'title'"),
    (lambda folder: (folder / "checks.py").write_text("BLANK = {}"), "no @check"),
    (lambda folder: (folder / "checks.py").write_text(ONE_CHECK), "lacks BLANK, read"),
    (lambda folder: (folder / "checks.py").write_text("def ("), "SyntaxError"),
    (lambda folder: in_text(folder, "points = 0", "points = 3"), "0 first"),
    (lambda folder: in_text(folder, 'label = "À reprendre"\ncomment = "', 'label = "À reprendre"\ncomment = ""\n# "'),
     "each with a comment"),
])
def test_a_folder_that_is_not_whole_is_named_to_its_author(copy, break_it, word):
    break_it(copy)

    with pytest.raises(ExerciseError) as error:
        load_exercise(copy)

    assert str(copy) in str(error.value) and word in str(error.value)
