"""The trainer's door: her code, her cookie, and forms of our own pages only."""

import pytest
from starlette.testclient import TestClient

PAGES = [
    "/formateur/seances/", "/formateur/seances/1/", "/formateur/seances/1/liste", "/formateur/seances/1/reprises",
    "/formateur/seances/1/notes.csv", "/formateur/remises/1", "/formateur/personnes/1",
    "/formateur/nbgrader/gradebook.db",
]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_opens_without_the_code(classroom, exercise, path):
    classroom.join("Awa").hand_in(exercise.solution)

    answer = classroom.client.get(path, follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/formateur/?suite=")


def test_forms_do_nothing_without_the_code(classroom):
    headers = {"Origin": "http://seance"}

    answer = classroom.client.post("/formateur/seances/1/clore", headers=headers, follow_redirects=False)

    assert answer.headers["location"] == "/formateur/"
    assert classroom.enter("Awa").status_code == 200


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(classroom):
    trainer = classroom.trainer()
    cookie = trainer.log_in().headers["set-cookie"].lower()

    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_the_code_is_taken_as_people_type_it(classroom):
    trainer = classroom.trainer()

    assert trainer.log_in(classroom.access.lower().replace("-", " ")).status_code == 303


def test_a_wrong_code_is_said_and_many_are_stopped(classroom):
    trainer = classroom.trainer()

    answers = [trainer.log_in("XXXXX-XXXXX") for _ in range(12)]

    assert answers[0].status_code == 403
    assert "n’est pas le bon" in answers[0].text
    assert answers[-1].status_code == 429
    assert "attendez une minute" in answers[-1].text


def test_the_page_asked_for_opens_after_the_code_but_never_another_site(classroom):
    trainer = classroom.trainer()

    def goes_to(target):
        return trainer.post("/formateur/entrer", {"code": classroom.access, "suite": target}).headers["location"]

    assert goes_to("/formateur/remises/3") == "/formateur/remises/3"
    for bad in ("https://ailleurs.example/", "//ailleurs.example", "/formateur/\\ailleurs", "/formateur//ailleurs"):
        assert goes_to(bad) == "/formateur/"


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://ailleurs.example"}, {"Origin": "null"}, {}, {"Referer": "http://ailleurs.example/"}]
)
def test_a_form_from_another_site_is_refused(classroom, headers):
    trainer = classroom.trainer()

    answer = trainer.client.post("/formateur/seances/1/clore", headers=headers)

    assert answer.status_code == 403
    assert classroom.enter("Awa").status_code == 200


def test_leaving_closes_the_door(classroom):
    trainer = classroom.trainer()
    stolen = dict(trainer.client.cookies)

    trainer.post("/formateur/sortir", {})

    other = TestClient(classroom.app, base_url="http://seance", cookies=stolen)
    assert other.get("/formateur/seances/", follow_redirects=False).status_code == 303


def test_a_login_ends_by_itself_after_a_day(classroom):
    trainer = classroom.trainer()
    classroom.clock.advance(hours=20)

    assert trainer.client.get("/formateur/seances/", follow_redirects=False).status_code == 303


def test_pages_keep_scripts_and_frames_of_others_out(classroom):
    headers = classroom.trainer().client.get("/formateur/seances/").headers

    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["remises/99", "personnes/99", "seances/99/", "remises/99999999999999999999", "rien"])
def test_what_does_not_exist_is_said_in_french(classroom, path):
    answer = classroom.trainer().client.get(f"/formateur/{path}")

    assert answer.status_code == 404
    assert "Un souci" in answer.text
