"""The campaign file in a session: made from what she has built so far, by herself or by the trainer."""

import pytest


def ask(learner, kind="html", answers=None, **headers):
    body = {"title": "Nos voix", "answers": answers or {}}
    return learner.client.post(f"/api/dossier/{kind}", json=body, headers=headers or learner.headers)


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("html", b"<!doctype html>"), ("xlsx", b"PK")])
def test_her_draft_on_the_server_makes_her_file(classroom, exercise, kind, start):
    awa = classroom.join("Awa Diallo")
    awa.save(exercise.solution)

    answer = ask(awa, kind)

    assert answer.status_code == 200 and answer.content.startswith(start)
    assert answer.headers["content-disposition"].startswith("attachment")


def test_what_her_device_holds_comes_before_what_the_server_has(classroom, exercise, mistakes):
    awa = classroom.join("Awa Diallo")
    awa.save(exercise.solution)

    page = ask(awa, answers={exercise.id: mistakes["mots-a-soi"]}).text

    assert "À Nioro" in page and "Awa Diallo" in page and "Nos voix" in page


def test_nobody_gets_the_file_of_somebody_else(classroom, exercise):
    awa, binta = classroom.join("Awa Diallo"), classroom.join("Binta Sy")
    awa.save(exercise.solution)

    assert ask(binta).status_code == 422
    assert "faites d’abord un exercice" in ask(binta).json()["erreur"].replace("'", "’")
    assert ask(awa, Authorization="Bearer faux").status_code == 401


@pytest.mark.parametrize("kind", ["docx", "PDF", "..%2f..%2fetc"])
def test_another_kind_is_refused(classroom, exercise, kind):
    awa = classroom.join("Awa Diallo")
    awa.save(exercise.solution)

    assert ask(awa, kind).status_code == 404


def test_the_trainer_takes_the_file_of_a_person(classroom, exercise):
    awa = classroom.join("Awa Diallo")
    awa.save(exercise.solution)
    trainer = classroom.trainer()

    found = trainer.client.get("/formateur/personnes/1/dossier.xlsx")

    assert found.content.startswith(b"PK") and "dossier-awa-diallo.xlsx" in found.headers["content-disposition"]
    assert "dossier.pdf" in trainer.get("/formateur/personnes/1")


def test_without_the_trainer_s_code_there_is_no_file(classroom, exercise):
    classroom.join("Awa Diallo").save(exercise.solution)

    answer = classroom.client.get("/formateur/personnes/1/dossier.pdf", follow_redirects=False)

    assert answer.status_code == 303
