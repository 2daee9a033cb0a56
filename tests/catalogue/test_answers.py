"""Received answers: what is refused, and with which sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.catalogue import AnswerRefused, find_exercises, read_envelope
from tests.places import EXERCISES

KNOWN = {exercise.id: exercise for exercise in find_exercises(EXERCISES)}
TREE = KNOWN["3-organiser/arbre-a-problemes"]


def envelope(**changes) -> bytes:
    whole = {"format": 1, "exercise": TREE.id, "version": TREE.version, "answer": TREE.blank()}
    return json.dumps(whole | changes).encode()


def test_a_whole_answer_is_read():
    read = read_envelope(envelope(), KNOWN)

    assert (read.exercise, read.answer) == (TREE, TREE.blank())


@pytest.mark.parametrize(("raw", "kind"), [
    (b"\x00\xff", "not_json"), (b"", "not_json"), (b'{"format": 1', "not_json"), (b'{"format": NaN}', "not_json"),
    (b"[" * 100_000, "not_json"), (b'"\\ud800"', "not_json"), (b"1" * 5000, "not_json"),
    (b"[" * 41 + b"]" * 41, "not_json"), (b"null", "malformed"), (b"[]", "malformed"), (b'{"format": 2}', "malformed"),
    (b"x" * 200_001, "too_large"),
    (envelope(exercise="3-organiser/inconnu"), "unknown"), (envelope(exercise=["a"]), "unknown"),
    (envelope(version=0), "older"), (envelope(version=99), "newer"),
    (envelope(version="1"), "malformed"), (envelope(version=True), "malformed"),
])
def test_a_bad_answer_is_refused_with_one_french_sentence(raw, kind):
    with pytest.raises(AnswerRefused) as refusal:
        read_envelope(raw, KNOWN)

    assert refusal.value.kind == kind
    assert refusal.value.sentence[0].isupper() and refusal.value.sentence.endswith(".")


@given(st.binary() | st.text())
def test_whatever_arrives_is_read_or_refused(raw):
    try:
        read_envelope(raw, KNOWN)
    except AnswerRefused as refusal:
        assert refusal.sentence
