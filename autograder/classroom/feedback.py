"""What a learner sees of her mark: nothing until it is sent."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row

from autograder.classroom.scoring import on_twenty
from autograder.classroom.store import marks


def out_of(mark: Row[Any] | None, submission: Row[Any]) -> float:
    """What the mark is out of as it stands: what is not read yet, and a check that broke, stay out until marked."""
    if mark is not None and mark.points is not None:
        return float(mark.points)
    return float(submission.points if submission.out_of is None else submission.out_of)


def waiting(mark: Row[Any] | None, submission: Row[Any]) -> float:
    """The points that still wait for somebody to read her words; the mark is whole at none."""
    return float(submission.waiting if mark is None else mark.waiting)


def feedback(connection: Connection, submission: Row[Any]) -> dict[str, object] | None:
    sent = marks.last_sent(connection, submission.id)
    if sent is None:
        return None
    return {
        "points_ouverts": sum(json.loads(sent.open_points).values()), "note": sent.total,
        "sur": out_of(sent, submission), "sur_vingt": on_twenty(sent.total, out_of(sent, submission)),
        "commentaire": sent.comment, "envoye_le": sent.sent_at.isoformat(),
    }
