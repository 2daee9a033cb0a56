"""Grading that is killed at any moment goes on where it was: nothing lost, nothing twice, a gradebook that is whole."""

import sys

import pytest

from tests.engine.killing import Deposit, Killing

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for left processes as Linux shows them")


def test_after_kills_at_random_moments_nothing_is_lost_or_twice(tmp_path):
    killing = Killing(Deposit(tmp_path), seed=3)

    for _ in range(2):
        killing.kill_some()
    killing.finish()

    assert killing.what_is_amiss() == []
