"""What a learner sees of her mark: nothing until it is sent."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row

from autograder.classroom.store import marks


def out_of(mark: Row[Any] | None, submission: Row[Any]) -> float:
    """What a mark is out of: more than the automatic score when a check broke and a person marked it."""
    return float(submission.points if mark is None or mark.points is None else mark.points)


def feedback(connection: Connection, submission: Row[Any]) -> dict[str, object] | None:
    sent = marks.last_sent(connection, submission.id)
    if sent is None:
        return None
    return {
        "points_ouverts": sum(json.loads(sent.open_points).values()), "note": sent.total,
        "sur": out_of(sent, submission), "commentaire": sent.comment, "envoye_le": sent.sent_at.isoformat(),
    }
