"""A classroom to test with: a real server application over a folder of its own, and people who use it."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from autograder.catalogue import Exercise, find_exercises
from autograder.classroom.app import create_app
from autograder.classroom.room import Room
from autograder.classroom.store import sessions
from tests.places import EXERCISES

ORIGIN = "http://seance"
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Clock:
    """The time of the session, which only moves when a test says so."""

    def __init__(self) -> None:
        self.time = MORNING

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **duration: float) -> None:
        self.time += timedelta(**duration)


class Learner:
    """Somebody with a device: signed in, saving drafts, checking and handing in."""

    def __init__(self, client: TestClient, exercise: Exercise, identity: dict[str, Any]) -> None:
        self.client, self.exercise = client, exercise
        self.name, self.resume, self.token = identity["nom"], identity["reprise"], identity["jeton"]
        self.warning = identity.get("avertissement", "")
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def envelope(self, answer: object, /, **other: object) -> dict[str, object]:
        return {"format": 1, "exercise": self.exercise.id, "version": self.exercise.version, "answer": answer} | other

    def work(self) -> dict[str, Any]:
        return self.client.get(f"/api/travail/{self.exercise.id}", headers=self.headers).json()

    def save(self, answer: object, revision: int = 0) -> Any:
        body = {"answer": answer, "revision": revision}
        return self.client.put(f"/api/brouillon/{self.exercise.id}", json=body, headers=self.headers)

    def check(self, answer: object) -> Any:
        body = self.envelope(answer)
        return self.client.post(f"/api/verifier/{self.exercise.id}", json=body, headers=self.headers)

    def hand_in(self, answer: object, key: str = "", /, **other: object) -> Any:
        body = {"cle": key or str(uuid.uuid4()), "remise": self.envelope(answer, **other)}
        return self.client.post("/api/remises", json=body, headers=self.headers)

    def send(self, raw: bytes) -> Any:
        return self.client.post("/api/remises", content=raw, headers=self.headers)


class Trainer:
    """The trainer's browser."""

    def __init__(self, client: TestClient, code: str) -> None:
        self.client, self.code = client, code

    def log_in(self, code: str | None = None) -> Any:
        return self.post("/formateur/entrer", {"code": self.code if code is None else code})

    def get(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, path: str, form: dict[str, str], **options: Any) -> Any:
        return self.client.post(path, data=form, headers={"Origin": ORIGIN}, follow_redirects=False, **options)

    def names_in_list(self, query: str = "") -> list[str]:
        page = self.get(f"/formateur/seances/1/liste{query}")
        return re.findall(r'<a href="/formateur/personnes/\d+"><bdi>(.*?)</bdi>', page)


class Classroom:
    """A running application, and doors for people to come in by."""

    def __init__(self, app: Starlette, client: TestClient, exercise: Exercise, clock: Clock) -> None:
        self.app, self.client, self.exercise, self.clock = app, client, exercise, clock
        self.room: Room = app.state.room
        with self.room.store.read() as connection:
            current = sessions.current(connection)
            assert current is not None
            self.code, self.access = current.code, sessions.access_code(connection) or ""

    def enter(self, name: object, code: str | None = None) -> Any:
        return self.client.post("/api/entrer", json={"code": self.code if code is None else code, "nom": name})

    def join(self, name: str) -> Learner:
        answer = self.enter(name)
        assert answer.status_code == 200, answer.text
        return Learner(self.client, self.exercise, answer.json())

    def resume(self, code: str) -> Any:
        return self.client.post("/api/reprendre", json={"reprise": code})

    def trainer(self) -> Trainer:
        trainer = Trainer(TestClient(self.app, base_url=ORIGIN), self.access)
        assert trainer.log_in().status_code == 303
        return trainer

    def rows(self, query: str) -> list[Any]:
        with self.room.store.read() as connection:
            return list(connection.exec_driver_sql(query))

    def wait_for(self, true: Callable[[], object]) -> object:
        """For what a background thread does: look again until it is so."""
        import time

        for _ in range(1600):  # processes of their own are slow to start on a busy machine
            if found := true():
                return found
            time.sleep(0.025)
        raise AssertionError("it did not happen within forty seconds")


@pytest.fixture(scope="session")
def exercise() -> Exercise:
    return next(one for one in find_exercises(EXERCISES) if one.slug == "arbre-a-problemes")


@pytest.fixture(scope="session")
def mistakes(exercise: Exercise) -> dict[str, Any]:
    """Recorded wrong answers by name."""
    return {name: mistake["answer"] for name, mistake in exercise.mistakes().items()}


@pytest.fixture
def open_classroom(tmp_path: Path, exercise: Exercise) -> Callable[..., Any]:
    """`with open_classroom(…) as classroom`: the same data folder each time, as after a restart."""

    @contextmanager
    def open_(**options: Any) -> Iterator[Classroom]:
        site = tmp_path / "site"
        site.mkdir(exist_ok=True)
        (site / "index.html").write_text("<h1>Le cours</h1>" * 100, encoding="utf-8")
        clock = options.setdefault("now", Clock())
        exercises = options.pop("exercises", [exercise])
        app = create_app(tmp_path / "seance", site, exercises, **options)
        with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as client:
            yield Classroom(app, client, exercise, clock)

    return open_


@pytest.fixture
def classroom(open_classroom: Callable[..., Any]) -> Iterator[Classroom]:
    with open_classroom() as opened:
        yield opened


@pytest.fixture
def copy_of() -> Callable[[Any], Any]:
    return lambda data: json.loads(json.dumps(data))
