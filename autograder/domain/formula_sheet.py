"""A sheet of indicators to compute: its tables, what each indicator asks, and a learner's formulas for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.domain.errors import InvalidData
from autograder.domain.formula import Formula, Table


@dataclass(frozen=True)
class Indicator:
    id: str
    title: str
    ask: str
    table: str
    unit: str


@dataclass(frozen=True)
class Sheet:
    """What an exercise offers: tables by name, indicators in order."""

    tables: Mapping[str, Table]
    indicators: tuple[Indicator, ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Sheet:
        """Read an author's `tables.json`, `lignes.json` and `indicateurs.json`; a `KeyError` names what is missing."""
        tables = [Table.from_json({**row, "rows": data["lignes"][row["id"]]}) for row in data["tables"]["tables"]]
        asked = tuple(Indicator(**row) for row in data["indicateurs"]["indicateurs"])
        return cls({table.id: table for table in tables}, asked)

    def over(self, files: Mapping[str, bytes]) -> dict[str, Table]:
        """The same tables with the lines of `<table>.csv`."""
        return {name: table.with_csv(files[f"{name}.csv"].decode()) for name, table in self.tables.items()}

    def read(self, answer: object) -> dict[str, Formula]:
        """The formulas begun, by indicator. Raises `InvalidData` with a French sentence."""
        rows = answer.get("formulas") if isinstance(answer, dict) else None
        if not isinstance(rows, dict):
            raise InvalidData("La réponse n'a pas la forme attendue : une formule par indicateur.", answer)
        known = {indicator.id: indicator for indicator in self.indicators}
        found = {}
        for name, row in rows.items():
            if name not in known:
                raise InvalidData("La réponse calcule un indicateur que l'exercice n'a pas.", name)
            formula = Formula.from_json(row, self.tables[known[name].table])
            if formula.tokens:
                found[name] = formula
        return found

    def describe(self, formulas: Mapping[str, Formula]) -> str:
        """Each indicator begun, and its formula."""
        return "\n".join(
            f"{indicator.title} : {formulas[indicator.id].describe()}"
            for indicator in self.indicators if indicator.id in formulas
        )
