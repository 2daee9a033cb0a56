"""A class that never was: people who know much or little, with the mistakes that people really make.

To see what a trainer will see before the first session, and how long scoring takes. The same seed, the same class.
"""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.catalogue import Exercise
from autograder.checks import InvalidData
from autograder.classroom.tally import Copy

ABSENT = 0.06
BLANK = 0.02
FINISHED = 0.4


def simulated(exercises: Sequence[Exercise], people: int, seed: int) -> Iterator[Copy]:
    """The copies of `people` learners, each with a strength of her own that shows in all she hands in."""
    chance = random.Random(seed)
    for _ in range(people):
        strength = chance.betavariate(3, 3)
        for exercise in exercises:
            if chance.random() >= ABSENT:
                yield _handed_in(exercise, strength, chance)


def _handed_in(exercise: Exercise, strength: float, chance: random.Random) -> Copy:
    while True:
        answer = _answer(exercise, strength, chance)
        start = time.perf_counter()
        try:
            report = exercise.score(answer)
        except InvalidData:  # a solution cut anywhere may make no sense; the page would not have let her
            continue
        return Copy(exercise.id, report, seconds=time.perf_counter() - start)


def _answer(exercise: Exercise, strength: float, chance: random.Random) -> object:
    """Strong people finish, weak ones make a known mistake, and most leave something out."""
    draw = chance.random()
    if draw < BLANK:
        return exercise.blank()
    if draw < strength * FINISHED:
        return exercise.solution
    if draw < strength:
        return _less(exercise.solution, strength, chance)
    return chance.choice([mistake["answer"] for _, mistake in sorted(exercise.mistakes().items())])


def _less(answer: object, kept: float, chance: random.Random) -> Any:
    """The same answer with items left out of its lists."""
    if isinstance(answer, dict):
        return {name: _less(value, kept, chance) for name, value in answer.items()}
    if isinstance(answer, list) and any(isinstance(item, (dict, list)) for item in answer):
        return [copy.deepcopy(item) for item in answer if chance.random() < kept]
    return answer
