"""Our own clean tables, read back: those of `datasets/*/propre/`, and those that an import wrote."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.domain.safe_cells import rearm
from autograder.importers.formats.base import Context, Layout, cell
from autograder.importers.formats.posts import seconds_or_none
from autograder.importers.tables import COLUMNS, COUNTS, Value


class OwnTable:
    """A table with our column names. Dates are year first already; nothing is converted."""

    name = "table du cours"

    def recognise(self, head: list[list[str]]) -> Layout | None:
        here = {label: number for number, label in enumerate(head[0])} if head else {}
        for table, columns in COLUMNS.items():
            if set(columns) <= set(here):
                return Layout(0, {name: here[name] for name in columns}, network=table)
        return None

    def date_cells(self, rows: Iterator[list[str]], layout: Layout) -> Iterator[str]:
        place = layout.columns["date"]
        return (cell(row, place) for number, row in enumerate(rows) if number)

    def convert(self, rows: Iterator[list[str]], layout: Layout, context: Context) -> None:
        plan = [(name, layout.columns[name], name in COUNTS) for name in COLUMNS[layout.network]]
        for number, row in enumerate(rows):
            if not number or not any(row):
                continue
            values: list[Value] = []
            for name, place, counted in plan:
                text = cell(row, place)
                if not text:
                    values.append(None)
                elif counted:
                    values.append(int(text) if text.isdecimal() else context.number(text, name))
                elif name == "duree_s":
                    values.append(seconds_or_none(text, context))
                else:
                    values.append(rearm(text))
            context.keep(layout.network, tuple(values))


OWN = OwnTable()
