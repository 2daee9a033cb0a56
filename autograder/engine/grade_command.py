"""`python -m autograder grade`: grades the files of a folder, one French line each, and fills nbgrader's gradebook.

Nothing dropped is moved or deleted. What was graded is copied into the course's folder and remembered by its content,
so that the next run takes only what is new, or what an author's correction of the exercise makes worth a second look.
Marks are written in batches, and a file is told of once its mark is on the disk: whatever stops the run, the next one
goes on from there.
"""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import Exercise, find_exercises
from autograder.checks import InvalidData
from autograder.domain.french import counted, number, typeset
from autograder.engine.deposit import Author, author_of, files_below, receipt, shown
from autograder.engine.grade import Elsewhere, Graded, grade_bytes
from autograder.engine.gradebook_url import is_there
from autograder.engine.grappe import Cluster
from autograder.engine.journal import Journal, mark_of
from autograder.engine.progress import Progress
from autograder.engine.rounds import AT_A_TIME, Batches, in_order
from autograder.engine.spawned import SpawnedWorkers
from autograder.engine.workers import Workers

if TYPE_CHECKING:
    from autograder.engine.gradebook import Gradebook

log = logging.getLogger(__name__)

MAX_FILE = 25_000_000
WARM_FROM = 10
"""Files from which it pays to spend some seconds on making the runs of their code fast."""
OUR_FAULT = "le moteur s'est trompé sur ce fichier, qui est gardé : signalez-le, puis relancez la commande."
WITHOUT_SANDBOX = typeset(
    "Sans bac à sable : le code des carnets peut lire et changer ce que vous pouvez lire et changer sur cet ordinateur."
)


def grade(
    paths: list[Path], root: Path, data: Path, say: Callable[[str], None], *, sandbox: bool = True,
    force: bool = False, at_a_time: int = AT_A_TIME, on: str | None = None,
) -> int:
    """Grade every notebook and answer file of `paths` (of `data/depot` when there is none).

    Returns 0, or 1 if any was refused. `sandbox=False` runs notebooks' code with limits only: for copies one trusts.
    `force` takes again what was graded already. `on` is the address of a Dask scheduler whose workers run the code.
    """
    deposit = data / "depot"
    if not paths:
        deposit.mkdir(parents=True, exist_ok=True)
    files = list(files_below(paths or [deposit]))
    if not files:
        place = (paths or [deposit])[0]
        say(f"Rien à noter : déposez des carnets (.ipynb) ou des réponses de page (.json) dans {place}")
        return 0
    if not sandbox:
        say(WITHOUT_SANDBOX)
    progress = Progress(len(files), say)
    cluster = Cluster(on) if on else None
    at_a_time = cluster.places if cluster else at_a_time
    round_ = _Round(find_exercises(root / "exercises"), data, progress, len(files), sandbox, force, at_a_time, cluster)
    try:
        round_.take_all(files)
    finally:
        progress.end()
    return round_.conclude()


@dataclass(frozen=True)
class _File:
    """A file to grade: its place among all, what it holds, whose it is, and the mark it is remembered by."""

    place: int
    path: Path
    raw: bytes
    author: Author
    mark: str
    when: datetime

    @property
    def name(self) -> str:
        return shown(self.path.name)


@dataclass
class _Round:
    """One run of the command: what was found, what is remembered, what is still to write and to say."""

    exercises: list[Exercise]
    data: Path
    progress: Progress
    total: int
    sandbox: bool
    force: bool
    at_a_time: int
    _workers: Elsewhere | None
    graded: int = 0
    already: int = 0
    refused: int = 0
    _gradebook: Gradebook | None = None
    _names: dict[tuple[str, str], str] = field(default_factory=dict)
    """Person and exercise → the first file of hers in this run."""

    def __post_init__(self) -> None:
        self._batches = Batches(self._keep, self._tell, self._refuse)
        self.by_id = {exercise.id: exercise for exercise in self.exercises}
        self.course = self.data / "nbgrader"
        forget = self.force or not is_there(self.course)
        self.journal = Journal(self.course / "depot.jsonl", self.exercises, forget=forget)

    def take_all(self, files: list[tuple[Path, Path]]) -> None:
        """Grade several files at a time, and tell of them in their order. A stop loses none that was told of."""
        if self._workers is None and self.total >= WARM_FROM:
            self._workers = _fast_workers(self.data / "essais", self.sandbox)
        pieces = (file for place, (path, asked) in enumerate(files, 1) if (file := self._open(place, path, asked)))
        with contextlib.closing(in_order(pieces, self._grade, self.at_a_time)) as graded:
            try:
                for file, grading in graded:
                    self._finish(file, grading)
            finally:
                if self._workers:
                    self._workers.close()
                self._batches.write()

    def _open(self, place: int, path: Path, asked: Path) -> _File | None:
        if path.is_symlink():  # it may lead to somebody else's work
            self.refused += 1
            self._say(place, f"{shown(path.name)} : refusé. C'est un lien vers un autre fichier : déposez le fichier "
                             "lui-même.")
            return None
        try:
            raw, when = self._read(path), datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except OSError:
            self.refused += 1
            self._say(place, f"{shown(path.name)} : refusé. Ce fichier ne s'ouvre pas : vérifiez son nom et qu'il "
                             "n'est pas ouvert ailleurs.")
            return None
        author = author_of(path, raw, asked, self.exercises)
        mark = mark_of(raw, author.id)
        if self.journal.has(mark):
            self.already += 1
            return None
        return _File(place, path, raw, author, mark, when)

    def _grade(self, file: _File) -> Graded:
        return grade_bytes(
            file.path.name, file.raw, self.by_id, self.data / "essais", sandbox=self.sandbox, workers=self._workers)

    def _finish(self, file: _File, grading: Future[Graded]) -> None:
        if self.journal.has(file.mark) or any(file.mark == other.mark for other in self._batches.waiting):
            self.already += 1  # the same file, twice in this run
            return
        try:
            self._batches.add(file, grading.result(), len(file.raw))
        except InvalidData as refusal:
            self._batches.add_refused(file, refusal.sentence)
        except Exception:  # ours: the others go on, and this one is not remembered
            log.exception("grading %s", file.path)
            self._batches.add_refused(file, OUR_FAULT)
        if self._batches.is_due:
            self._batches.write()
            self.progress.at(file.place)

    def conclude(self) -> int:
        parts = [f"{self.graded} noté(s)"]
        if self.already:
            parts.append(f"{self.already} déjà noté(s) auparavant")
        if self.refused:
            parts.append(f"{self.refused} refusé(s)")
        self.progress.say(f"Terminé : {', '.join(parts)}.")
        if self.graded:
            self.progress.say(f"Les notes sont dans le carnet de notes de nbgrader : {self.course / 'gradebook.db'}")
        if self._gradebook is not None:
            self._gradebook.close()
        return 1 if self.refused else 0

    @staticmethod
    def _read(path: Path) -> bytes:
        """No more than a notebook may weigh: a file too large is then refused for its size."""
        if not path.is_file():  # a pipe or a device would be read for ever
            raise FileNotFoundError(path)
        with path.open("rb") as stream:
            return stream.read(MAX_FILE)

    def _keep(self, batch: Sequence[tuple[_File, Graded]]) -> list[bool]:
        """Into the gradebook, then copies of the files, then the journal: in doubt it is graded twice, never lost."""
        newest = self._record(batch)
        assert self._gradebook is not None
        lines = []
        for file, graded in batch:
            copy = self._gradebook.keep(file.raw, file.path.suffix.lower())
            lines.append({
                "marque": file.mark, "recu": receipt(file.raw, file.author), "fichier": file.name,
                "copie": copy.name, "personne": file.author.id, "exercice": graded.exercise.id,
                "points": graded.report.score, "remis_le": file.when.isoformat(),
                "nom": "" if file.author.guessed else file.author.name,
            })
        self.journal.add(lines)
        return newest

    def _record(self, batch: Sequence[tuple[_File, Graded]]) -> list[bool]:
        from sqlalchemy.exc import SQLAlchemyError

        try:
            if self._gradebook is None:
                self.progress.say("Ouverture du carnet de notes de nbgrader (quelques secondes)…")
                from autograder.engine.gradebook import Gradebook

                self._gradebook = Gradebook(self.course, self.exercises)
            from autograder.engine.gradebook import submitted

            return self._gradebook.record_all([
                submitted(
                    file.author.id, "" if file.author.from_id else file.author.name, graded.exercise, graded.answer,
                    graded.report, file.when)
                for file, graded in batch
            ])
        except SQLAlchemyError as error:
            raise OSError(0, "le carnet de notes est occupé ou abîmé") from error

    def _tell(self, file: _File, graded: Graded, newest: bool) -> None:
        self.graded += 1
        report, author = graded.report, file.author
        self._say(
            file.place, f"{author.name} : {number(report.score)} sur {number(report.points)}, "
            f"« {graded.exercise.title} », reçu {receipt(file.raw, author)}"
        )
        notes = list(graded.notes)
        if author.guessed:
            example = f"{graded.exercise.slug}-Awa-Diallo.ipynb"
            notes.append(f"Ce fichier ne dit pas de nom : appelez-le par exemple {example}.")
        if report.awaiting:
            notes.append(f"{counted(report.awaiting, 'point')} encore : ses mots attendent votre lecture.")
        elif any(part.excerpts for part in report.open):
            notes.append("Ses énoncés personnels attendent votre lecture : un bonus est possible.")
        notes += [f"« {part.title} » est vide : 0 sur {part.points}." for part in report.unwritten]
        first = self._names.setdefault((author.id, graded.exercise.id), file.name)
        if first != file.name and not author.from_id:
            notes.append(
                f"« {first} » et « {file.name} » portent le même nom : la remise la plus récente compte. Si ce "
                "sont deux personnes, ajoutez un numéro au nom de l'une et relancez."
            )
        if not newest:
            notes.append("Une remise plus récente de cette personne est déjà au carnet de notes : elle y reste.")
        for note in notes:
            self.progress.say(f"    {note}")

    def _refuse(self, file: _File, sentence: str) -> None:
        self.refused += 1
        who = f"{file.author.name} ({file.name})"
        self._say(file.place, f"{who} : refusé. {sentence[:1].upper()}{sentence[1:]}")

    def _say(self, place: int, text: str) -> None:
        self.progress.say(f"[{place}/{self.total}] {text}" if self.total > 1 else text)


def _fast_workers(scratch: Path, sandbox: bool) -> Elsewhere | None:
    """Forked ones on Linux, spawned ones elsewhere; none for code that this system cannot shut in, and will not run."""
    if sys.platform == "linux":
        return Workers(scratch, sandbox=sandbox)
    return None if sandbox else SpawnedWorkers(scratch)
