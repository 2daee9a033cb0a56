"""Reading JSON made by people or programs: every wrong shape gets one French sentence, never a traceback."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from autograder.domain.errors import InvalidData

MAX_ITEMS = 500
MAX_TEXT = 500
HIGHEST = 10**15
YEARS = range(1990, 2101)
"""A campaign's years: a slip of the pen (0202, 20211) would stretch every week and month in between."""

Read = TypeVar("Read")
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Row:
    """One JSON object, and what it is in French with its article (« une activité »), for the sentences."""

    values: Mapping[str, object]
    what: str

    @classmethod
    def of(cls, data: object, what: str) -> Row:
        if not isinstance(data, dict):
            raise InvalidData(f"Ces données n'ont pas la forme attendue pour {what}.", data)
        return cls(data, what)

    def text(self, key: str, said: str, *, needed: bool = False, limit: int = MAX_TEXT) -> str:
        """A text on one line, stripped; empty when absent, unless `needed`. `said` is its French name."""
        return " ".join(self.prose(key, said, needed=needed, limit=limit).split())

    def prose(self, key: str, said: str, *, needed: bool = False, limit: int = 20_000) -> str:
        """A text kept with its line breaks."""
        value = self.values.get(key)
        if value is None:
            value = ""
        if not isinstance(value, str):
            raise self._refusal(f"{said} doit être un texte", value)
        if needed and not value.strip():
            raise self._refusal(f"{said} est vide", value)
        if len(value) > limit:
            raise self._refusal(f"{said} dépasse {limit} caractères", len(value))
        return value

    def real(self, key: str, said: str) -> float | None:
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not -HIGHEST <= value <= HIGHEST:
            raise self._refusal(f"{said} doit être un nombre", value)
        return value

    def whole(self, key: str, said: str) -> int | None:
        """A count: whole and not negative."""
        value = self.real(key, said)
        if value is None:
            return None
        if value != int(value) or value < 0:
            raise self._refusal(f"{said} doit être un nombre entier, zéro ou plus", value)
        return int(value)

    def day(self, key: str, said: str) -> date | None:
        value = self.values.get(key)
        if value is None or value == "":
            return None
        try:
            found = date.fromisoformat(str(value))
        except ValueError:
            raise self._refusal(f"{said} n'est pas une date (année-mois-jour, comme 2021-03-14)", value) from None
        if found.year not in YEARS:
            raise self._refusal(f"{said} porte une année invraisemblable ({found.year})", value)
        return found

    def hour(self, key: str, said: str) -> time | None:
        value = self.values.get(key)
        if value is None or value == "":
            return None
        try:
            return time.fromisoformat(str(value)).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError:
            raise self._refusal(f"{said} n'est pas une heure (comme 18:30)", value) from None

    def flag(self, key: str, said: str) -> bool | None:
        value = self.values.get(key)
        if value is None or isinstance(value, bool):
            return value
        raise self._refusal(f"{said} se dit par oui ou non", value)

    def choice(self, key: str, said: str, among: type[Choice]) -> Choice:
        found = self.optional_choice(key, said, among)
        if found is None:
            raise self._refusal(f"{said} manque", None)
        return found

    def optional_choice(self, key: str, said: str, among: type[Choice]) -> Choice | None:
        value = self.values.get(key)
        if value is None or value == "":
            return None
        return self._one_of(value, said, among)

    def choices(self, key: str, said: str, among: type[Choice]) -> tuple[Choice, ...]:
        return tuple(self._one_of(value, said, among) for value in self._list(key, said))

    def texts(self, key: str, said: str, *, limit: int = MAX_TEXT) -> tuple[str, ...]:
        found = []
        for value in self._list(key, said):
            if not isinstance(value, str) or len(value) > limit:
                raise self._refusal(f"{said} : un texte de {limit} caractères au plus est attendu", value)
            found.append(" ".join(value.split()))
        return tuple(found)

    def items(self, key: str, said: str, read: Callable[[object], Read]) -> tuple[Read, ...]:
        return tuple(read(value) for value in self._list(key, said))

    def _list(self, key: str, said: str) -> list[object]:
        values = self.values.get(key, [])
        if not isinstance(values, list):
            raise self._refusal(f"{said} : une liste est attendue", values)
        if len(values) > MAX_ITEMS:
            raise self._refusal(f"{said} : {MAX_ITEMS} lignes au plus", len(values))
        return values

    def _one_of(self, value: object, said: str, among: type[Choice]) -> Choice:
        try:
            return among(str(value))
        except ValueError:
            raise self._refusal(f"{said} « {str(value)[:40]} » n'existe pas dans la liste", value) from None

    def _refusal(self, problem: str, value: object) -> InvalidData:
        return InvalidData(f"Dans {self.what}, {problem}.", value)


def distinct(ids: list[str], what: str) -> None:
    """Refuse two things under one id: no question asked of them would have one answer. `what`: « deux activités »."""
    if len(set(ids)) != len(ids):
        raise InvalidData(f"Il y a {what} sous le même identifiant : un identifiant ne sert qu'une fois.", ids)


def iso(when: date | time | None) -> str | None:
    if isinstance(when, time):
        return when.isoformat("minutes")
    return when.isoformat() if when is not None else None
