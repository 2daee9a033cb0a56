"""The editorial calendar as a table of French columns, shared by the .xlsx and the .csv."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import TypeVar

from autograder.domain.channel import Channel, Language
from autograder.domain.editorial_calendar import MAX_SLOTS, Calendar
from autograder.domain.errors import InvalidData
from autograder.domain.rows import YEARS
from autograder.domain.slot import Format, Slot, State
from autograder.domain.spoken import Spoken

Word = TypeVar("Word", bound=Spoken)
Cell = str | date | time | float | None

COLUMNS = ("Date", "Heure", "Canal", "Format", "Message", "Langue", "Cible", "Hashtags", "Responsable", "État")
NEEDED = ("Date", "Canal", "Format")
ALSO_CALLED = {
    "jour": "Date", "date de publication": "Date", "horaire": "Heure", "plateforme": "Canal", "reseau": "Canal",
    "reseau social": "Canal", "type": "Format", "type de contenu": "Format", "texte": "Message", "contenu": "Message",
    "public": "Cible", "audience": "Cible", "hashtag": "Hashtags", "mots-diese": "Hashtags", "qui": "Responsable",
    "statut": "État",
}
SYNONYMS = {"twitter": Channel.X, "x (twitter)": Channel.X, "radio": Channel.RADIO, "terrain": Channel.FIELD,
            "site": Channel.BLOG, "affiche": Format.IMAGE, "photo": Format.IMAGE, "podcast": Format.AUDIO}


def rows(calendar: Calendar) -> Iterator[tuple[Cell, ...]]:
    """One row for each slot, in the order of the calendar's dates, under `COLUMNS`."""
    for slot in calendar.in_order():
        yield (
            slot.day, slot.hour, slot.channel.french, slot.format.french, slot.message,
            slot.language.french if slot.language else None, slot.audience, " ".join(slot.hashtags), slot.owner,
            slot.state.french,
        )


def read(table: Iterable[Sequence[Cell]]) -> tuple[Slot, ...]:
    """Slots of a table whose first full row is a header. Columns may be in any order, others are left aside.

    Raises `InvalidData`, with the row's number as a spreadsheet shows it.
    """
    places: dict[str, int] | None = None
    slots: list[Slot] = []
    for number, row in enumerate(table, start=1):
        if not any(_said(cell) for cell in row):
            continue
        if places is None:
            places = _header(row)
            continue
        if len(slots) >= MAX_SLOTS:
            raise InvalidData(f"Le calendrier est trop long : {MAX_SLOTS} lignes au plus.", number)
        slots.append(_slot({name: row[place] for name, place in places.items() if place < len(row)}, number))
    if places is None:
        raise InvalidData("Ce calendrier est vide : la première ligne doit nommer les colonnes.", None)
    return tuple(slots)


def _header(row: Sequence[Cell]) -> dict[str, int]:
    known = {_plain(name): name for name in COLUMNS} | ALSO_CALLED
    places: dict[str, int] = {}
    for place, cell in enumerate(row):
        name = known.get(_plain(_said(cell)))
        if name is not None:
            places.setdefault(name, place)
    if missing := [name for name in NEEDED if name not in places]:
        raise InvalidData(f"Il manque à ce calendrier la colonne « {missing[0]} ».", list(row))
    return places


def _slot(cells: Mapping[str, Cell], number: int) -> Slot:
    day = _day(cells.get("Date"), number)
    hashtags = tuple(re.split(r"[\s,;]+", _said(cells.get("Hashtags")))) if _said(cells.get("Hashtags")) else ()
    return Slot(
        day, _word(cells.get("Canal"), Channel, "le canal", number),
        _word(cells.get("Format"), Format, "le format", number), _hour(cells.get("Heure"), number),
        _text(cells.get("Message")),
        _word(cells.get("Langue"), Language, "la langue", number) if _said(cells.get("Langue")) else None,
        _said(cells.get("Cible")), tuple(filter(None, hashtags)), _said(cells.get("Responsable")),
        _word(cells.get("État"), State, "l'état", number) if _said(cells.get("État")) else State.IDEA,
    )


def _day(cell: Cell, number: int) -> date:
    text = _said(cell)
    found = cell.date() if isinstance(cell, datetime) else cell if isinstance(cell, date) else _typed_day(text)
    if found is not None and found.year in YEARS:
        return found
    raise _refusal(number, f"« {text} » n'est pas une date (comme 14/03/2021)" if text else "la date manque", cell)


def _typed_day(text: str) -> date | None:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    return None


def _hour(cell: Cell, number: int) -> time | None:
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    text = _said(cell)
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?(?::\d{2})?", text.lower())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise _refusal(number, f"« {text} » n'est pas une heure (comme 18:30 ou 18h30)", cell)
    return time(int(found[1]), int(found[2] or 0))


def _word(cell: Cell, among: type[Word], said: str, number: int) -> Word:
    text = _plain(_said(cell))
    for member in among:
        if text in (_plain(member.french), _plain(str(member))):
            return member
    other = SYNONYMS.get(text)
    if isinstance(other, among):
        return other
    if not text:
        raise _refusal(number, f"{said} manque", cell)
    raise _refusal(number, f"{said} « {_said(cell)[:40]} » n'est pas dans la liste", cell)


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else _said(cell)


def _said(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(sign for sign in bare if not unicodedata.combining(sign)).split())


def _refusal(number: int, problem: str, value: object) -> InvalidData:
    return InvalidData(f"Ligne {number} du calendrier : {problem}.", value)
