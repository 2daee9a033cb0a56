"""Every exercise on a form: whatever can be chosen and typed is scored, and several good sheets earn everything."""

import json
import random

import pytest

from autograder.catalogue import find_exercises
from autograder.checks import Outcome
from autograder.domain.form import Form
from autograder.domain.form_rules import Kind, Rules
from tests.places import EXERCISES

ALL = {exercise.id: exercise for exercise in find_exercises(EXERCISES) if exercise.builder == "form"}
each = pytest.mark.parametrize("exercise", ALL.values(), ids=list(ALL))
TYPED = {
    Kind.TEXT: ["Awa", "  ", "x" * 80, "#Ensemble", "1"], Kind.LONG: ["Deux\nlignes", "Un mot", "72 comptes"],
    Kind.NUMBER: [0, -1, 1, 2.5, 7500.5, 2000, 10**12, 10**15, "beaucoup", "7,5", "1 250 000"],
    Kind.DATE: ["2021-02-28", "1990-01-01", "2100-12-31", "0202-01-01", "bientôt", "14/03/2021"],
    Kind.TIME: ["18:30", "00:00", "18h", "midi"],
}


def filled(field, chance, ids):
    options = [option.id for option in field.options] or list(ids.get(field.rows_from, ()))
    if field.kind is Kind.CHOICE:
        return chance.choice(options) if options else None
    if field.kind is Kind.CHOICES:
        return chance.sample(options, chance.randint(0, len(options)))
    typed = chance.choice(TYPED[field.kind])
    return typed[:field.longest] if isinstance(typed, str) else typed


def any_sheet(exercise, seed):
    """A sheet as a page may send it: anything chosen, anything typed, anything left out."""
    chance = random.Random(seed)
    rules = Rules.from_json(exercise.data)
    lists = [part for part in rules.parts if part.rows]
    ids = {part.id: [f"r{n}" for n in range(chance.randint(0, min(part.rows.most, 6)))] for part in lists}

    def values(part):
        return {field.id: filled(field, chance, ids) for field in part.fields if chance.random() < 0.8}

    return {"parts": {
        part.id: [{"id": id_, **values(part)} for id_ in ids[part.id]] if part.rows else values(part)
        for part in rules.parts
    }}


@each
def test_whatever_can_be_chosen_and_typed_is_scored(exercise):
    for seed in range(60):
        answer = any_sheet(exercise, seed)

        report = exercise.score(answer)

        assert Outcome.BROKEN not in {result.outcome for result in report.criteria}, (seed, report)
        assert 0 <= report.score <= report.points
        assert exercise.describe(answer) or not Form.from_json(answer, Rules.from_json(exercise.data)).begun()


@each
def test_the_order_of_the_rows_does_not_change_the_score(exercise):
    answer = json.loads(json.dumps(exercise.solution))
    for rows in answer["parts"].values():
        if isinstance(rows, list):
            rows.reverse()

    assert exercise.score(answer).score == exercise.computed_points


@each
def test_tables_shown_beside_the_sheet_are_there_and_whole(exercise):
    for view in exercise.data["form"].get("views", ()):
        if "file" in view:
            table = exercise.data[view["file"]]
            names = [column["id"] for column in table["columns"]]
            assert names and all(row[names[0]] for row in table["rows"])


def changed(slug, **parts):
    answer = json.loads(json.dumps(ALL[slug].solution))
    answer["parts"] |= parts
    return answer



AIMS, PLAN = "3-organiser/objectif-et-cibles", "3-organiser/strategie-et-dispositif"
MONEY, REVIEW = "3-organiser/budget", "4-retenir/bilan-et-recommandations"
PUBLICS = ALL[AIMS].solution["parts"]["publics"]
LINES = ALL[MONEY].solution["parts"]["lignes"]
CHANNELS = ALL[PLAN].solution["parts"]["canaux"]
CHANGES = ALL[REVIEW].solution["parts"]["changer"]


def aim(**values):
    return {"id": "r1", "ou": "communes", "echeance": "2021-05-15"} | values


GOOD = {
    "a decision of the mayors": (AIMS, changed(AIMS, objectifs=[
        aim(qui="mairies", indicateur="i4", depart=1, cible=4),
    ])),
    "two objectives": (AIMS, changed(AIMS, objectifs=[
        aim(qui="jeunes", indicateur="i2", depart=9, cible=30),
        aim(id="r9", qui="femmes", indicateur="i3", depart="25", cible="100"),
    ])),
    "women reached through their presidents alone": (AIMS, changed(AIMS, publics=[
        PUBLICS[0] | {"canaux": ["terrain"]}, PUBLICS[3],
        {"id": "r8", "public": "groupements", "role": "relais", "canaux": ["sms"], "influence": [PUBLICS[0]["id"]]},
    ])),
    "more posters": (MONEY, changed(MONEY, lignes=[
        row | ({"quantite": 5} if row["poste"] == "infographe" else {}) for row in LINES
    ])),
    "another way to cut": (MONEY, changed(MONEY, lignes=[
        row | ({"enveloppes": ["grande", "moyenne"]} if row["poste"] == "salle" else {})
        for row in LINES if not (row["poste"] == "traduction" and row["quantite"] == 2)
    ])),
    "training and alliance": (PLAN, changed(PLAN, manieres=[
        {"id": "r1", "maniere": "organisations", "action": "a6"}, {"id": "r2", "maniere": "coalition", "action": "a7"},
    ])),
    "Facebook as well": (PLAN, changed(PLAN, canaux=[
        *CHANNELS, {"id": "r9", "canal": "facebook", "publics": ["bourgs"], "role": "memoire", "responsable": "Awa"},
    ])),
    "other limits": (REVIEW, changed(REVIEW, changer=[
        CHANGES[0] | {"fait": "f02"}, CHANGES[1] | {"limite": "politique", "fait": "f10"},
        CHANGES[2] | {"limite": "bailleur", "fait": "f06"},
    ])),
    "nobody can tell": (REVIEW, changed(REVIEW, objectif={"attendu": 2000, "mesure": "68", "verdict": "inconnu"})),
}


@pytest.mark.parametrize(("exercise_id", "answer"), GOOD.values(), ids=list(GOOD))
def test_other_good_sheets_earn_full_marks(exercise_id, answer):
    report = ALL[exercise_id].score(answer)

    assert report.score == report.points, report.next
