"""What was graded is remembered by its content, and forgotten when it would be graded otherwise today."""

import io
from dataclasses import replace

import pytest

from autograder.engine import journal as module
from autograder.engine.journal import Journal, mark_of
from autograder.engine.progress import Progress, duration


@pytest.fixture
def kept(tmp_path, exercise):
    path = tmp_path / "depot.jsonl"
    Journal(path, [exercise]).add([{"marque": mark_of(b"a", "awa"), "exercice": exercise.id}])
    return path


def test_a_file_is_remembered_for_its_person(kept, exercise):
    journal = Journal(kept, [exercise])

    assert journal.has(mark_of(b"a", "awa"))
    assert not journal.has(mark_of(b"a", "fanta"))
    assert not journal.has(mark_of(b"b", "awa"))


def test_a_change_of_its_exercise_or_of_the_engine_forgets_it(kept, exercise, monkeypatch):
    mark = mark_of(b"a", "awa")
    changed = replace(exercise)
    vars(changed)["fingerprint"] = "another"

    assert not Journal(kept, [changed]).has(mark)
    monkeypatch.setattr(module, "GRADING", module.GRADING + 1)
    assert not Journal(kept, [exercise]).has(mark)


def test_all_is_forgotten_on_request(kept, exercise):
    assert not Journal(kept, [exercise], forget=True).has(mark_of(b"a", "awa"))


@pytest.mark.parametrize("seconds, said", [
    (12, "moins d'une minute"), (70, "environ 1 minute"), (600, "environ 10 minutes"), (7800, "environ 2 h 10"),
])
def test_time_left_is_said_as_one_says_it(seconds, said):
    assert duration(seconds) == said


def test_progress_is_kept_below_the_lines_and_only_in_a_terminal():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    said, terminal, file = [], Terminal(), io.StringIO()
    for stream in (terminal, file):
        progress = Progress(10, said.append, stream)
        progress.at(3)
        progress.say("une ligne")
        progress.end()

    assert "3 sur 10" in terminal.getvalue() and terminal.getvalue().endswith("\r\x1b[K")
    assert file.getvalue() == ""
    assert said == ["une ligne", "une ligne"]
