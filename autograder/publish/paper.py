"""From HTML to PDF, piece by piece: what has changed is laid out again, then all pieces are bound together."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from autograder.publish.paper_binding import bind
from autograder.publish.paper_numbers import guessed, with_noughts
from autograder.publish.paper_pieces import Laid, Piece, PrintUnavailable, alphabet, lay_out

__all__ = ["Job", "PrintUnavailable", "run_jobs"]

Say = Callable[[str], None]
WORKERS = 2
ROUNDS = 4
"""Numbers settle in one round or two; should two of them chase each other, what is laid out by then is bound."""
PART = re.compile(r'<div class="partie\b[^>]*>\s*<p>(.*?)</p>', re.DOTALL)


@dataclass(frozen=True)
class Job:
    """One document: `bodies`, each of which begins on a new page, in these stylesheets; images lie below `base`.

    It is laid out once and written to each target; the number beside a target is its scale, 1 as the stylesheet says.
    """

    name: str
    title: str
    bodies: tuple[str, ...]
    styles: tuple[str, ...]
    base: Path
    targets: tuple[tuple[Path, float], ...]


@dataclass
class _Work:
    """A job on its way: its pieces, each with its folder; what they refer to; the pages of all its anchors."""

    job: Job
    folder: Path
    pages: Mapping[str, int]
    pieces: list[tuple[Path, Piece]] = field(default_factory=list)
    places: list[list[str]] = field(default_factory=list)

    def number(self) -> None:
        """Make the pieces, with room for the page numbers as they are known by now."""
        numbered = [with_noughts(body, self.pages) for body in self.job.bodies]
        scales = tuple(scale for _, scale in self.job.targets)
        self.places = [places for _, places in numbered]
        pieces = [
            Piece(_document(self.job.title, html, part), self.job.styles, self.job.base, scales)
            for (html, _), part in zip(numbered, _running_parts(self.job.bodies), strict=True)
        ]
        self.pieces = [(self.folder / piece.digest(), piece) for piece in pieces]

    def laid(self) -> list[Laid]:
        return [Laid(folder) for folder, _ in self.pieces]

    def find_pages(self) -> bool:
        """Read the page of each anchor off the pieces; whether some number has another length than the room for it."""
        found = _pages(self.laid())
        spoken_of = {place for places in self.places for place in places}
        settled = all(len(str(found.get(place, ""))) == len(str(self.pages[place])) for place in spoken_of)
        self.pages = found
        return not settled


def run_jobs(jobs: Sequence[Job], kept: Path, say: Say) -> list[str]:
    """Lay out what has changed since `kept` was written, two pieces at a time; the names of the jobs done are returned.

    Each file appears whole or not at all. Raises `PrintUnavailable`.
    """
    works = [_Work(job, kept / job.name, _known(kept / job.name, job)) for job in jobs]
    letters = alphabet(kept)
    letters_folder = kept / "lettres" / letters.digest()
    with ExitStack() as stack:
        spread = _Spread(stack)
        unsettled = works
        for _ in range(ROUNDS):
            for work in unsettled:
                work.number()
            pieces = dict([(letters_folder, letters)] + [item for work in unsettled for item in work.pieces])
            new = [(piece, folder) for folder, piece in pieces.items() if not (folder / "pages.json").is_file()]
            if new:
                say(f"Sur papier : mise en page, {_count(len(new))}…")
                spread(lay_out, sorted(new, key=lambda item: -len(item[0].html)))  # the longest first
            unsettled = [work for work in unsettled if work.find_pages()]
            if not unsettled:
                break
        due = [work for work in works if not _holds(work)]
        letters_laid = Laid(letters_folder)
        spread(_bind, [(work, letters_laid, target, scale) for work in due for target, scale in work.job.targets])
    for work in due:
        _remember(work)
    return [work.job.name for work in due]


class _Spread:
    """Calls a function for each set of arguments, on two cores where there is more than one to make."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, function: Callable[..., None], calls: Sequence[tuple[Any, ...]]) -> None:
        if os.cpu_count() == 1 or (self._pool is None and len(calls) < 4):
            for call in calls:
                function(*call)
            return
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = self._stack.enter_context(ProcessPoolExecutor(WORKERS, mp_context=context))
        for done in [self._pool.submit(function, *call) for call in calls]:
            done.result()


def _bind(work: _Work, letters: Laid, target: Path, scale: float) -> None:
    bind(work.job.title, list(zip(work.laid(), work.places, strict=True)), work.pages, letters, target, scale)


def _count(pieces: int) -> str:
    return f"{pieces} morceaux" if pieces > 1 else "un morceau"


def _document(title: str, body: str, part: str) -> str:
    """A whole HTML document around `body`; running heads know the part of the book it belongs to."""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f'<!DOCTYPE html><html lang="fr"><head>{head}</head><body data-partie="{part}">{body}</body></html>'


def _running_parts(bodies: Iterable[str]) -> list[str]:
    parts, part = [], ""
    for body in bodies:
        opened = PART.findall(body)
        parts.append(opened[0] if opened else part)
        part = opened[-1] if opened else part
    return [part.replace('"', "&quot;") for part in parts]


def _pages(pieces: Sequence[Laid]) -> dict[str, int]:
    pages: dict[str, int] = {}
    number = 0
    for piece in pieces:
        for page in piece.pages:
            number += 1
            for anchor in page["anchors"]:
                pages.setdefault(anchor, number)
    return pages


def _known(folder: Path, job: Job) -> dict[str, int]:
    """Where anchors stood last time, and a guess for those that are new."""
    bound = folder / "relie.json"
    last = json.loads(bound.read_text(encoding="utf-8"))["pages"] if bound.is_file() else {}
    guess = guessed(job.bodies)
    return {anchor: last.get(anchor, page) for anchor, page in guess.items()}


def _state(work: _Work) -> dict[str, Any]:
    pieces = [folder.name for folder, _ in work.pieces]
    return {"title": work.job.title, "pieces": pieces, "pages": work.pages, "code": _code()}


@cache
def _code() -> str:
    files = (Path(__file__), Path(__file__).with_name("paper_binding.py"), Path(__file__).with_name("paper_fonts.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _holds(work: _Work) -> bool:
    bound = work.folder / "relie.json"
    if not all(target.is_file() for target, _ in work.job.targets) or not bound.is_file():
        return False
    return bool(json.loads(bound.read_text(encoding="utf-8")) == _state(work))


def _remember(work: _Work) -> None:
    """Keep what was bound, and no piece that is not in it."""
    (work.folder / "relie.json").write_text(json.dumps(_state(work)), encoding="utf-8")
    used = {folder for folder, _ in work.pieces}
    for folder in work.folder.iterdir():
        if folder.is_dir() and folder not in used:
            shutil.rmtree(folder)
