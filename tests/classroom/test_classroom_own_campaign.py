"""« Reprendre mes réponses » in a session: from her drafts on the server and on her device, never from others'."""

import pytest

from autograder.catalogue import load_exercise
from tests.places import EXERCISES

KIT, BUDGET = "3-organiser/kit-et-feu-vert", "3-organiser/budget"
BUDGETS = [subject.solution for subject in load_exercise(EXERCISES / BUDGET).subjects]


@pytest.fixture
def classroom(open_classroom):
    with open_classroom(exercises=[load_exercise(EXERCISES / id_) for id_ in (BUDGET, KIT)]) as opened:
        yield opened


def take_over(learner, answers=None, answer=None, exercise=KIT):
    body = {"answer": answer or {"parts": {}}, "answers": answers or {}}
    return learner.client.post(f"/api/reprise/{exercise}", json=body, headers=learner.headers)


def keep(learner, answer):
    body = {"answer": answer, "revision": 0}
    assert learner.client.put(f"/api/brouillon/{BUDGET}", json=body, headers=learner.headers).status_code == 200


def test_her_draft_on_the_server_is_taken_over(classroom):
    awa = classroom.join("Awa Diallo")
    keep(awa, BUDGETS[0])

    taken = take_over(awa).json()["reponse"]

    assert taken["sujet"] == "c" and taken["reprise"]["reponses"] == {BUDGET: BUDGETS[0]}


def test_what_her_device_holds_comes_first(classroom):
    awa = classroom.join("Awa Diallo")
    keep(awa, BUDGETS[0])

    taken = take_over(awa, {BUDGET: BUDGETS[1], "ailleurs/rien": {}}).json()["reponse"]

    assert taken["reprise"]["reponses"] == {BUDGET: BUDGETS[1]}


def test_somebody_else_s_answers_are_not_hers(classroom):
    awa, binta = classroom.join("Awa Diallo"), classroom.join("Binta Sy")
    keep(awa, BUDGETS[0])

    refused = take_over(binta)

    assert refused.status_code == 422 and "rien à reprendre" in refused.json()["erreur"]


def test_what_was_taken_over_is_handed_in_as_any_answer(classroom):
    awa = classroom.join("Awa Diallo")
    taken = take_over(awa, {BUDGET: BUDGETS[0]}).json()["reponse"]
    taken["parts"]["budget"] = {"feu": "vert", "preuve": "tient"}
    envelope = {"format": 1, "exercise": KIT, "version": 1, "answer": taken}

    received = awa.client.post("/api/remises", json={"cle": "une-cle-a-elle", "remise": envelope}, headers=awa.headers)

    assert received.status_code == 200 and received.json()["rapport"]["score"] > 0


def test_an_exercise_that_starts_from_nothing_else_refuses_in_french(classroom):
    awa = classroom.join("Awa Diallo")

    assert take_over(awa, {BUDGET: BUDGETS[0]}, exercise="3-organiser/budget").status_code == 422
    assert take_over(awa, exercise="3-organiser/rien").status_code == 404
