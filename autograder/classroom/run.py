"""Opens a session: prints in French what the trainer needs, then serves until Ctrl-C."""

from __future__ import annotations

import errno
import io
import logging
import logging.handlers
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import segno
import uvicorn
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette

from autograder.catalogue import Exercise
from autograder.checks import InvalidData
from autograder.classroom.app import create_app
from autograder.classroom.network import bind, lan_addresses, listening_program
from autograder.classroom.refusals import from_error
from autograder.classroom.room import Draw, Gradebook, GradeFile
from autograder.classroom.store import sessions
from autograder.domain.french import typeset

PORT_TAKEN = 2
CLOSING_SECONDS = 3
INDENT = "   "


def serve(
    data: Path,
    site: Path,
    exercises: Iterable[Exercise],
    *,
    port: int = 8000,
    drawings: Mapping[str, Draw] | None = None,
    say: Callable[[str], None] = lambda line: print(line, flush=True),
) -> int:
    """Serve until Ctrl-C. Returns the exit code: 0, 1 when the data folder cannot be used, 2 when the port is taken."""
    try:
        listener = bind(port)
    except OSError as error:
        say(typeset(_port_trouble(port, error)))
        return PORT_TAKEN
    try:
        _log_to(data)
        known = list(exercises)
        app = create_app(
            data, site, known, port=port, drawings=drawings,
            open_gradebook=lambda: _open_gradebook(data / "nbgrader", known), load_grader=_load_grader,
        )
    except (InvalidData, DBAPIError, OSError) as error:
        listener.close()
        say(typeset(_data_trouble(data, error)))
        return 1
    for line in welcome(app, port):
        say(line)
    try:
        _run(app, listener)
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()
    say(typeset(f"Séance arrêtée. Tout le travail est gardé dans « {data} »."))
    return 0


def _open_gradebook(folder: Path, exercises: list[Exercise]) -> Gradebook:
    from autograder.engine.gradebook import Gradebook as NbgraderGradebook  # imports nbgrader: some seconds

    return NbgraderGradebook(folder, exercises)


def _load_grader() -> GradeFile:
    from autograder.engine.grade import grade_bytes

    return grade_bytes


def _run(app: Starlette, listener: socket.socket) -> None:
    config = uvicorn.Config(
        app, log_config=None, access_log=False, timeout_graceful_shutdown=CLOSING_SECONDS, server_header=False,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _log_to(data: Path) -> None:
    """Faults go to a file for whoever mends them; the trainer's window stays readable."""
    data.mkdir(parents=True, exist_ok=True)
    logging.raiseExceptions = False  # a full disk must not print a traceback for each line it could not write
    handler = logging.handlers.RotatingFileHandler(
        data / "serveur.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def welcome(app: Starlette, port: int) -> list[str]:
    """What the trainer reads when the session opens."""
    room = app.state.room
    with room.store.read() as connection:
        session, access = sessions.current(connection), sessions.access_code(connection)
    assert session is not None, "create_app makes a first session"
    suffix = "" if port == 80 else f":{port}"
    phones = [f"http://{address}{suffix}/" for address in lan_addresses()]
    lines = ["", f"{INDENT}La séance est ouverte : {session.title}", ""]
    lines += [f"{INDENT}Sur cet ordinateur :  http://localhost{suffix}/"]
    if phones:
        lines += [f"{INDENT}Sur les téléphones :  {phones[0]}"]
        lines += [f"{INDENT}        ou peut-être :  {other}" for other in phones[1:]]
        lines += ["", *_qr(phones[0])]
    else:
        lines += [f"{INDENT}Sur les téléphones :  aucun réseau pour l'instant. Allumez le point d'accès Wi-Fi :"]
        lines += [f"{INDENT}                      l'adresse s'affichera dans vos pages, sous « Projeter le code »."]
    lines += ["", f"{INDENT}Code de la séance, pour les participantes et participants :  {session.code}"]
    lines += [f"{INDENT}Vos pages :  http://localhost{suffix}/formateur/"]
    lines += [f"{INDENT}Votre code d'accès, à garder pour vous :  {access}"]
    lines += ["", f"{INDENT}Pour arrêter : Ctrl + C. Rien ne se perd.", ""]
    return [typeset(line) if line.strip(" ▀▄█") else line for line in lines]


def _qr(address: str) -> list[str]:
    """The address as a square to photograph, where the window is wide enough and able to draw it."""
    drawn = io.StringIO()
    segno.make(address, error="l").terminal(drawn, compact=True, border=2)
    rows = drawn.getvalue().splitlines()
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    try:
        "▀▄█".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return []
    wide = shutil.get_terminal_size().columns >= 40
    return rows if wide else []


def _port_trouble(port: int, error: OSError) -> str:
    if error.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)):
        program = listening_program(port)
        who = f" par le programme {program}" if program else ""
        return (
            f"Le port {port} est déjà pris{who} : une autre séance, peut-être. Arrêtez-le, ou choisissez un autre port "
            f"avec --port {port + 1}"
        )
    if error.errno == errno.EACCES:
        return f"Le port {port} est réservé au système : choisissez-en un autre, par exemple --port 8000"
    return f"Le port {port} ne peut pas s'ouvrir ({os.strerror(error.errno or 0)}) : essayez avec --port {port + 1}"


def _data_trouble(data: Path, error: Exception) -> str:
    if isinstance(error, InvalidData):
        return error.sentence
    if from_error(error).status == 507:
        return f"Le disque est plein : la séance ne peut pas s'ouvrir dans « {data} ». Libérez de la place, relancez."
    return f"Le dossier « {data} » ne peut pas servir : vérifiez que vous pouvez y écrire et qu'il n'est pas abîmé."
