"""Criteria of « Kit et feu vert » (booklet 3.1): a whole kit, and the seven lights as the campaign itself derives them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from autograder.checks import Verdict, check, missed, reached, share
from autograder.checks.form import read_form
from autograder.domain.audience import Audience, Audiences, Role
from autograder.domain.budget import Budget
from autograder.domain.channel import Channel
from autograder.domain.dossier import on_the_table
from autograder.domain.editorial_calendar import Calendar
from autograder.domain.form import Form, Record
from autograder.domain.french import day, listing
from autograder.domain.hashtag import Hashtag
from autograder.domain.kit import Account, Content, Kit, Part
from autograder.domain.launch_checklist import Campaign, Point, checklist
from autograder.domain.message import Message, ReaderTime
from autograder.domain.objective import Objectives
from autograder.domain.timeline import Timeline

BLANK: dict = {"parts": {}}
POINTS = ("objectifs", "messages", "budget", "chronogramme", "calendrier", "contenus", "kit-pret")
TAGGED = (Channel.FACEBOOK, Channel.X, Channel.INSTAGRAM)
"""Where a hashtag is followed; on WhatsApp one writes to a person."""
LEAST_WORDS = 12


AIMS, MESSAGES, BUDGET, TIMELINE, CALENDAR = (
    f"3-organiser/{slug}" for slug in ("objectif-et-cibles", "messages-et-hashtag", "budget", "chronogramme", "calendrier-editorial")
)
BEHIND = dict(zip(POINTS, (AIMS, MESSAGES, BUDGET, TIMELINE, CALENDAR, CALENDAR), strict=False))
"""The exercise whose answer makes each light; the last light is this exercise's own kit."""
NOTICE, LONGEST_WAIT = timedelta(days=10), timedelta(days=27)
"""Before the opening, the day on which she decides; after it, the last day that a task may still have."""
COPIED = {ReaderTime.SECONDS: Channel.X, ReaderTime.MINUTE: Channel.FACEBOOK}
READER = "lecteur"
LINE = 300


@dataclass(frozen=True)
class Work:
    """Her kit, and for each of the seven points the light that is true, whatever she says: the last one is her kit's own.

    `own`: the other six come from her own earlier answers, not from the case of the exercise.
    """

    form: Form
    kit: Kit
    today: date
    launch: date
    last: date
    truth: Mapping[str, Point]
    proofs: Mapping[str, frozenset[str]]
    own: bool = False

    def says(self, point: str) -> tuple[str, str]:
        """The light and the proof that she chose."""
        record = self.form.record(point)
        return record.choice("feu"), record.choice("preuve")

    def right(self, point: str) -> bool:
        light, proof = self.says(point)
        return (light == "vert") == self.truth[point].ready and bool(light) and proof in self.proofs[point]

    def with_light(self, *, ready: bool) -> list[str]:
        return [point for point in POINTS if self.truth[point].ready is ready]

    @classmethod
    def of(cls, form: Form, key: Mapping) -> "Work":
        kit = _kit(form)
        truth = _truth(replace(Campaign.from_json(key["campaign"]), kit=kit))
        proofs = {**key["proofs"], "kit-pret": key["kit"]["vert" if truth["kit-pret"].ready else "rouge"]}
        today, launch, last = (date.fromisoformat(text) for text in (key["today"], key["campaign"]["timeline"]["launch"], key["last"]))
        return cls(form, kit, today, launch, last, truth, {point: frozenset({proof}) for point, proof in proofs.items()})

    @classmethod
    def of_hers(cls, form: Form, taken: Mapping[str, Mapping], key: Mapping) -> "Work":
        """On her own campaign: a green light is proved by the whole answer, a red one by something that it lacks."""
        campaign = _campaign(taken, _kit(form))
        truth = _truth(campaign)
        proofs = {name: point.kinds or frozenset({"tient"}) for name, point in truth.items()}
        proofs["kit-pret"] = frozenset({key["kit"]["vert" if truth["kit-pret"].ready else "rouge"]})
        launch = campaign.timeline.launch or date.fromisoformat(key["launch"])
        return cls(form, campaign.kit, launch - NOTICE, launch, launch + LONGEST_WAIT, truth, proofs, own=True)


def _truth(campaign: Campaign) -> dict[str, Point]:
    return dict(zip(POINTS, checklist(campaign), strict=True))


def _campaign(taken: Mapping[str, Mapping], kit: Kit) -> Campaign:
    """Her own campaign as far as her earlier answers go."""
    aims, told = taken.get(AIMS, {}), taken.get(MESSAGES, {})
    known = aims.get("audiences", Audiences()).audiences
    messages = told.get("messages", ())
    if told.get("reader"):
        # whoever the messages speak to is known by that alone; a relay, so that she still has to name a target
        known += (Audience(READER, told["reader"], Role.RELAY, channels=tuple(COPIED.values())),)
        messages = tuple(replace(message, audience=READER) for message in messages)
    return Campaign(
        aims.get("objectives", Objectives()), Audiences(known), messages, taken.get(BUDGET, {}).get("budget", Budget()),
        taken.get(TIMELINE, {}).get("timeline", Timeline()), taken.get(CALENDAR, {}).get("calendar", Calendar()), kit,
    )


def resume(answer: Mapping, taken: Mapping[str, Mapping], titles: Mapping[str, str]) -> dict:
    """Her kit with what her earlier answers already say, where she wrote nothing yet, and her file, point by point.

    Lights put on the case of the exercise were other questions: those go, hers stay when she takes her answers again.
    """
    given = answer.get("parts")
    parts = {
        part: held for part, held in (given.items() if isinstance(given, dict) else ())
        if part not in POINTS or "reprise" in answer
    }
    campaign = _campaign(taken, Kit())
    found = _found(campaign, taken)
    kit = {**found.pop("kit"), **(parts.get("kit") or {})}
    return {"parts": {**found, **parts, **({"kit": kit} if kit else {})}, "dossier": _dossier(campaign, taken, titles)}


def _found(campaign: Campaign, taken: Mapping[str, Mapping]) -> dict:
    objectives, messages = campaign.objectives.objectives, campaign.messages
    team = listing(list(dict.fromkeys(one.owner for one in campaign.timeline.activities if one.owner)))
    days = [slot.day for slot in campaign.calendar.slots]
    hashtag = taken.get(MESSAGES, {}).get("hashtag")
    kit = {
        "quoi": objectives[0].text if objectives else "", "qui": team,
        "quand": f"Du {day(min(days))} au {day(max(days))}" if days else "",
        "pourquoi": messages[0].source if messages else "", "hashtag": hashtag.text if hashtag else "",
    }
    copied = [message for message in messages if COPIED.get(message.time) is message.channel]
    ready = dict.fromkeys(slot.message for slot in campaign.calendar.in_order() if slot.state.produced and slot.message)
    rows = {
        "types": [{"id": f"m{at}", "canal": str(one.channel), "texte": one.text} for at, one in enumerate(copied, start=1)],
        "partages": [{"id": f"p{at}", "titre": title[:120]} for at, title in enumerate([*ready][:2], start=1)],
    }
    return {"kit": {name: text[:LINE] for name, text in kit.items() if text}} | {part: held for part, held in rows.items() if held}


def _dossier(campaign: Campaign, taken: Mapping[str, Mapping], titles: Mapping[str, str]) -> dict:
    """What her page shows her: each answer in a few facts, and the light that it makes, for when she has put hers."""
    hers = tuple(audience for audience in campaign.audiences.audiences if audience.id != READER)
    truth, table = _truth(campaign), on_the_table(replace(campaign, audiences=Audiences(hers)))
    launch = campaign.timeline.launch
    rows = [
        {
            "point": point, "title": f"{truth[point].number}. {truth[point].title}", "facts": facts,
            "ready": truth[point].ready, "to_do": list(truth[point].to_do), "from": BEHIND[point], "called": titles.get(BEHIND[point], ""),
            "there": BEHIND[point] in taken,
        }
        for point, facts in zip(BEHIND, table, strict=True)
    ]
    opening = f"Ouverture le {day(launch)}, d'après votre chronogramme ; nous sommes le {day(launch - NOTICE)}." if launch else ""
    return {"rows": rows, "note": opening}


def _kit(form: Form) -> Kit:
    record = form.record("kit")
    hashtag = record.text("hashtag")
    return Kit(
        record.text("quoi"), record.text("qui"), record.text("quand"), record.text("pourquoi"), _accounts(form, "comptes"),
        (Hashtag(hashtag),) if hashtag else (),
        tuple(
            Message(row.prose("texte"), channel, ReaderTime.SECONDS) for row in form.rows("types")
            if row.has("texte") and (channel := row.one_of("canal", Channel))
        ),
        _accounts(form, "personnes"),
        tuple(Content(row.text("titre"), row.text("ou")) for row in form.rows("partages") if row.has("titre")),
    )


def _accounts(form: Form, part: str) -> tuple[Account, ...]:
    rows = form.rows(part)
    return tuple(Account(channel, row.text("compte")) for row in rows if row.has("compte") and (channel := row.one_of("canal", Channel)))


def read(answer: object, data: dict, key: dict) -> dict:
    form = read_form(answer, data)
    return {"work": Work.of_hers(form, data["taken"], key) if "taken" in data else Work.of(form, key), "key": key}


def takeaway(work: Work, **_: object) -> dict:
    return {"form": work.form}


def excerpts(work: Work, key: dict) -> dict:
    decision = work.form.record("decision")
    reason = decision.prose("raison")
    return {"decision": [f"{decision.said('choix') or 'Sans choix'} : {reason}"] if reason else []}


def describe(work: Work, key: dict) -> str:
    """Her sheet; on her own campaign also what her answers say, which a reader would else have to look up."""
    points = work.truth.values() if work.own and work.form.begun() else ()
    lights = [f"{one.number}. {one.title} : {'vert' if one.ready else f'rouge. {one.to_do[0]}'}" for one in points]
    return "\n".join(filter(None, [work.form.describe(), "Ce que disent ses réponses :" if lights else "", *lights]))


@check("Le kit dit quoi, qui, quand et pourquoi", points=2)
def kit_answers_four_questions(work: Work) -> Verdict:
    asked = (Part.WHAT, Part.WHO, Part.WHEN, Part.WHY)
    absent = [part for part in asked if part in work.kit.missing_parts()]
    return share(
        len(asked) - len(absent), of=len(asked), hit="En quatre lignes, on sait de quoi il s'agit et qui parle.",
        miss=lambda: f"Il manque au kit : {listing([part.french for part in absent])}.",
        hint="Écrivez comme à quelqu'un qui a dix minutes et ne connaît pas la campagne.",
    )


@check("Chaque compte du kit a son message, qui tient", points=2)
def each_account_has_a_message(work: Work) -> Verdict:
    hint = "Pour chaque réseau du kit, un message prêt à copier, à la taille de ce réseau."
    if len({account.channel for account in work.kit.accounts}) < 2:
        return missed("Le kit n'a pas encore deux comptes à suivre, sur deux réseaux.", hint)
    bare, long = work.kit.channels_without_message(), work.kit.too_long_messages()

    def miss() -> str:
        if bare:
            return f"Rien à copier pour {bare[0].french}, alors que le kit y donne un compte."
        return f"Le message pour {long[0].channel.french} a {long[0].length.over} signes de trop."

    return share((not bare) + (not long), of=2, hit="À chaque réseau, un message que l'on peut copier tel quel.", miss=miss, hint=hint)


@check("Un mot-dièse que l'on peut compter", points=1)
def hashtag_is_shared(work: Work) -> Verdict:
    hint = "Le même mot-dièse, écrit pareil, dans les messages de Facebook, d'Instagram et de X."
    if not work.kit.hashtags:
        return missed("Le kit n'a pas de mot-dièse.", hint)
    hashtag = work.kit.hashtags[0]
    if not hashtag.usable():
        return missed(f"{hashtag.text} : {hashtag.faults()[0].french}.", hint)
    silent = next((message for message in work.kit.messages_without_hashtag() if message.channel in TAGGED), None)
    if silent is not None:
        return missed(f"Le message pour {silent.channel.french} ne porte pas {hashtag.text} : on ne pourra pas le compter.", hint)
    if not work.kit.messages:
        return missed(f"{hashtag.text} attend encore des messages.", hint)
    return reached(f"Chaque publication se retrouvera sous {hashtag.text}.")


@check("À qui s'adresser, et quoi partager", points=2)
def people_and_contents(work: Work) -> Verdict:
    nowhere = work.kit.contents_nowhere()
    found = bool(work.kit.people) + bool(work.kit.contents and not nowhere)

    def miss() -> str:
        if nowhere:
            return f"« {nowhere[0].title} » n'a ni lien ni fichier : personne ne pourra le partager."
        return "Le kit ne dit pas qui citer." if not work.kit.people else "Le kit n'offre aucun contenu à partager."

    return share(found, of=2, hit="On sait à qui parler et quoi partager.", miss=miss,
                 hint="Un compte à citer, poliment et une fois ; une image, une vidéo ou un son, avec son lien ou le nom de son fichier.")


@check("Les feux rouges sont vus, avec leur preuve", points=4)
def red_lights_are_seen(work: Work) -> Verdict:
    return _lights(work, ready=False, hit="Vous avez vu chaque condition qui manque, même derrière une belle phrase.",
                   hint="Lisez la colonne « Ce qui est sur la table » sans la colonne d'à côté : que manque-t-il, mot pour mot ?")


@check("Les feux verts sont mérités", points=3)
def green_lights_are_earned(work: Work) -> Verdict:
    return _lights(work, ready=True, hit="Vos feux verts s'appuient sur quelque chose que l'on peut poser sur la table.",
                   hint="Un vert demande une preuve que l'on peut ouvrir ou compter. Une assurance, une habitude n'en sont pas.")


@check("Chaque feu rouge devient une tâche, avec un nom et un jour", points=3)
def each_red_is_a_task(work: Work) -> Verdict:
    red = [point for point in POINTS if work.says(point)[0] == "rouge"]
    due = len(work.with_light(ready=False))
    hint = f"Pour chaque rouge : ce qui reste à faire, un prénom, un jour entre le {day(work.today)} et le {day(work.last)}."
    if not red and not due and all(map(work.right, POINTS)):
        return reached("Tout est vert, preuve en main : il ne reste rien à confier.")
    if not red:
        return missed("Aucun feu n'est rouge : il n'y a encore rien à confier.", hint)
    tasks = {row.choice("point"): row for row in work.form.rows("taches") if _whole(row, work.today)}
    lost = [point for point in red if point not in tasks]
    of = max(len(red), min(due, 3))

    def miss() -> str:
        if lost:
            return f"« {work.truth[lost[0]].title} » est rouge, et personne n'en est chargé avant une date."
        return "Des feux rouges ne sont pas encore vus : leurs tâches manquent aussi."

    return share(len(red) - len(lost), of=of, hit="Chaque rouge a son prénom et son jour : la liste de demain matin est prête.", miss=miss, hint=hint)


@check("La décision suit les feux", points=3)
def decision_follows(work: Work, key: dict) -> Verdict:
    decision = work.form.record("decision")
    choice, when, reason = decision.choice("choix"), decision.date("date"), decision.prose("raison")
    red = work.with_light(ready=False)
    if not choice:
        return missed("Rien n'est encore décidé.", "Trois décisions sont possibles : lancer, repousser, réduire.")
    if choice == "lancer" and red:
        worst = key.get("launching") or f"« {work.truth[red[0]].title} »"
        many = len(red) > 1
        return missed(f"Lancer avec {len(red)} feu{'x' * many} rouge{'s' * many}, dont {worst} : la campagne s'arrêtera vite.",
                      "Repousser d'une semaine coûte peu. Réduire est souvent le choix le plus courageux.")
    if choice != "lancer" and not red:
        return missed("Tout est vert, et vous attendez : qu'est-ce qui vous retient ?", "Quand tout est prêt, une semaine d'attente use l'équipe.")
    dated = choice in ("lancer", "reduire") or (when is not None and when > work.launch)
    argued = len(reason.split()) >= LEAST_WORDS and re.search(key["reasons"], reason, re.IGNORECASE) is not None

    def miss() -> str:
        if not dated:
            return f"Repousser, mais à quand ? La date doit venir après le {day(work.launch)}."
        return "La raison ne dit pas encore quel feu rouge vous décide." if reason else "La décision n'a pas encore sa raison."

    return share(1 + dated + argued, of=3, hit="Votre décision répond aux feux, et elle est écrite.", miss=miss,
                 hint="Nommez le feu qui pèse le plus, dites ce que vous risquez, et ce que votre décision change.")


def _lights(work: Work, *, ready: bool, hit: str, hint: str) -> Verdict:
    points = work.with_light(ready=ready) or list(POINTS)  # none of that colour: she shows it by lighting all of them right
    wrong = next((point for point in points if work.says(point)[0] and not work.right(point)), None)

    def miss() -> str:
        if wrong is None:
            return "Des feux ne sont pas encore allumés." if any(not work.says(point)[0] for point in points) else ""
        light, proof = work.says(wrong)
        title = work.truth[wrong].title
        if (light == "vert") != work.truth[wrong].ready:
            if work.own and wrong != "kit-pret":
                return f"« {title} » : votre feu est {light}, et votre réponse dit : {(*work.truth[wrong].to_do, 'rien ne manque.')[0]}"
            said = "ce que vous avez écrit" if wrong == "kit-pret" else "le dossier"
            return f"« {title} » : votre feu est {light}, et {said} dit le contraire."
        return f"« {title} » : le feu est juste, mais sa preuve n'en est pas une." if proof else f"« {title} » : il manque la preuve."

    return share(sum(map(work.right, points)), of=len(points), hit=hit, miss=miss, hint=hint)


def _whole(row: Record, today: date) -> bool:
    when = row.date("pour")
    return row.has("point", "quoi", "qui") and when is not None and when >= today
