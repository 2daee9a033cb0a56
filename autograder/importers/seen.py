"""Which posts were already read, in a few bytes each: what lets a file of millions of rows stream."""

from __future__ import annotations

from array import array
from collections.abc import Hashable


class Seen:
    """A set of 64-bit hashes in one flat array (open addressing): some 20 bytes a key, whatever the key's length.

    Two different keys are taken for one with a probability below one in a billion, even among ten million.
    """

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * 1024))
        self._used = 0

    def add(self, key: Hashable) -> bool:
        """Remember the key; False when it was there already."""
        return self._remember(_mark(key))

    def __contains__(self, key: Hashable) -> bool:
        slots, last, mark = self._slots, len(self._slots) - 1, _mark(key)
        place = mark & last
        while slots[place]:
            if slots[place] == mark:
                return True
            place = (place + 1) & last
        return False

    def absorb(self, other: Seen) -> None:
        """Remember what `other` does, which is not used any more."""
        if not self._used:
            self._slots, self._used = other._slots, other._used
            return
        for mark in other._slots:
            if mark:
                self._remember(mark)

    def _remember(self, mark: int) -> bool:
        if not self._place(mark):
            return False
        self._used += 1
        if self._used * 3 > len(self._slots) * 2:
            self._grow()
        return True

    def _place(self, mark: int) -> bool:
        slots, last = self._slots, len(self._slots) - 1
        place = mark & last
        while slots[place]:
            if slots[place] == mark:
                return False
            place = (place + 1) & last
        slots[place] = mark
        return True

    def _grow(self) -> None:
        marks, self._slots = self._slots, array("Q", bytes(16 * len(self._slots)))
        for mark in marks:
            if mark:
                self._place(mark)


def _mark(key: Hashable) -> int:
    return hash(key) & 0xFFFF_FFFF_FFFF_FFFF or 1  # 0 means an empty slot
