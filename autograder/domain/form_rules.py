"""What a form asks: parts of single fields, and parts whose fields repeat in rows (`data/form.json`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MAX_ROWS = 60
LONGEST = {"text": 300, "long": 3000}


class Kind(StrEnum):
    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True)
class Option:
    id: str
    title: str
    hint: str = ""


@dataclass(frozen=True)
class Field:
    """One question. `rows_from` names the part whose rows are the options; `longest` counts characters."""

    id: str
    label: str
    kind: Kind
    help: str = ""
    options: tuple[Option, ...] = ()
    rows_from: str = ""
    longest: int = LONGEST["text"]
    unit: str = ""

    def option(self, option_id: object) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)

    @classmethod
    def from_json(cls, row: Mapping[str, Any], bank: Mapping[str, Any]) -> Field:
        kind = Kind(row["kind"])
        options = [Option(option["id"], option["title"], option.get("hint", "")) for option in row.get("options", ())]
        if row.get("options_from") == "bank":
            options = [Option(statement["id"], statement["text"]) for statement in bank["statements"]]
        if kind in (Kind.CHOICE, Kind.CHOICES) and not options and "rows_from" not in row:
            raise ValueError(f"the field {row['id']!r} of form.json offers nothing to choose")
        return cls(
            row["id"], row["label"], kind, row.get("help", ""), tuple(options), row.get("rows_from", ""),
            row.get("max", LONGEST.get(kind, LONGEST["text"])), row.get("unit", ""),
        )


@dataclass(frozen=True)
class Repeat:
    """How a part repeats: one row in French (`one`, `many`), `most` of them, fields whose values name a row."""

    one: str
    many: str
    most: int = MAX_ROWS
    label: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Repeat:
        many = row.get("many", f"{row['one']}s")
        return cls(row["one"], many, row.get("max", MAX_ROWS), tuple(row.get("label", ())))


@dataclass(frozen=True)
class Part:
    """A titled group of fields, filled in once, or in rows when `rows` says how."""

    id: str
    title: str
    fields: tuple[Field, ...]
    help: str = ""
    rows: Repeat | None = None

    def field(self, field_id: str) -> Field | None:
        return next((field for field in self.fields if field.id == field_id), None)


@dataclass(frozen=True)
class Rules:
    """Everything that a form asks, in the author's order."""

    parts: tuple[Part, ...]

    def part(self, part_id: str) -> Part | None:
        return next((part for part in self.parts if part.id == part_id), None)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Rules:
        """Read an author's data (`form`, and `bank` if a field draws on it). `KeyError` or `ValueError` for a slip."""
        bank = data.get("bank", {})
        parts = tuple(
            Part(
                row["id"], row["title"], tuple(Field.from_json(field, bank) for field in row["fields"]),
                row.get("help", ""), Repeat.from_json(row["rows"]) if "rows" in row else None,
            )
            for row in data["form"]["parts"]
        )
        rules = cls(parts)
        for part in parts:
            known = {field.id for field in part.fields}
            if part.rows and not set(part.rows.label) <= known:
                raise ValueError(f"rows of {part.id!r} are named after fields that form.json lacks")
            for field in part.fields:
                other = rules.part(field.rows_from) if field.rows_from else None
                if field.rows_from and (other is None or other.rows is None):
                    raise ValueError(f"the field {field.id!r} draws on {field.rows_from!r}, which has no rows")
        return rules
