"""The trainer's exports: give files, see what was read and what could not be, take tables, charts and page away."""

from __future__ import annotations

import mimetypes
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from autograder.classroom.readings.folder import DRAWINGS, RECEIVED, TABLES, Reading
from autograder.classroom.readings.tables_book import NAME as BOOK
from autograder.classroom.refusals import Refused
from autograder.classroom.room import Room
from autograder.classroom.store import sessions
from autograder.classroom.trainer.door import Ask, page, streamed
from autograder.classroom.trainer.receive import Received, receive
from autograder.classroom.trainer.views import show
from autograder.domain.french import day as day_in_full
from autograder.domain.french import number
from autograder.importers.dates import DateOrder, read_moment
from autograder.importers.import_command import REPORT_FILE

HOME = "/formateur/indicateurs/"
ONE_BYTES, ALL_BYTES, MOST_FILES = 400_000_000, 800_000_000, 30
TITLE_LENGTH = 80
CHARTS = {
    "interactions-par-semaine": "Interactions par semaine", "taux-par-format": "Taux d'engagement par format",
    "abonnes": "Abonnés par réseau", "part-des-reseaux": "Part de chaque réseau dans la communauté",
    "hashtag-par-semaine": "Usages du hashtag par semaine", "visites-par-source": "Visites du site par source",
}
TABLE_NAMES = {
    "publications": "Publications", "abonnes": "Abonnés, jour par jour", "mesures_page": "Mesures de la page",
    "trafic_site": "Trafic du site", "calendrier": "Calendrier éditorial",
}
KINDS = {"écarté": "Écarté", "converti": "Converti", "inconnu": "Inconnu", "à savoir": "À savoir"}


def routes() -> list[Route]:
    one = f"{HOME}{{reading:int}}/"
    return [
        Route(HOME, page(every), methods=["GET"]),
        Route(f"{HOME}deposer", streamed(take), methods=["POST"]),
        Route(one, page(followed), methods=["GET"]),
        Route(f"{one}etat", page(state), methods=["GET"]),
        Route(f"{one}relire", page(read_again), methods=["POST"]),
        Route(f"{one}effacer", page(remove), methods=["POST"]),
        Route(f"{one}tout.zip", page(everything), methods=["GET"]),
        Route(f"{one}fichiers/{{name}}", page(file), methods=["GET"]),
    ]


def every(room: Room, ask: Ask) -> Response:
    return show(
        "indicateurs.html", page="indicateurs", session=_session(room), every=room.readings.every(),
        most=MOST_FILES, one=ONE_BYTES // 1_000_000, all=ALL_BYTES, done=ask.query("fait"), now=room.now(),
    )


async def take(room: Room, request: Request) -> Response:
    """Files go to disk as they come; reading follows in a process of its own."""
    reading = await run_in_threadpool(room.readings.new)
    folder = reading.folder / RECEIVED
    try:
        folder.mkdir()
        received = await receive(request, folder, one=ONE_BYTES, all_=ALL_BYTES, most=MOST_FILES)
        if not (received.files or received.too_heavy):
            raise Refused(400, "Choisissez au moins un fichier, puis envoyez-le.")
        reading.ask(_request(room, reading, received))
    except BaseException:
        await run_in_threadpool(reading.remove)
        raise
    room.to_read.ring()
    return RedirectResponse(f"{HOME}{reading.number}/", 303)


def _request(room: Room, reading: Reading, received: Received) -> dict[str, Any]:
    heavy = f"dépasse {ONE_BYTES // 1_000_000} Mo : coupez l'export par période."
    return {
        "le": room.now().isoformat(),
        "titre": " ".join(received.fields.get("titre", "").split())[:TITLE_LENGTH],
        "fichiers": [
            {"chemin": path.relative_to(reading.folder).as_posix(), "octets": path.stat().st_size, "ordre": ""}
            for _, path in received.files
        ],
        "refus": [{"nom": name, "phrase": heavy} for name in received.too_heavy],
    }


@dataclass(frozen=True)
class Question:
    """A file whose dates can be read both ways: what each way would make of one of them."""

    place: int
    name: str
    example: str
    readings: tuple[tuple[str, str], ...]


def _questions(reading: Reading) -> Iterator[Question]:
    for refusal in reading.open_questions:
        ways = [(str(order), day_in_full(read_moment(refusal["exemple"], order).day)) for order in DateOrder]
        yield Question(refusal["place"], refusal["nom"], refusal["exemple"], tuple(ways))


def _values(room: Room, ask: Ask) -> dict[str, object]:
    reading = _reading(room, ask)
    result = reading.result
    files = len(reading.request["fichiers"])
    place = min(reading.progress.get("fichier", 0), max(files - 1, 0))
    return {
        "reading": reading, "result": result, "questions": list(_questions(reading)), "files": files,
        "refused": reading.request["refus"] + [one for one in result.get("refus", []) if not one["exemple"]],
        "done": place, "current": reading.names[place] if files else "", "rows": reading.progress.get("lignes", 0),
        "begun": bool(reading.progress), "charts": CHARTS, "tables": TABLE_NAMES, "kinds": KINDS, "now": room.now(),
        "amount": number, "book": BOOK, "has_report": (reading.folder / TABLES / REPORT_FILE).is_file(),
    }


def followed(room: Room, ask: Ask) -> Response:
    return show("lecture.html", page="indicateurs", session=_session(room), **_values(room, ask))


def state(room: Room, ask: Ask) -> Response:
    """The part of the page that changes while files are being read."""
    return show("_lecture.html", **_values(room, ask))


def read_again(room: Room, ask: Ask) -> Response:
    """Read the same files with the answers about their dates."""
    reading = _reading(room, ask)
    request = reading.request
    for question in _questions(reading):
        answer = ask.field(f"ordre-{question.place}")
        if answer in {str(order) for order in DateOrder}:
            request["fichiers"][question.place]["ordre"] = answer
    if reading.open_questions:
        reading.ask(request)
        room.to_read.ring()
    return RedirectResponse(f"{HOME}{reading.number}/", 303)


def remove(room: Room, ask: Ask) -> Response:
    reading = _reading(room, ask)
    if not reading.result:
        raise Refused(409, "Cette lecture est en cours : attendez qu'elle finisse.")
    reading.remove()
    return RedirectResponse(f"{HOME}?fait=efface", 303)


def file(room: Room, ask: Ask) -> Response:
    """A table, a chart or the page; names come from what was written there, never from the address."""
    path = next((path for path in _outputs(_reading(room, ask)) if path.name == ask.request.path_params["name"]), None)
    if path is None:
        raise Refused(404, "Ce fichier n'existe pas, ou plus.")
    inline = path.suffix == ".png"
    kind = "text/csv; charset=utf-8" if path.suffix == ".csv" else mimetypes.guess_type(path.name)[0]
    return FileResponse(path, media_type=kind, filename=path.name,
                        content_disposition_type="inline" if inline else "attachment")


def everything(room: Room, ask: Ask) -> Response:
    """All of it in one archive, for who wants to take one thing away."""
    reading = _reading(room, ask)
    archive = reading.folder / "tout.zip"
    if not archive.is_file():
        new = archive.with_name("tout.zip.partiel")
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            for path in _outputs(reading):
                packed.write(path, path.name)
        new.replace(archive)
    return FileResponse(archive, media_type="application/zip", filename=f"indicateurs-{reading.number}.zip")


def _outputs(reading: Reading) -> list[Path]:
    folders = (reading.folder / TABLES, reading.folder / DRAWINGS)
    return [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())
            if not path.name.startswith(".")] if reading.result else []


def _reading(room: Room, ask: Ask) -> Reading:
    reading = room.readings.get(ask.number("reading"))
    if reading is None:
        raise Refused(404, "Cette lecture n'existe pas, ou plus : seules les cinq dernières sont gardées.")
    return reading


def _session(room: Room) -> Any:
    with room.store.read() as connection:
        return sessions.current(connection)
