"""Scores on their way to nbgrader's gradebook: nobody waits for them, and none is lost."""

import pytest

from autograder.engine.gradebook import Gradebook

WAITING = "SELECT * FROM submissions WHERE recorded IS NULL"


class Ledger:
    """A gradebook that remembers, and that can be out of order."""

    def __init__(self):
        self.records, self.broken = [], False

    def record(self, person_id, name, exercise, answer, report, when, open_marks, comment):
        if self.broken:
            raise OSError("gradebook out of order")
        self.records.append((person_id, name, report.score, open_marks, comment))


@pytest.fixture
def ledger():
    return Ledger()


def test_a_submission_reaches_the_gradebook_with_its_score(open_classroom, ledger, exercise):
    with open_classroom(open_gradebook=lambda: ledger) as classroom:
        classroom.join("Awa Diallo").hand_in(exercise.solution)
        classroom.wait_for(lambda: ledger.records)

    assert ledger.records == [("awa-diallo", "Awa Diallo", 20, None, "")]


def test_a_mark_follows_with_its_points_and_comment(open_classroom, ledger, mistakes):
    with open_classroom(open_gradebook=lambda: ledger) as classroom:
        classroom.join("Awa").hand_in(mistakes["mots-a-soi"])
        classroom.wait_for(lambda: len(ledger.records) == 1)
        form = {"part-enonces_personnels": "1", "commentaire": "Bien vu.", "action": "envoyer"}
        classroom.trainer().post("/formateur/remises/1", form)
        classroom.wait_for(lambda: len(ledger.records) == 2)

    assert ledger.records[-1][3:] == ({"enonces_personnels": 1.0}, "Bien vu.")


def test_a_gradebook_out_of_order_stops_nobody_and_catches_up_at_the_next_start(open_classroom, ledger, exercise):
    ledger.broken = True
    with open_classroom(open_gradebook=lambda: ledger) as classroom:
        assert classroom.join("Awa").hand_in(exercise.solution).status_code == 200
        assert "en cours d’inscription" in classroom.trainer().get("/formateur/seances/1/")
    ledger.broken = False

    with open_classroom(open_gradebook=lambda: ledger) as classroom:
        classroom.wait_for(lambda: ledger.records)

    assert [record[2] for record in ledger.records] == [20]


def test_what_is_recorded_is_not_recorded_again_at_the_next_start(open_classroom, ledger, exercise):
    for _ in range(2):
        with open_classroom(open_gradebook=lambda: ledger) as classroom:
            if not ledger.records:
                classroom.join("Awa").hand_in(exercise.solution)
            classroom.wait_for(lambda here=classroom: not here.rows(WAITING))

    assert len(ledger.records) == 1


def test_the_real_gradebook_shows_the_scores_and_can_be_taken_away(open_classroom, exercise, mistakes, tmp_path):
    with open_classroom(open_gradebook=lambda: Gradebook(tmp_path / "seance" / "nbgrader", [exercise])) as classroom:
        for name, answer in (("Awa", exercise.solution), ("Binta", mistakes["cercle"])):
            classroom.join(name).hand_in(answer)
        classroom.wait_for(lambda: not classroom.rows(WAITING))
        trainer = classroom.trainer()
        copy = trainer.client.get("/formateur/nbgrader/gradebook.db").content
        assert "Carnet de notes nbgrader" in trainer.get("/formateur/seances/1/notes")

    from nbgrader.api import Gradebook as Nbgrader

    (tmp_path / "copie.db").write_bytes(copy)
    with Nbgrader(f"sqlite:///{tmp_path / 'copie.db'}") as taken:
        scores = {row.student_id: row.score for row in taken.assignment_submissions(exercise.assignment)}
    assert scores == {"awa": 20, "binta": 18.5}
