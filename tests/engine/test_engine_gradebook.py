"""nbgrader's gradebook shows our marks: its database, its export, its formgrader's own queries."""

import csv
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import nbformat
import pytest
from nbgrader.api import Gradebook as Nbgrader

from autograder.checks import Outcome
from autograder.engine.gradebook import Gradebook, submitted
from autograder.engine.gradebook_rows import safe_id
from autograder.engine.literal import Literal, read_answer_cell

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
ASSIGNMENT, NOTEBOOK = "3-organiser--arbre-a-problemes", "arbre-a-problemes"
OPEN = "enonces_personnels"
BUDGET = "3-organiser/budget"


@pytest.fixture
def book(tmp_path, exercises):
    gradebook = Gradebook(tmp_path / "nbgrader", exercises)
    yield gradebook
    gradebook.close()


@pytest.fixture
def record(book, exercise):
    def record_it(answer, person="awa-1", name="Awa Diallo", when=NOON, marks=None, comment="", report=None):
        return book.record(person, name, exercise, answer, report or exercise.score(answer), when, marks, comment)

    return record_it


@pytest.fixture
def shown(book):
    """What nbgrader's own library says of a person's work."""

    def show(person="awa-1"):
        with Nbgrader(f"sqlite:///{book.root / 'gradebook.db'}") as api:
            submission = api.find_submission(ASSIGNMENT, person)
            copy = api.find_submission_notebook(NOTEBOOK, ASSIGNMENT, person)
            return {
                "score": submission.score, "max": submission.max_score, "waits": submission.needs_manual_grade,
                "name": (submission.student.first_name, submission.student.last_name),
                "when": submission.timestamp, "grades": {grade.name: grade.to_dict() for grade in copy.grades},
                "comments": {comment.name: comment.comment for comment in copy.comments},
            }

    return show


def mistake(exercise, name):
    return exercise.mistakes()[name]["answer"]


def test_a_submission_is_shown_with_its_points(exercise, record, shown):
    record(mistake(exercise, "cercle"))

    seen = shown()
    assert (seen["score"], seen["max"], seen["waits"]) == (18.5, 20.0, False)
    assert seen["name"] == ("Awa", "Diallo")
    assert seen["when"] == NOON.replace(tzinfo=None)
    assert seen["grades"]["no_circle"]["auto_score"] == 0


def test_recording_twice_changes_nothing(exercise, record, book):
    record(exercise.solution)
    before = _rows(book)

    record(exercise.solution)

    assert _rows(book) == before


def test_later_work_replaces_earlier_work(exercise, record, shown):
    record(exercise.blank())
    record(exercise.solution, when=NOON + timedelta(hours=1))

    assert shown()["score"] == 20


def test_earlier_work_that_arrives_late_replaces_nothing(exercise, record, shown):
    record(exercise.solution)

    assert record(exercise.blank(), when=NOON - timedelta(hours=1)) is False
    assert shown()["score"] == 20


def test_her_own_statements_wait_for_the_trainer(exercise, record, shown):
    record(mistake(exercise, "mots-a-soi"))

    seen = shown()
    assert seen["waits"]
    assert seen["grades"][f"a_lire_{OPEN}"]["needs_manual_grade"]


def test_without_statements_of_her_own_nothing_waits(exercise, record, shown):
    record(exercise.solution)

    assert not shown()["waits"]


def test_the_trainers_points_are_extra_credit(exercise, record, shown):
    answer = mistake(exercise, "mots-a-soi")
    report = exercise.score(answer)
    lower = replace(report, criteria=(replace(report.criteria[0], earned=0.0), *report.criteria[1:]))
    expected = lower.score + 1.0

    record(answer, marks={OPEN: 1.0}, comment="Bien vu.", report=lower)

    seen = shown()
    assert (seen["score"], seen["waits"]) == (expected, False)
    assert seen["comments"]["reponse"] == "Bien vu."


def test_extra_credit_never_lifts_a_mark_above_the_exercise(exercise, record, shown):
    record(mistake(exercise, "mots-a-soi"), marks={OPEN: 2.0})

    assert shown()["score"] == exercise.points


def test_the_bonus_goes_when_the_statements_it_was_for_are_gone(exercise, record, shown):
    record(mistake(exercise, "mots-a-soi"), marks={OPEN: 2.0})
    record(mistake(exercise, "cercle"), when=NOON + timedelta(hours=1))

    assert shown()["score"] == 18.5


@pytest.fixture
def cuts(book, exercises):
    """Records a budget, and tells score, points, whether it waits, and the grade of its open part."""
    budget = exercises[BUDGET]

    def record(answer, marks=None, when=NOON):
        book.record("awa-1", "Awa Diallo", budget, answer, budget.score(answer), when, marks)
        with Nbgrader(f"sqlite:///{book.root / 'gradebook.db'}") as api:
            submission = api.find_submission(budget.assignment, "awa-1")
            grade = api.find_grade("a_lire_coupes", budget.slug, budget.assignment, "awa-1")
            return submission.score, submission.max_score, submission.needs_manual_grade, grade.manual_score

    return record


def test_an_open_part_that_counts_is_a_task_with_points_of_its_own(cuts, exercises):
    solution = exercises[BUDGET].solution

    assert cuts(solution) == (20, 25, True, None)
    assert cuts(solution, {"coupes": 4.0}) == (24, 25, False, 4)
    assert cuts(solution, {"coupes": 99.0}) == (25, 25, False, 5)


def test_an_open_part_left_empty_waits_for_nobody(cuts, exercises):
    assert cuts(exercises[BUDGET].blank()) == (0, 25, False, None)


def test_new_words_are_read_again_and_words_taken_away_lose_their_points(cuts, exercises):
    budget = exercises[BUDGET]
    cuts(budget.solution, {"coupes": 4.0})

    assert cuts(budget.solution, when=NOON + timedelta(hours=1)) == (24, 25, True, 4)
    assert cuts(budget.blank(), when=NOON + timedelta(hours=2)) == (0, 25, False, None)


def test_a_broken_check_waits_for_a_person_and_counts_nothing_by_itself(exercise, record, shown):
    report = exercise.score(exercise.solution)
    first = replace(report.criteria[0], earned=None, outcome=Outcome.BROKEN)

    record(exercise.solution, report=replace(report, criteria=(first, *report.criteria[1:])))

    seen = shown()
    assert seen["waits"]
    assert seen["grades"][first.id]["auto_score"] is None


def test_a_mark_given_by_hand_stands_and_is_looked_at_again_with_new_work(exercise, record, book, shown):
    record(exercise.blank())
    with Nbgrader(f"sqlite:///{book.root / 'gradebook.db'}") as api:
        grade = api.find_grade("no_circle", NOTEBOOK, ASSIGNMENT, "awa-1")
        grade.manual_score, grade.needs_manual_grade = 0.5, False
        api.db.commit()

    record(exercise.blank())
    same = shown()["grades"]["no_circle"]
    record(exercise.solution, when=NOON + timedelta(hours=1))
    later = shown()["grades"]["no_circle"]

    assert (same["manual_score"], same["needs_manual_grade"]) == (0.5, False)
    assert (later["manual_score"], later["needs_manual_grade"]) == (0.5, True)


def test_the_formgrader_finds_a_notebook_with_the_answer_the_verdicts_and_her_words(exercise, record, book):
    record(mistake(exercise, "mots-a-soi"))

    graded = nbformat.read(book.root / "autograded" / "awa-1" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", as_version=4)
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in graded.cells}

    assert read_answer_cell(cells["reponse"].source) == Literal(mistake(exercise, "mots-a-soi"))
    assert cells["levels_are_right"].outputs[-1]["data"]["text/plain"] == "5"
    excerpt = exercise.score(mistake(exercise, "mots-a-soi")).open[0].excerpts[0]
    assert excerpt.split(" (")[0][:20] in cells[f"a_lire_{OPEN}"].source
    assert "Barème" in cells[f"a_lire_{OPEN}"].source


@pytest.mark.parametrize("name, first, last", [
    ("Awa Fatou Diallo", "Awa Fatou", "Diallo"), ("Fanta", "", "Fanta"), ("=1+1", "", "1+1"),
    ("Awa, Diallo\nx", "Awa Diallo", "x"), ("", None, None),
])
def test_names_cannot_break_the_export(exercise, record, shown, name, first, last):
    record(exercise.blank(), name=name)

    assert shown()["name"] == (first, last)


def test_a_file_that_says_no_name_leaves_the_name_that_is_there(exercise, record, shown):
    record(exercise.blank())
    record(exercise.solution, name="", when=NOON + timedelta(hours=1))

    assert shown()["name"] == ("Awa", "Diallo")


def test_unsafe_ids_get_folders_of_their_own():
    ids = [safe_id(each) for each in ("awa", "a/../b", "a-b", "../../etc", "ߊߥߊ", "ߊߥߋ", "")]

    assert len(set(ids)) == len(ids)
    assert all("/" not in each and "." not in each and each for each in ids)


def test_a_gradebook_that_somebody_holds_is_waited_for(exercise, record, book, monkeypatch):
    monkeypatch.setattr("autograder.engine.database.time.sleep", lambda seconds: other.rollback())
    record(exercise.blank())
    book._engine.dispose()
    book._engine = _impatient(book)
    other = sqlite3.connect(book.root / "gradebook.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    assert record(exercise.solution, when=NOON + timedelta(hours=1))
    other.close()


def _impatient(book):
    from autograder.engine import database, gradebook

    patient, database.LOCK_SECONDS = database.LOCK_SECONDS, 0
    try:
        return gradebook.open_database(gradebook.gradebook_url(book.root))
    finally:
        database.LOCK_SECONDS = patient


def test_a_batch_is_what_its_submissions_are_one_by_one(exercise, record, book, shown):
    wrong = mistake(exercise, "cercle")
    batch = [
        submitted("fanta", "Fanta", exercise, exercise.blank(), exercise.score(exercise.blank()), NOON),
        submitted("awa-1", "Awa Diallo", exercise, exercise.solution, exercise.score(exercise.solution), NOON),
        submitted("fanta", "Fanta", exercise, wrong, exercise.score(wrong), NOON + timedelta(hours=1)),
        submitted("awa-1", "Awa", exercise, wrong, exercise.score(wrong), NOON - timedelta(hours=1)),
    ]

    assert book.record_all(batch) == [True, True, True, False]

    assert shown("fanta")["score"] == 18.5
    assert (shown("awa-1")["score"], shown("awa-1")["name"]) == (20, ("Awa", "Diallo"))


def test_a_failure_in_the_middle_leaves_the_gradebook_as_it_was(exercise, record, book, monkeypatch):
    record(exercise.blank())
    before = _rows(book)
    monkeypatch.setattr("autograder.engine.gradebook_rows._Book._write_comments", _full_disk)

    with pytest.raises(OSError, match="plein"):
        record(exercise.solution, when=NOON + timedelta(hours=1))

    assert _rows(book) == before


def _full_disk(*anything):
    raise OSError("plein")


def _rows(book):
    """Everything the database holds."""
    with sqlite3.connect(book.root / "gradebook.db") as connection:
        return sorted(connection.iterdump())


def test_every_exercise_is_an_assignment_before_anybody_submits(book):
    with Nbgrader(f"sqlite:///{book.root / 'gradebook.db'}") as api:
        assert ASSIGNMENT in [assignment.name for assignment in api.assignments]


def test_a_notebook_that_she_put_in_nbgraders_folder_is_kept_before_ours_takes_its_place(exercise, record, book):
    path = book.root / "submitted" / "awa-1" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{"cells": [], "metadata": {}}')

    record(exercise.solution)
    record(exercise.blank(), when=NOON + timedelta(hours=1))

    assert [copy.read_bytes() for copy in (book.root / "recus").iterdir()] == [b'{"cells": [], "metadata": {}}']


def test_files_that_nbgrader_made_read_only_are_replaced(exercise, record, book):
    record(exercise.blank())
    for path in (book.root / "autograded" / "awa-1" / ASSIGNMENT).iterdir():
        path.chmod(0o444)

    assert record(exercise.solution, when=NOON + timedelta(hours=1))


# -- against nbgrader itself


@pytest.fixture(scope="module")
def plain(tmp_path_factory, exercise, exercises, nbgrader_command):
    """The same submissions in our gradebook, and in a course that nbgrader's own commands made and graded."""
    root = tmp_path_factory.mktemp("cours")
    budget = exercises[BUDGET]
    ours = Gradebook(root / "nous", [exercise, budget])
    ours.record("tout", "tout", budget, budget.solution, budget.score(budget.solution), NOON)
    answers = {"tout": exercise.solution, "rien": exercise.blank(), "cercle": mistake(exercise, "cercle")}
    for person, answer in answers.items():
        ours.record(person, person, exercise, answer, exercise.score(answer), NOON)
    ours.close()
    theirs = root / "eux"
    theirs.mkdir()
    for part in ("nbgrader_config.py", "source", "submitted"):
        (root / "nous" / part).rename(theirs / part)
    (root / "nous" / "nbgrader_config.py").write_bytes((theirs / "nbgrader_config.py").read_bytes())
    for assignment in (ASSIGNMENT, budget.assignment):
        nbgrader_command(theirs, "generate_assignment", assignment)
        nbgrader_command(theirs, "autograde", assignment)
    for course in ("nous", "eux"):
        nbgrader_command(root / course, "export")
    return root


def test_nbgrader_alone_gives_the_same_marks(plain, exercise):
    ours, theirs = (_exported(plain / course / "grades.csv", exercise.assignment) for course in ("nous", "eux"))

    assert ours == theirs == {"tout": 20.0, "rien": 0.0, "cercle": 18.5}


def test_nbgrader_alone_waits_for_the_same_reading(plain, exercises):
    seen = [_waiting(plain / course, exercises[BUDGET]) for course in ("nous", "eux")]

    assert seen == [(20.0, 25.0, True)] * 2


def _waiting(course, exercise):
    with Nbgrader(f"sqlite:///{course / 'gradebook.db'}") as api:
        submission = api.find_submission(exercise.assignment, "tout")
        return submission.score, submission.max_score, submission.needs_manual_grade


def _exported(path, assignment):
    with path.open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["assignment"] == assignment]
    return {row["student_id"]: float(row["score"]) for row in rows}


def test_nbgrader_makes_the_same_release(plain):
    place = f"release/{ASSIGNMENT}/{NOTEBOOK}.ipynb"

    assert (plain / "nous" / place).read_text() == (plain / "eux" / place).read_text()


def test_nbgrader_makes_the_same_rows(plain):
    tables = {
        "source_cell": "name, cell_type, locked, source, checksum",
        "base_cell": "name, type",
        "grade_cells": "max_score, cell_type",
        "task_cells": "max_score, cell_type",
        "notebook": "name, kernelspec",
        "assignment": "name, duedate, course_id",
        "alembic_version": "version_num",
    }
    for table, columns in tables.items():
        ours, theirs = (_table(plain / course / "gradebook.db", table, columns) for course in ("nous", "eux"))
        assert ours == theirs, table


def _table(path, table, columns):
    with sqlite3.connect(path) as connection:
        return sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)


def test_the_solution_passes_validation_and_the_blank_copy_fails_kindly(plain, nbgrader_command):
    solution = nbgrader_command(plain / "eux", "validate", f"source/{ASSIGNMENT}/{NOTEBOOK}.ipynb")
    blank = nbgrader_command(plain / "eux", "validate", f"release/{ASSIGNMENT}/{NOTEBOOK}.ipynb")

    assert "Success! Your notebook passes all the tests" in solution
    assert "pas encore atteint" in blank
    assert "Le tronc de l’arbre est encore vide." in blank
    assert "Traceback" not in blank
