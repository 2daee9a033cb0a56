"""Lines to rows of cells: `sep=` lines, separators, lines that are one quoted cell."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import chain

from autograder.domain.errors import InvalidData
from autograder.importers.limits import MAX_CELL, MAX_COLUMNS

SEPARATORS = (",", ";", "\t", "|")


def announced_separator(line: str) -> str | None:
    """The separator of a first line such as `sep=,` or `sep=` and a tab."""
    text = line.lstrip("\ufeff").strip("\r\n")
    if text[:1] == text[-1:] == '"':
        text = text.strip('"')
    if not text.lower().startswith("sep="):
        return None
    return text[4:5] or ","


def rows_of(lines: Iterable[str], separator: str, name: str, *, wrapped: bool = False) -> Iterator[list[str]]:
    """Rows of cells. `wrapped` is for files whose every line is one quoted cell that holds the real line."""
    if wrapped:
        lines = _unwrap(lines, name)
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(lines, delimiter=separator)
    try:
        for row in reader:
            if len(row) > MAX_COLUMNS:
                raise InvalidData(f"{name} a plus de {MAX_COLUMNS} colonnes à la ligne {reader.line_num} : ce n'est "
                                  f"pas un export de réseau social.", name)
            yield row
    except csv.Error:
        raise InvalidData(
            f"Dans {name}, vers la ligne {reader.line_num}, une cellule dépasse {MAX_CELL} caractères : un guillemet "
            f"n'a sans doute pas été refermé. Refaites l'export.", name) from None


def looks_wrapped(rows: list[list[str]]) -> bool:
    """True when each row is one cell which holds a whole line."""
    firsts = [row[0] for row in rows if row and row[0].strip()]
    lonely = sum(1 for row in rows if row and row[0].strip() and not any(cell.strip() for cell in row[1:]))
    return len(firsts) >= 2 and lonely == len(firsts) and any(firsts[0].count(mark) >= 2 for mark in SEPARATORS)


def _unwrap(lines: Iterable[str], name: str) -> Iterator[str]:
    for row in rows_of(lines, ",", name):
        yield (row[0].rstrip(";") if row else "") + "\n"  # a spreadsheet may have added empty cells after it


def first(rows: Iterator[list[str]], limit: int) -> tuple[list[list[str]], Iterator[list[str]]]:
    """The first `limit` rows, and an iterator over all of them."""
    head = [row for _, row in zip(range(limit), rows, strict=False)]
    return head, chain(head, rows)
