"""The live list, the code on the wall, resume codes, opening and closing sessions."""

from __future__ import annotations

import io
from typing import Any

import segno
from markupsafe import Markup
from sqlalchemy import Connection, Row
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from autograder.classroom import live
from autograder.classroom.network import lan_addresses
from autograder.classroom.refusals import Refused
from autograder.classroom.room import Room
from autograder.classroom.store import learners, sessions, submissions, uploads
from autograder.classroom.trainer.door import Ask, page
from autograder.classroom.trainer.views import day, show

TITLE_LENGTH = 80


def routes() -> list[Route]:
    one = "/formateur/seances/{session:int}"
    return [
        Route("/formateur/seances/", page(every), methods=["GET"]),
        Route("/formateur/seances/ouvrir", page(open_new), methods=["POST"]),
        Route(f"{one}/", page(followed), methods=["GET"]),
        Route(f"{one}/liste", page(live_list), methods=["GET"]),
        Route(f"{one}/projeter", page(projected), methods=["GET"]),
        Route(f"{one}/reprises", page(resume_codes), methods=["GET"]),
        Route(f"{one}/clore", page(close), methods=["POST"]),
        Route(f"{one}/rouvrir", page(reopen), methods=["POST"]),
    ]


def session_of(connection: Connection, ask: Ask) -> Row[Any]:
    found = sessions.by_id(connection, ask.number("session"))
    if found is None:
        raise Refused(404, "Cette séance n'existe pas.")
    return found


def _list_values(room: Room, ask: Ask, connection: Connection, session: Row[Any]) -> dict[str, object]:
    now = room.now()
    every_line = live.lines(connection, session.id, room.exercises, now)
    wanted = {name: ask.query(name) for name in ("etat", "exercice", "tri")}
    if wanted["exercice"] in room.exercises:
        every_line = [line for line in every_line if line.exercise is None or line.exercise.id == wanted["exercice"]]
    shown = [line for line in every_line if wanted["etat"] in ("", line.state)]
    shown.sort(key=live.SORTS.get(wanted["tri"], live.SORTS["urgence"]))
    waiting = len(submissions.to_record(connection))
    nameless = uploads.nameless(connection, session.id)
    return {
        "nameless": nameless,
        "session": session, "lines": shown, "total": len(every_line), "counts": live.counts(every_line),
        "states": live.State, "labels": live.LABELS, "wanted": wanted, "now": now, "exercises": room.exercises,
        "waiting": waiting,
    }


def followed(room: Room, ask: Ask) -> Response:
    with room.store.read() as connection:
        session = session_of(connection, ask)
        values = _list_values(room, ask, connection, session)
    return show("seance.html", page="suivi", join=join_addresses(room, ask)[0], **values)


def live_list(room: Room, ask: Ask) -> Response:
    """The list alone, which the page asks for again every few seconds."""
    with room.store.read() as connection:
        values = _list_values(room, ask, connection, session_of(connection, ask))
    return show("_liste.html", **values)


def join_addresses(room: Room, ask: Ask) -> list[str]:
    """What learners type, the likeliest first: the address the trainer came by, unless only this machine knows it."""
    suffix = "" if room.port == 80 else f":{room.port}"
    found = [f"http://{address}{suffix}/" for address in lan_addresses()]
    mine = f"{ask.request.url.scheme}://{ask.request.headers.get('host', '')}/"
    if ask.request.url.hostname not in ("localhost", "127.0.0.1", "::1") and mine not in found:
        found.insert(0, mine)
    return found or [mine]


def qr_svg(address: str) -> Markup:
    drawn = io.BytesIO()
    code = segno.make(address, error="m")
    code.save(drawn, kind="svg", xmldecl=False, border=2, omitsize=True, dark="#2a2320")
    return Markup(drawn.getvalue().decode())


def _sign_in_path(room: Room, session: Row[Any]) -> str:
    """Where the photographed square leads: straight to the exercise when there is one only, its code filled in."""
    only = f"{next(iter(room.exercises))}/" if len(room.exercises) == 1 else ""
    return f"exercices/{only}?code={session.code}"


def projected(room: Room, ask: Ask) -> Response:
    with room.store.read() as connection:
        session = session_of(connection, ask)
        people = len(learners.in_session(connection, session.id))
    addresses = join_addresses(room, ask)
    chosen = ask.query("adresse") if ask.query("adresse") in addresses else addresses[0]
    return show(
        "projeter.html", page="projeter", session=session, people=people, address=chosen,
        others=[address for address in addresses if address != chosen],
        qr=qr_svg(chosen + _sign_in_path(room, session)),
    )


def resume_codes(room: Room, ask: Ask) -> Response:
    with room.store.read() as connection:
        session = session_of(connection, ask)
        people = learners.in_session(connection, session.id)
    return show("reprises.html", page="reprises", session=session, people=people, join=join_addresses(room, ask)[0])


def every(room: Room, ask: Ask) -> Response:
    with room.store.read() as connection:
        found = sessions.every(connection)
    last = found[0] if found else None
    return show("seances.html", page="seances", session=last, every=found, suggestion=default_title(room))


def default_title(room: Room) -> str:
    return f"Séance du {day(room.now())}"


def open_new(room: Room, ask: Ask) -> Response:
    title = " ".join(ask.field("titre").split())[:TITLE_LENGTH] or default_title(room)
    with room.store.write() as connection:
        made = sessions.open_session(connection, room.now(), title)
    return RedirectResponse(f"/formateur/seances/{made}/", 303)


def close(room: Room, ask: Ask) -> Response:
    with room.store.write() as connection:
        session_of(connection, ask)
        sessions.close_all(connection, room.now())
    return RedirectResponse("/formateur/seances/", 303)


def reopen(room: Room, ask: Ask) -> Response:
    with room.store.write() as connection:
        session = session_of(connection, ask)
        sessions.reopen(connection, session.id, room.now())
    return RedirectResponse(f"/formateur/seances/{session.id}/", 303)
