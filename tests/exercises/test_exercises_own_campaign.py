"""« Kit et feu vert » on her own earlier answers: lights derived from copies in the answer, the same marks to earn."""

import copy
from functools import cache

import pytest

from autograder.catalogue import Exercise, load_exercise
from autograder.checks import InvalidData
from tests.places import EXERCISES

BLANK = {"parts": {}}
FROM = [f"3-organiser/{slug}" for slug in (
    "objectif-et-cibles", "messages-et-hashtag", "budget", "chronogramme", "calendrier-editorial",
)]
CHART = "3-organiser/chronogramme"


@cache
def kit() -> Exercise:
    return load_exercise(EXERCISES / "3-organiser" / "kit-et-feu-vert")


def answers(subject: int = 0) -> dict:
    """Good answers to the five exercises, hers to spoil."""
    return {id_: copy.deepcopy(load_exercise(EXERCISES / id_).subjects[subject].solution) for id_ in FROM}


def lights(answer: dict) -> dict[str, bool]:
    return {row["point"]: row["ready"] for row in answer["reprise"]["dossier"]["rows"]}


@pytest.mark.parametrize("subject", [0, 1])
def test_good_answers_to_the_five_exercises_make_six_green_lights(subject: int) -> None:
    resumed = kit().resume(BLANK, answers(subject))

    assert list(lights(resumed).values()) == [True] * 6


def test_an_answer_that_lacks_something_makes_a_red_light_and_says_what() -> None:
    kept = answers()
    del kept[CHART]["parts"]["activites"][3]["qui"]

    resumed = kit().resume(BLANK, kept)

    [red] = [row for row in resumed["reprise"]["dossier"]["rows"] if not row["ready"]]
    assert red["from"] == CHART and red["called"] == "Chronogramme" and "Confiez" in red["to_do"][0]


def test_an_exercise_that_she_has_not_done_is_a_red_light() -> None:
    kept = {id_: answer for id_, answer in answers().items() if not id_.endswith("calendrier-editorial")}

    resumed = kit().resume(BLANK, kept)

    assert [point for point, ready in lights(resumed).items() if not ready] == ["calendrier", "contenus"]


def test_the_kit_takes_her_sentences_and_leaves_what_she_wrote() -> None:
    begun = {"parts": {"kit": {"quoi": "Ma phrase à moi"}, "objectifs": {"feu": "vert", "preuve": "reel"}}}

    parts = kit().resume(begun, answers())["parts"]

    assert parts["kit"]["quoi"] == "Ma phrase à moi" and parts["kit"]["hashtag"] == "#OseLeClic"
    assert [row["canal"] for row in parts["types"]] == ["x", "facebook"]
    assert "objectifs" not in parts  # a light on the case of the exercise was another question


def test_lights_that_she_put_on_her_own_campaign_stay_when_she_takes_her_answers_again() -> None:
    resumed = kit().resume(BLANK, answers())
    resumed["parts"]["budget"] = {"feu": "vert", "preuve": "tient"}

    again = kit().resume(resumed, answers())

    assert again["parts"]["budget"] == {"feu": "vert", "preuve": "tient"}


def test_what_her_page_shows_of_a_light_decides_nothing() -> None:
    answer = kit().resume(BLANK, answers())
    answer["parts"]["budget"] = {"feu": "vert", "preuve": "tient"}
    honest = kit().score(answer)
    for row in answer["reprise"]["dossier"]["rows"]:
        row["ready"], row["to_do"] = not row["ready"], ["Rien."]

    forged = kit().score(answer)

    assert forged.to_json() == honest.to_json()


def test_a_campaign_that_is_all_green_is_launched_and_earns_everything() -> None:
    answer = kit().resume(BLANK, answers())
    parts = answer["parts"]
    parts["kit"]["qui"] = "L'équipe"
    accounts = ("x", "@OseLeClic"), ("facebook", "Ose le clic")
    parts["comptes"] = [{"id": canal, "canal": canal, "compte": name} for canal, name in accounts]
    parts["personnes"] = [{"id": "q1", "canal": "facebook", "compte": "Mairie"}]
    parts["partages"] = [{"id": "s1", "titre": "Affiche", "ou": "affiche.jpg"}]
    parts |= {point: {"feu": "vert", "preuve": "tient"} for point in lights(answer)}
    parts["kit-pret"] = {"feu": "vert", "preuve": "complet"}
    reason = "Chaque feu est vert, et chaque preuve est sur la table : les contenus sont prêts."
    parts["decision"] = {"choix": "lancer", "raison": reason}

    report = kit().score(answer)

    assert [row.id for row in report.criteria if row.earned != row.points] == []
    parts["decision"]["choix"] = "reduire"
    assert kit().score(answer).score < report.score


def test_with_nothing_to_take_over_she_is_told_what_to_do() -> None:
    for kept in ({}, {FROM[0]: BLANK}, {FROM[0]: "n'importe quoi"}):
        with pytest.raises(InvalidData, match="encore rien à reprendre"):
            kit().resume(BLANK, kept)


@pytest.mark.parametrize("broken", [None, [], {"parts": []}, {"parts": {"kit": []}}, {"sujet": "z", "parts": {}}])
def test_an_answer_that_cannot_be_read_is_refused(broken: object) -> None:
    with pytest.raises(InvalidData):
        kit().resume(broken, answers())


@pytest.mark.parametrize("copies", [None, [], {FROM[2]: None}, {FROM[2]: {"parts": "?"}}, {"ailleurs": {}}])
def test_copies_that_cannot_be_read_count_as_not_done(copies: object) -> None:
    own = {"sujet": "c", "parts": {"budget": {"feu": "rouge", "preuve": "postes"}}}

    assert kit().score({**own, "reprise": {"reponses": copies}}).score == kit().score(own).score > 0


def test_the_trainer_reads_what_her_answers_say() -> None:
    _, _, own = kit().subjects

    told = kit().describe(own.solution)

    assert "chronogramme est établi et partagé avec l’équipe : rouge. Confiez" in told.replace("\u00a0", " ")
    assert "Le budget est élaboré : vert" in told
    assert "Ce que disent ses réponses" not in kit().describe(kit().solution)  # the case has a key


def test_nobody_is_given_her_own_campaign_instead_of_a_case() -> None:
    assert [subject.subject for subject in kit().dealt] == ["a", "b"]
    assert [subject.subject for subject in kit().subjects] == ["a", "b", "c"]
