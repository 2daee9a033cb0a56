"""Bytes to lines: byte-order marks, UTF-8, UTF-16, Windows-1252. Never more than one line in memory."""

from __future__ import annotations

import codecs
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from autograder.domain.errors import InvalidData
from autograder.importers.limits import MAX_LINE

SAMPLE = 65_536
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
"""What reading a damaged archive, or a disk that fails, may raise."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "un document PDF"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une photo"),
    (b"GIF8", "une image"),
    (b"Rar!", "une archive RAR"),
    (b"7z\xbc\xaf", "une archive 7z"),
    (b"\x1f\x8b", "une archive gzip"),
    (b"SQLite format 3", "une base de données"),
)


def refuse_what_is_no_table(sample: bytes, name: str) -> None:
    """Say what the file is when its first bytes tell that it cannot be an export."""
    if not sample.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise InvalidData(f"Le fichier {name} est vide : refaites l'export.", name)
    for signature, what in _SIGNATURES:
        if sample.startswith(signature):
            raise InvalidData(f"{name} est {what}, pas un tableau : donnez l'export en .csv ou en .xlsx.", name)
    if sample.startswith(b"\xd0\xcf\x11\xe0"):
        raise InvalidData(f"{name} est un ancien classeur Excel (.xls) : ouvrez-le et enregistrez-le en .xlsx.", name)
    start = sample.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        mend = ("ouvrez-le dans un tableur, puis enregistrez-le en .xlsx" if name.lower().endswith(".xls")
                else "téléchargez de nouveau le fichier")
        raise InvalidData(f"{name} est une page web, pas un export : {mend}.", name)
    if start.startswith((b"{", b"[{")):
        raise InvalidData(f"{name} est un fichier JSON : demandez l'export au format CSV.", name)


def encoding_of(sample: bytes, name: str) -> str:
    """The encoding that the first bytes show."""
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > half * 0.7:
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.7:
        return "utf-16-be"
    if b"\x00" in sample:
        raise InvalidData(f"{name} n'est pas un tableau de texte : donnez l'export en .csv ou en .xlsx.", name)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8 in a file that mostly is: someone pasted Windows text into it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start:error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("autograder.windows", _as_windows)


def lines_of(opened: Callable[[], BinaryIO], encoding: str, name: str) -> Iterator[str]:
    """The text line by line, ends kept, a line without end refused rather than swallowed."""
    errors = "autograder.windows" if encoding.startswith("utf-8") else "replace"
    with opened() as raw, io.TextIOWrapper(raw, encoding=encoding, errors=errors, newline="") as text:
        while line := _next_line(text, name):
            if len(line) == MAX_LINE:
                raise InvalidData(f"{name} contient une ligne de plus de {MAX_LINE} caractères : ce n'est pas un "
                                  f"export de réseau social.", name)
            yield line


def _next_line(text: io.TextIOWrapper, name: str) -> str:
    try:
        return text.readline(MAX_LINE)
    except DAMAGED:
        raise InvalidData(f"{name} est abîmé ou incomplet : téléchargez de nouveau l'export.", name) from None
