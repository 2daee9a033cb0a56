"""A small session server for the page's tests: the API of ARCHITECTURE.md over plain dictionaries, and a few whims.

It scores with the real exercise. It is not the real server, which has tests of its own: it only lets a test say what
the page must live through.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from autograder.catalogue import Exercise
from autograder.checks import InvalidData

NOW = "2026-11-22T10:15:00+00:00"
CODE = "KAYES"


class FakeSession:
    """`learners` by token, `drafts` and `submissions` by learner; `refusal` makes the next submissions refused."""

    def __init__(self, site: Path, exercises: list[Exercise]) -> None:
        self.exercises = {exercise.id: exercise for exercise in exercises}
        self.learners: dict[str, dict[str, str]] = {}
        self.drafts: dict[str, dict[str, Any]] = {}
        self.submissions: dict[str, dict[str, Any]] = {}
        self.feedback: dict[str, dict[str, Any]] = {}
        self.received: list[str] = []
        self.refusal: tuple[int, str] | None = None
        routes = [
            Route("/api/seance", self._session),
            Route("/api/entrer", self._enter, methods=["POST"]),
            Route("/api/reprendre", self._resume, methods=["POST"]),
            Route("/api/travail/{exercise:path}", self._work),
            Route("/api/brouillon/{exercise:path}", self._draft, methods=["PUT"]),
            Route("/api/verifier/{exercise:path}", self._verify, methods=["POST"]),
            Route("/api/reprise/{exercise:path}", self._take_over, methods=["POST"]),
            Route("/api/remises", self._submit, methods=["POST"]),
            Mount("/", StaticFiles(directory=site, html=True)),
        ]
        self.app = Starlette(routes=routes)

    def forget_tokens(self) -> None:
        self.learners.clear()

    # -- the API

    async def _session(self, request: Request) -> Response:
        return JSONResponse({"mode": "seance", "titre": "Essai"})

    async def _enter(self, request: Request) -> Response:
        data = await request.json()
        if data["code"].upper() != CODE:
            return _refuse(403, "Ce code de séance n'est pas le bon : relisez-le au tableau.")
        return self._welcome(data["nom"], f"R{len(self.learners) + 1}-4QT")

    async def _resume(self, request: Request) -> Response:
        code = (await request.json())["reprise"]
        for learner in self.learners.values():
            if learner["reprise"] == code:
                return self._welcome(learner["nom"], code)
        return _refuse(403, "Ce code de reprise n'existe pas : relisez-le.")

    def _welcome(self, name: str, resume: str) -> Response:
        token = f"t{len(self.learners) + 1}-{time.monotonic_ns()}"
        self.learners[token] = {"nom": name, "reprise": resume}
        rank = int(resume[1:].split("-")[0]) - 1
        return JSONResponse({"jeton": token, "nom": name, "reprise": resume, "rang": rank})

    def _who(self, request: Request) -> str | None:
        learner = self.learners.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        return learner["reprise"] if learner else None

    async def _work(self, request: Request) -> Response:
        who = self._who(request)
        if who is None:
            return _refuse(401, "Ce serveur ne vous reconnaît pas.")
        rows = [row for row in self.submissions.values() if row["qui"] == who]
        mine = [row | {"retour": self.feedback.get(row["recu"])} for row in rows]
        return JSONResponse({"brouillon": self.drafts.get(who), "remises": mine})

    async def _draft(self, request: Request) -> Response:
        who = self._who(request)
        if who is None:
            return _refuse(401, "Ce serveur ne vous reconnaît pas.")
        data = await request.json()
        kept = self.drafts.get(who)
        if kept and kept["revision"] != data["revision"]:
            return JSONResponse({"erreur": "Votre travail a avancé sur un autre appareil.", "brouillon": kept}, 409)
        revision = (kept["revision"] if kept else 0) + 1
        self.drafts[who] = {"answer": data["answer"], "revision": revision, "saved_at": NOW}
        return JSONResponse({"revision": revision})

    async def _verify(self, request: Request) -> Response:
        envelope = await request.json()
        return JSONResponse(self.exercises[envelope["exercise"]].score(envelope["answer"]).to_json())

    async def _take_over(self, request: Request) -> Response:
        data = await request.json()
        exercise = self.exercises[request.path_params["exercise"]]
        try:
            return JSONResponse({"reponse": exercise.resume(data["answer"], data["answers"])})
        except InvalidData as refusal:
            return _refuse(422, refusal.sentence)

    async def _submit(self, request: Request) -> Response:
        who = self._who(request)
        data = await request.json()
        self.received.append(data["cle"])
        if who is None:
            return _refuse(401, "Ce serveur ne vous reconnaît pas.")
        if self.refusal:
            return _refuse(*self.refusal)
        again = data["cle"] in self.submissions
        if not again:
            envelope = data["remise"]
            report = self.exercises[envelope["exercise"]].score(envelope["answer"]).to_json()
            self.submissions[data["cle"]] = {
                "qui": who, "recu": f"KAY-7F3{len(self.submissions)}", "remis_le": NOW, "etat": "recue",
                "rapport": report, "remise": envelope,
            }
        row = self.submissions[data["cle"]]
        return JSONResponse({key: row[key] for key in ("recu", "remis_le", "rapport")} | {"deja_recue": again})


def _refuse(status: int, sentence: str) -> Response:
    return JSONResponse({"erreur": sentence}, status)


@contextmanager
def serving(app: Any, port: int = 0) -> Iterator[str]:
    """Serve `app` on this machine while the block runs; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join()
