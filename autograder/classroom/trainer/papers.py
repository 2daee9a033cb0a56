"""What the trainer prints or projects: the guides, sheets, keys and slides of `build/print`, behind her code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import FileResponse, Response
from starlette.routing import Route

from autograder.catalogue import FIRST_SUBJECT, Exercise
from autograder.classroom.refusals import Refused
from autograder.classroom.room import Room
from autograder.classroom.store import sessions
from autograder.classroom.trainer.door import Ask, page
from autograder.classroom.trainer.views import show

HERS = "formateur"
KILOBYTE = 1000
NOT_READY = "Ce document n'est pas prêt : tapez « python -m autograder guide » dans le dossier du cours."
GUIDES = {
    f"{HERS}/guide-formateur.pdf": "Votre guide : programmes, animation, corrigés",
    f"{HERS}/diapositives.html": "Les diapositives, à projeter (s'ouvrent dans un navigateur)",
    f"{HERS}/diapositives.pdf": "Les diapositives, à imprimer",
}
FOR_EVERYBODY = {
    "fiches.pdf": "Toutes les fiches",
    "guide.pdf": "Le cours, sur A4",
    "guide-a5.pdf": "Le cours, en petit format",
    "guide-livret-a-plier.pdf": "Le cours, en livret à plier",
    "guide.epub": "Le cours pour une liseuse ou un téléphone",
}


@dataclass(frozen=True)
class Paper:
    """A file that is there: its path below `build/print`, what it is, how heavy."""

    path: str
    title: str
    kilobytes: int


@dataclass(frozen=True)
class Sheets:
    """What there is on paper for one exercise."""

    title: str
    papers: list[Paper]


class Papers:
    """The pages over the folder where the course is printed; what is not printed yet is not offered."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def routes(self) -> list[Route]:
        return [
            Route("/formateur/imprimer/", page(self._list), methods=["GET"]),
            Route("/formateur/imprimer/{path:path}", page(self._file), methods=["GET"]),
        ]

    def _list(self, room: Room, ask: Ask) -> Response:
        with room.store.read() as connection:
            session = sessions.current(connection)
        exercises = [Sheets(one.title, self._there(_names(one))) for one in room.exercises.values()]
        return show(
            "imprimer.html", page="imprimer", session=session, guides=self._there(GUIDES.items()),
            course=self._there(FOR_EVERYBODY.items()), exercises=[one for one in exercises if one.papers],
        )

    def _file(self, room: Room, ask: Ask) -> Response:
        """Only what the page offers: an address is looked up, never followed into the folders of this machine."""
        known = {**GUIDES, **FOR_EVERYBODY}
        for exercise in room.exercises.values():
            known |= dict(_names(exercise))
        asked = str(ask.request.path_params["path"])
        file = self._folder / asked
        if asked not in known or not file.is_file():
            raise Refused(404, NOT_READY)
        return FileResponse(file, filename=file.name)

    def _there(self, names: Iterable[tuple[str, str]]) -> list[Paper]:
        return [
            Paper(name, title, round(file.stat().st_size / KILOBYTE)) for name, title in names
            if (file := self._folder / name).is_file()
        ]


def _names(exercise: Exercise) -> list[tuple[str, str]]:
    name = exercise.id.replace("/", "-")
    sheets = [_sheet(name, one.subject) for one in exercise.subjects]
    return [*sheets, (f"{HERS}/{name}-corrige.pdf", "Corrigé")]


def _sheet(name: str, subject: str) -> tuple[str, str]:
    if subject == FIRST_SUBJECT:
        return f"fiches/{name}.pdf", "Fiche"
    return f"fiches/{name}-sujet-{subject}.pdf", f"Fiche, sujet {subject.upper()}"
