"""Facebook's old .xls files spread one post over many sheets: same rows, other columns. They are put side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from autograder.importers.labels import plain_row

Rows = Callable[[], Iterator[list[str]]]
_FIRST = ("key metrics", "lifetime post stories", "lifetime post consumptions")
"""Sheets whose columns win where several sheets name theirs alike (« like » is counted by gestures and by people)."""


def join_insights(sheets: list[tuple[str, Rows]]) -> list[tuple[str, Rows]]:
    """The sheets as they are, but those that describe the same posts become one."""
    posts = [sheet for sheet in sheets if {"post id", "posted"} <= set(_header(sheet[1]))]
    if len(posts) < 2:
        return sheets
    ranked = sorted(posts, key=lambda sheet: _rank(sheet[0]))
    others = [sheet for sheet in sheets if sheet not in posts]
    return [(f"{ranked[0][0]} et {len(posts) - 1} autres", lambda: _side_by_side(ranked)), *others]


def _rank(name: str) -> int:
    words = name.lower()
    return next((place for place, start in enumerate(_FIRST) if words.startswith(start)), len(_FIRST))


def _header(rows: Rows) -> list[str]:
    return plain_row(next(islice(rows(), 1), []))


def _side_by_side(sheets: list[tuple[str, Rows]]) -> Iterator[list[str]]:
    """Rows of the first sheet, each followed by what the other sheets add about the same post."""
    known = _header(sheets[0][1])
    width = len(known)
    added: list[tuple[dict[str, list[str]], list[int]]] = []
    for _, rows in sheets[1:]:
        labels = _header(rows)
        fresh = [place for place, label in enumerate(labels) if label not in known]
        known += [labels[place] for place in fresh]
        key = labels.index("post id")
        added.append(({_cell(row, key): row for row in rows()}, fresh))
    for number, row in enumerate(sheets[0][1]()):
        full = row[:width] + [""] * (width - len(row))
        post = _cell(row, known.index("post id"))
        for (found, fresh), (_, rows) in zip(added, sheets[1:], strict=True):
            beside = next(rows(), []) if number == 0 else found.get(post, [])
            full += [_cell(beside, place) for place in fresh]
        yield full


def _cell(row: list[str], place: int) -> str:
    return row[place] if place < len(row) else ""
