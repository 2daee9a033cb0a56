"""Errors that end in a French sentence for a person."""

from autograder.domain.french import typeset


class CourseError(Exception):
    """Something of the course itself cannot be made. Its text is a French sentence for whoever runs the command."""


class InvalidData(ValueError):
    """Data that cannot be read as the object it claims to be.

    `sentence` is French, says what is wrong and what to do; `value` is what was found.
    """

    def __init__(self, sentence: str, value: object = None) -> None:
        super().__init__(sentence)
        self.sentence = typeset(sentence)
        self.value = value
