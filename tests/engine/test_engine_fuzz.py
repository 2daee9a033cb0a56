"""Spoilt notebooks and answers: each ends in a score or in a clear French refusal, whatever is wrong with it."""

import pytest

from tests.engine.fuzzing import GOOD, Fuzz, outcome

SEEDS = range(500)


@pytest.fixture(scope="module")
def fuzz():
    return Fuzz()


def bad_ends(one):
    return {seed: end for seed in SEEDS if (end := outcome(one, seed)) not in GOOD}


def test_every_spoilt_answer_is_scored_or_refused(fuzz):
    assert bad_ends(fuzz.answer) == {}


def test_every_spoilt_notebook_is_scored_or_refused(fuzz):
    assert bad_ends(fuzz.notebook) == {}


def test_every_spoilt_notebook_of_somebody_elses_course_has_its_tests_back_or_is_refused(fuzz):
    assert bad_ends(fuzz.restored) == {}


