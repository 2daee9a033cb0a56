"""Refusals: one status, one French sentence, the same whether a page or a person asked."""

from __future__ import annotations

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError

from autograder.domain.french import typeset

DISK_FULL = (
    "Le disque de l'ordinateur de la formatrice ou du formateur est plein : rien n'a pu être gardé ici. "
    "Votre travail reste sur votre appareil ; libérez de la place, puis réessayez."
)
TRAINER_DISK_FULL = (
    "Le disque de cet ordinateur est plein : rien ne peut plus y être gardé. Les remises déjà reçues sont là, et le "
    "travail en cours reste sur les téléphones. Libérez de la place, puis réessayez."
)
BUSY = "Le serveur est très occupé : votre travail reste sur votre appareil, réessayez dans un instant."
OUR_FAULT = (
    "Quelque chose s'est mal passé de notre côté : votre travail reste sur votre appareil, "
    "réessayez dans un instant."
)

TRAINER_BUSY = "Le serveur est très occupé : réessayez dans un instant."
TRAINER_OUR_FAULT = (
    "Quelque chose s'est mal passé de notre côté. Le travail reçu n'est pas touché : réessayez dans un instant."
)


class Refused(Exception):
    """Raised wherever a request cannot be honoured. `more` goes beside the sentence in a JSON answer."""

    def __init__(self, status: int, sentence: str, **more: object) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = typeset(sentence)
        self.more = more


def from_error(error: Exception, *, trainer: bool = False) -> Refused:
    """The refusal that stands for an unexpected error: a full disk and a busy database have their own sentence.

    `trainer` when it is she who reads it: the computer is hers, and her work is not on a phone.
    """
    if isinstance(error, Refused):
        return error
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0) & 0xFF if isinstance(error, DBAPIError) else 0
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    if full or code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return Refused(507, TRAINER_DISK_FULL if trainer else DISK_FULL)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Refused(503, TRAINER_BUSY if trainer else BUSY)
    return Refused(500, TRAINER_OUR_FAULT if trainer else OUR_FAULT)
