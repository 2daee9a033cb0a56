"""`python -m autograder grade --course DIR`: somebody's ordinary nbgrader course, graded as `nbgrader autograde` would.

Her gradebook, `autograded/` and `feedback/` are written as nbgrader writes them; her files in `submitted/` are never
touched. A submission whose content was graded before is left as it is, unless `force`.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from autograder.checks import InvalidData
from autograder.domain.errors import CourseError
from autograder.domain.french import counted, listing, number
from autograder.engine.errors import GradeRefused
from autograder.engine.foreign_course import Course, Handed
from autograder.engine.foreign_grade import Bench, mark, try_out
from autograder.engine.foreign_gradebook import CellMark, CourseBook, Graded, Standing
from autograder.engine.foreign_master import files_beside
from autograder.engine.foreign_work import Assignment, Work, graded_file, kept_mark, read_work, replace_folder
from autograder.engine.grappe import Cluster
from autograder.engine.progress import Progress
from autograder.engine.protocol import Malformed, Unconfinable
from autograder.engine.rounds import AT_A_TIME, Batches, in_order
from autograder.engine.workers import Workers

log = logging.getLogger(__name__)

EDITION = "1"
"""Raised when the same submission could be graded otherwise than before."""
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
NOT_HEEDED = (
    "Réglages de nbgrader_config.py qui ne comptent pas ici : {settings}. Si les notes en dépendent, notez ce cours "
    "avec « nbgrader autograde »."
)


@dataclass(frozen=True)
class _Ready:
    """A submission graded: the marks of its cells by notebook, its files as they are kept, and French notes."""

    marks: dict[str, dict[str, CellMark]]
    files: dict[str, bytes]
    notes: list[str]


def grade_course(
    root: Path, scratch: Path, say: Callable[[str], None], *, sandbox: bool = True, force: bool = False,
    on: str | None = None,
) -> int:
    """Grade what was handed in; returns 0, or 1 if anything was refused. Raises `CourseError` for the whole course.

    `on` is the address of a Dask scheduler whose workers run the code.
    """
    if not hasattr(os, "fork"):
        raise CourseError(
            "Noter un cours nbgrader demande Linux : lancez la même commande dans WSL2 ou dans un conteneur.")
    say("Lecture du cours nbgrader (quelques secondes)…")
    with contextlib.ExitStack() as stack:
        try:
            course = Course(root)
            if course.not_heeded:
                say(NOT_HEEDED.format(settings=listing(course.not_heeded)))
            book = stack.enter_context(contextlib.closing(CourseBook(course.database)))
            workers: Workers | Cluster = Cluster(on, sandbox=sandbox) if on else Workers(scratch, sandbox=sandbox)
            stack.enter_context(contextlib.closing(workers))
            at_a_time = workers.places if isinstance(workers, Cluster) else AT_A_TIME
            return _Course(course, book, workers, say, force, at_a_time).grade()
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
        self, course: Course, book: CourseBook, workers: Workers | Cluster, say: Callable[[str], None], force: bool,
        at_a_time: int,
    ) -> None:
        self._course, self._book, self._workers, self._force = course, book, workers, force
        self._at_a_time = at_a_time
        self._graded = self._already = self._refused = 0
        self._all_handed = course.handed_in(book.assignments())
        self._total = len(self._all_handed)
        self._progress = Progress(self._total, say)
        self._say = self._progress.say

    def grade(self) -> int:
        if not self._all_handed:
            self._say(f"Rien à noter : aucune remise dans {self._course.root / 'submitted'}")
            return 0
        place = 0
        try:
            for name in dict.fromkeys(handed.assignment for handed in self._all_handed):
                mine = [handed for handed in self._all_handed if handed.assignment == name]
                try:
                    self._grade_all(self._prepare(name), mine, place)
                except GradeRefused as refusal:
                    self._refused += len(mine)
                    self._say(f"{name} : refusé. {refusal.sentence}")
                place += len(mine)
        finally:
            self._progress.end()
        self._conclude()
        return 1 if self._refused else 0

    def _prepare(self, name: str) -> Assignment:
        source, release = self._course.source(name), self._course.release(name)
        files = files_beside(source if source.is_dir() else release, self._course.ignored)
        to_change = {place: files.pop(place) for place in self._course.left_to_learners(name) & set(files)}
        bench = Bench(
            self._workers, self._course.cell_seconds, files, self._course.cleaners, to_change, self._course.ignored)
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
        parts = [EDITION, *(master.edition for master in masters)]
        parts += [f"{place}:{hashlib.sha256(content).hexdigest()}" for place, content in sorted(files.items())]
        return Assignment(name, masters, bench, hashlib.sha256("\0".join(parts).encode()).hexdigest())

    def _grade_all(self, assignment: Assignment, all_handed: list[Handed], before: int) -> None:
        """Several at a time, told of in their order. A stop loses none that was told of."""
        batches = Batches(partial(self._keep, assignment), self._tell, self._refuse)
        works = self._read_all(assignment, all_handed, before)
        with contextlib.closing(in_order(works, partial(_grade, assignment), self._at_a_time)) as graded:
            try:
                for work, grading in graded:
                    self._finish(work, grading, batches)
                    if batches.is_due:
                        batches.write()
                        self._progress.at(work.place)
            except BaseException:
                self._workers.close()  # none of those that run is waited for
                raise
            finally:
                batches.write()

    def _read_all(self, assignment: Assignment, all_handed: list[Handed], before: int) -> Iterator[Work]:
        for place, handed in enumerate(all_handed, before + 1):
            try:
                work = read_work(place, handed, assignment, self._course.when(handed))
                if not self._force and work.mark == kept_mark(self._course.autograded(handed)):
                    self._already += 1
                    continue
                if self._course.hook("pre", handed):
                    work = read_work(place, handed, assignment, self._course.when(handed))
                self._book.check(handed.student, create=self._course.takes_strangers)
                yield work
            except InvalidData as refusal:
                self._refuse_handed(place, handed, refusal.sentence)
            except OSError:
                self._refuse_handed(
                    place, handed, "un de ses fichiers ne s'ouvre pas : vérifiez les droits du dossier.")

    def _finish(self, work: Work, grading: Future[_Ready], batches: Batches[Work, _Ready, Standing]) -> None:
        try:
            ready = grading.result()
            batches.add(work, ready, sum(map(len, (*work.files.values(), *ready.files.values()))))
        except InvalidData as refusal:
            batches.add_refused(work, refusal.sentence)
        except Malformed:
            batches.add_refused(
                work, "le code de cette copie a fait autre chose que calculer : ouvrez-la avant de la noter.")
        except Unconfinable:
            raise
        except Exception:
            log.exception("grading %s", work.handed.folder)
            batches.add_refused(work, "le moteur s'est trompé sur cette copie, qui est gardée : signalez-le.")

    def _keep(self, assignment: Assignment, batch: Sequence[tuple[Work, _Ready]]) -> list[Standing]:
        """Into the gradebook, then the files: in doubt it is graded again, to the same marks, and never lost."""
        rows = [Graded(work.handed.student, work.when, ready.marks) for work, ready in batch]
        try:
            standings = self._book.write(assignment.name, rows, self._course.penalty)
        except SQLAlchemyError as error:
            raise OSError(0, "le carnet de notes est occupé ou abîmé") from error
        for work, ready in batch:
            replace_folder(
                self._course.autograded(work.handed), {**work.files, **ready.files}, self._course.permissions)
        return standings

    def _tell(self, work: Work, ready: _Ready, standing: Standing) -> None:
        self._graded += 1
        handed = work.handed
        waiting = f", {counted(standing.to_read, 'cellule')} à lire" if standing.to_read else ""
        late = f", retard : {number(standing.penalty)} de moins" if standing.penalty else ""
        self._say(
            f"[{work.place}/{self._total}] {_printable(handed.student)}, {handed.assignment} : "
            f"{number(standing.score)} sur {number(standing.most)}{late}{waiting}"
        )
        for note in dict.fromkeys([*work.notes, *ready.notes]):
            self._say(f"    {note}")
        self._course.hook("post", handed)

    def _refuse(self, work: Work, sentence: str) -> None:
        self._refuse_handed(work.place, work.handed, sentence)

    def _refuse_handed(self, place: int, handed: Handed, sentence: str) -> None:
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


def _grade(assignment: Assignment, work: Work) -> _Ready:
    masters = {master.name: master for master in assignment.notebooks}
    marked = {name: mark(raw, work.files, masters[name], assignment.bench) for name, raw in work.notebooks.items()}
    return _Ready(
        {name: dict(each.marks) for name, each in marked.items()},
        {f"{name}.ipynb": graded_file(each.notebook, work.mark) for name, each in marked.items()},
        [note for each in marked.values() for note in each.notes],
    )
