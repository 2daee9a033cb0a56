"""Criteria of « Kit et feu vert » (booklet 3.1): a whole kit, and the seven lights as the campaign itself derives them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from autograder.checks import Verdict, check, missed, reached, share
from autograder.checks.form import read_form
from autograder.domain.channel import Channel
from autograder.domain.form import Form, Record
from autograder.domain.french import day, listing
from autograder.domain.hashtag import Hashtag
from autograder.domain.kit import Account, Content, Kit, Part
from autograder.domain.launch_checklist import Campaign, Point, checklist
from autograder.domain.message import Message, ReaderTime

BLANK: dict = {"parts": {}}
POINTS = ("objectifs", "messages", "budget", "chronogramme", "calendrier", "contenus", "kit-pret")
TAGGED = (Channel.FACEBOOK, Channel.X, Channel.INSTAGRAM)
"""Where a hashtag is followed; on WhatsApp one writes to a person."""
LEAST_WORDS = 12


@dataclass(frozen=True)
class Work:
    """Her kit, and for each of the seven points the light that is true, whatever she says: the last one is her kit's own."""

    form: Form
    kit: Kit
    today: date
    launch: date
    truth: Mapping[str, Point]
    proofs: Mapping[str, str]

    def says(self, point: str) -> tuple[str, str]:
        """The light and the proof that she chose."""
        record = self.form.record(point)
        return record.choice("feu"), record.choice("preuve")

    def right(self, point: str) -> bool:
        light, proof = self.says(point)
        return (light == "vert") == self.truth[point].ready and bool(light) and proof == self.proofs[point]

    def with_light(self, *, ready: bool) -> list[str]:
        return [point for point in POINTS if self.truth[point].ready is ready]

    @classmethod
    def of(cls, form: Form, key: Mapping) -> "Work":
        kit = _kit(form)
        truth = dict(zip(POINTS, checklist(replace(Campaign.from_json(key["campaign"]), kit=kit)), strict=True))
        last = key["kit"]["vert" if truth["kit-pret"].ready else "rouge"]
        today, launch = (date.fromisoformat(text) for text in (key["today"], key["campaign"]["timeline"]["launch"]))
        return cls(form, kit, today, launch, truth, {**key["proofs"], "kit-pret": last})


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
    return {"work": Work.of(read_form(answer, data), key), "key": key}


def takeaway(work: Work, **_: object) -> dict:
    return {"form": work.form}


def excerpts(work: Work, key: dict) -> dict:
    decision = work.form.record("decision")
    reason = decision.prose("raison")
    return {"decision": [f"{decision.said('choix') or 'Sans choix'} : {reason}"] if reason else []}


def describe(work: Work, key: dict) -> str:
    return work.form.describe()


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
def each_red_is_a_task(work: Work, key: dict) -> Verdict:
    red = [point for point in POINTS if work.says(point)[0] == "rouge"]
    hint = ("Pour chaque rouge : ce qui reste à faire, un prénom, un jour entre le "
            f"{day(work.today)} et le {day(date.fromisoformat(key['last']))}.")
    if not red:
        return missed("Aucun feu n'est rouge : il n'y a encore rien à confier.", hint)
    tasks = {row.choice("point"): row for row in work.form.rows("taches") if _whole(row, work.today)}
    lost = [point for point in red if point not in tasks]
    of = max(len(red), 3)

    def miss() -> str:
        if lost:
            return f"« {work.truth[lost[0]].title} » est rouge, et personne n'en est chargé avant une date."
        return "Des feux rouges ne sont pas encore vus : leurs tâches manquent aussi."

    return share(len(red) - len(lost), of=of, hit="Chaque rouge a son prénom et son jour : la liste de demain matin est prête.", miss=miss, hint=hint)


@check("La décision suit les feux", points=3)
def decision_follows(work: Work, key: dict) -> Verdict:
    decision = work.form.record("decision")
    choice, when, reason = decision.choice("choix"), decision.date("date"), decision.prose("raison")
    red = len(work.with_light(ready=False))
    if not choice:
        return missed("Rien n'est encore décidé.", "Trois décisions sont possibles : lancer, repousser, réduire.")
    if choice == "lancer":
        return missed(f"Lancer avec {red} feux rouges, dont {key['launching']} : la campagne s'arrêtera vite.",
                      "Repousser d'une semaine coûte peu. Réduire est souvent le choix le plus courageux.")
    dated = choice == "reduire" or (when is not None and when > work.launch)
    argued = len(reason.split()) >= LEAST_WORDS and re.search(key["reasons"], reason, re.IGNORECASE) is not None

    def miss() -> str:
        if not dated:
            return f"Repousser, mais à quand ? La date doit venir après le {day(work.launch)}."
        return "La raison ne dit pas encore quel feu rouge vous décide." if reason else "La décision n'a pas encore sa raison."

    return share(1 + dated + argued, of=3, hit="Votre décision répond aux feux, et elle est écrite.", miss=miss,
                 hint="Nommez le feu qui pèse le plus, dites ce que vous risquez, et ce que votre décision change.")


def _lights(work: Work, *, ready: bool, hit: str, hint: str) -> Verdict:
    points = work.with_light(ready=ready)
    wrong = next((point for point in points if work.says(point)[0] and not work.right(point)), None)

    def miss() -> str:
        if wrong is None:
            return "Des feux ne sont pas encore allumés." if any(not work.says(point)[0] for point in points) else ""
        light, proof = work.says(wrong)
        title = work.truth[wrong].title
        if (light == "vert") != ready:
            said = "ce que vous avez écrit" if wrong == "kit-pret" else "le dossier"
            return f"« {title} » : votre feu est {light}, et {said} dit le contraire."
        return f"« {title} » : le feu est juste, mais sa preuve n'en est pas une." if proof else f"« {title} » : il manque la preuve."

    return share(sum(map(work.right, points)), of=len(points), hit=hit, miss=miss, hint=hint)


def _whole(row: Record, today: date) -> bool:
    when = row.date("pour")
    return row.has("point", "quoi", "qui") and when is not None and when >= today
