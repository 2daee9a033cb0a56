"""Where everybody stands: one line per learner and exercise, and who is stuck."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row

from autograder.catalogue import Exercise
from autograder.classroom.feedback import out_of, waiting
from autograder.classroom.progress import measure
from autograder.classroom.scoring import on_twenty
from autograder.classroom.store import drafts, learners, marks, submissions, trials

STUCK_AFTER = timedelta(minutes=10)
GONE_AFTER = timedelta(minutes=60)
STUCK_TRIALS = 4


class State(StrEnum):
    """In the order in which a trainer should look at them."""

    STUCK = "bloque"
    TO_READ = "a_lire"
    TO_SEND = "a_envoyer"
    WORKING = "travaille"
    ABSENT = "rien"
    HANDED_IN = "remis"
    ANSWERED = "retour"


LABELS = {
    State.STUCK: "à aider", State.TO_READ: "à lire", State.TO_SEND: "retour à envoyer", State.WORKING: "au travail",
    State.ABSENT: "pas commencé", State.HANDED_IN: "remis", State.ANSWERED: "retour envoyé",
}


@dataclass(frozen=True)
class Line:
    """One learner on one exercise (`exercise` is None for who has not begun anything)."""

    learner: Row[Any]
    exercise: Exercise | None
    state: State
    reason: str = ""
    progress: str = ""
    scores: tuple[float, ...] = ()  # of the trials and submissions, oldest first
    computed: float = 0
    """What the scores are out of: the part that the checks compute."""
    points: float = 0
    """What the mark is out of as it stands, while `waiting` more points wait for somebody to read."""
    waiting: float = 0
    trials: int = 0
    submission: Row[Any] | None = None
    mark: Row[Any] | None = None
    changed_at: datetime | None = None

    @property
    def label(self) -> str:
        return LABELS[self.state]

    @property
    def key(self) -> str:
        return f"{self.learner.id}-{self.exercise.assignment if self.exercise else ''}"

    @property
    def by_hand(self) -> float:
        """Points the trainer gave where a check broke."""
        return sum(json.loads(self.mark.by_hand).values()) if self.mark else 0.0

    @property
    def total(self) -> float | None:
        """The mark as it stands, once something is handed in."""
        if self.submission is None:
            return None
        return float(self.mark.total if self.mark else self.submission.score)

    @property
    def on_twenty(self) -> float | None:
        """The whole mark on twenty, where it is out of something else."""
        return None if self.total is None or self.waiting else on_twenty(self.total, self.points)

    @property
    def given(self) -> float:
        """Points of the open parts, as far as they count in the mark."""
        given = self.submission is not None and self.mark is not None
        return max(self.mark.total - self.submission.score - self.by_hand, 0.0) if given else 0.0  # type: ignore[union-attr]

    @property
    def best(self) -> float | None:
        return max(self.scores, default=None)

    @property
    def last(self) -> float | None:
        return self.scores[-1] if self.scores else None

    @property
    def rank(self) -> int:
        return list(State).index(self.state)


def lines(connection: Connection, session_id: int, exercises: Mapping[str, Exercise], now: datetime) -> list[Line]:
    """Every learner of a session, those who need somebody first."""
    of_learner = {row.id: row for row in learners.in_session(connection, session_id)}
    draft_of = {(row.learner_id, row.exercise): row for row in drafts.in_session(connection, session_id)}
    trials_of = _grouped(trials.in_session(connection, session_id))
    submissions_of = _grouped(submissions.heads_in_session(connection, session_id))
    marks_of = marks.in_session(connection, session_id)
    begun = sorted({*draft_of, *trials_of, *submissions_of})
    found = [
        _line(
            of_learner[learner_id], exercises[exercise], draft_of.get((learner_id, exercise)),
            trials_of[learner_id, exercise], submissions_of[learner_id, exercise], marks_of, now,
        )
        for learner_id, exercise in begun if exercise in exercises
    ]
    busy = {line.learner.id for line in found}
    found += [Line(learner, None, State.ABSENT) for learner in of_learner.values() if learner.id not in busy]
    return sorted(found, key=lambda line: (line.rank, line.learner.name_key))


def _grouped(rows: Iterable[Row[Any]]) -> defaultdict[tuple[int, str], list[Row[Any]]]:
    groups: defaultdict[tuple[int, str], list[Row[Any]]] = defaultdict(list)
    for row in rows:
        groups[row.learner_id, row.exercise].append(row)
    return groups


def _line(
    learner: Row[Any], exercise: Exercise, draft: Row[Any] | None, tried: list[Row[Any]], handed_in: list[Row[Any]],
    marks_of: Mapping[int, list[Row[Any]]], now: datetime,
) -> Line:
    submission = handed_in[-1] if handed_in else None
    mark = marks_of[submission.id][-1] if submission and submission.id in marks_of else None
    events = sorted([(row.made_at, row.score) for row in tried] + [(row.received_at, row.score) for row in handed_in])
    since = [row for row in tried if submission is None or row.made_at > submission.received_at]
    reason = why_stuck(
        [row.score for row in since], exercise.computed_points,
        draft.saved_at if draft and submission is None else None,
        learner.seen_at, now,
    )
    to_read = submission is not None and submission.to_judge and (mark is None or mark.waiting > 0 or not (
        mark.sent_at or json.loads(mark.open_points) or json.loads(mark.by_hand)))
    if reason and not to_read:  # what waits for the trainer's eyes is never hidden
        state = State.STUCK
    elif submission is None:
        state = State.WORKING
    elif to_read:
        state = State.TO_READ
    elif mark is None:
        state = State.HANDED_IN
    else:
        state = State.ANSWERED if mark.sent_at else State.TO_SEND
    return Line(
        learner, exercise, state, reason, measure(exercise, json.loads(draft.answer)) if draft else "",
        tuple(score for _, score in events), submission.points if submission else exercise.computed_points,
        out_of(mark, submission) if submission else exercise.points, waiting(mark, submission) if submission else 0,
        len(tried), submission, mark, draft.saved_at if draft else None,
    )


def why_stuck(scores: list[float], points: float, changed_at: datetime | None, seen_at: datetime, now: datetime) -> str:
    """In a few French words, empty when all goes well; `scores` and `changed_at` are from after the last submission."""
    if scores and (best := max(scores)) < points:
        same = len(scores) - scores.index(best)
        if same >= STUCK_TRIALS:
            return f"{same} vérifications sans progrès"
    if changed_at and now - changed_at >= STUCK_AFTER and now - seen_at < GONE_AFTER:
        return f"rien de changé depuis {int((now - changed_at).total_seconds() // 60)} min"
    return ""


def counts(found: Iterable[Line]) -> dict[State, int]:
    totals = dict.fromkeys(State, 0)
    for line in found:
        totals[line.state] += 1
    return totals


SORTS = {
    "urgence": lambda line: (line.rank, line.learner.name_key),
    "nom": lambda line: line.learner.name_key,
    "note": lambda line: (-(line.last if line.last is not None else -1), line.learner.name_key),
    "vu": lambda line: (-line.learner.seen_at.timestamp(), line.learner.name_key),
}


def next_to_read(found: Iterable[Line], submission_id: int) -> Line | None:
    """The line to open after this one: the oldest submission that still waits for the trainer."""
    waiting = [
        (line.submission.id, line) for line in found
        if line.submission and line.submission.id != submission_id and line.submission.to_judge
        and (line.mark is None or line.mark.sent_at is None)
    ]
    return min(waiting, key=lambda pair: pair[0])[1] if waiting else None
