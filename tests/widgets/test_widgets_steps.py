"""The four words of the notebook, as a learner lives them."""

import ast
import json

import pytest

from autograder.catalogue import read_envelope
from autograder.widgets import enregistrer, noter, ouvrir, steps, verifier
from autograder.widgets.say import Advice
from autograder.widgets.workbench import DRAFT_TYPE

ID = "3-organiser/arbre-a-problemes"


def written(page):
    """The answer that now stands in the cell, as data."""
    return ast.literal_eval(page.source.split("enregistrer(", 1)[1].rsplit(")", 1)[0].strip())


def draft(folder, name="reponse-arbre-a-problemes.json"):
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_her_work_is_written_in_the_cell_as_data(page, exercise):
    ouvrir(ID)
    page.build(exercise.solution)

    answer = enregistrer()

    assert answer == written(page) == exercise.solution
    assert page.source.startswith("# 3. Garder\nreponse = enregistrer(")
    assert "C’est gardé" in page.text


def test_running_the_cell_again_with_nothing_new_changes_nothing(page, exercise):
    ouvrir(ID)
    page.build(exercise.solution)
    enregistrer()
    page.source = None

    assert enregistrer(exercise.solution) == exercise.solution
    assert page.source is None


def test_going_on_after_keeping_takes_the_newer_work(page, exercise):
    ouvrir(ID)
    page.build(exercise.solution)
    enregistrer()
    page.build(exercise.mistakes()["cercle"]["answer"])

    enregistrer(exercise.solution)

    assert written(page) == exercise.mistakes()["cercle"]["answer"]


def test_the_next_day_on_another_computer_the_cell_fills_the_builder(page, exercise):
    ouvrir(ID)

    enregistrer(exercise.solution)

    assert page.built() == exercise.solution
    assert page.source is None


def test_a_killed_kernel_loses_nothing(page, exercise):
    ouvrir(ID)
    page.build(exercise.solution)
    page.restart()

    ouvrir(ID)

    assert page.built() == exercise.solution
    assert enregistrer() == exercise.solution


def test_a_notebook_left_unsaved_gets_the_newer_draft(page, exercise):
    first, second = exercise.mistakes()["cercle"]["answer"], exercise.solution
    ouvrir(ID)
    page.build(first)
    enregistrer()
    page.build(second)
    enregistrer(first)
    page.restart()

    ouvrir(ID)

    assert enregistrer(first) == second


def test_two_different_works_are_both_kept(page, exercise, tmp_path):
    ouvrir(ID)
    page.build(exercise.solution)
    enregistrer()
    page.restart()
    ouvrir(ID)

    taken = enregistrer(exercise.mistakes()["cercle"]["answer"])

    assert taken == exercise.mistakes()["cercle"]["answer"]
    assert draft(tmp_path, "reponse-arbre-a-problemes-autre-1.json")["answer"] == exercise.solution
    assert "reponse-arbre-a-problemes-autre-1.json" in page.text


def test_the_work_set_aside_can_be_taken_back(page, exercise):
    ouvrir(ID)
    page.build(exercise.solution)
    enregistrer()
    page.restart()
    ouvrir(ID)
    other = enregistrer(exercise.mistakes()["cercle"]["answer"])

    ouvrir(ID, depuis="reponse-arbre-a-problemes-autre-1.json")

    assert enregistrer(other) == exercise.solution


def test_two_notebooks_in_one_folder_have_two_drafts(page, exercise, monkeypatch, tmp_path):
    monkeypatch.setenv("JPY_SESSION_NAME", "classe/Awa.ipynb")
    ouvrir(ID)
    page.build(exercise.solution)
    page.restart()
    monkeypatch.setenv("JPY_SESSION_NAME", "classe/Moussa.ipynb")
    ouvrir(ID)

    assert draft(tmp_path, "reponse-Awa.json")["answer"] == exercise.solution
    assert page.built() == exercise.blank()


def test_the_draft_is_an_answer_that_can_be_graded(page, exercise, tmp_path):
    ouvrir(ID)
    page.build(exercise.solution)

    raw = (tmp_path / "reponse-arbre-a-problemes.json").read_bytes()
    assert read_envelope(raw, {exercise.id: exercise}).answer == exercise.solution


def test_the_builders_output_carries_the_answer(page, exercise):
    ouvrir(ID)
    page.build(exercise.solution)

    assert page.outputs[-1][DRAFT_TYPE]["answer"] == exercise.solution
    assert "Lancez la cellule 3" in page.outputs[-1]["text/plain"]


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"exercise": "autre"}', "\x00"])
def test_a_damaged_draft_is_as_if_there_were_none(page, exercise, tmp_path, content):
    (tmp_path / "reponse-arbre-a-problemes.json").write_text(content)

    ouvrir(ID)

    assert page.built() == exercise.blank()


def test_a_folder_that_cannot_be_written_is_told_and_nothing_stops(page, exercise, tmp_path):
    (tmp_path / "reponse-arbre-a-problemes.json.neuf").mkdir()
    ouvrir(ID)

    page.build(exercise.solution)

    assert "le brouillon ne s’écrit plus" in page.text
    assert enregistrer() == exercise.solution


def test_verifying_says_the_same_as_the_page(page, exercise):
    ouvrir(ID)
    page.build(exercise.mistakes()["cercle"]["answer"])

    verifier()

    report = exercise.score(exercise.mistakes()["cercle"]["answer"])
    assert report.next in page.text and "18,5 points sur 20" in page.text
    assert steps._bench._builder.rapport == json.loads(json.dumps(report.to_json()))
    assert "relancez la cellule 3" in page.text


def test_her_words_cannot_become_markup(page, exercise):
    ouvrir(ID)
    tree = {"statements": [{"id": "e08", "level": "probleme"},
                           {"id": "x1", "level": "directe", "text": "<img src=x onerror=alert(1)>"}], "links": []}
    page.build(tree)

    verifier()

    assert all("<img" not in out["text/html"] for out in page.outputs if isinstance(out, dict))


def test_each_criterion_gives_one_number(page, exercise):
    for answer in (exercise.solution, exercise.blank(), *(row["answer"] for row in exercise.mistakes().values())):
        page.restart()
        ouvrir(ID)
        enregistrer(answer)

        numbers = {check.id: noter(check.id) for check in exercise.checks}

        assert numbers == {result.id: result.earned for result in exercise.score(answer).criteria}
        assert all(float(repr(each)) >= 0 for each in numbers.values())


def test_a_broken_check_takes_nothing_away(page, exercise, monkeypatch):
    ouvrir(ID)
    first = steps._bench.exercise.checks[0]
    monkeypatch.setitem(steps._bench.exercise.__dict__, "checks", (type(first)(first.id, "t", 2, lambda: 1 / 0),))

    assert noter(first.id) == 2


def test_under_validation_a_criterion_not_reached_says_why(page, exercise, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    ouvrir(ID)
    enregistrer()

    with pytest.raises(Advice) as advice:
        noter("problem_is_a_problem")

    lines = advice.value._render_traceback_()
    assert "Le tronc de l’arbre est encore vide." in lines
    assert max(map(len, lines)) <= 78


def test_while_nbgrader_grades_nothing_is_written_and_no_draft_is_read(page, exercise, monkeypatch, tmp_path):
    ouvrir(ID)
    page.build(exercise.solution)
    page.restart()
    before = (tmp_path / "reponse-arbre-a-problemes.json").read_bytes()
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")

    ouvrir(ID)
    enregistrer(exercise.blank())

    assert noter("problem_is_a_problem") == 0
    assert page.source is None
    assert (tmp_path / "reponse-arbre-a-problemes.json").read_bytes() == before


# -- kind words instead of tracebacks


def test_out_of_order_the_learner_is_led_back(page, exercise):
    verifier()
    assert enregistrer(exercise.solution) == exercise.solution
    with pytest.raises(Advice, match="Lancez d’abord"):
        noter("no_circle")

    assert page.text.count("Lancez d’abord") == 2


def test_with_nothing_built_there_is_nothing_to_keep(page, exercise):
    ouvrir(ID)

    assert enregistrer() == exercise.blank()
    assert page.source is None
    assert "Rien à garder" in page.text


@pytest.mark.parametrize("name", ["9-ailleurs/rien", "../../etc/passwd", "", None, 3, "arbre-a-problemes"])
def test_an_exercise_that_is_not_here_is_told(page, name):
    ouvrir(name)

    assert "L’exercice" in page.text or "Donnez l’exercice" in page.text


@pytest.mark.parametrize("answer", [{1, 2}, object(), float("nan"), {"statements": 3}, "texte"])
def test_an_answer_spoilt_by_hand_is_told_and_the_builder_keeps_its_work(page, exercise, answer):
    ouvrir(ID)
    page.build(exercise.solution)

    with pytest.raises(Advice):
        enregistrer(answer)

    assert page.built() == exercise.solution


def test_our_own_failure_is_told_as_ours(page, monkeypatch):
    ouvrir(ID)
    monkeypatch.setattr(steps._bench, "settle", lambda written: 1 / 0)

    with pytest.raises(Advice, match="en panne de notre côté"):
        enregistrer()


def test_without_the_built_front_end_the_notebook_still_keeps_an_answer(page, exercise, monkeypatch):
    monkeypatch.setattr("autograder.widgets.builder.front_file", lambda name: None)
    ouvrir(ID)

    assert enregistrer(exercise.solution) == exercise.solution
    assert "python3 start.py" in page.text
    assert noter("levels_are_right") == 5


def test_the_front_end_gets_the_public_exercise_and_no_key(page, exercise):
    ouvrir(ID)

    public = json.dumps(steps._bench._builder.exercice, ensure_ascii=False)

    assert "statement_html" in public
    assert "not_a_problem" not in public and "explains" not in public
