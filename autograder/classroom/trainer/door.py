"""Who may open the trainer's pages: one access code, then a cookie; forms from our own pages only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from autograder.classroom import codes
from autograder.classroom.refusals import Refused
from autograder.classroom.room import Room
from autograder.classroom.store import sessions
from autograder.classroom.trainer.views import show

COOKIE = "formateur"
FORM_BYTES = 100_000
MAX_ID = 2**31
LONG_NUMBER = 12
"""Digits from which a number in an address or a header is none of ours."""
HOME = "/formateur/"


class _Number(IntegerConvertor):
    """Starlette's own lets any number of digits through, and then fails to read them."""

    regex = f"[0-9]{{1,{LONG_NUMBER}}}"


register_url_convertor("int", _Number())


@dataclass(frozen=True)
class Ask:
    """One request for a trainer's page."""

    request: Request
    form: FormData

    def number(self, name: str) -> int:
        """A number in the address; the route only lets digits through."""
        number = int(self.request.path_params[name])
        if number >= MAX_ID:
            raise Refused(404, "Cette page n'existe pas.")
        return number

    def query(self, name: str, default: str = "") -> str:
        return str(self.request.query_params.get(name, default))

    def field(self, name: str) -> str:
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ""


Page = Callable[[Room, Ask], Response]


def page(handler: Page, *, guarded: bool = True, limit: int = FORM_BYTES) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that lets the trainer only in; a form must come from our own pages."""

    async def endpoint(request: Request) -> Response:
        room: Room = request.app.state.room
        if request.method == "POST":
            _check_origin(request)
        if guarded and not await run_in_threadpool(is_trainer, room, request):
            return RedirectResponse(f"{HOME}?suite={quote(request.url.path)}" if request.method == "GET" else HOME, 303)
        if request.method != "POST":
            return await run_in_threadpool(handler, room, Ask(request, FormData()))
        _check_length(request, limit)
        async with request.form(max_files=300, max_fields=200) as form:
            return await run_in_threadpool(handler, room, Ask(request, form))

    return endpoint


def streamed(handler: Callable[[Room, Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint of the trainer's that reads the request's body itself, because it is too big to be held."""

    async def endpoint(request: Request) -> Response:
        room: Room = request.app.state.room
        _check_origin(request)
        if not await run_in_threadpool(is_trainer, room, request):
            return RedirectResponse(HOME, 303)
        return await handler(room, request)

    return endpoint


def is_trainer(room: Room, request: Request) -> bool:
    secret = request.cookies.get(COOKIE, "")
    if not secret:
        return False
    with room.store.read() as connection:
        return sessions.is_logged_in(connection, secret, room.now())


def _check_origin(request: Request) -> None:
    """Another site's form has another origin. Browsers say where a form comes from, in one header or the other."""
    said = request.headers.get("origin") or request.headers.get("referer") or ""
    try:
        place = urlsplit(said).netloc
    except ValueError:  # no address at all
        place = ""
    if not place or place != request.headers.get("host", ""):
        raise Refused(403, "Ce formulaire ne vient pas de cette page : rechargez-la et réessayez.")


def _check_length(request: Request, limit: int) -> None:
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or len(length) > LONG_NUMBER or int(length) > limit:
        raise Refused(413, f"Cet envoi est trop lourd : {limit // 1_000_000 or 1} Mo au plus à la fois.")


def routes() -> list[Route]:
    return [
        Route(HOME, page(home, guarded=False), methods=["GET"]),
        Route("/formateur/entrer", page(log_in, guarded=False), methods=["POST"]),
        Route("/formateur/sortir", page(log_out), methods=["POST"]),
    ]


def home(room: Room, ask: Ask) -> Response:
    if not is_trainer(room, ask.request):
        return show("entrer.html", suite=_own_path(ask.query("suite")), erreur="")
    with room.store.read() as connection:
        current = sessions.current(connection)
    return RedirectResponse(f"/formateur/seances/{current.id}/" if current else "/formateur/seances/", 303)


def log_in(room: Room, ask: Ask) -> Response:
    address = ask.request.client.host if ask.request.client else ""
    target = _own_path(ask.field("suite"))
    try:
        room.trainer_guesses.check(address)
        with room.store.read() as connection:
            code = sessions.access_code(connection) or ""
        if not codes.same_code(ask.field("code"), code):
            room.trainer_guesses.wrong(address)
            raise Refused(
                403, "Ce code d'accès n'est pas le bon : relisez-le dans la fenêtre où la séance a été lancée.",
            )
    except Refused as refusal:
        return show("entrer.html", refusal.status, suite=target, erreur=refusal.sentence)
    with room.store.write() as connection:
        secret = sessions.log_in(connection, room.now())
    response = RedirectResponse(target or HOME, 303)
    response.set_cookie(
        COOKIE, secret, path="/formateur", httponly=True, samesite="strict", secure=ask.request.url.scheme == "https"
    )
    return response


def log_out(room: Room, ask: Ask) -> Response:
    with room.store.write() as connection:
        sessions.log_out(connection, ask.request.cookies.get(COOKIE, ""))
    response = RedirectResponse(HOME, 303)
    response.delete_cookie(COOKIE, path="/formateur", httponly=True, samesite="strict")
    return response


def _own_path(path: str) -> str:
    """The page to go on to: one of ours, never another site's."""
    return path if path.startswith(HOME) and "\\" not in path and "//" not in path else ""
