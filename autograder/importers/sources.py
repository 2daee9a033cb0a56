"""Files to readable tables: a text file, a sheet of a workbook, each text file of an archive. Told by their content."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from autograder.domain.errors import InvalidData
from autograder.importers.archives import check_archive, is_other_office, is_workbook, text_members
from autograder.importers.delimited import SEPARATORS, announced_separator, looks_wrapped, rows_of
from autograder.importers.joined_sheets import join_insights
from autograder.importers.limits import HEAD, MAX_FILE
from autograder.importers.spreadsheet import is_spreadsheet_xml, sheets_of_workbook, sheets_of_xml
from autograder.importers.text import DAMAGED, SAMPLE, encoding_of, lines_of, refuse_what_is_no_table

WRAPPED = "chaque ligne était enfermée dans une seule cellule : les lignes ont été déballées"
OLD_WINDOWS = "le texte n'est pas en UTF-8 : il a été lu comme un ancien fichier Windows (accents à vérifier)"


@dataclass(frozen=True)
class Way:
    """One way of cutting a table into rows of cells, to be walked as often as needed; `said` is told in the report."""

    rows: Callable[[], Iterator[list[str]]]
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """One table to read, and the ways to try."""

    name: str
    ways: tuple[Way, ...] = ()
    refusal: InvalidData | None = None
    """Why this part of an archive cannot be read; its neighbours may be fine."""


def sources_of(path: Path) -> list[Source]:
    """The tables of a file. Raises `InvalidData` when it is no table at all, or too big to be one."""
    name = path.name
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            sample = file.read(SAMPLE)
    except FileNotFoundError:
        raise InvalidData(f"Le fichier {path} n'existe pas : vérifiez son nom.", path) from None
    except IsADirectoryError:
        raise InvalidData(f"{path} est un dossier : donnez un fichier.", path) from None
    except OSError as error:
        raise InvalidData(f"Impossible d'ouvrir {path} ({error.strerror}).", path) from None
    if size > MAX_FILE:
        raise InvalidData(f"{name} dépasse {MAX_FILE // 1_000_000} Mo : coupez l'export par période.", size)
    if sample.startswith(b"PK"):
        return _packed(path)
    return _text(name, lambda: path.open("rb"), sample)


def _packed(path: Path) -> list[Source]:
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive, path.name)
            if is_other_office(archive):
                raise InvalidData(f"{path.name} est un classeur d'un autre tableur : enregistrez-le en .xlsx ou en "
                                  f".csv, puis redonnez-le.", path)
            workbook, members = is_workbook(archive), text_members(archive)
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        raise InvalidData(f"{path.name} est une archive abîmée : téléchargez de nouveau l'export.", path) from None
    if workbook:
        return [Source(f"{path.name}, feuille {sheet}", (Way(rows),))
                for sheet, rows in join_insights(sheets_of_workbook(path))]
    if not members:
        raise InvalidData(f"L'archive {path.name} ne contient aucun fichier .csv.", path)
    return [source for member in members for source in _member(path, member)]


def _member(path: Path, member: str) -> list[Source]:
    name = f"{path.name}, {member}"

    def opened() -> BinaryIO:
        return cast(BinaryIO, zipfile.ZipFile(path).open(member))

    try:
        with opened() as file:
            sample = file.read(SAMPLE)
        return _text(name, opened, sample) if sample.strip() else []
    except DAMAGED:
        return [Source(name, refusal=InvalidData(f"{name} est abîmé : téléchargez de nouveau l'export.", name))]
    except InvalidData as error:
        return [Source(name, refusal=error)]


def _text(name: str, opened: Callable[[], BinaryIO], sample: bytes) -> list[Source]:
    refuse_what_is_no_table(sample, name)
    if is_spreadsheet_xml(sample):
        return [Source(f"{name}, feuille {sheet}", (Way(rows),))
                for sheet, rows in join_insights(sheets_of_xml(opened, name))]
    encoding = encoding_of(sample, name)

    def lines() -> Iterator[str]:
        return lines_of(opened, encoding, name)

    announced = announced_separator(next(lines(), ""))
    skipped = 0 if announced is None else 1

    def way(separator: str, *, wrapped: bool = False) -> Way:
        said = (OLD_WINDOWS,) if encoding == "cp1252" else ()
        return Way(lambda: rows_of(islice(lines(), skipped, None), separator, name, wrapped=wrapped),
                   (*said, WRAPPED) if wrapped else said)

    text = sample.decode(encoding, errors="replace")
    likely = sorted(SEPARATORS, key=text.count, reverse=True)  # the likeliest first
    ways = [way(separator) for separator in (likely if announced is None else [announced])]
    if looks_wrapped(list(islice(way(",").rows(), HEAD))):
        ways += [way(separator, wrapped=True) for separator in likely]
    return [Source(name, tuple(ways))]
