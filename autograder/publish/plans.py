"""The simulated campaigns' budget, timeline and calendar, read from `datasets/` into the domain's objects."""

from __future__ import annotations

import csv
from datetime import date, time
from pathlib import Path
from typing import TypeVar

from autograder.domain.budget import Budget, Heading, Line, Post
from autograder.domain.channel import Channel, Language
from autograder.domain.editorial_calendar import Calendar
from autograder.domain.slot import Format, Slot, State
from autograder.domain.spoken import Spoken
from autograder.domain.timeline import Activity, Phase, Timeline

Word = TypeVar("Word", bound=Spoken)

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
# The tables name the family of a line, not its post: any post of the family will do for totals and shares.
ANY_POST = {heading: next(post for post in Post if post.heading is heading) for heading in Heading}


def table(campaign: str, name: str) -> Path:
    return DATASETS / campaign / "propre" / f"{name}.csv"


def budget(campaign: str) -> Budget:
    return Budget(tuple(
        Line(ANY_POST[_said(Heading, row["categorie"])], row["libelle"], float(row["quantite"]),
             int(row["prix_unitaire_fcfa"]), row["unite"])
        for row in _rows(campaign, "budget")
    ))


def timeline(campaign: str) -> Timeline:
    """The launch is the activity of that name; people it was shared with are not in the table."""
    activities = tuple(
        Activity(row["id"], row["activite"], _said(Phase, row["etape"]), date.fromisoformat(row["debut"]),
                 date.fromisoformat(row["fin"]), row["responsable"], tuple(filter(None, row["depend_de"].split(","))))
        for row in _rows(campaign, "chronogramme")
    )
    launch = next((activity.start for activity in activities if activity.name == "Lancement"), None)
    return Timeline(activities, launch=launch)


def calendar(campaign: str) -> Calendar:
    """The calendar as planned on the eve of the launch."""
    slots = tuple(
        Slot(date.fromisoformat(row["date"]), _said(Channel, row["canal"]), _said(Format, row["format"]),
             time.fromisoformat(row["heure"]) if row["heure"] else None, row["message"],
             _said(Language, row["langue"]) if row["langue"] else None, row["audience"],
             tuple(row["hashtags"].split()), row["responsable"], _said(State, row["etat"]))
        for row in _rows(campaign, "calendrier_prevu")
    )
    return Calendar(slots, launch=timeline(campaign).launch)


def _rows(campaign: str, name: str) -> list[dict[str, str]]:
    with table(campaign, name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _said(kind: type[Word], french: str) -> Word:
    """The member of an enumeration that says this word; the tables write them as people read them."""
    return next(word for word in kind if word.french.casefold() == french.casefold())
