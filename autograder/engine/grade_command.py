"""`python -m autograder grade`: grades the files of a folder, one French line each, and fills nbgrader's gradebook.

Nothing dropped is moved or deleted. What was graded is copied into the course's folder and remembered by its content,
so that the next run takes only what is new, or what an author's correction of the exercise makes worth a second look.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import Exercise, find_exercises
from autograder.checks import InvalidData
from autograder.domain.french import number, typeset
from autograder.engine.deposit import Author, author_of, files_below, receipt
from autograder.engine.grade import Graded, grade_bytes
from autograder.engine.workers import Workers

if TYPE_CHECKING:
    from autograder.engine.gradebook import Gradebook

MAX_FILE = 25_000_000
AT_A_TIME = min(os.cpu_count() or 1, 8)
WARM_FROM = 10
"""Files from which it pays to spend some seconds on making the runs of their code fast."""
WITHOUT_SANDBOX = typeset(
    "Sans bac à sable : le code des carnets peut lire et changer ce que vous pouvez lire et changer sur cet ordinateur."
)


def grade(
    paths: list[Path], root: Path, data: Path, say: Callable[[str], None], *, sandbox: bool = True,
    at_a_time: int = AT_A_TIME,
) -> int:
    """Grade every notebook and answer file of `paths` (of `data/depot` when there is none).

    Returns 0, or 1 if any was refused. `sandbox=False` runs notebooks' code with limits only: for copies one trusts.
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
    round_ = _Round(find_exercises(root / "exercises"), data, say, len(files), sandbox, at_a_time)
    round_.take_all(files)
    return round_.conclude()


@dataclass(frozen=True)
class _File:
    """A file to grade: its place among all, what it holds, whose it is, and the mark it is remembered by."""

    place: int
    path: Path
    raw: bytes
    author: Author
    mark: str


@dataclass
class _Round:
    """One run of the command: what was found, what is remembered, what is still to say."""

    exercises: list[Exercise]
    data: Path
    say: Callable[[str], None]
    total: int
    sandbox: bool
    at_a_time: int
    graded: int = 0
    already: int = 0
    refused: int = 0
    _gradebook: Gradebook | None = None
    _workers: Workers | None = None
    _memory: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.by_id = {exercise.id: exercise for exercise in self.exercises}
        self.course = self.data / "nbgrader"
        self.journal = self.course / "depot.jsonl"
        self.edition = hashlib.sha256("".join(each.fingerprint for each in self.exercises).encode()).hexdigest()[:12]
        self._memory = set(self._remembered())

    def take_all(self, files: list[tuple[Path, Path]]) -> None:
        """Grade several files at a time, and tell of them in their order. A stop loses none that was told of."""
        many = self.total >= WARM_FROM and hasattr(os, "fork")
        self._workers = Workers(self.data / "essais", sandbox=self.sandbox) if many else None
        pool = ThreadPoolExecutor(self.at_a_time)
        waiting: deque[tuple[_File, Future[Graded]]] = deque()
        try:
            for place, (path, asked) in enumerate(files, 1):
                if file := self._open(place, path, asked):
                    waiting.append((file, pool.submit(self._grade, file)))
                if len(waiting) > 2 * self.at_a_time:  # some ahead, never all
                    self._finish(*waiting.popleft())
            while waiting:
                self._finish(*waiting.popleft())
        finally:
            pool.shutdown(cancel_futures=True)
            if self._workers:
                self._workers.close()

    def _open(self, place: int, path: Path, asked: Path) -> _File | None:
        try:
            raw = self._read(path)
        except OSError:
            why = "ce fichier ne s'ouvre pas : vérifiez son nom et qu'il n'est pas ouvert ailleurs."
            self._refuse(place, path.name, why)
            return None
        author = author_of(path, raw, asked, self.exercises)
        mark = self._mark(raw, author)
        if mark in self._memory:
            self.already += 1
            return None
        return _File(place, path, raw, author, mark)

    def _grade(self, file: _File) -> Graded:
        scratch = self.data / "essais"
        return grade_bytes(
            file.path.name, file.raw, self.by_id, scratch, sandbox=self.sandbox, workers=self._workers)

    def _finish(self, file: _File, grading: Future[Graded]) -> None:
        if file.mark in self._memory:  # the same file, twice in this run
            self.already += 1
            return
        who = f"{file.author.name} ({file.path.name})"
        try:
            graded = grading.result()
        except InvalidData as refusal:
            self._refuse(file.place, who, refusal.sentence)
            return
        try:
            newest = self._keep(file, graded)
        except OSError as error:
            why = error.strerror or "erreur d'écriture"
            self._refuse(file.place, who, f"noté, mais pas inscrit ({why}) : relancez la commande.")
            return
        self.graded += 1
        self._tell(file, graded, newest)

    def conclude(self) -> int:
        parts = [f"{self.graded} noté(s)"]
        if self.already:
            parts.append(f"{self.already} déjà noté(s) auparavant")
        if self.refused:
            parts.append(f"{self.refused} refusé(s)")
        self.say(f"Terminé : {', '.join(parts)}.")
        if self.graded:
            self.say(f"Les notes sont dans le carnet de notes de nbgrader : {self.course / 'gradebook.db'}")
        if self._gradebook is not None:
            self._gradebook.close()
        return 1 if self.refused else 0

    @staticmethod
    def _read(path: Path) -> bytes:
        """No more than a notebook may weigh: a file too large is then refused for its size."""
        with path.open("rb") as stream:
            return stream.read(MAX_FILE)

    def _keep(self, file: _File, graded: Graded) -> bool:
        """Into the gradebook, then a copy of the file, then the journal: in doubt it is graded twice, never lost."""
        when = datetime.fromtimestamp(file.path.stat().st_mtime, UTC)
        newest = self._record(file.author, graded, when)
        assert self._gradebook is not None
        copy = self._gradebook.keep(file.raw, file.path.suffix.lower())
        line = {
            "marque": file.mark, "recu": receipt(file.raw, file.author), "fichier": file.path.name, "copie": copy.name,
            "personne": file.author.id, "exercice": graded.exercise.id, "points": graded.report.score,
            "remis_le": when.isoformat(),
        }
        with self.journal.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        self._memory.add(file.mark)
        return newest

    def _record(self, author: Author, graded: Graded, when: datetime) -> bool:
        from sqlalchemy.exc import SQLAlchemyError

        try:
            if self._gradebook is None:
                self.say("Ouverture du carnet de notes de nbgrader (quelques secondes)…")
                from autograder.engine.gradebook import Gradebook

                self._gradebook = Gradebook(self.course, self.exercises)
            name = "" if author.from_id else author.name
            return self._gradebook.record(author.id, name, graded.exercise, graded.answer, graded.report, when)
        except SQLAlchemyError as error:
            raise OSError(0, "le carnet de notes est occupé ou abîmé") from error

    def _tell(self, file: _File, graded: Graded, newest: bool) -> None:
        report, author = graded.report, file.author
        self.say(
            f"{self._progress(file.place)}{author.name} : {number(report.score)} sur {number(report.points)}, "
            f"« {graded.exercise.title} », reçu {receipt(file.raw, author)}"
        )
        notes = list(graded.notes)
        if author.guessed:
            example = f"{graded.exercise.slug}-Awa-Diallo.ipynb"
            notes.append(f"Ce fichier ne dit pas de nom : appelez-le par exemple {example}.")
        if report.open:
            notes.append("Des énoncés personnels attendent votre lecture dans le formgrader.")
        if not newest:
            notes.append("Une remise plus récente de cette personne est déjà au carnet de notes : elle y reste.")
        for note in notes:
            self.say(f"    {note}")

    def _refuse(self, place: int, who: str, sentence: str) -> None:
        self.refused += 1
        self.say(f"{self._progress(place)}{who} : refusé. {sentence[:1].upper()}{sentence[1:]}")

    def _progress(self, place: int) -> str:
        return f"[{place}/{self.total}] " if self.total > 1 else ""

    def _mark(self, raw: bytes, author: Author) -> str:
        return hashlib.sha256(f"{self.edition}\0{author.id}\0".encode() + raw).hexdigest()[:24]

    def _remembered(self) -> list[str]:
        """Journal marks. A last line cut by a power failure counts for nothing; nor do any without gradebook."""
        marks = []
        if self.journal.is_file() and (self.course / "gradebook.db").is_file():
            for line in self.journal.read_text(encoding="utf-8", errors="replace").splitlines():
                try:
                    marks.append(str(json.loads(line)["marque"]))
                except (ValueError, KeyError, TypeError):
                    continue
        return marks
