"""« Êtes-vous prêts à lancer ? »: the booklet's seven points, each derived from the campaign itself, never ticked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.domain.audience import Audiences, Role
from autograder.domain.budget import Budget
from autograder.domain.editorial_calendar import Calendar
from autograder.domain.french import day, listing, money, typeset
from autograder.domain.kit import Kit
from autograder.domain.message import Message
from autograder.domain.objective import MOST_OBJECTIVES, Objectives
from autograder.domain.rows import Row
from autograder.domain.timeline import Timeline

LONGEST_SILENCE = 7
"""Empty days in a row that a campaign still bears: a rule of thumb of ours for a rhythm that stays regular."""
FEWEST_CHANNELS = 2
FEWEST_FORMATS = 3


@dataclass(frozen=True)
class Campaign:
    """Everything prepared before the launch; what is not there yet is empty."""

    objectives: Objectives = field(default_factory=Objectives)
    audiences: Audiences = field(default_factory=Audiences)
    messages: tuple[Message, ...] = ()
    budget: Budget = field(default_factory=Budget)
    timeline: Timeline = field(default_factory=Timeline)
    calendar: Calendar = field(default_factory=Calendar)
    kit: Kit = field(default_factory=Kit)

    @classmethod
    def from_json(cls, data: object) -> Campaign:
        row = Row.of(data, "une campagne")
        part = row.values.get
        return cls(
            Objectives.from_json(part("objectives", {})), Audiences.from_json(part("audiences", {})),
            row.items("messages", "les messages", Message.from_json), Budget.from_json(part("budget", {})),
            Timeline.from_json(part("timeline", {})), Calendar.from_json(part("calendar", {})),
            Kit.from_json(part("kit", {})),
        )

    def to_json(self) -> dict[str, object]:
        return {
            "objectives": self.objectives.to_json(), "audiences": self.audiences.to_json(),
            "messages": [message.to_json() for message in self.messages], "budget": self.budget.to_json(),
            "timeline": self.timeline.to_json(), "calendar": self.calendar.to_json(), "kit": self.kit.to_json(),
        }


@dataclass(frozen=True)
class Gap:
    """Something left to do: of which kind, for who compares, and in French, for who does it."""

    kind: str
    to_do: str


@dataclass(frozen=True)
class Point:
    """One of the seven: ready when nothing is left to do."""

    number: int
    title: str
    gaps: tuple[Gap, ...]

    @property
    def ready(self) -> bool:
        return not self.gaps

    @property
    def to_do(self) -> tuple[str, ...]:
        return tuple(gap.to_do for gap in self.gaps)

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(gap.kind for gap in self.gaps)

    def to_json(self) -> dict[str, object]:
        return {"number": self.number, "title": self.title, "ready": self.ready, "to_do": list(self.to_do)}


def checklist(campaign: Campaign) -> tuple[Point, ...]:
    """The seven points in the booklet's order, each with what is left to do, in French."""
    points: tuple[tuple[str, dict[str, Iterable[str]]], ...] = (
        ("Les objectifs et les cibles sont clairement identifiés", {
            "objectif": _objectives(campaign.objectives), "public": _audiences(campaign.audiences),
        }),
        ("Les messages sont clairs, documentés, adaptés aux cibles et aux canaux", {
            "forme": _forms(campaign.messages), "cible": _readers(campaign), "source": _sources(campaign.messages),
        }),
        ("Le budget est élaboré", {"postes": _lines(campaign.budget), "enveloppe": _envelope(campaign.budget)}),
        ("Le chronogramme est établi et partagé avec l'équipe", {
            "etapes": _phases(campaign.timeline), "responsable": _unassigned(campaign.timeline),
            "ordre": _order(campaign.timeline), "partage": _sharing(campaign.timeline),
        }),
        ("Le calendrier éditorial est cohérent et équilibré", {
            "rythme": _rhythm(campaign.calendar), "variete": _variety(campaign.calendar),
            "responsable": _unowned(campaign.calendar), "diese": _hashtags(campaign.calendar),
        }),
        ("La moitié des contenus est déjà produite", {"moitie": _half_produced(campaign.calendar)}),
        ("Le kit de mobilisation est prêt", {"piece": _kit(campaign.kit)}),
    )
    return tuple(
        Point(number, typeset(title), tuple(Gap(kind, typeset(said)) for kind, told in parts.items() for said in told))
        for number, (title, parts) in enumerate(points, start=1)
    )


def ready(campaign: Campaign) -> bool:
    return all(point.ready for point in checklist(campaign))


def _objectives(objectives: Objectives) -> Iterable[str]:
    if not objectives.objectives:
        yield "Écrivez un ou deux objectifs."
    if objectives.too_many():
        yield f"Gardez {MOST_OBJECTIVES} objectifs au plus : vous en avez {len(objectives.objectives)}."
    for objective in objectives.unfinished():
        missing = listing([part.french for part in objective.missing_parts()])
        yield f"Complétez l'objectif « {objective.text} » : il manque {missing}."
    for objective in objectives.standing_still():
        yield f"L'objectif « {objective.text} » vise la valeur de départ : que doit-il changer ?"


def _audiences(audiences: Audiences) -> Iterable[str]:
    if not audiences.at(Role.DIRECT) and not audiences.at(Role.DECIDER):
        yield "Dites à qui la campagne s'adresse : au moins une cible directe ou un décideur."
    for audience in audiences.out_of_reach():
        yield f"Trouvez un canal ou un relais pour atteindre « {audience.name} »."


def _forms(messages: tuple[Message, ...]) -> Iterable[str]:
    if not messages:
        yield "Écrivez les messages de la campagne."
    for message in messages:
        name = _named(message)
        if not message.fits_channel():
            yield f"Raccourcissez {name} : {message.length.over} signes de trop sur {message.channel.french}."
        if not message.fits_time():
            yield f"Adaptez {name} au temps de lecture visé ({message.time.french})."
        if not message.stands_alone():
            yield f"Faites que {name} se comprenne sans avoir lu les autres."
        if message.too_many_hashtags():
            yield f"Gardez trois hashtags au plus dans {name}."


def _readers(campaign: Campaign) -> Iterable[str]:
    known = {audience.id for audience in campaign.audiences.audiences}
    for message in campaign.messages:
        if message.audience not in known:
            yield f"Dites à quelle cible s'adresse {_named(message)}."


def _sources(messages: tuple[Message, ...]) -> Iterable[str]:
    for message in messages:
        if not message.source:
            yield f"Indiquez sur quoi s'appuie {_named(message)} : étude, texte, témoignage."


def _lines(budget: Budget) -> Iterable[str]:
    if not budget.lines:
        yield "Chiffrez les dépenses, poste par poste."
        return
    for heading in budget.forgotten_headings():
        yield f"Vérifiez la famille « {heading.french} » : aucune ligne ne la prévoit."
    for line in budget.empty_lines():
        yield f"Donnez une quantité à la ligne « {line.label} »."


def _envelope(budget: Budget) -> Iterable[str]:
    if not budget.lines:
        return
    if budget.envelope is None:
        yield "Indiquez l'enveloppe dont vous disposez."
    elif not budget.fits():
        yield f"Le budget dépasse l'enveloppe de {money(budget.total - budget.envelope)}."


def _phases(timeline: Timeline) -> Iterable[str]:
    if not timeline.activities:
        yield "Listez les activités, leurs dates et qui s'en charge."
        return
    if phases := timeline.missing_phases():
        yield f"Prévoyez des activités pour {listing([phase.french for phase in phases])}."
    if timeline.launch is None:
        yield "Fixez la date du lancement."


def _unassigned(timeline: Timeline) -> Iterable[str]:
    for activity in timeline.unassigned():
        yield f"Confiez « {activity.name} » à quelqu'un."


def _order(timeline: Timeline) -> Iterable[str]:
    for group in timeline.cycles():
        yield f"Ces activités s'attendent l'une l'autre : {listing([activity.name for activity in group])}."
    if not timeline.cycles():
        for activity, before in timeline.early_starts():
            yield f"« {activity.name} » commence avant la fin de « {before.name} »."
    for milestone, activity in timeline.missed_milestones():
        yield f"Le jalon « {milestone.name} » tombe avant la fin de « {activity.name} »."


def _sharing(timeline: Timeline) -> Iterable[str]:
    if untold := timeline.not_told():
        yield f"Partagez le chronogramme avec {listing(list(untold))}."


def _rhythm(calendar: Calendar) -> Iterable[str]:
    if not calendar.slots:
        yield "Placez les publications dans le calendrier."
        return
    gap = calendar.longest_gap()
    if gap is not None and gap.days > LONGEST_SILENCE:
        yield f"Comblez le silence de {gap.days} jours entre le {day(gap.before)} et le {day(gap.after)}."
    for (when, channel), slots in calendar.overloads().items():
        yield f"Allégez le {day(when)} : {len(slots)} publications sur {channel.french}."


def _variety(calendar: Calendar) -> Iterable[str]:
    if not calendar.slots:
        return
    if len(calendar.channel_shares()) < FEWEST_CHANNELS:
        yield "Occupez au moins deux canaux."
    if len(calendar.format_shares()) < FEWEST_FORMATS:
        yield "Variez les formats : il en faut au moins trois."
    if calendar.local_language_share() == 0:
        yield "Prévoyez des contenus en langues locales."


def _unowned(calendar: Calendar) -> Iterable[str]:
    if unowned := len(calendar.unowned()):
        yield f"Confiez chaque publication à quelqu'un : {unowned} n'ont pas de responsable."


def _hashtags(calendar: Calendar) -> Iterable[str]:
    for hashtag in calendar.hashtag_faults():
        yield f"Revoyez le hashtag {hashtag.text} : {hashtag.faults()[0].french}."
    if crowded := len(calendar.crowded_slots()):
        yield f"Gardez trois hashtags au plus par publication : {crowded} en ont davantage."


def _half_produced(calendar: Calendar) -> Iterable[str]:
    if not calendar.slots:
        yield "Produisez au moins la moitié des contenus : le calendrier est encore vide."
    elif not calendar.half_ready():
        produced = sum(slot.state.produced for slot in calendar.slots)
        plural = "s" if produced > 1 else ""
        yield f"Produisez au moins la moitié des contenus : {produced} prêt{plural} sur {len(calendar.slots)}."


def _kit(kit: Kit) -> Iterable[str]:
    if missing := kit.missing_parts():
        yield f"Ajoutez au kit : {listing([part.french for part in missing])}."
    for channel in kit.channels_without_message():
        yield f"Écrivez un message type pour {channel.french}."
    for message in kit.too_long_messages():
        yield f"Raccourcissez le message type « {_short(message.text)} » pour {message.channel.french}."
    for hashtag in kit.unusable_hashtags():
        yield f"Corrigez le hashtag {hashtag.text} : {hashtag.faults()[0].french}."
    for content in kit.contents_nowhere():
        yield f"Ajoutez le lien ou le fichier de « {content.title} »."


def _named(message: Message) -> str:
    return f"le message « {_short(message.text)} »"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39].rstrip()}…"
