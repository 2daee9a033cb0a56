"""Errors of the domain: one French sentence for the person, the offending value for the developer."""

from autograder.domain.french import typeset


class InvalidData(ValueError):
    """Data that cannot be read as the object it claims to be.

    `sentence` is French, says what is wrong and what to do; `value` is what was found.
    """

    def __init__(self, sentence: str, value: object = None) -> None:
        super().__init__(sentence)
        self.sentence = typeset(sentence)
        self.value = value
