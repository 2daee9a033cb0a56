"""Drafts, checks and submissions of a learner."""

import json
import uuid

import pytest


def test_a_draft_comes_back_as_it_was_saved(classroom, exercise):
    learner = classroom.join("Awa")

    assert learner.save(exercise.solution).json() == {"revision": 1}

    draft = learner.work()["brouillon"]
    assert draft["answer"] == exercise.solution
    assert draft["revision"] == 1


def test_a_device_that_is_behind_gets_the_newer_draft_and_its_own_is_kept_aside(classroom, mistakes):
    phone = classroom.join("Awa")
    phone.save(mistakes["cercle"])
    phone.save(mistakes["saut-d-etage"], revision=1)

    answer = phone.save(mistakes["un-seul-chemin"], revision=1)

    assert answer.status_code == 409
    assert answer.json()["brouillon"]["answer"] == mistakes["saut-d-etage"]
    assert answer.json()["brouillon"]["revision"] == 2
    aside = classroom.rows("SELECT answer, conflict FROM former_drafts ORDER BY id")
    assert [(json.loads(row.answer), row.conflict) for row in aside] == [
        (mistakes["cercle"], 0), (mistakes["un-seul-chemin"], 1)
    ]


def test_saving_the_same_again_after_a_lost_answer_is_no_conflict(classroom, exercise):
    learner = classroom.join("Awa")
    learner.save(exercise.solution)

    assert learner.save(exercise.solution, revision=0).json() == {"revision": 1}


def test_only_the_last_former_states_fill_the_disk(classroom):
    learner = classroom.join("Awa")
    for revision in range(60):
        learner.save({"statements": [], "links": [], "pas": revision}, revision=revision)

    assert len(classroom.rows("SELECT * FROM former_drafts")) == 20


def test_checking_answers_with_a_report_and_is_counted(classroom, exercise, mistakes):
    learner = classroom.join("Awa")

    report = learner.check(mistakes["cercle"]).json()

    assert (report["score"], report["points"]) == (18.5, 20)
    assert len(classroom.rows("SELECT * FROM trials")) == 1
    assert classroom.rows("SELECT * FROM submissions") == []


def test_handing_in_gives_a_receipt_the_report_and_stays_in_the_list(classroom, exercise):
    learner = classroom.join("Awa")

    received = learner.hand_in(exercise.solution).json()

    assert received["deja_recue"] is False
    assert received["rapport"]["score"] == 20
    [kept] = learner.work()["remises"]
    assert kept["recu"] == received["recu"]
    assert kept["retour"] is None


def test_the_same_submission_twice_has_one_receipt(classroom, exercise):
    learner, key = classroom.join("Awa"), str(uuid.uuid4())

    first, second = learner.hand_in(exercise.solution, key).json(), learner.hand_in(exercise.solution, key).json()

    assert second["recu"] == first["recu"]
    assert (first["deja_recue"], second["deja_recue"]) == (False, True)
    assert len(classroom.rows("SELECT * FROM submissions")) == 1


def test_new_work_under_an_old_key_is_not_lost_behind_the_old_receipt(classroom, exercise, mistakes):
    learner, key = classroom.join("Awa"), str(uuid.uuid4())
    learner.hand_in(exercise.solution, key)

    answer = learner.hand_in(mistakes["cercle"], key)

    assert answer.status_code == 409
    assert len(classroom.rows("SELECT * FROM submissions")) == 2


def test_two_learners_may_send_the_same_key(classroom, exercise):
    key = str(uuid.uuid4())
    receipts = {classroom.join(name).hand_in(exercise.solution, key).json()["recu"] for name in ("Awa", "Binta")}

    assert len(receipts) == 2


def test_every_submission_is_kept_beside_the_earlier_ones(classroom, exercise, mistakes):
    learner = classroom.join("Awa")
    for answer in (mistakes["cercle"], exercise.solution, mistakes["cercle"]):
        learner.hand_in(answer)

    assert [one["rapport"]["score"] for one in learner.work()["remises"]] == [18.5, 20, 18.5]


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"version": 0}, 409, "a changé depuis votre réponse"),
        ({"version": 99}, 409, "plus récente que ce serveur"),
        ({"version": "1"}, 400, "version"),
        ({"exercise": "9-ailleurs/inconnu"}, 404, "exercice que ce cours"),
        ({"format": 7}, 400, "réponse de ce cours"),
        ({"answer": ["pas", "un", "arbre"]}, 422, "forme d’un arbre"),
    ],
)
def test_what_cannot_be_scored_is_refused_with_a_sentence_and_kept(classroom, exercise, change, status, words):
    answer = (learner := classroom.join("Awa")).hand_in(exercise.solution, **change)

    assert answer.status_code == status
    assert words in answer.json()["erreur"]
    [kept] = classroom.rows("SELECT body, refusal FROM submissions")
    assert json.loads(kept.body)["remise"] == learner.envelope(exercise.solution) | change
    assert kept.refusal == answer.json()["erreur"]


def test_the_same_key_is_taken_once_its_reason_for_refusal_is_gone(classroom, exercise):
    learner, key = classroom.join("Awa"), str(uuid.uuid4())
    learner.hand_in(exercise.solution, key, version=0)

    assert learner.hand_in(exercise.solution, key).json()["deja_recue"] is False


@pytest.mark.parametrize(
    "raw", [b"", b"pas du JSON", b"[1, 2]", b'{"cle": "', b"\xff\xfe\x00", b'{"a": NaN}', b'{"a": 1e999}', b"[" * 5000]
)
def test_what_is_not_json_is_refused_with_a_sentence_and_kept(classroom, raw):
    answer = classroom.join("Awa").send(raw)

    assert answer.status_code == 400
    assert "illisible" in answer.json()["erreur"]
    assert [row.body for row in classroom.rows("SELECT body FROM submissions")] == [raw]


def test_what_is_too_large_is_refused_before_it_fills_the_memory(classroom):
    learner = classroom.join("Awa")

    answer = learner.send(b'{"cle": "' + b"x" * 3_000_000 + b'"}')

    assert answer.status_code == 413
    assert "trop lourd" in answer.json()["erreur"]
    assert learner.work()["remises"] == []


def test_a_broken_checker_takes_nothing_from_the_learner(classroom, exercise, monkeypatch):
    monkeypatch.setattr(type(exercise), "score", lambda self, answer: 1 / 0)
    learner = classroom.join("Awa")

    received = learner.hand_in({"statements": []})

    assert received.status_code == 200
    assert {row["outcome"] for row in received.json()["rapport"]["criteria"]} == {"broken"}


def test_the_page_learns_that_a_server_is_there(classroom):
    answer = classroom.client.get("/api/seance").json()

    assert answer["mode"] == "seance"
    assert "2026" in answer["titre"]


def test_the_course_is_served_at_the_root_and_checked_again_by_its_etag(classroom):
    page = classroom.client.get("/", headers={"Accept-Encoding": "gzip"})

    assert "Le cours" in page.text
    assert page.headers["content-encoding"] == "gzip"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert classroom.client.get("/", headers={"If-None-Match": page.headers["etag"]}).status_code == 304


def test_unknown_addresses_speak_french(classroom):
    assert "n’existe pas" in classroom.client.get("/api/rien").json()["erreur"]
    assert "n’existe pas" in classroom.client.get("/rien.html").text


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/rien"), ("GET", "/api/entrer"), ("DELETE", "/api/remises")])
def test_an_address_the_api_does_not_have_is_refused_as_data(classroom, method, path):
    answer = classroom.join("Awa").client.request(method, path)

    assert answer.status_code == 404
    assert answer.json()["erreur"].endswith(".")
