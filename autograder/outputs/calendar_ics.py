"""The editorial calendar as .ics, for the diary of a phone. Mali keeps UTC all year: its hour is the UTC hour."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar as Diary
from icalendar import Event

from autograder.domain.editorial_calendar import Calendar
from autograder.domain.french import typeset
from autograder.domain.slot import Slot, State

PUBLISHING = timedelta(minutes=15)
_SHORT = 60


def write_ics(calendar: Calendar, *, name: str, stamp: datetime) -> bytes:
    """One event for each slot, all day when it has no hour; the launch as well. `stamp`: when the file is made.

    An event keeps its identity when its date moves, so that reading the file again moves it and makes no double.
    """
    diary = Diary()
    diary.add("prodid", "-//Citoyennete numerique//Calendrier editorial//FR")
    diary.add("version", "2.0")
    diary.add("method", "PUBLISH")
    diary.add("x-wr-calname", name)
    seen: Counter[str] = Counter()
    for slot in calendar.in_order():
        identity = "|".join([name, slot.channel, slot.format, slot.message])
        seen[identity] += 1
        diary.add_component(_event(slot, f"{identity}|{seen[identity]}", stamp))
    if calendar.launch is not None:
        launch = Event()
        launch.add("uid", _uid(f"{name}|lancement"))
        launch.add("dtstamp", stamp.astimezone(UTC))
        launch.add("dtstart", calendar.launch)
        launch.add("summary", typeset(f"Lancement : {name}"))
        diary.add_component(launch)
    return bytes(diary.to_ical())


def _event(slot: Slot, identity: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", _uid(identity))
    event.add("dtstamp", stamp.astimezone(UTC))
    if slot.hour is None:
        event.add("dtstart", slot.day)
    else:
        event.add("dtstart", datetime.combine(slot.day, slot.hour, UTC))
        event.add("duration", PUBLISHING)
    event.add("summary", _summary(slot))
    event.add("description", _description(slot))
    event.add("categories", [slot.channel.french])
    event.add("status", "TENTATIVE" if slot.state is State.IDEA else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _summary(slot: Slot) -> str:
    line = " ".join(slot.message.split())
    short = line if len(line) <= _SHORT else f"{line[:_SHORT - 1].rstrip()}…"
    return f"{slot.channel.french} · {short or slot.format.french}"


def _description(slot: Slot) -> str:
    said = {
        "Format": slot.format.french, "Langue": slot.language.french if slot.language else "", "Cible": slot.audience,
        "Hashtags": " ".join(slot.hashtags), "Responsable": slot.owner, "État": slot.state.french,
    }
    facts = [f"{typeset(f'{label} :')} {value}" for label, value in said.items() if value]
    return "\n".join(filter(None, [slot.message.strip(), *facts]))


def _uid(identity: str) -> str:
    return f"{uuid5(NAMESPACE_URL, identity)}@citoyennete-numerique"
