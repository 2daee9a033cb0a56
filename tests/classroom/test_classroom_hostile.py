"""What a hostile phone may send to the session: each call is answered with a sentence, and the trainer's pages hold."""

from __future__ import annotations

import csv
import io
import json

import pytest

BOMB = "<script>alert(1)</script><svg onload=alert(1)><math><mi//xlink:href='data:x'></math><style>*{display:none}"
DEEP = b"[" * 90_000 + b"]" * 90_000
CALLS = {
    "a body nested without end": ("POST", "/api/remises", DEEP, {}),
    "an object nested without end": ("POST", "/api/entrer", b'{"a":' * 30_000 + b"1" + b"}" * 30_000, {}),
    "a number of fifty thousand digits": (
        "PUT", "/api/brouillon/{}", b'{"answer": 1, "revision": ' + b"9" * 50_000 + b"}", {}),
    "a revision below zero": ("PUT", "/api/brouillon/{}", b'{"answer": 1, "revision": -1}', {}),
    "a revision that is true": ("PUT", "/api/brouillon/{}", b'{"answer": 1, "revision": true}', {}),
    "a revision that is no number": ("PUT", "/api/brouillon/{}", b'{"answer": 1, "revision": NaN}', {}),
    "an infinite answer": ("PUT", "/api/brouillon/{}", b'{"answer": 1e999, "revision": 0}', {}),
    "an infinite answer to check": (
        "POST", "/api/verifier/{}", b'{"format": 1, "exercise": "{}", "version": 1, "answer": [1e999]}', {}),
    "half a letter": ("POST", "/api/entrer", b'{"code": "x", "nom": "\xc3"}', {}),
    "half a pair": ("POST", "/api/entrer", b'{"code": "x", "nom": "\\ud83d"}', {}),
    "the same key twice": ("POST", "/api/remises", b'{"cle": "0123456789", "remise": {}, "remise": {"answer": 1}}', {}),
    "a body said to be compressed": ("POST", "/api/remises", b"\x1f\x8b" + bytes(50), {"Content-Encoding": "gzip"}),
    "a form for an object": (
        "POST", "/api/entrer", b"code=x&nom=y", {"Content-Type": "application/x-www-form-urlencoded"}),
    "a token that is a page": ("GET", "/api/travail/{}", b"", {"Authorization": "Bearer <script>"}),
    "a token of ten thousand letters": ("GET", "/api/travail/{}", b"", {"Authorization": "Bearer " + "a" * 10_000}),
    "a token that asks the database": ("GET", "/api/travail/{}", b"", {"Authorization": "Bearer ' OR 1=1 --"}),
    "a token in another alphabet": ("GET", "/api/travail/{}", b"", {"Authorization": b"Bearer \xe9\xff"}),
    "an exercise that climbs": ("GET", "/api/travail/..%2f..%2fseance.db", b"", {}),
    "an exercise with an end in it": ("GET", "/api/travail/3-organiser%00/arbre", b"", {}),
    "a file of another kind": ("POST", "/api/dossier/exe", b'{"title": "x", "answers": {}}', {}),
    "a file that climbs": ("POST", "/api/dossier/..%2f..%2fpdf", b'{"title": "x", "answers": {}}', {}),
    "answers that are no answers": (
        "POST", "/api/dossier/html", b'{"title": 3, "answers": {"3-organiser/x": [[]]}}', {}),
    "a method nobody uses": ("TRACE", "/api/remises", b"", {}),
    "another method nobody uses": ("PROPFIND", "/api/entrer", b"", {}),
    "a call that does not exist": ("POST", "/api/../formateur/entrer%2f..", b"", {}),
    "too much at once": ("POST", "/api/remises", b" " * 400_000, {}),
}
PAGES = {
    "a place that cannot be read": ("POST", "/formateur/entrer", {"Origin": "http://["}),
    "a place that is none": ("POST", "/formateur/entrer", {"Origin": "null"}),
    "a length of five thousand digits": ("POST", "/formateur/sortir", {"Content-Length": "9" * 5000, "Origin": "http://seance"}),
    "a session of five thousand digits": ("GET", f"/formateur/seances/{'9' * 5000}/", {}),
    "a session beyond the database": ("GET", f"/formateur/seances/{2**70}/", {}),
    "a submission of minus one": ("GET", "/formateur/remises/-1", {}),
    "a path out of the course": ("GET", "/..%2f..%2f..%2fetc/passwd", {}),
    "a path out of the trainer's files": ("GET", "/formateur/static/..%2f..%2ftemplates%2fliste.html", {}),
    "a path with an end in it": ("GET", "/index.html%00.png", {}),
    "a name of ten thousand letters": ("GET", "/" + "a" * 10_000, {}),
    "a list that is sorted by a page": ("GET", f"/formateur/seances/1/liste?etat={BOMB}&tri=%00&q=%ff", {}),
    "a way on that leads elsewhere": ("GET", "/formateur/?suite=//ailleurs.example/", {}),
    "an odd cookie": ("GET", "/formateur/", {"Cookie": "formateur=\"a; b=\x7f"}),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_hostile_call_is_answered_with_a_sentence(name, classroom):
    awa = classroom.join("Awa")
    method, path, body, headers = CALLS[name]
    path, body = path.replace("{}", awa.exercise.id), body.replace(b"{}\",", awa.exercise.id.encode() + b'",')

    answer = classroom.client.request(method, path, content=body, headers=awa.headers | headers)

    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400 and path.startswith("/api/") and "%2f.." not in path:
        assert answer.json()["erreur"][:1].isupper() and answer.json()["erreur"].endswith(".")
    assert awa.hand_in(awa.exercise.solution).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_request_for_a_page_is_answered_with_a_page(name, classroom):
    method, path, headers = PAGES[name]
    trainer = classroom.trainer()

    answer = trainer.client.request(method, path, headers=headers, follow_redirects=False)

    assert answer.status_code < 500, answer.text
    assert "<script>alert" not in answer.text and "onload=alert(1)>" not in answer.text
    assert "root:" not in answer.text and "{%" not in answer.text
    assert "ailleurs.example" not in answer.headers.get("location", "")


def test_hostile_words_and_counts_that_are_kept_break_no_page_of_the_trainers(classroom, exercise):
    names = [BOMB[:40], '=HYPERLINK("http://x")', "+cmd|' /C calc'!A0 b", "@SUM(A1) c", "{{ 7*7 }} d", "\u202eAwa"]
    for number, name in enumerate(names):
        learner = classroom.join(name)
        answer = json.loads(json.dumps(exercise.solution))
        answer["statements"].append({"id": "x1", "level": "directe", "text": BOMB[:150]})
        for hints in (number, -1, 10**30, True, "3", [1], {"a": 1}, None, 1.5):
            assert learner.hand_in(answer, "", hints=hints).status_code < 500
    trainer = classroom.trainer()

    pages = ["/formateur/seances/1/", "/formateur/seances/1/liste", "/formateur/remises/1", "/formateur/personnes/1"]
    shown = [trainer.get(page) for page in pages]

    assert not any("<script>alert" in page or "<svg onload" in page or "<math><mi" in page for page in shown)
    assert "49 d" not in shown[0]
    table = list(csv.reader(io.StringIO(trainer.get("/formateur/seances/1/notes.csv").lstrip("\ufeff")), delimiter=";"))
    assert len(table) > len(names)
    assert not any(cell[:1] in ("=", "+", "@", "\t", "\r") for row in table for cell in row)
