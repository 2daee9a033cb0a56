"""A filled-in form: single answers and rows, read against what the form asks, and asked for by type.

What a learner may well type is kept, even when it cannot be read as a number or a date (`unreadable` says so); only
what no page can have made is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from autograder.domain import french
from autograder.domain.errors import InvalidData
from autograder.domain.form_rules import Field, Kind, Part, Rules
from autograder.domain.rows import HIGHEST
from autograder.domain.typed import read_date, read_number, read_time

LONGEST_ID = 40
UNNAMED = "sans nom"
NOT_A_FORM = "La réponse n'a pas la forme d'une fiche à remplir."

Among = TypeVar("Among", bound=StrEnum)


@dataclass(frozen=True)
class Record:
    """The values of one part, or of one of its rows (`id` is then the row's). What is not filled in is absent."""

    part: Part
    values: Mapping[str, object] = field(default_factory=dict)
    id: str = ""
    _names: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def __bool__(self) -> bool:
        return bool(self.values)

    def has(self, *field_ids: str) -> bool:
        """True when all of these fields hold something."""
        return all(field_id in self.values for field_id in field_ids)

    def text(self, field_id: str) -> str:
        """What was written, on one line and stripped; empty when nothing was."""
        return " ".join(self.prose(field_id).split())

    def prose(self, field_id: str) -> str:
        """What was written, with its line breaks."""
        value = self.values.get(self._asked(field_id).id)
        if isinstance(value, int | float):
            return french.number(value)
        return value.strip() if isinstance(value, str) else ""

    def number(self, field_id: str) -> float | None:
        """None when nothing is there, or no number."""
        value = self.values.get(self._asked(field_id).id)
        return read_number(value) if isinstance(value, str) else value if isinstance(value, int | float) else None

    def date(self, field_id: str) -> date | None:
        return read_date(self.prose(field_id))

    def time(self, field_id: str) -> time | None:
        return read_time(self.prose(field_id))

    def choice(self, field_id: str) -> str:
        """The option's id; empty when nothing is chosen."""
        value = self.values.get(self._asked(field_id).id)
        return value if isinstance(value, str) else ""

    def choices(self, field_id: str) -> tuple[str, ...]:
        value = self.values.get(self._asked(field_id).id)
        return tuple(map(str, value)) if isinstance(value, list) else ()

    def one_of(self, field_id: str, among: type[Among]) -> Among | None:
        """A choice whose options are a list of the domain (`Post`, `Channel`…)."""
        value = self.choice(field_id)
        return among(value) if value else None

    def some_of(self, field_id: str, among: type[Among]) -> tuple[Among, ...]:
        return tuple(map(among, self.choices(field_id)))

    def unreadable(self) -> tuple[Field, ...]:
        """Fields where something was typed that is no number, date or time."""
        readers: dict[Kind, Callable[[str], object]] = {
            Kind.NUMBER: self.number, Kind.DATE: self.date, Kind.TIME: self.time,
        }
        return tuple(
            asked for asked in self.part.fields
            if asked.kind in readers and asked.id in self.values and readers[asked.kind](asked.id) is None
        )

    def empty_fields(self) -> tuple[Field, ...]:
        return tuple(asked for asked in self.part.fields if asked.id not in self.values)

    @property
    def name(self) -> str:
        """How a person knows a row: the values of the fields that name it."""
        label = self.part.rows.label if self.part.rows else ()
        return ", ".join(filter(None, map(self.said, label)))

    def said(self, field_id: str) -> str:
        """A value in French: the option's title, `1 250 000 F CFA`, `14 mars 2021`; as typed when it cannot be read."""
        asked = self._asked(field_id)
        match asked.kind:
            case Kind.CHOICE:
                return self._title(asked, self.choice(field_id))
            case Kind.CHOICES:
                titles = [self._title(asked, option_id) for option_id in self.choices(field_id)]
                return " ".join(titles) if any(title.endswith(".") for title in titles) else french.listing(titles)
            case Kind.NUMBER if (value := self.number(field_id)) is not None:
                return " ".join(filter(None, (french.number(value), asked.unit)))
            case Kind.DATE if (day := self.date(field_id)) is not None:
                return french.day(day)
            case Kind.LONG:
                return self.prose(field_id)
        return self.text(field_id)

    def _title(self, asked: Field, option_id: str) -> str:
        option = asked.option(option_id)
        return option.title if option else self._names.get(asked.rows_from, {}).get(option_id, "")

    def _asked(self, field_id: str) -> Field:
        asked = self.part.field(field_id)
        if asked is None:
            raise KeyError(f"the part {self.part.id!r} of form.json has no field {field_id!r}")
        return asked


@dataclass(frozen=True)
class Form:
    """A learner's sheet. `records` holds the single parts, `lists` the rows of the others, by part id."""

    rules: Rules
    records: Mapping[str, Record] = field(default_factory=dict)
    lists: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)

    def record(self, part_id: str) -> Record:
        """A part filled in once; without any value when she has not begun it."""
        return self.records.get(part_id) or Record(self._part(part_id))

    def rows(self, part_id: str) -> tuple[Record, ...]:
        """The rows of a part that say something: an empty row is one that was opened and left."""
        return tuple(row for row in self.lists.get(self._part(part_id).id, ()) if row)

    def row(self, part_id: str, row_id: str) -> Record | None:
        return next((row for row in self.rows(part_id) if row.id == row_id), None)

    def unreadable(self) -> tuple[tuple[Record, Field], ...]:
        """Everywhere that something was typed which is no number, date or time."""
        held = [*self.records.values(), *(row for rows in self.lists.values() for row in rows)]
        return tuple((record, asked) for record in held for asked in record.unreadable())

    def begun(self) -> bool:
        return any(self.records.values()) or any(map(any, self.lists.values()))

    def without(self, *part_ids: str) -> Form:
        """The same sheet less some of its parts."""
        kept = tuple(part for part in self.rules.parts if part.id not in part_ids)
        return replace(self, rules=replace(self.rules, parts=kept))

    def measure(self) -> str:
        """How far it is, in a few words: « 3 champs remplis sur 8, 5 dépenses »."""
        single = [part for part in self.rules.parts if part.rows is None]
        asked = sum(len(part.fields) for part in single)
        filled = sum(len(self.record(part.id).values) for part in single)
        said = [f"{filled} champ{'s' * (filled > 1)} rempli{'s' * (filled > 1)} sur {asked}"] if asked else []
        for part in self.rules.parts:
            if part.rows:
                count = len(self.rows(part.id))
                said.append(f"{count} {part.rows.many if count > 1 else part.rows.one}")
        return ", ".join(said)

    def describe(self) -> str:
        """The sheet as text: each part that holds something, with its answers or its rows."""
        lines = []
        for part in self.rules.parts:
            records = self.rows(part.id) if part.rows else filter(None, [self.record(part.id)])
            told = [_told(record) if part.rows else "\n".join(_lines(record)) for record in records]
            lines += [f"{part.title} :", *told] if told else []
        return "\n".join(lines)

    @classmethod
    def from_json(cls, data: object, rules: Rules) -> Form:
        """Read the answer of the page or of the notebook. Raises `InvalidData` with a French sentence."""
        parts = data.get("parts") if isinstance(data, dict) else None
        if not isinstance(parts, dict):
            raise InvalidData(NOT_A_FORM, data)
        if unknown := [name for name in parts if rules.part(name) is None]:
            raise InvalidData("La fiche contient une partie que l'exercice ne demande pas.", unknown[0])
        ids = {part.id: _row_ids(part, parts.get(part.id, [])) for part in rules.parts if part.rows}
        records, lists = {}, {}
        for part in rules.parts:
            if part.id in parts and part.rows is None:
                records[part.id] = Record(part, _values(part, parts[part.id], ids))
            elif part.id in parts:
                lists[part.id] = tuple(Record(part, _values(part, row, ids), row["id"]) for row in parts[part.id])
        names = {part_id: {row.id: row.name or UNNAMED for row in rows} for part_id, rows in lists.items()}
        return cls(
            rules, {part_id: replace(record, _names=names) for part_id, record in records.items()},
            {part_id: tuple(replace(row, _names=names) for row in rows) for part_id, rows in lists.items()},
        )

    def to_json(self) -> dict[str, object]:
        parts: dict[str, object] = {}
        for part in self.rules.parts:
            if part.id in self.records:
                parts[part.id] = dict(self.records[part.id].values)
            elif part.id in self.lists:
                parts[part.id] = [{"id": row.id, **row.values} for row in self.lists[part.id]]
        return {"parts": parts}

    def _part(self, part_id: str) -> Part:
        part = self.rules.part(part_id)
        if part is None:
            raise KeyError(f"form.json has no part {part_id!r}")
        return part


def _told(row: Record) -> str:
    return "– " + " ; ".join(_lines(row))


def _lines(record: Record) -> list[str]:
    held = [asked for asked in record.part.fields if asked.id in record.values]
    return [f"{asked.label.rstrip('? ' + french.NARROW)} : {record.said(asked.id)}" for asked in held]


def _row_ids(part: Part, rows: object) -> frozenset[str]:
    assert part.rows is not None
    if not isinstance(rows, list):
        raise InvalidData(f"Dans « {part.title} », une liste de lignes est attendue.", rows)
    if len(rows) > part.rows.most:
        raise InvalidData(f"Dans « {part.title} », il y a trop de lignes : {part.rows.most} au plus.", len(rows))
    ids = [row.get("id") if isinstance(row, dict) else None for row in rows]
    known = [id_ for id_ in ids if isinstance(id_, str) and 0 < len(id_) <= LONGEST_ID]
    if len(set(known)) != len(ids):
        raise InvalidData(f"Dans « {part.title} », chaque ligne a un identifiant, et il ne sert qu'une fois.", rows)
    return frozenset(known)


def _values(part: Part, row: object, ids: Mapping[str, frozenset[str]]) -> dict[str, object]:
    if not isinstance(row, dict):
        raise InvalidData(f"Dans « {part.title} », des réponses à des questions sont attendues.", row)
    found = {}
    for name, value in row.items():
        if name == "id" and part.rows:
            continue
        asked = part.field(name)
        if asked is None:
            raise InvalidData(f"Dans « {part.title} », une réponse ne va avec aucune question.", name)
        if not _empty(value):
            found[name] = _value(asked, value, ids.get(asked.rows_from, frozenset()))
    return found


def _empty(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _value(asked: Field, value: object, row_ids: frozenset[str]) -> object:
    match asked.kind, value:
        case Kind.NUMBER, int() | float() if not isinstance(value, bool) and -HIGHEST <= value <= HIGHEST:
            return value
        case (Kind.TEXT | Kind.LONG | Kind.NUMBER | Kind.DATE | Kind.TIME), str():
            if len(value) > asked.longest:
                raise InvalidData(f"« {asked.label} » : {asked.longest} caractères au plus.", len(value))
            return value
        case Kind.CHOICE, str() if asked.option(value) or value in row_ids:
            return value
        case Kind.CHOICES, list() if all(isinstance(one, str) for one in value):
            if len(set(value)) == len(value) and all(asked.option(one) or one in row_ids for one in value):
                return value
    raise InvalidData(f"« {asked.label} » : cette réponse n'est pas de celles que l'on peut donner.", value)

