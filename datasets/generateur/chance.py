"""Seeded chance, the same on every machine and every Python: only `Random.random()` is used."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Chance:
    """One stream of chance for one purpose, so that adding a table leaves the others as they were."""

    def __init__(self, seed: int, purpose: str) -> None:
        self._random = Random(f"{seed}:{purpose}")

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._random.random()

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, items: Sequence[Item]) -> Item:
        return items[int(self._random.random() * len(items))]

    def happens(self, probability: float) -> bool:
        return self._random.random() < probability

    def around(self, middle: float, spread: float = 0.35) -> float:
        """A positive number near `middle`, now and then far above it: what audiences are like (log-normal)."""
        normal = math.sqrt(-2 * math.log(1 - self._random.random())) * math.cos(2 * math.pi * self._random.random())
        return middle * math.exp(spread * normal)

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        keyed = [(self._random.random(), place, item) for place, item in enumerate(items)]
        return [item for _, _, item in sorted(keyed, key=lambda triple: triple[:2])]
