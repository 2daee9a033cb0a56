"""Files that nobody has handed in yet: each ends in a score or in one clear French sentence."""

import json
import sys
from contextlib import closing
from functools import partial

import pytest

from autograder.catalogue import read_envelope
from autograder.checks import InvalidData, Outcome
from autograder.engine.grade import grade_bytes
from autograder.engine.workers import Workers
from tests.engine.broken_files import AS_BYTES, AS_DOCUMENT, INNER


@pytest.fixture(scope="module")
def workers(tmp_path_factory):
    if sys.platform != "linux":
        pytest.skip("only Linux can shut a process in")
    with closing(Workers(tmp_path_factory.mktemp("essais"))) as warm:
        yield warm


def ends_well(grade):
    """The score that it gives, within the exercise's points, or the sentence that it is refused with."""
    try:
        exercise, report = grade()
    except InvalidData as refusal:
        said = refusal.sentence.strip()
        assert said[:1].isupper() or said[:1] == "«", said
        assert said.endswith((".", "!", ")")) and len(said) < 400, said
        assert not any(word in said for word in ("Traceback", "object at")), said
        return
    assert 0 <= report.score <= exercise.points
    assert all(result.outcome is not Outcome.BROKEN for result in report.criteria)


@pytest.mark.parametrize("name", AS_BYTES | AS_DOCUMENT)
def test_a_broken_notebook_is_scored_or_refused_in_a_sentence(name, copy, exercise, exercises, workers, tmp_path):
    raw = copy(exercise.solution).raw
    if name in AS_BYTES:
        raw = AS_BYTES[name](raw)
    else:
        data = json.loads(raw)
        AS_DOCUMENT[name](data)
        raw = json.dumps(data).encode()

    def grade():
        graded = grade_bytes("Awa.ipynb", raw, exercises, tmp_path, workers=workers)
        return graded.exercise, graded.report

    ends_well(grade)


@pytest.mark.parametrize("name", INNER)
def test_a_broken_answer_is_scored_or_refused_by_every_exercise(name, exercises):
    for exercise in exercises.values():
        envelope = {"format": 1, "exercise": exercise.id, "version": exercise.version, "answer": INNER[name]}
        ends_well(partial(judged, exercise, json.dumps(envelope)))


def judged(exercise, raw):
    return exercise, exercise.score(read_envelope(raw, {exercise.id: exercise}).answer)


@pytest.mark.parametrize("written", ["1e999", "-1e999", "NaN", "Infinity", '"\\ud800"'])
def test_what_is_no_number_or_no_text_elsewhere_is_refused_though_python_reads_it(written, exercise):
    raw = f'{{"format": 1, "exercise": "{exercise.id}", "version": {exercise.version}, "answer": {{"x": {written}}}}}'

    with pytest.raises(InvalidData):
        read_envelope(raw, {exercise.id: exercise})
