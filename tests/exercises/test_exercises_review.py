"""« Bilan et recommandations »: in both subjects the facts to choose from are those of the table."""

from datetime import date

import pytest

from autograder.catalogue import load_exercise
from tests.places import EXERCISES

SUBJECTS = load_exercise(EXERCISES / "4-retenir" / "bilan-et-recommandations").subjects
both = pytest.mark.parametrize("exercise", SUBJECTS, ids=lambda exercise: exercise.subject)


@both
def test_each_fact_to_choose_is_in_the_table_and_backs_at_most_one_practice_and_one_limit(exercise):
    facts = {row["id"]: row["text"] for row in exercise.data["bank"]["statements"]}
    table = [row["fait"] for row in exercise.data["faits"]["rows"]]

    assert set(facts.values()) <= set(table)
    for part in ("garder", "changer"):
        backing = [fact for entry in exercise.key[part].values() for fact in entry["faits"]]
        assert len(backing) == len(set(backing)) and set(backing) <= set(facts)


@both
def test_expected_and_counted_are_in_the_table(exercise):
    digits = " ".join("".join(row["fait"].split()) for row in exercise.data["faits"]["rows"])

    assert str(exercise.key["attendu"]) in digits and f"{exercise.key['mesure']}comptes" in digits


@both
def test_only_days_after_the_campaign_are_offered(exercise):
    parts = exercise.data["form"]["parts"]
    [asked] = [field for part in parts for field in part["fields"] if field["kind"] == "date"]

    assert date.fromisoformat(asked["from"]) > date.fromisoformat(exercise.key["end"])


def test_two_neighbours_share_neither_facts_nor_numbers():
    first, second = SUBJECTS
    told, others = ({row["text"] for row in one.data["bank"]["statements"]} for one in SUBJECTS)

    assert not told & others
    assert first.key["attendu"] != second.key["attendu"] and first.key["mesure"] != second.key["mesure"]
