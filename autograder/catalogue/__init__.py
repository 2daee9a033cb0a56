"""Reads exercise folders into `Exercise` objects. Standard library only: it also runs in the browser."""

from autograder.catalogue.answers import AnswerRefused, read_envelope
from autograder.catalogue.exercise import FIRST_SUBJECT, Exercise, ExerciseError, Hint, Section
from autograder.catalogue.folder import find_exercises, load_exercise

__all__ = [
    "FIRST_SUBJECT", "AnswerRefused", "Exercise", "ExerciseError", "Hint", "Section", "find_exercises", "load_exercise",
    "read_envelope",
]
