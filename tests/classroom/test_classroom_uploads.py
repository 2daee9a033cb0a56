"""Files that the trainer hands over: kept, matched to a learner, graded; a bad one does not stop the others."""

import json

import nbformat
import pytest

from autograder.engine.grade import grade_bytes
from autograder.engine.notebook import make_notebook


@pytest.fixture
def classroom(open_classroom):
    with open_classroom(load_grader=lambda: grade_bytes) as opened:
        yield opened


@pytest.fixture
def answer_file(exercise):
    def make(answer):
        envelope = {"format": 1, "exercise": exercise.id, "version": exercise.version, "answer": answer}
        return json.dumps(envelope, ensure_ascii=False).encode()

    return make


def drop(classroom, *files, person=""):
    """Upload `(name, bytes)` files and wait until each is settled; the results as (name, state, sentence)."""
    classroom.trainer().post(
        "/formateur/seances/1/depot", {"personne": person}, files=[("fichiers", file) for file in files]
    )
    return settled(classroom)


def settled(classroom):
    rows = "SELECT name, state, sentence FROM uploads ORDER BY id"
    classroom.wait_for(lambda: all(row.state != "attente" for row in classroom.rows(rows)))
    return [tuple(row) for row in classroom.rows(rows)]


def test_a_file_goes_to_the_learner_that_its_name_tells(classroom, exercise, answer_file):
    awa, _ = classroom.join("Awa Diallo"), classroom.join("Binta Sy")

    [(_, state, _)] = drop(classroom, (f"{exercise.assignment}__Awa_Diallo.json", answer_file(exercise.solution)))

    assert state == "corrigee"
    assert [one["rapport"]["score"] for one in awa.work()["remises"]] == [20]


def test_a_notebook_is_graded_like_a_page(classroom, exercise):
    learner = classroom.join("Awa Diallo")
    notebook = nbformat.writes(make_notebook(exercise, solution=True)).encode()

    [(_, state, _)] = drop(classroom, ("devoir.ipynb", notebook), person="1")

    assert state == "corrigee"
    assert [one["rapport"]["score"] for one in learner.work()["remises"]] == [20]


def test_the_hints_opened_in_a_notebook_are_told_to_the_trainer(classroom, exercise):
    classroom.join("Awa Diallo")
    notebook = make_notebook(exercise, solution=False)
    cell = next(cell for cell in notebook.cells if cell.metadata["nbgrader"]["grade_id"] == "reponse")
    cell.source = f"reponse = enregistrer(\n{exercise.solution!r},\nindices=2\n)"

    [(_, _, sentence)] = drop(classroom, ("devoir.ipynb", nbformat.writes(notebook).encode()), person="1")

    assert "Indices ouverts" in sentence
    assert "2 indices ouverts sur 3" in classroom.trainer().get("/formateur/remises/1")


def test_a_bad_file_gets_its_sentence_and_the_others_go_on(classroom, exercise, answer_file):
    classroom.join("Awa")

    results = drop(
        classroom, ("photo.ipynb", b"\x89PNG"), ("note.txt", b"bonjour"), ("vide.json", b""),
        ("bon.json", answer_file(exercise.solution)), person="1",
    )

    assert [state for _, state, _ in results] == ["refusee", "refusee", "refusee", "corrigee"]
    assert all(sentence.endswith(".") for _, state, sentence in results if state == "refusee")


def test_a_file_of_nobody_known_waits_for_the_trainer_to_say_whose_it_is(classroom, exercise, answer_file):
    [(_, state, sentence)] = drop(classroom, (f"{exercise.slug}-oumou-sangare.json", answer_file(exercise.solution)))
    assert state == "sans_nom"
    assert "oumou sangare" in sentence

    classroom.trainer().post("/formateur/seances/1/depot/1", {"personne": "nouvelle", "nom": "Oumou Sangaré"})

    assert settled(classroom)[0][1] == "corrigee"
    assert classroom.trainer().names_in_list() == ["Oumou Sangaré"]


def test_between_two_people_of_one_name_the_trainer_chooses(classroom, exercise, answer_file):
    classroom.join("Awa Diallo")
    second = classroom.join("Awa Diallo")

    [(_, state, sentence)] = drop(classroom, (f"{exercise.slug}-Awa-Diallo.json", answer_file(exercise.solution)))
    assert state == "sans_nom"
    assert "Plusieurs personnes" in sentence

    classroom.trainer().post("/formateur/seances/1/depot/1", {"personne": "2"})
    settled(classroom)
    assert len(second.work()["remises"]) == 1


def test_the_same_file_twice_is_one_submission(classroom, exercise, answer_file):
    learner, file = classroom.join("Awa"), ("a.json", answer_file(exercise.solution))

    results = drop(classroom, file, file, person="1")

    assert results[1][2].startswith("Déjà reçu")
    assert len(learner.work()["remises"]) == 1


def test_files_dropped_before_a_power_cut_are_graded_at_the_next_start(open_classroom, exercise, answer_file):
    with open_classroom() as first:
        first.join("Awa")
        files = [("fichiers", ("a.json", answer_file(exercise.solution)))]
        first.trainer().post("/formateur/seances/1/depot", {"personne": "1"}, files=files)
        assert first.rows("SELECT state FROM uploads")[0].state == "attente"

    with open_classroom(load_grader=lambda: grade_bytes) as second:
        assert settled(second)[0][1] == "corrigee"


def test_a_file_that_breaks_the_grader_does_not_stop_the_next(open_classroom, exercise, answer_file):
    def fragile(name, raw, exercises, scratch):
        if name == "piege.json":
            raise ZeroDivisionError
        return grade_bytes(name, raw, exercises, scratch)

    with open_classroom(load_grader=lambda: fragile) as classroom:
        classroom.join("Awa")
        good = answer_file(exercise.solution)
        results = drop(classroom, ("piege.json", good), ("bon.json", good), person="1")

    assert [state for _, state, _ in results] == ["refusee", "corrigee"]
    assert "en panne" in results[0][2]


def test_a_file_too_heavy_is_told_and_not_kept(classroom):
    classroom.join("Awa")

    [(_, state, sentence)] = drop(classroom, ("gros.ipynb", b"x" * 10_000_001), person="1")

    assert state == "refusee"
    assert "trop lourd" in sentence
    assert classroom.rows("SELECT length(body) AS size FROM uploads")[0].size == 0
