"""`python -m autograder grade --course DIR`: somebody's ordinary nbgrader course, graded as `nbgrader autograde` would.

Her gradebook, `autograded/` and `feedback/` are written as nbgrader writes them; her files in `submitted/` are never
touched. A submission whose content was graded before is left as it is, unless `force`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import shutil
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from autograder.checks import InvalidData
from autograder.domain.errors import CourseError
from autograder.domain.french import counted, listing, number, typeset
from autograder.engine.errors import GradeRefused
from autograder.engine.foreign_course import Course, Handed
from autograder.engine.foreign_grade import Bench, Marked, mark, try_out
from autograder.engine.foreign_gradebook import CourseBook, Standing
from autograder.engine.foreign_master import MasterNotebook, files_beside
from autograder.engine.jupyter import to_text
from autograder.engine.protocol import Malformed, Unconfinable
from autograder.engine.raw_notebook import RawNotebook, read_notebook
from autograder.engine.workers import Workers

log = logging.getLogger(__name__)

METADATA = "citoyennete"
EDITION = "1"
"""Raised when the same submission could be graded otherwise than before."""
AT_A_TIME = min(os.cpu_count() or 1, 8)
CANNOT = (
    "Ce cours fait tourner le code des copies, que cet ordinateur ne sait pas enfermer : notez-le sous Linux, dans "
    "WSL2 ou dans un conteneur, ou, si vous avez confiance en qui a rendu, avec « --sans-bac-a-sable »."
)
NOT_APART = (
    "{assignment} : non protégé pour {cells}. Ces tests ne marchent que dans le même processus que le code rendu : une "
    "copie malhonnête pourrait les lire ou les tromper. Les autres tests restent à part."
)
NO_SOLUTION = (
    "{assignment} : pas de carnet dans source/, donc pas de solution pour essayer les tests. Ils tournent à part quand "
    "même ; ce qu'ils ne peuvent pas comparer attendra votre lecture."
)


@dataclass(frozen=True)
class _Assignment:
    """An assignment ready to be graded, and a mark of all that its author put in it."""

    name: str
    notebooks: list[MasterNotebook]
    bench: Bench
    edition: str


@dataclass(frozen=True)
class _Work:
    """A submission as it was read: by notebook, and the files beside. `mark` tells whether it is one graded before."""

    handed: Handed
    notebooks: dict[str, RawNotebook]
    files: dict[str, bytes]
    mark: str
    notes: list[str]


def grade_course(
    root: Path, scratch: Path, say: Callable[[str], None], *, sandbox: bool = True, force: bool = False,
) -> int:
    """Grade what was handed in; returns 0, or 1 if anything was refused. Raises `CourseError` for the whole course."""
    if not hasattr(os, "fork"):
        raise CourseError(
            "Noter un cours nbgrader demande Linux : lancez la même commande dans WSL2 ou dans un conteneur.")
    say("Lecture du cours nbgrader (quelques secondes)…")
    with contextlib.ExitStack() as stack:
        try:
            course = Course(root)
            book = stack.enter_context(contextlib.closing(CourseBook(course.database)))
            workers = stack.enter_context(contextlib.closing(Workers(scratch, sandbox=sandbox)))
            return _Course(course, book, workers, say, force).grade()
        except SQLAlchemyError:
            raise CourseError(
                "Le carnet de notes de ce cours ne se lit pas : gardez-en une copie, puis lancez "
                "« nbgrader db upgrade » dans son dossier.") from None
        except Unconfinable:
            raise CourseError(CANNOT) from None
        except GradeRefused as refusal:
            raise CourseError(refusal.sentence) from None


class _Course:
    """One run of the command over one course."""

    def __init__(
        self, course: Course, book: CourseBook, workers: Workers, say: Callable[[str], None], force: bool,
    ) -> None:
        self._course, self._book, self._workers, self._say, self._force = course, book, workers, say, force
        self._graded = self._already = self._refused = 0
        self._total = 0

    def grade(self) -> int:
        all_handed = self._course.handed_in(self._book.assignments())
        if not all_handed:
            self._say(f"Rien à noter : aucune remise dans {self._course.root / 'submitted'}")
            return 0
        self._total = len(all_handed)
        place = 0
        for name in dict.fromkeys(handed.assignment for handed in all_handed):
            mine = [handed for handed in all_handed if handed.assignment == name]
            try:
                self._grade_all(self._prepare(name), mine, place)
            except GradeRefused as refusal:
                self._refused += len(mine)
                self._say(f"{name} : refusé. {refusal.sentence}")
            place += len(mine)
        self._conclude()
        return 1 if self._refused else 0

    def _prepare(self, name: str) -> _Assignment:
        source, release = self._course.source(name), self._course.release(name)
        files = files_beside(source if source.is_dir() else release)
        bench = Bench(self._workers, self._course.cell_seconds, files, self._course.cleaners)
        found = self._book.notebooks(name, source, release)
        if strangers := [master.name for master in found if not master.is_python]:
            raise GradeRefused(
                f"Ce devoir n'est pas en Python ({listing(strangers)}) : notez-le avec nbgrader autograde.")
        masters = [try_out(master, bench) for master in found]
        together = [f"« {cell} »" for master in masters for cell in sorted(master.together)]
        if together:
            self._say(NOT_APART.format(assignment=name, cells=listing(together)))
        if any(master.author.hers is None for master in masters):
            self._say(NO_SOLUTION.format(assignment=name))
        parts = [EDITION, *(repr((master.cells, master.author, sorted(master.together))) for master in masters)]
        parts += [f"{place}:{hashlib.sha256(content).hexdigest()}" for place, content in sorted(files.items())]
        return _Assignment(name, masters, bench, hashlib.sha256("\0".join(parts).encode()).hexdigest())

    def _grade_all(self, assignment: _Assignment, all_handed: list[Handed], before: int) -> None:
        """Several at a time, told of in their order. A stop loses none that was told of."""
        pool = ThreadPoolExecutor(AT_A_TIME)
        waiting: deque[tuple[int, _Work, Future[dict[str, Marked]]]] = deque()
        try:
            for place, handed in enumerate(all_handed, before + 1):
                work = self._read(place, handed, assignment)
                if work is not None:
                    waiting.append((place, work, pool.submit(_grade, work, assignment)))
                if len(waiting) > 2 * AT_A_TIME:
                    self._finish(*waiting.popleft())
            while waiting:
                self._finish(*waiting.popleft())
        finally:
            pool.shutdown(cancel_futures=True)

    def _read(self, place: int, handed: Handed, assignment: _Assignment) -> _Work | None:
        try:
            work = _read(handed, assignment)
        except InvalidData as refusal:
            self._refuse(place, handed, refusal.sentence)
            return None
        except OSError:
            self._refuse(place, handed, "un de ses fichiers ne s'ouvre pas : vérifiez les droits du dossier.")
            return None
        if not self._force and work.mark == _kept_mark(self._course.autograded(handed)):
            self._already += 1
            return None
        return work

    def _finish(self, place: int, work: _Work, grading: Future[dict[str, Marked]]) -> None:
        handed = work.handed
        try:
            marked = grading.result()
            self._tell(place, handed, self._keep(work, marked), [
                *work.notes, *(note for each in marked.values() for note in each.notes)])
            self._graded += 1
        except InvalidData as refusal:
            self._refuse(place, handed, refusal.sentence)
        except Malformed:
            self._refuse(
                place, handed, "le code de cette copie a fait autre chose que calculer : ouvrez-la avant de la noter.")
        except Unconfinable:
            raise
        except (SQLAlchemyError, OSError) as error:
            why = getattr(error, "strerror", None) or "le carnet de notes est occupé ou abîmé"
            self._refuse(place, handed, f"noté, mais pas inscrit ({why}) : relancez la commande.")
        except Exception:
            log.exception("grading %s", handed.folder)
            self._refuse(place, handed, "le moteur s'est trompé sur cette copie, qui est gardée : signalez-le.")

    def _keep(self, work: _Work, marked: dict[str, Marked]) -> Standing:
        """Into the gradebook, then the files: in doubt it is graded again, to the same marks, and never lost."""
        handed, when = work.handed, self._course.when(work.handed)
        marks = {name: each.marks for name, each in marked.items()}
        standing = self._book.write(handed.student, handed.assignment, when, marks, self._course.penalty)
        texts = {}
        for name, each in marked.items():
            each.notebook.metadata[METADATA] = {"copie": work.mark}
            texts[f"{name}.ipynb"] = to_text(each.notebook).encode()
        _replace_folder(self._course.autograded(handed), {**work.files, **texts})
        return standing

    def _tell(self, place: int, handed: Handed, standing: Standing, notes: list[str]) -> None:
        waiting = f", {counted(standing.to_read, 'cellule')} à lire" if standing.to_read else ""
        late = f", retard : {number(standing.penalty)} de moins" if standing.penalty else ""
        self._say(
            f"[{place}/{self._total}] {_printable(handed.student)}, {handed.assignment} : "
            f"{number(standing.score)} sur {number(standing.most)}{late}{waiting}"
        )
        for note in dict.fromkeys(notes):
            self._say(f"    {note}")

    def _refuse(self, place: int, handed: Handed, sentence: str) -> None:
        self._refused += 1
        self._say(f"[{place}/{self._total}] {_printable(handed.student)}, {handed.assignment} : refusé. "
                  f"{sentence[:1].upper()}{sentence[1:]}")

    def _conclude(self) -> None:
        parts = [counted(self._graded, "remise notée")]
        parts += [f"{counted(self._already, 'notée')} auparavant"] if self._already else []
        parts += [counted(self._refused, "refusée")] if self._refused else []
        self._say(f"Terminé : {', '.join(parts)}.")
        if self._graded:
            self._say(f"Pages de retour à donner : python -m autograder feedback --course {self._course.root}")


def _printable(name: str) -> str:
    """A folder's name as it may be shown: it may hold what a terminal obeys."""
    return "".join(char if char.isprintable() else "?" for char in name)


def _grade(work: _Work, assignment: _Assignment) -> dict[str, Marked]:
    masters = {master.name: master for master in assignment.notebooks}
    return {name: mark(raw, work.files, masters[name], assignment.bench) for name, raw in work.notebooks.items()}


def _read(handed: Handed, assignment: _Assignment) -> _Work:
    """Her notebooks, by the names that the assignment gives them, and her other files with the author's over them."""
    files = {**files_beside(handed.folder), **assignment.bench.files}
    found = {path: path.read_bytes() for path in sorted(handed.folder.glob("*.ipynb")) if not path.is_symlink()}
    notes: list[str] = []
    chosen = _by_name(found, assignment.notebooks, notes)
    if not chosen:
        raise GradeRefused(
            f"Aucun carnet de ce devoir n'est dans {handed.folder} : remettez-y le carnet rendu (.ipynb).")
    digest = hashlib.sha256(assignment.edition.encode())
    for name, raw in sorted([*chosen.items(), *files.items()]):
        digest.update(f"{name}\0{len(raw)}\0".encode() + raw)
    stamp = handed.folder / "timestamp.txt"
    digest.update(stamp.read_bytes() if stamp.is_file() and not stamp.is_symlink() else b"")
    notebooks = {name: read_notebook(raw) for name, raw in chosen.items()}
    return _Work(handed, notebooks, files, digest.hexdigest()[:24], [typeset(note) for note in notes])


def _by_name(found: dict[Path, bytes], masters: list[MasterNotebook], notes: list[str]) -> dict[str, bytes]:
    """A renamed notebook is known by its cells, when one alone is like that."""
    names = {master.name for master in masters}
    chosen = {path.stem: raw for path, raw in found.items() if path.stem in names}
    strangers = {path: raw for path, raw in found.items() if path.stem not in names}
    for master in masters:
        if master.name in chosen:
            continue
        like = [path for path, raw in strangers.items() if _is_like(raw, master)]
        if len(like) == 1:
            chosen[master.name] = strangers.pop(like[0])
            notes.append(f"« {like[0].name} » a été pris pour « {master.name}.ipynb ».")
    return chosen


def _is_like(raw: bytes, master: MasterNotebook) -> bool:
    try:
        cells = read_notebook(raw).cells
    except GradeRefused:
        return False
    return bool({cell.grade_id for cell in cells} & set(master.cells))


def _kept_mark(folder: Path) -> str:
    """The mark of the submission that lies graded there."""
    for path in folder.glob("*.ipynb"):
        try:
            return str(json.loads(path.read_bytes())["metadata"][METADATA]["copie"])
        except (ValueError, KeyError, TypeError, OSError):
            continue
    return ""


def _replace_folder(folder: Path, files: dict[str, bytes]) -> None:
    """All or nothing; files read-only, as nbgrader leaves them."""
    new = folder.with_name(f".{folder.name}.nouveau")
    old = folder.with_name(f".{folder.name}.ancien")
    for rest in (new, old):
        shutil.rmtree(rest, ignore_errors=True)
    for name, content in files.items():
        path = new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o444)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
