"""What the engine refuses: one French sentence for the person, nothing of the machine."""

from __future__ import annotations

from autograder.checks import InvalidData
from autograder.domain.french import typeset


class GradeRefused(InvalidData):
    """A submission that cannot be graded as it is. `sentence` says which cell and what to do."""

    def __init__(self, sentence: str, value: object = None) -> None:
        super().__init__(typeset(sentence), value)
