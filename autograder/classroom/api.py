"""The learners' API, as ARCHITECTURE.md lays it down. Each call is a plain function from `Call` to an answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from autograder.catalogue import AnswerRefused, Exercise, read_envelope
from autograder.checks import InvalidData
from autograder.classroom import campaign_files, names, payload, scoring
from autograder.classroom.feedback import feedback
from autograder.classroom.limits import read_body
from autograder.classroom.refusals import Refused
from autograder.classroom.room import Room
from autograder.classroom.store import drafts, entries, learners, sessions, submissions, trials
from autograder.domain.french import typeset

STATUSES = {"not_json": 400, "too_large": 413, "unknown": 404, "older": 409, "newer": 409, "malformed": 400}
CLOSED = "Cette séance est close. Si vous y étiez, entrez votre code de reprise ; sinon, demandez le nouveau code."
UNKNOWN_RESUME = "Ce code de reprise n'existe pas : relisez-le, ou demandez-le à la formatrice ou au formateur."
UNKNOWN_TOKEN = "Ce serveur ne vous reconnaît pas : entrez de nouveau, avec votre code de reprise si vous en avez un."
MIN_KEY, MAX_KEY = 8, 100
MAX_REVISION = 2**31
MAX_TITLE = 80


@dataclass(frozen=True)
class Call:
    """One request, read: nothing here depends on the web framework."""

    body: bytes
    token: str
    address: str
    exercise: str


Handler = Callable[[Room, Call], dict[str, object]]


def routes() -> list[Route]:
    return [
        Route("/api/seance", _endpoint(session), methods=["GET"]),
        Route("/api/entrer", _endpoint(sign_in), methods=["POST"]),
        Route("/api/reprendre", _endpoint(resume), methods=["POST"]),
        Route("/api/travail/{exercise:path}", _endpoint(work), methods=["GET"]),
        Route("/api/brouillon/{exercise:path}", _endpoint(save_draft), methods=["PUT"]),
        Route("/api/verifier/{exercise:path}", _endpoint(check), methods=["POST"]),
        Route("/api/reprise/{exercise:path}", _endpoint(take_over), methods=["POST"]),
        Route("/api/remises", _endpoint(hand_in), methods=["POST"]),
        Route("/api/dossier/{exercise:str}", campaign_file, methods=["POST"]),
        Route("/api/{rest:path}", nowhere, methods=["GET", "POST", "PUT", "DELETE", "PATCH"]),
    ]


def _endpoint(handler: Handler) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        room: Room = request.app.state.room
        call = await _read(request)
        return JSONResponse(await run_in_threadpool(handler, room, call), headers={"Cache-Control": "no-store"})

    return endpoint


async def _read(request: Request) -> Call:
    return Call(
        body=await read_body(request),
        token=request.headers.get("authorization", "").removeprefix("Bearer ").strip(),
        address=request.client.host if request.client else "",
        exercise=request.path_params.get("exercise", ""),
    )


async def campaign_file(request: Request) -> Response:
    """Her campaign file as a file: `{"title", "answers"}`, where the answers are her device's own drafts."""
    room: Room = request.app.state.room
    call = await _read(request)

    def make() -> tuple[bytes, str]:
        learner, data = _learner(room, call), payload.read_object(call.body)
        answers = data.get("answers")
        title = payload.text(data, "title")[:MAX_TITLE]
        try:
            return campaign_files.make(
                room, learner.id, call.exercise, title=title, author=learner.name,
                answers=answers if isinstance(answers, dict) else {},
            )
        except InvalidData as refusal:
            raise _refused(refusal) from None

    content, media = await run_in_threadpool(make)
    headers = {"Cache-Control": "no-store", "Content-Disposition": "attachment"}
    return Response(content, media_type=media, headers=headers)


async def nowhere(request: Request) -> Response:
    """Whatever else is asked of the API, by any method: refused as data, like all its refusals."""
    raise Refused(404, "Cette adresse n'existe pas : rechargez la page du cours.")


# -- who is there


def session(room: Room, call: Call) -> dict[str, object]:
    with room.store.read() as connection:
        current = sessions.current(connection)
    return {"mode": "seance", "titre": current.title if current else ""}


def sign_in(room: Room, call: Call) -> dict[str, object]:
    """A session code and a name make a new learner. A taken name gets a number, and a word about the resume code.

    A phone that never heard our answer sends the same `cle` again: it is the same learner, with a token of her own.
    """
    data = payload.read_object(call.body)
    room.learner_guesses.check(call.address)
    name = names.clean(data.get("nom"))
    if not name:
        raise Refused(400, "Écrivez votre nom : au moins une lettre.")
    if len(name) > names.MAX_LENGTH:
        raise Refused(400, f"Ce nom est trop long : {names.MAX_LENGTH} caractères au plus.")
    key = payload.text(data, "cle").strip()
    if key and not MIN_KEY <= len(key) <= MAX_KEY:
        raise Refused(400, payload.UNREADABLE)
    with room.store.write() as connection:
        found = sessions.by_code(connection, payload.text(data, "code"))
        if found is None:
            room.learner_guesses.wrong(call.address)
            raise Refused(403, "Ce code de séance n'est pas le bon : relisez-le au tableau, ou demandez-le.")
        if found.closed_at:
            raise Refused(403, CLOSED)
        learner = entries.learner_of(connection, found.id, key, name) if key else None
        if learner is None:
            learner = learners.add(connection, found.id, name, room.now())
            if key:
                entries.remember(connection, learner.id, key, name)
        answer = _identity(connection, learner, room.now())
    if learner.name != name:
        answer["avertissement"] = typeset(
            f"Une personne s'appelle déjà « {name} » dans cette séance : vous êtes « {learner.name} ». Si c'était "
            "vous, entrez plutôt votre code de reprise ; la formatrice ou le formateur peut vous le redire."
        )
    return answer


def resume(room: Room, call: Call) -> dict[str, object]:
    data = payload.read_object(call.body)
    room.learner_guesses.check(call.address)
    with room.store.write() as connection:
        learner = learners.by_resume_code(connection, payload.text(data, "reprise"))
        if learner is None:
            room.learner_guesses.wrong(call.address)
            raise Refused(403, UNKNOWN_RESUME)
        return _identity(connection, learner, room.now())


def _identity(connection: Connection, learner: Row[Any], now: datetime) -> dict[str, object]:
    token = learners.give_token(connection, learner.id, now)
    rank = learners.rank(connection, learner)
    return {"jeton": token, "nom": learner.name, "reprise": learner.resume_code, "rang": rank}


def _learner(room: Room, call: Call) -> Row[Any]:
    """Whose token it is; notes that she is there. Raises `Refused` 401."""
    with room.store.read() as connection:
        learner = learners.by_token(connection, call.token) if call.token else None
    if learner is None:
        raise Refused(401, UNKNOWN_TOKEN)
    if learners.is_news(learner, room.now()):
        with suppress(DBAPIError), room.store.write() as connection:  # a full disk must not keep her from reading
            learners.saw(connection, learner.id, room.now())
    return learner


def _exercise(room: Room, call: Call) -> Exercise:
    if call.exercise not in room.exercises:
        raise Refused(404, "Ce cours n'a pas cet exercice : revenez à la liste des exercices.")
    return room.exercises[call.exercise]


# -- her work


def work(room: Room, call: Call) -> dict[str, object]:
    learner, exercise = _learner(room, call), _exercise(room, call)
    with room.store.read() as connection:
        draft = drafts.of(connection, learner.id, exercise.id)
        received = [row for row in submissions.of(connection, learner.id, exercise.id) if row.refusal is None]
        handed_in = [_handed_in(connection, row) for row in received]
    return {"brouillon": _draft(draft) if draft else None, "remises": handed_in}


def _draft(draft: Row[Any]) -> dict[str, object]:
    return {"answer": json.loads(draft.answer), "revision": draft.revision, "saved_at": draft.saved_at.isoformat()}


def _handed_in(connection: Connection, row: Row[Any]) -> dict[str, object]:
    sent = feedback(connection, row)
    state = "retour" if sent else "a_lire" if row.to_judge else "recue"
    return {
        "recu": row.receipt, "remis_le": row.received_at.isoformat(), "etat": state,
        "rapport": json.loads(row.report), "retour": sent,
    }


def save_draft(room: Room, call: Call) -> dict[str, object]:
    learner, exercise = _learner(room, call), _exercise(room, call)
    data = payload.read_object(call.body)
    revision = data.get("revision", 0)
    if not isinstance(revision, int) or not 0 <= revision < MAX_REVISION or "answer" not in data:
        raise Refused(400, payload.UNREADABLE)
    answer = json.dumps(data["answer"], ensure_ascii=False)
    with room.store.write() as connection:
        saved = drafts.save(connection, learner.id, exercise.id, answer, revision, room.now())
    if not saved.taken:
        raise Refused(409, "Votre travail a avancé sur un autre appareil.", brouillon=_draft(saved.draft))
    return {"revision": saved.draft.revision}


def check(room: Room, call: Call) -> dict[str, object]:
    learner, exercise = _learner(room, call), _exercise(room, call)
    try:
        envelope = read_envelope(call.body, dict(room.exercises))
        if envelope.exercise.id != exercise.id:
            raise Refused(400, "Cette réponse vise un autre exercice que cette page : rechargez la page.")
        report = scoring.score(exercise, envelope.answer)
    except InvalidData as refusal:
        raise _refused(refusal) from None
    with suppress(DBAPIError), room.store.write() as connection:  # a full disk must not keep her from an answer
        trials.add(connection, learner.id, report, room.now())
    return report.to_json()


def take_over(room: Room, call: Call) -> dict[str, object]:
    """`{"answer", "answers"}`: the same exercise, going on from her earlier ones; her device's drafts before ours."""
    learner, exercise = _learner(room, call), _exercise(room, call)
    data = payload.read_object(call.body)
    answers = data.get("answers")
    with room.store.read() as connection:
        kept = {
            earlier.id: json.loads(draft.answer)
            for earlier in exercise.earlier if (draft := drafts.of(connection, learner.id, earlier.id)) is not None
        }
    try:
        return {"reponse": exercise.resume(data.get("answer"), kept | (answers if isinstance(answers, dict) else {}))}
    except InvalidData as refusal:
        raise _refused(refusal) from None


def _refused(refusal: InvalidData) -> Refused:
    return Refused(STATUSES[refusal.kind] if isinstance(refusal, AnswerRefused) else 422, refusal.sentence)


# -- handing in


def hand_in(room: Room, call: Call) -> dict[str, object]:
    """Keep a submission, then answer with its receipt. The same `cle` again gets the same receipt.

    What is refused is kept too, under a key of its own, so that the same `cle` may come back once the reason is gone.
    """
    learner = _learner(room, call)
    exercise_id: str | None = None
    try:
        data = payload.read_object(call.body)
        exercise_id = _named_exercise(room, data.get("remise"))
        received = submissions.Received(learner.id, _key(data), "page", call.body, room.now())
        with room.store.read() as connection:
            before = submissions.by_key(connection, learner.id, received.key)
        if before is None:
            return _first_time(room, received, data["remise"])
        if json.loads(before.body)["remise"] != data["remise"]:  # new work, which the old receipt would lose
            raise Refused(409, "Cette remise porte la clé d'une autre : rechargez la page et remettez de nouveau.")
        return _receipt(before, already=True)
    except Refused as refusal:
        _keep_refused(room, learner.id, call.body, exercise_id, refusal.sentence)
        raise


def _key(data: dict[str, object]) -> str:
    key = payload.text(data, "cle").strip()
    if not MIN_KEY <= len(key) <= MAX_KEY or "remise" not in data:
        raise Refused(400, "Cette remise est incomplète : rechargez la page et remettez de nouveau.")
    return f"page:{key}"


def _first_time(room: Room, received: submissions.Received, envelope_data: object) -> dict[str, object]:
    try:
        envelope = read_envelope(json.dumps(envelope_data, ensure_ascii=False), dict(room.exercises))
        report = scoring.score(envelope.exercise, envelope.answer)
    except InvalidData as refusal:
        raise _refused(refusal) from None
    with room.store.write() as connection:
        before = submissions.by_key(connection, received.learner_id, received.key)  # the same, twice at once
        row = before or submissions.accept(connection, received, envelope.answer, report)
    room.to_record.ring()
    return _receipt(row, already=before is not None)


def _keep_refused(room: Room, learner_id: int, body: bytes, exercise_id: str | None, sentence: str) -> None:
    key = f"refus:{hashlib.sha256(body).hexdigest()}"
    received = submissions.Received(learner_id, key, "page", body, room.now())
    with room.store.write() as connection:
        if submissions.by_key(connection, learner_id, key) is None:
            submissions.refuse(connection, received, exercise_id, sentence)


def _named_exercise(room: Room, envelope: object) -> str | None:
    named = envelope.get("exercise") if isinstance(envelope, dict) else None
    return named if isinstance(named, str) and named in room.exercises else None


def _receipt(row: Row[Any], *, already: bool) -> dict[str, object]:
    return {
        "recu": row.receipt, "remis_le": row.received_at.isoformat(), "deja_recue": already,
        "rapport": json.loads(row.report),
    }
