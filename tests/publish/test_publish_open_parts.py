"""What a person must judge, on paper: its points are part of the exercise's, and the key has its rubric."""

import re

import pytest

from autograder.catalogue import find_exercises
from autograder.publish.worksheet import answer_key, points_to_earn, worksheet
from tests.places import EXERCISES

BY_SLUG = {exercise.slug: exercise for exercise in find_exercises(EXERCISES)}


def said(html):
    """Its words, with ordinary spaces."""
    return re.sub(r"<[^>]+>|[\u00a0\u202f]", " ", html).replace("’", "'").replace("  ", " ")


def test_the_sheet_says_how_many_points_a_person_gives():
    assert "25 points, dont 5 donnés par une personne qui lit" in said(worksheet(BY_SLUG["budget"]))
    assert "20 points Nom" in " ".join(said(worksheet(BY_SLUG["chronogramme"])).split())


@pytest.mark.parametrize("slug", ["budget", "bilan-et-recommandations", "ma-campagne"])
def test_the_guide_counts_every_point_that_the_sheet_announces(slug):
    exercise = BY_SLUG[slug]

    listed = said(points_to_earn(exercise))

    assert sum(map(int, re.findall(r" : (\d+) pt", listed))) == exercise.points


def test_the_key_holds_each_level_with_the_words_to_send():
    key = said(answer_key(BY_SLUG["budget"]))

    assert "À juger vous-même : Ce que vous coupez, et pourquoi (5 points)" in key
    for level in BY_SLUG["budget"].open_parts[0].levels:
        assert said(level.comment) in key


def test_the_tree_says_that_her_own_statements_are_a_bonus():
    assert "Vos énoncés à vous (bonus)" in said(answer_key(BY_SLUG["arbre-a-problemes"]))
