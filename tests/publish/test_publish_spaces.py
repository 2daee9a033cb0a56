"""French spaces: exercise files are typed on an ordinary keyboard, and every door sets them when it shows the text."""

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest

from autograder.catalogue import Exercise, find_exercises
from autograder.publish.worksheet import answer_key, worksheet
from tests.places import EXERCISES

SUBJECTS = [subject for exercise in find_exercises(EXERCISES) for subject in exercise.subjects]
NO_BREAK = re.compile("[\u00a0\u202f]")
UNSET = re.compile(r"[^\W\d] [;!?»]|« |\d %")


def texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for inner in data.values() if isinstance(data, dict) else data:
            yield from texts(inner)


@pytest.mark.parametrize("exercise", SUBJECTS, ids=lambda exercise: f"{exercise.slug}-{exercise.subject}")
def test_an_author_types_ordinary_spaces_and_the_doors_set_them(exercise: Exercise) -> None:
    typed = [
        (path.name, text) for path in (*exercise.folder.glob("data/*.json"), *exercise.folder.glob("*.json"))
        for text in texts(json.loads(path.read_text(encoding="utf-8"))) if NO_BREAK.search(text)
    ]
    printed = [unescape(re.sub(r"<[^>]+>", "\n", html)) for html in (worksheet(exercise), answer_key(exercise))]

    assert typed == []
    assert [hit.group() for page in printed for hit in UNSET.finditer(page)] == []
