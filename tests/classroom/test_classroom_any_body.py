"""Whatever bytes or JSON arrive, the server answers with a sentence: never with a failure of its own."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.classroom import api
from autograder.classroom.api import Call
from autograder.classroom.app import create_app
from autograder.classroom.refusals import Refused

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
ids = st.sampled_from(["e01", "e08", "x1", "", "é"])
levels = st.sampled_from(["probleme", "directe", "structurelle", "autre"])
statements = st.fixed_dictionaries({"id": ids, "level": levels}, optional={"text": scalars})
trees = st.fixed_dictionaries({
    "statements": st.lists(statements | anything, max_size=5),
    "links": st.lists(st.lists(ids, min_size=1, max_size=3) | anything, max_size=5),
})


@pytest.fixture(scope="module")
def learner_call(exercise):
    with TemporaryDirectory() as folder:
        app = create_app(Path(folder), Path(folder), [exercise])
        room = app.state.room
        code = room.store.engine.connect().exec_driver_sql("SELECT code FROM sessions").scalar()
        body = json.dumps({"code": code, "nom": "Awa"}).encode()
        token = api.sign_in(room, Call(body, "", "10.0.0.1", ""))["jeton"]

        def call(handler, raw):
            """The answer, which is JSON, or the refusal, which is a sentence; anything else is a failure of ours."""
            try:
                json.dumps(handler(room, Call(raw, token, "10.0.0.1", exercise.id)), allow_nan=False)
            except Refused as refusal:
                assert 400 <= refusal.status < 500
                assert refusal.sentence.endswith(".")

        yield call
        room.store.close()


often = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
writing = pytest.mark.parametrize("handler", [api.sign_in, api.resume, api.save_draft, api.check, api.hand_in])


@writing
@often
@given(raw=st.binary(max_size=60))
def test_any_bytes(learner_call, handler, raw):
    learner_call(handler, raw)


@writing
@often
@given(data=st.fixed_dictionaries(
    {}, optional={name: anything for name in ("code", "nom", "reprise", "cle", "remise", "answer", "revision")}
))
def test_any_json(learner_call, handler, data):
    learner_call(handler, json.dumps(data).encode())


@often
@given(answer=trees | anything, version=st.just(1) | scalars)
def test_any_answer_in_a_good_envelope(learner_call, exercise, answer, version):
    envelope = {"format": 1, "exercise": exercise.id, "version": version, "answer": answer}

    learner_call(api.check, json.dumps(envelope).encode())
    learner_call(api.hand_in, json.dumps({"cle": "0123456789", "remise": envelope}).encode())
