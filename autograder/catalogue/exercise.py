"""One exercise, as its folder says it."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.checks import Check, CodePlan, InvalidData, OpenPart, Report, checks_of, score
from autograder.domain.errors import CourseError
from autograder.domain.french import typeset

log = logging.getLogger(__name__)

FIRST_SUBJECT = "a"
SUBJECT = "sujet"
"""Where an inner answer names its subject, when it is not the first."""
RESUMED = "reprise"
"""Where an inner answer to her own subject keeps its copies of her earlier answers."""
NOTHING_TO_RESUME = (
    "Il n'y a encore rien à reprendre : commencez d'abord un des exercices d'avant. "
    "Ou bien faites celui-ci sur le cas de l'énoncé."
)
UNKNOWN_SUBJECT = "Cette réponse porte sur un sujet que l'exercice n'a pas : rechargez la page de l'exercice."


class ExerciseError(CourseError):
    """An exercise folder is not whole: names the folder and what to mend."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"Un dossier d'exercice est à réparer. {detail}")


@dataclass(frozen=True)
class Section:
    """The place in the book that an exercise belongs to: booklet number, and page below `book/` without suffix."""

    number: str
    title: str
    page: str


@dataclass(frozen=True)
class Hint:
    """Help that she may ask for: a nudge, a method, a neighbour case. `text` is MyST; it never holds the answer."""

    title: str
    text: str


@dataclass(frozen=True)
class Exercise:
    """An exercise folder, read. `statement`, `hints` and `answer_key_text` are MyST; `data` is public, `key` is not."""

    id: str
    folder: Path
    version: int
    order: int
    """Its place in the course, among the exercises of its section."""
    title: str
    summary: str
    minutes: int
    builder: str
    doors: tuple[str, ...]
    section: Section
    objectives: tuple[str, ...]
    statement: str
    answer_key_text: str
    module: ModuleType
    data: Mapping[str, object] = field(repr=False)
    key: object = field(repr=False)
    open_parts: tuple[OpenPart, ...] = ()
    hints: tuple[Hint, ...] = ()
    steps: str = ""
    """The steps of the code notebook (`carnet/carnet.py`), empty where the notebook is the builder alone."""
    questions: Any = field(default_factory=dict, repr=False)
    """The form that its notebook asks beside the code (`carnet/form.json`), where the page has none; public."""
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """What lies beside the code notebook, by name: tables that she sees."""
    hidden: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """The same names over a campaign nobody sees: for grading only, never handed out. Empty where it was left out."""
    subject: str = FIRST_SUBJECT
    """Two neighbours need not share an answer: a second subject has other statements or data, and the same criteria."""
    others: tuple[Exercise, ...] = ()
    """The other subjects of the same exercise."""
    own: str = ""
    """The subject that starts from her earlier answers: chosen by her, never dealt out. Empty where there is none."""
    earlier: tuple[Exercise, ...] = field(default=(), repr=False)
    """The exercises that those answers come from."""

    @property
    def chapter(self) -> str:
        return self.id.split("/")[0]

    @property
    def slug(self) -> str:
        return self.id.split("/")[1]

    @property
    def assignment(self) -> str:
        """The name nbgrader knows it by (a slash is not allowed there)."""
        return self.id.replace("/", "--")

    @property
    def code(self) -> CodePlan | None:
        """What is asked of her code, where the notebook is a code notebook."""
        return getattr(self.module, "CODE", None) if self.steps else None

    @property
    def notebook_form(self) -> Any:
        """The questions that a code notebook asks beside the code, answered by tapping; None where there are none."""
        return (self.questions or self.data.get("form")) if self.steps else None

    def file_name(self, name: str) -> str:
        """What a table of this subject is called where those of all subjects lie together."""
        stem, dot, suffix = name.rpartition(".")
        return name if self.subject == FIRST_SUBJECT else f"{stem}-{self.subject}{dot}{suffix}"

    @property
    def handed_out(self) -> dict[str, bytes]:
        """The tables that go with the notebook, those of every subject: one notebook is given to all."""
        return {each.file_name(name): content for each in self.subjects for name, content in each.files.items()}

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        return checks_of(self.module)

    @property
    def points(self) -> int:
        """What a whole mark is out of: what the checks compute, and what a person judges."""
        return self.computed_points + self.open_points

    @property
    def computed_points(self) -> int:
        return sum(check.points for check in self.checks)

    @property
    def open_points(self) -> int:
        """Of the open parts that count; a bonus adds nothing here."""
        return sum(part.counts for part in self.open_parts)

    @property
    def worth(self) -> str:
        """Its points, for whoever does it: `25 points, dont 5 donnés par une personne qui lit`."""
        read = f", dont {self.open_points} donnés par une personne qui lit" if self.open_points else ""
        return f"{self.points} points{read}"

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever anything that can change a mark or a page changes (16 hexadecimal digits)."""
        digest = hashlib.sha256("".join(exercise.fingerprint for exercise in self.earlier).encode())
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(self.folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()[:16]

    @property
    def subjects(self) -> tuple[Exercise, ...]:
        """This one and the other subjects of the same exercise."""
        return (self, *self.others)

    @property
    def dealt(self) -> tuple[Exercise, ...]:
        """The subjects that neighbours are given in turn."""
        return tuple(subject for subject in self.subjects if subject.subject != self.own)

    def opened(self, answer: object) -> tuple[Exercise, object]:
        """The subject that an inner answer names itself (the first, when it names none), and the answer without that.

        Raises `InvalidData` for a subject that the exercise lacks.
        """
        if not isinstance(answer, dict):
            return self, answer
        named = answer.get(SUBJECT, FIRST_SUBJECT)
        for subject in self.subjects:
            if subject.subject == named:
                return subject, {name: part for name, part in answer.items() if name != SUBJECT}
        raise InvalidData(UNKNOWN_SUBJECT, named)

    def signed(self, answer: Any) -> Any:
        """An answer to this subject, which names it unless it is the first."""
        return answer if self.subject == FIRST_SUBJECT else {**answer, SUBJECT: self.subject}

    @cached_property
    def solution(self) -> object:
        return self.signed(json.loads((self.folder / "solution.json").read_text(encoding="utf-8")))

    def mistakes(self) -> dict[str, dict[str, object]]:
        """The recorded wrong answers by file name: `explain`, `answer`, `score`, `feedback`."""
        paths = sorted((self.folder / "mistakes").glob("*.json"))
        found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}
        return {name: mistake | {"answer": self.signed(mistake["answer"])} for name, mistake in found.items()}

    def blank(self) -> object:
        """The answer of somebody who has not begun."""
        return self.signed(self.module.BLANK)

    def is_blank(self, answer: object) -> bool:
        """Whether nothing was done yet, whatever the subject."""
        return any(answer in (subject.blank(), self.module.BLANK) for subject in self.subjects)

    def score(self, answer: object) -> Report:
        """Score an inner answer. Raises `InvalidData` (French sentence) when it cannot be read at all."""
        inputs = self._inputs(answer)
        return score(
            self.checks, inputs, exercise=self.id, version=self.version, open_parts=self._to_judge(inputs),
            on_broken=lambda check, error: log.error("check %s of %s broke", check.id, self.id, exc_info=error),
        )

    def as_seen(self) -> Exercise:
        """The same without its hidden campaign: what can be verified on a learner's machine."""
        return replace(self, hidden={}, others=tuple(each.as_seen() for each in self.others)) if self.hidden else self

    def _inputs(self, answer: object) -> Mapping[str, object]:
        """What the checks look at. Exercises with files get them, and the hidden ones where they are known."""
        subject, plain = self.opened(answer)
        files: dict[str, object] = {"files": subject.files, "hidden": subject.hidden} if subject.files else {}
        asked = {"form": subject.questions} if subject.questions else {}
        taken = {"taken": self._taken(plain)} if self.own and subject.subject == self.own else {}
        inputs: Mapping[str, object] = self.module.read(plain, {**subject.data, **asked, **files, **taken}, subject.key)
        return inputs

    def _taken(self, plain: object) -> dict[str, Mapping[str, object]]:
        """What her earlier exercises gave, by their ids, made again from the copies in this answer."""
        resumed: Any = plain.get(RESUMED) if isinstance(plain, dict) else None
        copies: Any = resumed.get("reponses") if isinstance(resumed, dict) else None
        found = {}
        for exercise in self.earlier if isinstance(copies, dict) else ():
            copy = copies.get(exercise.id)
            if copy is not None and not exercise.is_blank(copy):
                with suppress(InvalidData):
                    found[exercise.id] = exercise.takeaway(copy)
        return found

    def resume(self, answer: object, kept: Mapping[str, object]) -> object:
        """An answer to her own subject, begun from what she kept of the earlier exercises (inner answers by id).

        What `answer` says already stays. Raises `InvalidData` where it cannot be read, and where
        there is nothing to begin from.
        """
        copies = {exercise.id: kept[exercise.id] for exercise in self.earlier if exercise.id in kept}
        taken = self._taken({RESUMED: {"reponses": copies}})
        own = next((subject for subject in self.subjects if subject.subject == self.own), None)
        if own is None or not taken:
            raise InvalidData(typeset(NOTHING_TO_RESUME), sorted(kept))
        self._inputs(answer)  # raises where it cannot be read
        _, plain = self.opened(answer)
        begun = self.module.resume(plain, taken, {exercise.id: exercise.title for exercise in self.earlier})
        seen = {"reponses": {id_: copies[id_] for id_ in taken}, "dossier": begun["dossier"]}
        return own.signed({"parts": begun["parts"], RESUMED: seen})

    def _to_judge(self, inputs: Mapping[str, object]) -> list[OpenPart]:
        """Every open part that counts, with her own words; a bonus only where she wrote."""
        words = self.module.excerpts(**inputs) if self.open_parts else {}
        parts = (replace(part, excerpts=tuple(words.get(part.id, ()))) for part in self.open_parts)
        return [part for part in parts if part.excerpts or not part.bonus]

    def describe(self, answer: object) -> str:
        """The answer as plain French text, for a trainer, a printed page or a screen reader. Never raises."""
        try:
            return str(self.module.describe(**self._inputs(answer)))
        except InvalidData as refusal:
            return refusal.sentence

    @property
    def for_campaign_file(self) -> bool:
        """Whether what she builds here goes into her campaign file."""
        return hasattr(self.module, "takeaway")

    def takeaway(self, answer: object) -> Mapping[str, object]:
        """What of this answer she takes home: objects of the domain by name. Raises `InvalidData`."""
        return dict(self.module.takeaway(**self._inputs(answer)))

    def public(self) -> dict[str, object]:
        """What may reach a learner's machine: no key, no hint of a criterion, no solution."""
        return {
            "id": self.id, "version": self.version, "title": self.title, "summary": self.summary,
            "minutes": self.minutes, "points": self.points, "builder": self.builder,
            "section": {"number": self.section.number, "title": self.section.title, "page": self.section.page},
            "objectives": list(self.objectives), "data": dict(self.data), "subject": self.subject,
            **({"own": self.own} if self.own else {}),
            "others": {subject.subject: dict(subject.data) for subject in self.others},
            "criteria": [{"id": check.id, "title": check.title, "points": check.points} for check in self.checks],
            "open": [
                {"id": part.id, "title": part.title, "points": part.points, "bonus": part.bonus}
                for part in self.open_parts
            ],
        }
