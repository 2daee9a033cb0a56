"""Parts that a person judges: what waits, what a mark is out of before and after the reading, on each page."""

import csv
import io

import pytest

from autograder.catalogue import find_exercises
from autograder.checks import OpenPart, Outcome, Report, Result, RubricLevel
from autograder.classroom import scoring
from autograder.classroom.report_command import report_session
from autograder.classroom.scoring import on_twenty, standing
from autograder.engine.gradebook import Gradebook
from tests.places import EXERCISES

BY_SLUG = {exercise.slug: exercise for exercise in find_exercises(EXERCISES)}
BUDGET, LETTER = BY_SLUG["budget"], BY_SLUG["bilan-et-recommandations"]


@pytest.fixture
def classroom(open_classroom):
    with open_classroom(exercises=[BUDGET, LETTER]) as opened:
        yield opened


def hand_in(classroom, name, answer, exercise=BUDGET):
    learner = classroom.join(name)
    learner.exercise = exercise
    return learner, learner.hand_in(answer).json()["rapport"]


def read(trainer, level, action="envoyer", submission=1, part="coupes"):
    form = {f"part-{part}": level, "commentaire": "", "action": action}
    return trainer.post(f"/formateur/remises/{submission}", form)


def table(trainer):
    text = trainer.get("/formateur/seances/1/notes.csv").lstrip("\ufeff")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def plain(page):
    return page.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def test_everything_right_is_not_yet_the_whole_mark(classroom):
    awa, report = hand_in(classroom, "Awa", BUDGET.solution)
    trainer = classroom.trainer()

    assert (report["score"], report["points"], report["open_points"], report["awaiting"]) == (20, 20, 5, 5)
    assert awa.work()["remises"][0]["etat"] == "a_lire"
    assert trainer.names_in_list("?etat=a_lire") == ["Awa"]
    assert "reste 5 à lire" in plain(trainer.get("/formateur/seances/1/liste"))
    (line,) = table(trainer)
    assert [line[name] for name in ("Note", "Sur", "Reste à lire", "Note sur 20")] == ["20", "20", "5", ""]


@pytest.mark.parametrize(("level", "mark", "twenty"), [("0", 20, 16), ("1", 22, 17.6), ("3", 25, 20)])
def test_what_the_trainer_gives_makes_the_mark_whole(classroom, level, mark, twenty):
    awa, _ = hand_in(classroom, "Awa", BUDGET.solution)
    trainer = classroom.trainer()

    read(trainer, level)

    feedback = awa.work()["remises"][0]["retour"]
    assert (feedback["note"], feedback["sur"], feedback["sur_vingt"]) == (mark, 25, twenty)
    (line,) = table(trainer)
    french = f"{twenty:g}".replace(".", ",")
    assert [line[name] for name in ("Note", "Sur", "Reste à lire", "Note sur 20")] == [str(mark), "25", "", french]
    assert f"soit {french} sur 20" in plain(trainer.get("/formateur/remises/1"))


def test_where_she_wrote_nothing_nobody_waits_and_no_point_comes(classroom):
    _, report = hand_in(classroom, "Awa", BUDGET.mistakes()["tout-garder-partout"]["answer"])
    trainer = classroom.trainer()

    assert report["awaiting"] == 0
    assert trainer.names_in_list("?etat=remis") == ["Awa"]
    (line,) = table(trainer)
    assert (line["Sur"], line["Reste à lire"]) == ("25", "")
    assert "Rien n'est écrit ici" in plain(trainer.get("/formateur/remises/1"))


def test_the_trainer_may_mark_words_that_she_found_elsewhere(classroom):
    awa, report = hand_in(classroom, "Awa", BUDGET.mistakes()["tout-garder-partout"]["answer"])

    read(classroom.trainer(), "1")

    feedback = awa.work()["remises"][0]["retour"]
    assert (feedback["note"], feedback["sur"]) == (report["score"] + 2, 25)


def test_two_parts_wait_until_both_are_read(classroom):
    _, report = hand_in(classroom, "Awa", LETTER.solution, LETTER)
    trainer = classroom.trainer()

    refused = read(trainer, "2", part="lettre")
    read(trainer, "2", "enregistrer", part="lettre")

    assert report["awaiting"] == 10
    assert "manque" in refused.headers["location"]
    assert trainer.names_in_list("?etat=a_lire") == ["Awa"]
    (line,) = table(trainer)
    assert [line[name] for name in ("Note", "Sur", "Reste à lire")] == ["14", "15", "5"]


def test_each_level_of_the_rubric_has_its_comment_to_insert(classroom):
    hand_in(classroom, "Awa", BUDGET.solution)

    page = classroom.trainer().get("/formateur/remises/1")

    for level in BUDGET.open_parts[0].levels:
        assert f'data-inserer="commentaire">{level.comment}</button>' in page


def test_new_work_waits_to_be_read_again(classroom):
    awa, _ = hand_in(classroom, "Awa", BUDGET.solution)
    trainer = classroom.trainer()
    read(trainer, "3")

    awa.hand_in(BUDGET.solution)

    assert trainer.names_in_list("?etat=a_lire") == ["Awa"]
    assert table(trainer)[0]["Reste à lire"] == "5"


def test_everything_right_is_nobody_stuck_however_often_she_verifies(classroom):
    learner = classroom.join("Awa")
    learner.exercise = BUDGET
    for _ in range(5):
        learner.check(BUDGET.solution)

    assert classroom.trainer().names_in_list("?etat=bloque") == []


def test_a_report_never_mixes_what_is_read_with_what_is_not(classroom):
    hand_in(classroom, "Awa", BUDGET.solution)
    hand_in(classroom, "Binta", BUDGET.solution)
    read(classroom.trainer(), "1")
    said = []

    report_session(classroom.room.store.path.parent, [BUDGET], said.append)

    text = plain("\n".join(said))
    assert "médiane 20, moyenne 20 sur les 20 points calculés" in text
    assert "1 copie attend une lecture (5 points)" in text
    assert "1 note complète : médiane 22 sur 25" in text


def test_a_reading_reaches_nbgraders_gradebook(open_classroom, tmp_path):
    folder = tmp_path / "nbgrader"
    with open_classroom(exercises=[BUDGET], open_gradebook=lambda: Gradebook(folder, [BUDGET])) as classroom:
        hand_in(classroom, "Awa", BUDGET.solution)
        read(classroom.trainer(), "2", "enregistrer")
        classroom.wait_for(lambda: classroom.rows("SELECT id FROM submissions WHERE recorded = '1'"))

    from nbgrader.api import Gradebook as Nbgrader

    with Nbgrader(f"sqlite:///{folder / 'gradebook.db'}") as api:
        submission = api.find_submission(BUDGET.assignment, "awa")
        assert (submission.score, submission.max_score, submission.needs_manual_grade) == (24, 25, False)


def test_our_own_failure_leaves_her_words_to_be_read(monkeypatch):
    monkeypatch.setattr(type(BUDGET), "score", lambda self, answer: 1 / 0)

    report = scoring.score(BUDGET, BUDGET.solution)

    assert (report.points, report.awaiting) == (0, 5)


def part(points, *, bonus=False, words=("Je pense que…",)):
    levels = (RubricLevel(0, "Rien", "…"), RubricLevel(points, "Tout", "…"))
    return OpenPart("libre", "Libre", points, levels, words, bonus)


def test_a_bonus_makes_up_for_points_missed_and_no_more():
    almost = Result("critere", "Un critère", 20, 19.0, Outcome.PARTIAL, "")
    report = Report("c/e", 1, (almost,), (part(2, bonus=True),))

    assert standing(report, {"libre": 2.0}) == scoring.Standing(20, 20, 0)
    assert standing(report, {}) == scoring.Standing(19, 20, 0)


def test_points_that_wait_are_in_no_total_yet():
    report = Report("c/e", 1, (), (part(5),))

    assert standing(report, {}) == scoring.Standing(0, 0, 5)
    assert standing(report, {"libre": 3.0}) == scoring.Standing(3, 5, 0)


@pytest.mark.parametrize(("total", "out_of", "shown"), [
    (20, 25, 16), (22.25, 26, 17.1), (0, 30, 0), (25, 25, 20), (18.5, 20, None), (0, 0, None)])
def test_a_mark_is_said_on_twenty_where_it_is_not_already(total, out_of, shown):
    assert on_twenty(total, out_of) == shown
