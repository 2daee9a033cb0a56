"""Copies graded by the command join those of the page; who used both doors is the trainer's to say."""

import json
from datetime import timedelta

import pytest

from autograder.engine.grade import grade_bytes
from autograder.engine.grade_command import grade
from tests.classroom.conftest import MORNING
from tests.places import ROOT


@pytest.fixture
def classroom(open_classroom):
    with open_classroom(load_grader=lambda: grade_bytes) as opened:
        yield opened


@pytest.fixture
def graded(classroom, exercise):
    """Leaves what the command leaves: a copy of the file and a line of its journal. Then waits until it is settled."""
    def leave(name, answer, when=MORNING, wait=True):
        body = json.dumps({"format": 1, "exercise": exercise.id, "version": exercise.version, "answer": answer,
                           "qui": name, "le": when.isoformat()})
        course = classroom.room.folder / "nbgrader"
        (course / "recus").mkdir(parents=True, exist_ok=True)
        copy = f"{abs(hash(body))}.json"
        (course / "recus" / copy).write_text(body, encoding="utf-8")
        line = {"marque": f"marque-{copy}", "fichier": "envoi.json", "copie": copy, "nom": name,
                "personne": name.lower().replace(" ", "-"), "exercice": exercise.id, "remis_le": when.isoformat()}
        with (course / "depot.jsonl").open("a", encoding="utf-8") as journal:
            journal.write(json.dumps(line) + "\n")
        classroom.room.to_grade.ring()
        rows = "SELECT state FROM uploads"
        return wait and classroom.wait_for(
            lambda: classroom.rows(rows) and all(row.state != "attente" for row in classroom.rows(rows)))

    return leave


def states(classroom):
    return [row.state for row in classroom.rows("SELECT state FROM uploads ORDER BY id")]


def test_a_copy_graded_by_the_command_shows_in_the_list_and_in_the_csv(classroom, exercise, tmp_path):
    deposit = classroom.room.folder / "depot"
    deposit.mkdir()
    envelope = {"format": 1, "exercise": exercise.id, "version": exercise.version, "answer": exercise.solution}
    (deposit / "Fanta Keïta").mkdir()
    (deposit / "Fanta Keïta" / f"{exercise.slug}.json").write_text(json.dumps(envelope), encoding="utf-8")
    assert grade([], ROOT, classroom.room.folder, lambda line: None) == 0

    classroom.room.to_grade.ring()
    classroom.wait_for(lambda: classroom.rows("SELECT id FROM submissions"))

    trainer = classroom.trainer()
    assert trainer.names_in_list("?etat=remis") == ["Fanta Keïta"]
    assert "Fanta Keïta;" in trainer.get("/formateur/seances/1/notes.csv")
    assert [row.person for row in classroom.rows("SELECT person FROM learners")] == ["fanta-keita"]


def test_one_name_at_both_doors_is_asked_about_and_joined_by_a_tap(classroom, exercise, mistakes, graded):
    awa = classroom.join("Awa Diallo")
    awa.score = awa.hand_in(mistakes["cercle"]).json()["rapport"]["score"]
    graded("awa diallo", exercise.solution, MORNING + timedelta(hours=1))
    trainer = classroom.trainer()

    assert states(classroom) == ["sans_nom"] and len(awa.work()["remises"]) == 1
    assert "1 copie déposée attend" in trainer.get("/formateur/seances/1/")
    assert "Oui, c’est <bdi>Awa Diallo</bdi>" in trainer.get("/formateur/seances/1/depot")

    trainer.post("/formateur/seances/1/depot/1", {"personne": "1"})
    classroom.wait_for(lambda: states(classroom) == ["corrigee"])
    assert [one["rapport"]["score"] for one in awa.work()["remises"]] == [20, awa.score]
    assert trainer.names_in_list() == ["Awa Diallo"]


def test_an_older_copy_is_kept_and_does_not_replace_the_last_submission(classroom, exercise, mistakes, graded):
    awa = classroom.join("Awa Diallo")
    awa.hand_in(exercise.solution)
    graded("Awa Diallo", mistakes["cercle"], MORNING - timedelta(days=2))

    classroom.trainer().post("/formateur/seances/1/depot/1", {"personne": "1"})
    classroom.wait_for(lambda: states(classroom) == ["corrigee"])

    assert [one["rapport"]["score"] for one in awa.work()["remises"]] == [20]
    assert "plus ancienne" in classroom.rows("SELECT sentence FROM uploads")[0].sentence


def test_two_people_of_one_name_stay_two_people_when_the_trainer_says_so(classroom, exercise, graded):
    classroom.join("Awa Diallo")
    graded("Awa Diallo", exercise.solution)

    classroom.trainer().post("/formateur/seances/1/depot/1", {"personne": "nouvelle", "nom": "Awa Diallo"})
    classroom.wait_for(lambda: states(classroom) == ["corrigee"])

    assert sorted(classroom.trainer().names_in_list()) == ["Awa Diallo", "Awa Diallo (2)"]


def test_nothing_is_taken_in_twice_even_after_a_restart(open_classroom, exercise):
    with open_classroom(load_grader=lambda: grade_bytes) as classroom:
        course = classroom.room.folder / "nbgrader"
        (course / "recus").mkdir(parents=True)
        body = json.dumps({"format": 1, "exercise": exercise.id, "version": 1, "answer": exercise.solution})
        (course / "recus" / "a.json").write_text(body, encoding="utf-8")
        line = {"marque": "m", "fichier": "a.json", "copie": "a.json", "nom": "Fanta", "personne": "fanta",
                "remis_le": MORNING.isoformat()}
        broken = {"marque": "n", "copie": "absent.json"}
        (course / "depot.jsonl").write_text(f"{json.dumps(line)}\n{json.dumps(broken)}\n" + '{"coupé', encoding="utf-8")
        classroom.room.to_grade.ring()
        classroom.wait_for(lambda: classroom.rows("SELECT id FROM submissions"))

    with open_classroom(load_grader=lambda: grade_bytes) as classroom:
        classroom.room.to_grade.ring()
        classroom.join("Binta")

        assert states(classroom) == ["corrigee"]
        assert sorted(classroom.trainer().names_in_list()) == ["Binta", "Fanta"]


def test_a_file_without_a_name_waits_for_the_trainer(classroom, exercise, graded):
    graded("", exercise.solution)

    assert states(classroom) == ["sans_nom"]
    assert "ne dit pas de qui" in classroom.trainer().get("/formateur/seances/1/depot")
