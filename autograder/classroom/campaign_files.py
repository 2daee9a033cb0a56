"""The campaign file of one person: her drafts, as a document to print, a workbook, or a diary."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from autograder.classroom.refusals import Refused
from autograder.classroom.room import Room
from autograder.classroom.store import drafts
from autograder.outputs.campaign_file import CampaignFile, gather, to_ics
from autograder.outputs.campaign_html import to_html, to_pdf
from autograder.outputs.campaign_xlsx import to_xlsx

log = logging.getLogger(__name__)

UNKNOWN_KIND = "Ce dossier se demande en .pdf, .html, .xlsx ou .ics."
NO_PRINTER = (
    "Cet ordinateur ne sait pas mettre un dossier en page : ouvrez-le dans le navigateur, puis imprimez-le "
    "ou enregistrez-le en PDF."
)
ONE_AT_A_TIME = threading.Lock()
"""Laying out a page takes a second of one core and some memory: thirty phones that ask at once wait in line."""


@dataclass(frozen=True)
class Kind:
    """A form of the file: its media type, and how its bytes are made."""

    media: str
    make: Callable[[CampaignFile, datetime], bytes]


def _pdf(file: CampaignFile, now: datetime) -> bytes:
    try:
        with ONE_AT_A_TIME:
            return to_pdf(file, now.date())
    except (OSError, ImportError) as error:
        log.warning("no PDF here: %s", error)
        raise Refused(503, NO_PRINTER) from None


KINDS = {
    "pdf": Kind("application/pdf", _pdf),
    "html": Kind("text/html; charset=utf-8", lambda file, now: to_html(file, now.date()).encode()),
    "xlsx": Kind(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", lambda file, _: to_xlsx(file),
    ),
    "ics": Kind("text/calendar; charset=utf-8", to_ics),
}


def make(
    room: Room, learner_id: int, kind: str, *, title: str, author: str, answers: Mapping[str, object] | None = None
) -> tuple[bytes, str]:
    """The file's bytes and media type. `answers` (her device's own) come before the drafts kept here.

    Raises `Refused` for an unknown kind, `InvalidData` when there is nothing to put in.
    """
    if kind not in KINDS:
        raise Refused(404, UNKNOWN_KIND)
    with room.store.read() as connection:
        kept = {
            id_: json.loads(draft.answer)
            for id_ in room.exercises if (draft := drafts.of(connection, learner_id, id_)) is not None
        }
    file = gather(kept | dict(answers or {}), list(room.exercises.values()), title=title, author=author)
    return KINDS[kind].make(file, room.now()), KINDS[kind].media
