"""The gradebook in PostgreSQL: a real server, started for these tests."""

import os
import shutil
import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from nbgrader.api import Gradebook as Nbgrader

from autograder.domain.errors import CourseError
from autograder.engine.feedback import write_feedback
from autograder.engine.foreign_gradebook import CellMark, CourseBook, Graded, Standing
from autograder.engine.gradebook import Gradebook, open_database
from autograder.engine.gradebook_url import VARIABLE, gradebook_url

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A server of its own on a socket, by an ordinary user: PostgreSQL refuses to run as root."""
    if not all(shutil.which(program) for program in ("initdb", "pg_ctl")):
        pytest.skip("no PostgreSQL server on this machine")
    folder = tmp_path_factory.mktemp("pg")
    for each in (folder, *folder.parents[:2]):
        each.chmod(0o755)
    who = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}
    if who:
        shutil.chown(folder, **who)

    def run(*words):
        subprocess.run(words, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **who)

    data = folder / "data"
    run("initdb", "-D", data, "-U", "cours", "--auth=trust", "-E", "UTF8", "--no-sync")
    run("pg_ctl", "-D", data, "-w", "-o", f"-c listen_addresses= -k {folder} -F", "start")
    yield f"postgresql://cours@/postgres?host={folder}"
    run("pg_ctl", "-D", data, "-m", "immediate", "stop")


def test_marks_are_the_same_in_postgresql(address, exercise, tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, address)
    answer = exercise.mistakes()["mots-a-soi"]["answer"]
    book = Gradebook(tmp_path, [exercise])

    first = book.record("awa", "Awa Diallo", exercise, exercise.blank(), exercise.score(exercise.blank()), NOON)
    later = book.record("awa", "", exercise, answer, exercise.score(answer), NOON + timedelta(hours=1))
    late = book.record("awa", "", exercise, exercise.blank(), exercise.score(exercise.blank()), NOON)
    book.close()

    assert (first, later, late) == (True, True, False)
    assert not (tmp_path / "gradebook.db").exists()
    with Nbgrader(gradebook_url(tmp_path).render_as_string(hide_password=False)) as api:
        submission = api.find_submission(exercise.assignment, "awa")
        assert (submission.score, submission.student.last_name) == (exercise.score(answer).score, "Diallo")
        assert submission.needs_manual_grade
    said = []
    assert write_feedback(tmp_path, said.append) == 0
    assert "1 page(s)" in said[0]


def test_somebody_s_own_course_may_have_its_gradebook_there(address, tmp_path, monkeypatch):
    def marks(url):
        monkeypatch.setenv(VARIABLE, url)
        known = gradebook_url(tmp_path)
        open_database(known).dispose()
        with Nbgrader(known.render_as_string(hide_password=False)) as api:
            api.add_assignment("tp", duedate=NOON.replace(tzinfo=None))
            api.add_notebook("a", "tp"), api.add_notebook("b", "tp")
            api.add_grade_cell("essai", "a", "tp", max_score=4, cell_type="code")
            api.add_task_cell("projet", "a", "tp", max_score=2, cell_type="markdown")
            api.add_grade_cell("autre", "b", "tp", max_score=1, cell_type="code")
        late = NOON.replace(tzinfo=None) + timedelta(hours=1)
        with closing(CourseBook(url)) as book:
            for score in (1.0, 3.0):
                told = book.write("tp", [
                    Graded("awa", late, {"a": {"essai": CellMark(score)}}),
                    Graded("binta", None, {"a": {"essai": CellMark(None)}, "b": {"autre": CellMark(1.0)}}),
                ], lambda student, score, seconds: seconds / 1800)
        with Nbgrader(known.render_as_string(hide_password=False)) as api:
            of = [api.find_submission("tp", student) for student in ("awa", "binta")]
            return told, [(hers.score, hers.late_submission_penalty, hers.timestamp) for hers in of]

    there, here = marks(address), marks(f"sqlite:///{tmp_path}/gradebook.db")

    assert there == here
    assert there[0] == [Standing(3.0, 7.0, 1, 2.0), Standing(1.0, 7.0, 2, 0.0)]
    assert [points for points, _, _ in there[1]] == [3.0, 1.0]


def test_an_address_that_is_none_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, "n'importe quoi")

    with pytest.raises(CourseError, match="postgresql://"):
        gradebook_url(tmp_path)
