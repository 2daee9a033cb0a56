"""The gradebook in PostgreSQL: a real server, started for these tests."""

import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from nbgrader.api import Gradebook as Nbgrader

from autograder.domain.errors import CourseError
from autograder.engine.feedback import write_feedback
from autograder.engine.gradebook import Gradebook
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


def test_an_address_that_is_none_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, "n'importe quoi")

    with pytest.raises(CourseError, match="postgresql://"):
        gradebook_url(tmp_path)
