"""Power cuts, full disks, crowds: what was received is kept, what was not is said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import event

SERVER = Path(__file__).with_name("server_that_dies.py")
KEY = "5f0c2f6e-0001"


@pytest.fixture
def open_server(tmp_path: Path) -> Callable[..., object]:
    @contextmanager
    def open_(mode: str) -> Iterator[httpx.Client]:
        command = [sys.executable, SERVER, tmp_path / "seance", mode]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        try:
            port = process.stdout.readline().strip()
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
                yield client
        finally:
            process.kill()
            process.wait()
            process.stdout.close()

    return open_


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_server_killed_before_the_receipt_gives_the_same_receipt_when_asked_again(open_server, tmp_path, exercise):
    from autograder.classroom.store import Store

    with open_server("meurt") as server:
        with Store(tmp_path / "seance").read() as connection:
            code = connection.exec_driver_sql("SELECT code FROM sessions").scalar()
        token = server.post("/api/entrer", json={"code": code, "nom": "Awa"}).json()["jeton"]
        headers = {"Authorization": f"Bearer {token}"}
        envelope = {"format": 1, "exercise": exercise.id, "version": exercise.version, "answer": exercise.solution}
        with pytest.raises(httpx.TransportError):
            server.post("/api/remises", json={"cle": KEY, "remise": envelope}, headers=headers)

    with open_server("vit") as server:
        [kept] = server.get(f"/api/travail/{exercise.id}", headers=headers).json()["remises"]
        again = server.post("/api/remises", json={"cle": KEY, "remise": envelope}, headers=headers).json()

    assert again["recu"] == kept["recu"]
    assert again["deja_recue"] is True


def test_a_full_disk_is_said_the_rest_goes_on_and_room_made_mends_it(classroom, exercise):
    learner = classroom.join("Awa")
    learner.save({"statements": [], "links": []})
    engine = classroom.room.store.engine
    pages = classroom.rows("PRAGMA page_count")[0][0]
    limit = {"pages": pages + 1}

    @event.listens_for(engine, "connect")
    def fill_the_disk(connection, _record):
        connection.execute(f"PRAGMA max_page_count = {limit['pages']}")

    engine.dispose()
    large = {"statements": [{"id": "x1", "level": "probleme", "text": "é" * 190}] * 60, "links": []}

    answers = [learner.save(large, revision=1), *(learner.hand_in(exercise.solution) for _ in range(5))]

    assert {answer.status_code for answer in answers[:1]} == {507}
    assert answers[-1].status_code == 507
    assert "disque" in answers[-1].json()["erreur"]
    assert learner.work()["brouillon"]["revision"] == 1
    assert classroom.client.get("/").status_code == 200

    limit["pages"] = pages + 1000
    engine.dispose()
    assert learner.save(large, revision=1).status_code == 200
    assert learner.hand_in(exercise.solution).status_code == 200


def test_thirty_learners_handing_in_at_once_all_get_a_receipt_of_their_own(classroom, exercise):
    learners = [classroom.join(f"Personne {letter}") for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcd"]

    with ThreadPoolExecutor(15) as crowd:
        answers = list(crowd.map(lambda learner: learner.hand_in(exercise.solution).json(), learners))

    assert len({answer["recu"] for answer in answers}) == 30


def test_the_same_submission_from_two_tabs_at_once_is_one_submission(classroom, exercise):
    learner = classroom.join("Awa")

    with ThreadPoolExecutor(6) as tabs:
        answers = list(tabs.map(lambda _: learner.hand_in(exercise.solution, KEY).json(), range(6)))

    assert len({answer["recu"] for answer in answers}) == 1
    assert sum(not answer["deja_recue"] for answer in answers) == 1


def test_every_write_waits_for_the_disk(classroom):
    with classroom.room.store.write() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
