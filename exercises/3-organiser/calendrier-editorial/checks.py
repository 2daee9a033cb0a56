"""Criteria of « Calendrier éditorial » (booklet 3.1): rhythm, balance, local languages, the dates of the world."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from autograder.checks import Verdict, check, missed, reached, share
from autograder.domain.channel import Channel, Language
from autograder.domain.editorial_calendar import Calendar
from autograder.domain.figure import Figure, Unknown
from autograder.domain.form import Form
from autograder.domain.form_rules import Rules
from autograder.domain.french import counted, day, percent
from autograder.domain.known_dates import Effect, KnownDate
from autograder.domain.slot import Format, Slot, State

BLANK: dict = {"parts": {}}
WEEK = timedelta(days=7)
TOO_FEW = "Ajoutez d'abord des publications : une ligne remplie, puis copiée, va vite."


@dataclass(frozen=True)
class Line:
    """One slot and what the bank says of its content."""

    slot: Slot
    ready: date
    fits: frozenset[str]

    @property
    def name(self) -> str:
        return f"« {self.slot.message} », le {day(self.slot.day)},"


@dataclass(frozen=True)
class Season:
    """The eight weeks, their dates, and the lines that she placed within them."""

    form: Form
    lines: tuple[Line, ...]
    unplaced: int
    outside: tuple[Slot, ...]
    first: date
    last: date
    evening: time
    known: tuple[KnownDate, ...]

    @property
    def calendar(self) -> Calendar:
        return Calendar(tuple(line.slot for line in self.lines), self.first)

    @property
    def weeks(self) -> tuple[date, ...]:
        return tuple(self.first + WEEK * number for number in range(((self.last - self.first).days + 1) // 7))

    def during(self, effect: Effect) -> tuple[tuple[Slot, KnownDate], ...]:
        return self.calendar.clashes(when for when in self.known if when.effect is effect)

    @classmethod
    def of(cls, form: Form, data: Mapping) -> "Season":
        season, given = data["season"], data["contents"]
        names = {row["id"]: row["text"].rsplit(" (", 1)[0] for row in data["bank"]["statements"]}
        first, last = date.fromisoformat(season["first_day"]), date.fromisoformat(season["last_day"])
        lines, outside, unplaced = [], [], 0
        for row in form.rows("creneaux"):
            content, channel, when = row.choice("contenu"), row.one_of("canal", Channel), row.date("date")
            if not content or channel is None or when is None:
                unplaced += 1
                continue
            about = given["contents"][content]
            ready = date.fromisoformat(about["ready"])
            slot = Slot(
                when, channel, Format(about["format"]), row.time("heure"), names[content], Language(about["language"]),
                owner=row.said("qui"), state=State.READY if ready < first else State.IN_HAND,
            )
            if first <= when <= last:
                lines.append(Line(slot, ready, frozenset(given["fits"][about["format"]])))
            else:
                outside.append(slot)
        known = tuple(KnownDate.from_json(row) for row in season["known"])
        evening = time.fromisoformat(season["evening"])
        return cls(form, tuple(lines), unplaced, tuple(outside), first, last, evening, known)


def read(answer: object, data: dict, key: dict) -> dict:
    return {"season": Season.of(Form.from_json(answer, Rules.from_json(data)), data), "key": key}


def takeaway(season: Season, **_: object) -> dict:
    return {"calendar": season.calendar}


def excerpts(season: Season, key: dict) -> dict:
    return {}


def describe(season: Season, key: dict) -> str:
    """The lines as she wrote them, then what they add up to."""
    counts = season.calendar.per_week()
    local = sum(bool(slot.language and slot.language.local) for slot in season.calendar.slots)
    added = [
        "Par semaine : " + ", ".join(str(counts.get(week, 0)) for week in season.weeks),
        f"En langue locale : {local} sur {len(season.lines)}",
        f"Prêtes avant la première semaine : {sum(slot.state.produced for slot in season.calendar.slots)} sur {len(season.lines)}",
    ] if season.lines else []
    return "\n".join(filter(None, [season.form.describe(), *added]))


@check("De deux à cinq publications par semaine, huit semaines de suite", points=4)
def rhythm_is_kept(season: Season, key: dict) -> Verdict:
    fewest, most = key["week"]
    counts = {week: season.calendar.per_week().get(week, 0) for week in season.weeks}
    good = [week for week, count in counts.items() if fewest <= count <= most]
    amiss = next((week for week in counts if week not in good), None)

    def miss() -> str:
        assert amiss
        said = {0: "n'a aucune publication", 1: "n'a qu'une publication"}.get(counts[amiss], f"a {counts[amiss]} publications")
        return f"La semaine du {day(amiss)} {said}."

    if season.outside:
        return missed(f"« {season.outside[0].message} » tombe le {day(season.outside[0].day)}, hors des huit semaines.",
                      "Vérifiez l'année et le mois de cette ligne, ou supprimez-la.")
    if not season.lines:
        return missed("Aucune publication n'a encore à la fois un contenu, un canal et un jour.", TOO_FEW)
    fill = "Regardez le dessin des semaines : déplacez une publication d'une semaine pleine vers une semaine creuse."
    return share(len(good), of=len(counts), hit=f"Le rythme tient de bout en bout : {len(season.lines)} publications en huit semaines.", miss=miss,
                 hint=fill if len(season.lines) >= key["enough"] else TOO_FEW)


@check("Jamais plus d'une semaine de silence", points=2)
def no_long_silence(season: Season, key: dict) -> Verdict:
    if len(season.lines) < key["enough"] // 2:
        return missed(_too_few(season, "du rythme"), TOO_FEW)
    days = [season.first - timedelta(days=1), *season.calendar.days, season.last + timedelta(days=1)]
    gaps = [(before, after) for before, after in pairwise(days) if (after - before).days - 1 > key["longest_silence"]]
    if gaps:
        before, after = gaps[0]
        return missed(f"Entre le {day(before)} et le {day(after)}, la page se tait {(after - before).days - 1} jours : on vous oublie.",
                      "Glissez une publication légère au milieu : une question, une affiche, un rappel.")
    return reached("La page ne se tait jamais plus d'une semaine.")


@check("Ni avalanche, ni deux publications à la même minute", points=1)
def no_avalanche(season: Season, key: dict) -> Verdict:
    if len(season.lines) < key["enough"] // 2:
        return missed(_too_few(season, "des journées trop pleines"), TOO_FEW)
    if overloads := season.calendar.overloads():
        (when, channel), slots = next(iter(overloads.items()))
        return missed(f"Le {day(when)}, {len(slots)} publications paraissent sur {channel.french} : elles se noient l'une l'autre.",
                      "Gardez la plus forte ce jour-là, et donnez aux autres un jour à elles.")
    if collisions := season.calendar.collisions():
        one, other = collisions[0]
        return missed(f"Le {day(one.day)}, « {one.message} » et « {other.message} » paraissent à la même minute sur {one.channel.french}.",
                      "Séparez-les d'une journée, ou changez l'une de canal.")
    return reached("Chaque publication a son moment à elle.")


@check("Chaque ligne dit l'heure et la personne", points=2)
def lines_are_whole(season: Season, key: dict) -> Verdict:
    calendar = season.calendar
    whole = [slot for slot in calendar.slots if slot.hour and slot.owner]

    def miss() -> str:
        if unowned := calendar.unowned():
            return f"« {unowned[0].message} », le {day(unowned[0].day)}, n'a pas de responsable."
        if timeless := calendar.without_hour():
            return f"« {timeless[0].message} », le {day(timeless[0].day)}, n'a pas d'heure."
        return f"{counted(len(whole), 'ligne complète')} : il en faut {key['enough']} au moins."

    return share(len(whole), of=max(len(calendar.slots), key["enough"]), hit="Chaque ligne a son heure et son nom.", miss=miss,
                 hint="Sans heure, on publie quand on y pense ; sans nom, on ne publie pas.")


@check("Plusieurs canaux, dont la radio ou le terrain", points=2)
def channels_are_balanced(season: Season, key: dict) -> Verdict:
    if len(season.lines) < key["enough"] // 2:
        return missed(_too_few(season, "des canaux"), TOO_FEW)
    shares = season.calendar.channel_shares()
    channel, largest = next(iter(shares.items()))
    offline = [line for line in season.lines if not line.slot.channel.online]
    varied = len(shares) >= key["channels"] and _number(largest) <= key["largest_channel"]

    def miss() -> str:
        if not offline:
            return "Rien ne passe par la radio ni par le terrain : qui n'a pas internet n'entendra rien."
        if len(offline) < key["offline"]:
            return f"La radio et le terrain n'ont que {len(offline)} ligne{'s' * (len(offline) > 1)} : c'est peu pour qui n'a pas internet."
        return f"{channel.french} porte {percent(round(_number(largest), 2))} des publications : c'est trop pour un seul canal."

    return share(varied + (len(offline) >= key["offline"]), of=2, hit="Vos canaux se complètent, en ligne et hors ligne.", miss=miss,
                 hint=f"Gardez au moins {key['channels']} canaux, aucun au-delà de 60 %, et {key['offline']} rendez-vous à la radio ou sur le terrain.")


@check("Les formats varient", points=2)
def formats_vary(season: Season, key: dict) -> Verdict:
    if len(season.lines) < key["enough"] // 2:
        return missed(_too_few(season, "des formats"), TOO_FEW)
    shares = season.calendar.format_shares()
    kind, largest = next(iter(shares.items()))

    def miss() -> str:
        if len(shares) < key["formats"]:
            return f"Votre calendrier n'a que {len(shares)} format{'s' * (len(shares) > 1)}, il en faut {key['formats']}."
        return f"Un format prend toute la place : {kind.french}."

    held = (len(shares) >= key["formats"]) + (_number(largest) <= key["largest_format"])
    return share(held, of=2, hit="Vos formats varient : apprendre, toucher, faire parler, faire agir.", miss=miss,
                 hint="Alternez ce qui apprend, ce qui touche, ce qui fait parler et ce qui fait agir.")


@check("Les langues locales ont un tiers de la place", points=2)
def local_languages(season: Season, key: dict) -> Verdict:
    local = [line for line in season.lines if line.slot.language and line.slot.language.local]
    needed = math.ceil(max(len(season.lines), key["enough"]) * key["local"])
    hint = "Cherchez dans la liste les contenus en bambara, en soninké et en pulaar : plusieurs peuvent paraître deux fois, sur deux canaux."
    return share(len(local), of=needed, hit="Un tiers de vos publications parle la langue des gens.",
                 miss=lambda: f"{counted(len(local), 'publication')} en langue locale : il en faut {needed}.", hint=hint)


@check("Les dates du monde sont prises en compte", points=2)
def dates_of_the_world(season: Season, key: dict) -> Verdict:
    if len(season.lines) < key["enough"] // 2:
        return missed(_too_few(season, "des dates du monde"), TOO_FEW)
    seized, hurt = season.during(Effect.SEIZE), season.during(Effect.AVOID)
    fasting = season.during(Effect.ADAPT)
    daytime = [slot for slot, _ in fasting if slot.hour is None or slot.hour < season.evening]

    def miss() -> str:
        if not seized:
            return str(key["unseized"])
        if hurt:
            slot, when = hurt[0]
            return f"« {slot.message} » paraît le {day(slot.day)}, {when.name} : l'équipe a choisi de se taire."
        if daytime:
            return f"« {daytime[0].message} » paraît le {day(daytime[0].day)} sans attendre la rupture du jeûne."
        return "Rien n'est placé pendant le Ramadan : adapter, ce n'est pas s'arrêter."

    return share(bool(seized) + (not hurt) + (bool(fasting) and not daytime), of=3,
                 hit=key["dates"], miss=miss,
                 hint="Relisez le tableau des dates : une à saisir, une à éviter, une période à adapter.")


@check("Chaque contenu est prêt le jour dit, et sur un canal qui lui va", points=2)
def contents_can_appear(season: Season, key: dict) -> Verdict:
    early = [line for line in season.lines if line.slot.day < line.ready]
    misfit = [line for line in season.lines if line.slot.channel not in line.fits]
    good = [line for line in season.lines if line not in early and line not in misfit]

    def miss() -> str:
        if early:
            return f"{early[0].name} paraît avant d'être prêt : il le sera le {day(early[0].ready)}."
        if misfit:
            return f"{misfit[0].name} ne passe pas sur ce canal : {misfit[0].slot.channel.french}."
        return f"{counted(len(good), 'publication possible')} : il en faut {key['enough']} au moins."

    return share(len(good), of=max(len(season.lines), key["enough"]), hit="Tout ce que vous annoncez pourra vraiment paraître.", miss=miss,
                 hint="Lisez la date entre parenthèses, et demandez-vous comment ce contenu se voit ou s'entend sur ce canal.")


@check("La moitié des publications est prête avant la première", points=1)
def half_is_ready(season: Season, key: dict) -> Verdict:
    ready = sum(slot.state.produced for slot in season.calendar.slots)
    hint = f"Placez plus souvent des contenus prêts avant le {day(season.first)}. Une question ou un témoignage peut revenir, autrement."
    if len(season.lines) < key["enough"]:
        return missed(f"{counted(len(season.lines), 'publication')} : il en faut {key['enough']} au moins.", hint)
    if not season.calendar.half_ready():
        return missed(f"La veille du premier jour, {counted(ready, 'publication prête')} sur {len(season.lines)} : c'est moins de la moitié.", hint)
    return reached("La moitié est prête le premier jour : vous aurez le temps de répondre.")


def _too_few(season: Season, what: str) -> str:
    lines = season.lines
    return f"Avec {counted(len(lines), 'publication')}, on ne peut pas encore juger {what}." if lines else "Aucune publication n'est encore placée."


def _number(figure: Figure) -> float:
    """A share of a calendar that is known to hold lines."""
    return 0.0 if isinstance(figure, Unknown) else float(figure)
