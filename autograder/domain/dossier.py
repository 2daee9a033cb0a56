"""What a campaign puts on the table for each of the seven points: facts to judge, without the judgement."""

from __future__ import annotations

from autograder.domain.audience import Audiences
from autograder.domain.budget import Budget
from autograder.domain.editorial_calendar import Calendar
from autograder.domain.french import counted, day, listing, money, number, typeset
from autograder.domain.launch_checklist import Campaign
from autograder.domain.message import Message
from autograder.domain.objective import Objective
from autograder.domain.timeline import Timeline


def on_the_table(campaign: Campaign) -> tuple[str, ...]:
    """One text for each of the first six points, in the booklet's order, empty where nothing is there yet.

    The seventh is the kit: who writes it has it before her eyes.
    """
    aims = [*map(_objective, campaign.objectives.objectives), _audiences(campaign.audiences)]
    facts = (
        " ".join(filter(None, aims)), _messages(campaign.messages), _budget(campaign.budget),
        _timeline(campaign.timeline), _calendar(campaign.calendar), _ready(campaign.calendar),
    )
    return tuple(map(typeset, facts))


def _objective(objective: Objective) -> str:
    figures = [
        f"départ : {number(objective.baseline) if objective.baseline is not None else '–'}",
        f"visée : {number(objective.target) if objective.target is not None else '–'}",
        f"pour le {day(objective.deadline)}" if objective.deadline else "sans date",
    ]
    return f"« {objective.text or '…'} » ({', '.join(figures)})."


def _audiences(audiences: Audiences) -> str:
    said = []
    for audience in audiences.audiences:
        channels = listing([channel.french for channel in audience.channels]) or "aucun canal"
        said.append(f"{audience.name} ({audience.role.french} ; {channels})")
    return f"Publics : {'. '.join(said)}." if said else ""


def _messages(messages: tuple[Message, ...]) -> str:
    if not messages:
        return ""
    said = [f"{one.time.french}, {one.channel.french} : {counted(one.length.count, 'signe')}" for one in messages]
    sources = listing(list(dict.fromkeys(message.source for message in messages if message.source))) or "aucun"
    return f"{counted(len(messages), 'message').capitalize()} : {' ; '.join(said)}. Le fait : {sources}."


def _budget(budget: Budget) -> str:
    if not budget.lines:
        return ""
    envelope = money(budget.envelope) if budget.envelope is not None else "–"
    return f"{counted(len(budget.lines), 'ligne').capitalize()}. Total : {money(budget.total)}. Enveloppe : {envelope}."


def _timeline(timeline: Timeline) -> str:
    if not timeline.activities:
        return ""
    first, last = min(one.start for one in timeline.activities), max(one.end for one in timeline.activities)
    named = len(timeline.activities) - len(timeline.unassigned())
    told = listing(list(timeline.shared_with)) or "personne"
    return (
        f"{counted(len(timeline.activities), 'activité').capitalize()}, du {day(first)} au {day(last)} ; "
        f"{named} avec un nom. Donné à : {told}."
    )


def _calendar(calendar: Calendar) -> str:
    if not calendar.slots:
        return ""
    days = [slot.day for slot in calendar.slots]
    channels = [channel.french for channel in calendar.channel_shares()]
    formats = [format_.french for format_ in calendar.format_shares()]
    gap = calendar.longest_gap()
    local = sum(bool(slot.language and slot.language.local) for slot in calendar.slots)
    return (
        f"{counted(len(days), 'publication').capitalize()}, du {day(min(days))} au {day(max(days))}. "
        f"Canaux : {listing(channels)}. Formats : {listing(formats)}. En langue locale : {local}. "
        f"Avec un nom : {len(days) - len(calendar.unowned())}. Plus long silence : {gap.days if gap else 0} j."
    )


def _ready(calendar: Calendar) -> str:
    if not calendar.slots:
        return ""
    return f"Contenus prêts : {sum(slot.state.produced for slot in calendar.slots)} sur {len(calendar.slots)}."
