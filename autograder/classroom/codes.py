"""Codes that people read aloud, copy from a wall and type on a phone."""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0, O, 1 and I, which are taken for one another
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def session_code() -> str:
    """Shown on the wall: short, since it only lets people sign in (`M7QKT`)."""
    return _draw(ALPHABET, 5)


def trainer_code() -> str:
    """Opens the trainer's pages: 50 bits (`7KQM3-PW8TX`)."""
    return f"{_draw(ALPHABET, 5)}-{_draw(ALPHABET, 5)}"


def resume_code() -> str:
    """Opens a learner's work on another device: 30 bits, and wrong guesses are counted (`K7M-4QT`)."""
    return f"{_draw(ALPHABET, 3)}-{_draw(ALPHABET, 3)}"


def receipt_code() -> str:
    """Written down by a learner as the proof that her work arrived (`KAY-7F3Q`)."""
    return f"{_draw(LETTERS, 3)}-{_draw(ALPHABET, 4)}"


def token() -> str:
    """128 random bits, for a header or a cookie."""
    return secrets.token_urlsafe(16)


def digest(secret: str) -> str:
    """What is kept of a token: enough to recognise it, useless to whoever reads the database."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def same_code(typed: str, code: str) -> bool:
    """Compare as people type: capitals, spaces and dashes do not count. Takes the same time whatever is typed."""
    return secrets.compare_digest(bare(typed).encode(), bare(code).encode())


def bare(code: str) -> str:
    """The letters and digits of a code, in capitals: what is stored and looked up."""
    return "".join(character for character in code.upper() if character.isascii() and character.isalnum())


def _draw(alphabet: str, length: int) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))
