"""The whole server as one application: the course's files, the learners' API, the trainer's pages."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from autograder.catalogue import Exercise
from autograder.classroom import api
from autograder.classroom.files import CourseFiles, security_headers
from autograder.classroom.grader import Grader
from autograder.classroom.readings.reader import Reader
from autograder.classroom.recorder import Recorder
from autograder.classroom.refusals import Refused, from_error
from autograder.classroom.room import Draw, Gradebook, GradeFile, Room
from autograder.classroom.store import Store, sessions
from autograder.classroom.trainer import door, exports, indicators, marking, uploads
from autograder.classroom.trainer import sessions as session_pages
from autograder.classroom.trainer.papers import Papers
from autograder.classroom.trainer.views import HERE, show
from autograder.classroom.wake import Worker

PRINTED = "print"  # beside the site: the course on paper, which only the trainer's pages hand out
SENTENCES = {404: "Cette page n'existe pas : revenez au début du cours.", 405: "Cette adresse ne s'utilise pas ainsi."}


def create_app(
    data: Path,
    site: Path,
    exercises: Iterable[Exercise],
    *,
    open_gradebook: Callable[[], Gradebook] | None = None,
    load_grader: Callable[[], GradeFile] | None = None,
    drawings: Mapping[str, Draw] | None = None,
    port: int = 8000,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Starlette:
    """The application over the data folder `data`, serving `site` at its root.

    `open_gradebook` and `load_grader` are called in background threads, when first needed: they import heavy libraries.
    `drawings` gives, by builder, a function that draws what it builds as SVG. Raises `InvalidData` for a data folder
    that cannot be used.
    """
    by_id = {exercise.id: exercise for exercise in exercises}
    room = Room(Store(data), data, by_id, drawings=drawings or {}, port=port, now=now)
    with room.store.write() as connection:
        sessions.prepare(connection, room.now(), session_pages.default_title(room))
    room.readings.forget_unfinished_uploads()
    workers = [Worker("readings", Reader(room.readings).work, room.to_read)]
    if open_gradebook:
        workers.append(Worker("gradebook", Recorder(room, open_gradebook).work, room.to_record))
    if load_grader:
        workers.append(Worker("grader", Grader(room, load_grader).work, room.to_grade))

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        for worker in workers:
            worker.start()
        yield
        for worker in workers:
            worker.stop()
        room.store.close()

    app = Starlette(
        routes=[
            *api.routes(),
            *door.routes(), *session_pages.routes(), *marking.routes(), *uploads.routes(), *exports.routes(),
            *indicators.routes(), *Papers(site.parent / PRINTED).routes(),
            Mount("/formateur/static", CourseFiles(directory=HERE / "static")),
            Mount("/", CourseFiles(directory=site, html=True, check_dir=False)),
        ],
        middleware=[Middleware(SecurityHeaders), Middleware(GZipMiddleware, minimum_size=800, compresslevel=6)],
        exception_handlers={
            Refused: say, DBAPIError: say, OSError: say, Exception: say, HTTPException: say_http,
            ClientDisconnect: say_nothing,
        },
        lifespan=lifespan,
    )
    app.state.room = room
    return app


class SecurityHeaders:
    """Adds the same protective headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(security_headers(scope["path"]))
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def say(request: Request, error: Exception) -> Response:
    """Every refusal and every failure ends as a French sentence: JSON for a page, a page for a person."""
    path = request.url.path
    trainer = path.startswith("/formateur")
    refusal = from_error(error, trainer=trainer)
    if path.startswith("/api/"):
        answer = {"erreur": refusal.sentence, **refusal.more}
        return JSONResponse(answer, refusal.status, headers={"Cache-Control": "no-store"})
    return show("erreur.html", refusal.status, sentence=refusal.sentence, trainer=trainer)


def say_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return say(request, Refused(status, SENTENCES.get(status, "Cette demande n'a pas pu être comprise.")))


def say_nothing(request: Request, error: Exception) -> Response:
    """The sender left in the middle of its request: nobody reads this."""
    return Response(status_code=400)
