"""`python -m autograder grade`: a folder of files in, one French line each out, marks in the gradebook."""

import csv
import json
import os
import shutil

import pytest

from autograder.catalogue import find_exercises
from autograder.domain.french import number as french
from autograder.engine import grade_command
from autograder.engine.deposit import author_of, files_below, person_id
from autograder.engine.grade_command import grade
from autograder.engine.gradebook import Gradebook
from autograder.engine.graded_notebook import submitted_notebook
from tests.places import ROOT


@pytest.fixture
def deposit(tmp_path):
    folder = tmp_path / "seance" / "depot"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def run(tmp_path):
    """Run the command; returns its exit code and all it said."""

    def run_it(*paths):
        said = []
        code = grade(list(paths), ROOT, tmp_path / "seance", said.append)
        return code, "\n".join(said)

    return run_it


@pytest.fixture
def drop(deposit, exercise, write_notebook):
    def drop_it(name, answer):
        return write_notebook(deposit / name, submitted_notebook(exercise, answer))

    return drop_it


def test_every_file_gets_its_line_and_its_mark(drop, deposit, run, exercise, tmp_path, nbgrader_command):
    drop("3-organiser--arbre-a-problemes__Awa Diallo.ipynb", exercise.solution)
    drop("Fanta/arbre-a-problemes.ipynb", exercise.blank())
    page = {"format": 1, "exercise": exercise.id, "version": 1, "answer": exercise.solution, "nom": "Moussa Traoré"}
    (deposit / "envoi.json").write_text(json.dumps(page), encoding="utf-8")

    code, said = run()

    assert code == 0
    assert "Awa Diallo : 20 sur 20" in said and "Fanta : 0 sur 20" in said and "Moussa Traoré : 20 sur 20" in said
    assert "Terminé : 3 noté(s)." in said
    nbgrader_command(tmp_path / "seance" / "nbgrader", "export")
    with (tmp_path / "seance" / "nbgrader" / "grades.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["assignment"] == exercise.assignment]
    exported = {row["student_id"]: float(row["score"]) for row in rows}
    assert exported == {"awa-diallo": 20.0, "fanta": 0.0, "moussa-traore": 20.0}


def test_a_refused_file_does_not_stop_the_others_and_the_exit_code_tells(drop, deposit, run, exercise):
    (deposit / "casse.ipynb").write_text("{", encoding="utf-8")
    drop("zz__Awa.ipynb", exercise.solution)

    code, said = run()

    assert code == 1
    assert "casse (casse.ipynb) : refusé. Ce carnet est abîmé" in said
    assert "1 noté(s), 1 refusé(s)" in said
    assert "Traceback" not in said


def test_a_second_run_takes_only_what_is_new(drop, run, exercise, tmp_path):
    drop("arbre-a-problemes-Awa.ipynb", exercise.solution)
    run()
    drop("arbre-a-problemes-Fanta.ipynb", exercise.solution)

    code, said = run()

    assert code == 0
    assert "Fanta" in said and "Awa" not in said
    assert "1 noté(s), 1 déjà noté(s) auparavant" in said


def test_what_was_dropped_stays_and_a_copy_is_kept(drop, run, exercise, tmp_path):
    path = drop("arbre-a-problemes-Awa.ipynb", exercise.solution)
    raw = path.read_bytes()
    run()

    copies = list((tmp_path / "seance" / "nbgrader" / "recus").iterdir())

    assert path.read_bytes() == raw
    assert [copy.read_bytes() for copy in copies] == [raw]


def test_a_journal_cut_by_a_power_failure_is_read_as_far_as_it_goes(drop, run, exercise, tmp_path):
    drop("arbre-a-problemes-Awa.ipynb", exercise.solution)
    run()
    journal_file = tmp_path / "seance" / "nbgrader" / "depot.jsonl"
    journal_file.write_bytes(journal_file.read_bytes() + b'{"marque": "abc')

    code, said = run()

    assert code == 0
    assert "1 déjà noté(s)" in said


def test_two_files_of_one_person_keep_the_newest(drop, run, exercise, tmp_path):
    old = drop("b/arbre-a-problemes__Awa.ipynb", exercise.blank())
    new = drop("a/arbre-a-problemes__Awa.ipynb", exercise.solution)
    os.utime(old, (1_700_000_000, 1_700_000_000))
    os.utime(new, (1_700_009_999, 1_700_009_999))

    code, said = run()

    assert code == 0
    assert "Une remise plus récente de cette personne" in said


def test_many_notebooks_go_through_warm_workers_with_the_same_marks(deposit, run, exercise, copy, write_notebook):
    answers = [mistake["answer"] for mistake in exercise.mistakes().values()]
    for number in range(12):
        answer = answers[number % len(answers)]
        made = copy().answer_with(f"reponse = dict({answer!r})").notebook
        write_notebook(deposit / f"arbre-a-problemes__P{number:02}.ipynb", made)
    (deposit / "a-twice.ipynb").write_bytes((deposit / "arbre-a-problemes__P00.ipynb").read_bytes())

    code, said = run()

    assert code == 0
    marks = [line.split(" : ")[1].split(" sur ")[0] for line in said.splitlines() if "] P" in line]
    assert marks == [french(exercise.score(answers[n % len(answers)]).score) for n in range(12)]
    assert "Terminé : 13 noté(s)." in said


def test_a_file_without_a_name_is_graded_and_the_name_asked_for(drop, run, exercise):
    drop("arbre-a-problemes.ipynb", exercise.solution)

    code, said = run()

    assert code == 0
    assert "Ce fichier ne dit pas de nom" in said


def test_an_empty_folder_and_a_missing_file_are_said(run, tmp_path):
    assert run()[0] == 0
    assert "Rien à noter" in run()[1]

    code, said = run(tmp_path / "absent.ipynb")
    assert code == 1
    assert "ne s'ouvre pas" in said


def test_a_full_disk_is_said_and_the_file_is_taken_again_next_time(drop, run, exercise, monkeypatch):
    drop("arbre-a-problemes-Awa.ipynb", exercise.solution)

    def full(self, *anything):
        raise OSError(28, "plus de place")

    with monkeypatch.context() as patch:
        patch.setattr("autograder.engine.gradebook.Gradebook.record_all", full)
        code, said = run()
    assert code == 1
    assert "pas inscrit (plus de place)" in said

    assert run()[0] == 0


# -- whose file is it?


@pytest.mark.parametrize("path, raw, expected", [
    ("3-organiser--arbre-a-problemes__Awa_Diallo.ipynb", b"{}", ("awa-diallo", "Awa Diallo")),
    ("arbre-a-problemes-Moussa-Traoré.json", b"{}", ("moussa-traore", "Moussa Traoré")),
    ("arbre-a-problemes-Awa (1).json", b"{}", ("awa", "Awa")),
    ("x.json", '{"nom": " Aïssata\\nBa "}'.encode(), ("aissata-ba", "Aïssata Ba")),
    ("x.ipynb", b'{"metadata": {"citoyennete": {"nom": "Oumou"}}}', ("oumou", "Oumou")),
    ("submitted/s17/3-organiser--arbre-a-problemes/x.ipynb", b"{}", ("s17", "s17")),
    ("Fanta Keita/arbre-a-problemes.ipynb", b"{}", ("fanta-keita", "Fanta Keita")),
])
def test_a_name_is_found_where_each_door_puts_it(tmp_path, exercise, path, raw, expected):
    author = author_of(tmp_path / path, raw, tmp_path, [exercise])

    assert (author.id, author.name, author.guessed) == (*expected, False)


def test_names_in_other_scripts_stay_apart():
    assert len({person_id("ߊߥߊ"), person_id("ߊߥߋ"), person_id("آوا")}) == 3
    assert person_id("Aïssata BA") == person_id("aissata ba")
    assert person_id("!!") == "sans-nom"


def test_a_notebooks_own_draft_and_hidden_files_are_not_submissions(tmp_path):
    ours = ["a.ipynb", "reponse-a.json", "reponse-a-autre-1.json", "reponse-b.json"]
    for name in [*ours, ".ipynb_checkpoints/a.ipynb", "n.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")

    found = [path.name for path, _ in files_below([tmp_path])]

    assert found == ["a.ipynb", "reponse-b.json"]


def test_the_command_works_on_a_copy_of_the_exercise_under_another_name(tmp_path, exercise, write_notebook):
    root = tmp_path / "cours"
    shutil.copytree(exercise.folder, root / "exercises" / "9-autre" / "second-arbre")
    (second,) = find_exercises(root / "exercises")
    write_notebook(tmp_path / "s" / "depot" / "second-arbre-Awa.ipynb", submitted_notebook(second, second.solution))
    said = []

    assert grade([], root, tmp_path / "s", said.append) == 0
    assert any("Awa : 20 sur 20" in line for line in said)


def test_force_takes_again_what_was_graded(drop, run, exercise, tmp_path):
    drop("arbre-a-problemes-Awa.ipynb", exercise.solution)
    run()
    said = []

    assert grade([], ROOT, tmp_path / "seance", said.append, force=True) == 0
    assert "Terminé : 1 noté(s)." in "\n".join(said)


def test_a_stop_keeps_what_was_graded_and_the_next_run_goes_on(drop, run, exercise, tmp_path, monkeypatch):
    for name in ("Awa", "Fanta", "Oumou"):
        drop(f"arbre-a-problemes-{name}.ipynb", exercise.solution)
    whole = grade_command.grade_bytes

    def stop_at_the_last(name, *rest, **options):
        if "Oumou" in name:
            raise KeyboardInterrupt
        return whole(name, *rest, **options)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(grade_command, "grade_bytes", stop_at_the_last)
        grade([], ROOT, tmp_path / "seance", print)

    said = run()[1]
    assert "Terminé : 1 noté(s), 2 déjà noté(s) auparavant." in said


def test_one_file_that_cannot_be_written_does_not_hold_up_the_others(drop, run, exercise, monkeypatch):
    for name in ("Awa", "Fanta"):
        drop(f"arbre-a-problemes-{name}.ipynb", exercise.solution)
    whole = Gradebook.record_all

    def full_for_awa(self, batch):
        if any(each.student == "awa" for each in batch):
            raise OSError(28, "plus de place")
        return whole(self, batch)

    monkeypatch.setattr(Gradebook, "record_all", full_for_awa)
    code, said = run()

    assert code == 1
    assert "Awa (arbre-a-problemes-Awa.ipynb) : refusé. Noté, mais pas inscrit (plus de place)" in said
    assert "Fanta : 20 sur 20" in said
