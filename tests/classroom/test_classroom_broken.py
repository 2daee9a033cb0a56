"""A check of ours that broke: the learner loses nothing, and the trainer marks the criterion by hand."""

import csv
import io
import shutil
import sqlite3

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from autograder.catalogue import load_exercise
from autograder.classroom.store import Store
from autograder.engine.gradebook import Gradebook

CRITERION = "always_breaks"
BREAKS = '''

@check("Un critère que notre code ne sait plus lire", points=4)
def always_breaks(tree: CauseTree) -> Verdict:
    raise RuntimeError("our fault")
'''


@pytest.fixture
def breaking(exercise, tmp_path):
    """The exercise with one more criterion, worth 4 points, whose check always breaks."""
    folder = tmp_path / "cours" / "3-organiser" / "arbre-a-problemes"
    shutil.copytree(exercise.folder, folder)
    checks = folder / "checks.py"
    checks.write_text(checks.read_text(encoding="utf-8") + BREAKS, encoding="utf-8")
    return load_exercise(folder)


@pytest.fixture
def broken(open_classroom, breaking):
    with open_classroom(exercises=[breaking]) as classroom:
        classroom.awa = classroom.join("Awa")
        classroom.report = classroom.awa.hand_in(breaking.solution).json()["rapport"]
        yield classroom


def read(trainer, points, action="envoyer"):
    return trainer.post("/formateur/remises/1", {f"main-{CRITERION}": points, "commentaire": "", "action": action})


def feedback(classroom):
    return classroom.awa.work()["remises"][0]["retour"]


def test_a_broken_check_waits_for_the_trainer_and_has_a_field(broken):
    trainer = broken.trainer()

    assert (broken.report["score"], broken.report["points"]) == (20, 20)
    assert trainer.names_in_list("?etat=a_lire") == ["Awa"]
    page = trainer.get("/formateur/remises/1")
    assert f'name="main-{CRITERION}"' in page and "En panne" in page


def test_points_given_by_hand_count_and_so_do_the_points_of_the_criterion(broken):
    trainer = broken.trainer()

    read(trainer, "2.5")

    assert (feedback(broken)["note"], feedback(broken)["sur"]) == (22.5, 24)
    assert trainer.names_in_list("?etat=retour") == ["Awa"]
    row = list(csv.reader(io.StringIO(trainer.get("/formateur/seances/1/notes.csv").lstrip("\ufeff")), delimiter=";"))
    line = dict(zip(row[0], row[1], strict=True))
    assert [line[name] for name in ("Note calculée", "Points à la main", "Points de lecture", "Note", "Sur")] == [
        "20", "2,5", "0", "22,5", "24"]


def test_left_out_it_stays_out_of_the_total(broken):
    read(broken.trainer(), "")

    assert (feedback(broken)["note"], feedback(broken)["sur"]) == (20, 20)


def test_the_trainer_may_change_her_mind(broken):
    trainer = broken.trainer()
    for points in ("4.0", "0.0", ""):
        read(trainer, points)

    assert [(row.total, row.points) for row in broken.rows("SELECT total, points FROM marks")] == [
        (24, 24), (20, 24), (20, 20)]


@pytest.mark.parametrize("points", ["5.0", "-1.0", "4.1", "1e9", "nan", "x"])
def test_a_form_gives_no_more_than_the_criterion_is_worth(broken, points):
    read(broken.trainer(), points)

    assert feedback(broken)["sur"] == 20


def test_a_check_that_works_cannot_be_marked_by_hand(broken, breaking):
    working = next(check.id for check in breaking.checks if check.id != CRITERION)

    broken.trainer().post("/formateur/remises/1", {f"main-{working}": "0.0", "action": "envoyer"})

    assert feedback(broken)["note"] == 20


def test_marks_by_hand_reach_nbgraders_gradebook(open_classroom, breaking, tmp_path):
    folder = tmp_path / "nbgrader"
    with open_classroom(exercises=[breaking], open_gradebook=lambda: Gradebook(folder, [breaking])) as classroom:
        classroom.join("Awa").hand_in(breaking.solution)
        read(classroom.trainer(), "3.0", "enregistrer")
        classroom.wait_for(lambda: classroom.rows("SELECT id FROM submissions WHERE recorded = '1'"))

    from nbgrader.api import Gradebook as Nbgrader

    with Nbgrader(f"sqlite:///{folder / 'gradebook.db'}") as api:
        submission = api.find_submission(breaking.assignment, "awa")
        assert (submission.score, submission.max_score, submission.needs_manual_grade) == (23, 24, False)


def test_a_session_begun_with_an_earlier_version_of_the_course_keeps_its_marks(tmp_path):
    """Version 1 kept neither points by hand nor sign-in keys."""
    Store(tmp_path).close()
    with sqlite3.connect(tmp_path / "seance.db") as file:
        file.executescript(
            "ALTER TABLE marks DROP COLUMN by_hand; ALTER TABLE marks DROP COLUMN points; DROP TABLE entries;"
            "ALTER TABLE marks DROP COLUMN waiting; ALTER TABLE submissions DROP COLUMN waiting;"
            "ALTER TABLE submissions DROP COLUMN out_of;"
            "INSERT INTO marks VALUES (1, 1, '{}', 18.0, 'Bien', '2026-11-22T09:00:00.000+00:00', NULL);"
            "PRAGMA user_version = 1;")
    file.close()

    store = Store(tmp_path)

    with store.read() as connection:
        row = connection.exec_driver_sql("SELECT total, by_hand, points FROM marks").one()
        assert tuple(row) == (18.0, "{}", None)
        assert connection.exec_driver_sql("SELECT count(*) FROM entries").scalar_one() == 0
    store.close()


def test_a_full_disk_speaks_to_the_trainer_of_her_computer(classroom):
    engine = classroom.room.store.engine
    pages = classroom.rows("PRAGMA page_count")[0][0]

    @event.listens_for(engine, "connect")
    def fill_the_disk(connection, _record):
        connection.execute(f"PRAGMA max_page_count = {pages}")

    engine.dispose()
    answers = []

    for _ in range(200):  # sign-ins until the last page of the file is full
        client = TestClient(classroom.app, base_url="http://seance", raise_server_exceptions=False)
        answers.append(client.post("/formateur/entrer", data={"code": classroom.access},
                                   headers={"Origin": "http://seance"}, follow_redirects=False))
        if answers[-1].status_code == 507:
            break

    assert answers[-1].status_code == 507
    assert "Libérez de la place" in answers[-1].text
    assert "Votre travail reste sur votre appareil" not in answers[-1].text
