"""Signing in, coming back, and never being handed somebody else's work."""

import pytest

from autograder.classroom.limits import Guesses
from autograder.classroom.refusals import Refused


def test_a_learner_enters_with_the_code_of_the_wall_typed_in_any_way(classroom):
    answer = classroom.enter("  Fatoumata   Traoré ", code=f" {classroom.code.lower()} ")

    assert answer.status_code == 200
    assert answer.json()["nom"] == "Fatoumata Traoré"
    assert "avertissement" not in answer.json()


@pytest.mark.parametrize("name", ["ߊߥߊ ߖߊߟߏ", "فاطمة", "ⵜⵉⵏ ⵀⵉⵏⴰⵏ", "N'Diaye", "Élise Ouédraogo-Sy", "李"])
def test_names_of_any_script_are_kept_as_they_are(classroom, name):
    assert classroom.join(name).name == name


@pytest.mark.parametrize("name", ["", "   ", "123", "\u202e\u200b", None, 12, ["Awa"], "x" * 61])
def test_what_is_not_a_name_is_refused_with_a_sentence(classroom, name):
    answer = classroom.enter(name)

    assert answer.status_code == 400
    assert "nom" in answer.json()["erreur"]


def test_invisible_signs_cannot_disguise_a_name(classroom):
    assert classroom.join("Awa\u202e Diallo\u0000\n").name == "Awa Diallo"


def test_two_people_with_one_name_are_two_people(classroom, exercise):
    first, second = classroom.join("Awa Diallo"), classroom.join("awa  DIALLO")
    first.save(exercise.solution)

    assert second.name == "awa DIALLO (2)"
    assert "code de reprise" in second.warning
    assert second.work()["brouillon"] is None
    assert first.resume != second.resume


def test_a_name_that_looks_like_a_numbered_one_stays_apart_too(classroom):
    names = [classroom.join(name).name for name in ("Awa (2)", "Awa", "Awa", "Awa")]

    assert len({name.casefold() for name in names}) == 4


def test_the_resume_code_opens_the_same_work_on_another_device(classroom, exercise):
    phone = classroom.join("Mamadou Koné")
    phone.save(exercise.solution)

    identity = classroom.resume(phone.resume.lower().replace("-", " ")).json()

    assert identity["nom"] == "Mamadou Koné"
    assert identity["jeton"] != phone.token
    headers = {"Authorization": f"Bearer {identity['jeton']}"}
    work = classroom.client.get(f"/api/travail/{exercise.id}", headers=headers).json()
    assert work["brouillon"]["answer"] == exercise.solution


@pytest.mark.parametrize(
    "call",
    [lambda here: here.enter("Awa", code="ZZZZZ"), lambda here: here.resume("ZZZ-ZZZ"), lambda here: here.resume("")],
)
def test_a_wrong_code_is_refused_with_a_sentence(classroom, call):
    answer = call(classroom)

    assert answer.status_code == 403
    assert "code" in answer.json()["erreur"]


def test_a_closed_session_lets_nobody_new_in_but_work_goes_on(classroom, exercise):
    learner = classroom.join("Awa")
    classroom.trainer().post("/formateur/seances/1/clore", {})

    assert classroom.enter("Binta").status_code == 403
    assert classroom.resume(learner.resume).status_code == 200
    assert learner.hand_in(exercise.solution).status_code == 200


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer inconnu"}, {"Authorization": "Bearer "}])
def test_without_a_known_token_the_server_asks_to_enter_again(classroom, exercise, header):
    answer = classroom.client.get(f"/api/travail/{exercise.id}", headers=header)

    assert answer.status_code == 401
    assert "entrez de nouveau" in answer.json()["erreur"]


def test_tokens_are_not_in_the_database(classroom):
    learner = classroom.join("Awa")

    assert learner.token not in str(classroom.rows("SELECT * FROM tokens"))


def test_guessing_resume_codes_is_stopped_and_forgiven_after_a_minute():
    minute = [0.0]
    guesses = Guesses(per_address=3, overall=5, clock=lambda: minute[0])
    for address in ("10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.2", "10.0.0.2"):
        guesses.check(address)
        guesses.wrong(address)

    with pytest.raises(Refused, match="attendez une minute"):
        guesses.check("10.0.0.1")
    with pytest.raises(Refused):
        guesses.check("10.0.0.3")
    guesses.check("127.0.0.1")
    minute[0] = 61
    guesses.check("10.0.0.1")


def test_thirty_phones_behind_one_address_may_each_mistype_twice(classroom):
    for _ in range(60):
        assert classroom.resume("ZZZ-ZZZ").status_code == 403

    assert classroom.resume(classroom.join("Awa").resume).status_code == 200


def test_a_thousand_guesses_are_not_answered(classroom):
    answers = {classroom.resume(f"ZZZ-{number:03}").status_code for number in range(200)}

    assert answers == {403, 429}


def test_codes_are_kept_from_one_start_to_the_next(open_classroom):
    with open_classroom() as first:
        codes = first.code, first.access
        learner = first.join("Awa")
    with open_classroom() as second:
        assert (second.code, second.access) == codes
        assert second.resume(learner.resume).json()["nom"] == "Awa"


# -- a phone that sends its sign-in twice, because the answer got lost


def enter_with_key(classroom, name, key, code=None):
    body = {"code": code or classroom.code, "nom": name, "cle": key}
    return classroom.client.post("/api/entrer", json=body)


def test_the_same_key_again_is_the_same_person_with_a_token_of_her_own(classroom, exercise):
    first, again = (enter_with_key(classroom, "Awa Diallo", "cle-du-telephone").json() for _ in range(2))

    assert (again["nom"], again["reprise"]) == (first["nom"], first["reprise"])
    assert "avertissement" not in again and again["jeton"] != first["jeton"]
    assert len(classroom.rows("SELECT id FROM learners")) == 1
    for identity in (first, again):
        headers = {"Authorization": f"Bearer {identity['jeton']}"}
        assert classroom.client.get(f"/api/travail/{exercise.id}", headers=headers).status_code == 200


def test_another_name_on_the_same_phone_is_another_person(classroom):
    names = [enter_with_key(classroom, name, "cle-du-telephone").json()["nom"] for name in ("Awa", "Binta", "awa")]

    assert names == ["Awa", "Binta", "Awa"]


def test_a_key_opens_nothing_without_the_code_of_its_session(classroom):
    enter_with_key(classroom, "Awa", "cle-du-telephone")
    classroom.trainer().post("/formateur/seances/ouvrir", {})
    code = classroom.rows("SELECT code FROM sessions WHERE id = 2")[0].code

    assert enter_with_key(classroom, "Awa", "cle-du-telephone", code="XXXXX").status_code == 403
    assert enter_with_key(classroom, "Awa", "cle-du-telephone", code=code).status_code == 200
    assert [row.session_id for row in classroom.rows("SELECT session_id FROM learners")] == [1, 2]


@pytest.mark.parametrize("key", ["court", "x" * 101])
def test_a_key_that_is_none_is_refused(classroom, key):
    assert enter_with_key(classroom, "Awa", key).status_code == 400


def test_without_a_key_two_entries_are_two_people_as_before(classroom):
    assert [classroom.enter("Awa").json()["nom"] for _ in range(2)] == ["Awa", "Awa (2)"]
