"""Criteria of « Stratégie et dispositif » (booklet 3.1): approaches that combine, grounds, and channels that reach everyone."""

from dataclasses import dataclass

from autograder.checks import Verdict, check, missed, reached, share
from autograder.checks.form import judge_rows, read_form
from autograder.domain.channel import Channel
from autograder.domain.form import Form, Record
from autograder.domain.french import money, number
from autograder.domain.strategy import Approach, Move, Strategy

BLANK: dict = {"parts": {}}
MOST_APPROACHES = 4
CHANNELS = (3, 4)
NO_APPROACH = "Une seule manière d'agir, ou aucune : il en faut au moins deux, chacune avec son action."
NO_CHANNEL = "Votre dispositif n'a pas encore ses trois canaux."
FLOORS = {
    "le numérique": lambda channel: channel.online, "la radio": lambda channel: channel is Channel.RADIO,
    "le terrain": lambda channel: channel is Channel.FIELD,
}


@dataclass(frozen=True)
class Key:
    """What each action, ground and channel is worth in this campaign, and the means there are."""

    actions: dict
    proofs: dict
    values: dict
    reach: dict
    publics: dict
    costs: dict
    hours: dict
    money: int
    time: int

    @classmethod
    def from_json(cls, data: dict) -> "Key":
        names = ("actions", "preuves", "valeurs", "canaux", "publics", "couts", "heures", "argent", "temps")
        return cls(*(data[name] for name in names))


def read(answer: object, data: dict, key: dict) -> dict:
    form = read_form(answer, data)
    moves, grounds = form.rows("manieres"), form.record("appuis")
    told = [row for row in moves if row.has("maniere")]
    strategy = Strategy(
        tuple(Move(Approach(row.choice("maniere")), row.said("action")) for row in told),
        tuple(filter(None, [grounds.said("preuve")])), tuple(filter(None, [grounds.said("valeur")])),
    )
    return {
        "form": form, "key": Key.from_json(key), "moves": moves, "grounds": grounds, "strategy": strategy,
        "channels": tuple(row for row in form.rows("canaux") if row.has("canal")),
    }


def takeaway(form: Form, **_: object) -> dict:
    return {"form": form}


def excerpts(form: Form, **_: object) -> dict:
    phrase = form.record("passages").prose("phrase")
    return {"passages": [phrase] if phrase else []}


def describe(form: Form, **_: object) -> str:
    return form.describe()


@check("Deux ou trois manières d'agir, qui se combinent", points=2)
def combined(strategy: Strategy) -> Verdict:
    count = len(strategy.approaches)
    if strategy.confronts_only():
        return missed("Votre stratégie affronte, et rien d'autre.", "Cherchez ce qui retient les mairies, et une manière de travailler avec elles.")
    if not strategy.combined():
        return missed(NO_APPROACH, "Une bonne combinaison raconte une histoire : on cherche, on unit, on négocie.")
    if count > MOST_APPROACHES:
        return missed(f"{count} manières à la fois : cinq personnes s'y épuiseront.", "Gardez les deux ou trois qui répondent le mieux à ce qui retient vos publics.")
    return reached("Vos manières d'agir se portent l'une l'autre.")


@check("Chaque manière d'agir a une action qui lui va", points=4)
def actions(moves: tuple, key: Key) -> Verdict:
    def fault(row: Record) -> str:
        if not row.has("maniere", "action"):
            return f"« {row.name} » n'a pas encore d'action : ce n'est qu'un mot." if row.has("maniere") else "Une de vos actions n'a pas encore de manière d'agir."
        known = key.actions[row.choice("action")]
        if row.choice("maniere") in known["manieres"]:
            return ""
        return known["why"] or f"« {row.said('action')} », est-ce bien « {row.name} » ?"

    return judge_rows(moves, fault, least=2, hit="Vos mots ont tous une action en face.", few=NO_APPROACH,
                      hint="Dites à voix haute : « Nous avons choisi de… parce que notre cible… ». Si la phrase boite, changez l'action ou la manière.")


@check("Vos actions lèvent ce qui retient la cible et ceux qui décident", points=2)
def levers(moves: tuple, key: Key) -> Verdict:
    moved = {public for row in moves if row.has("action") for public in key.actions[row.choice("action")]["publics"]}
    left = [public for public in ("villages", "mairies") if public not in moved]
    return share(
        2 - len(left), of=2, hit="Vous agissez sur les deux portes : celle qui vient, celle qui ouvre.",
        miss=lambda: f"Aucune de vos actions ne s'occupe encore de ce qui retient {key.publics[left[0]]}.",
        hint="Relisez « Les publics », la ligne « Ce qui retient ». Quelle action du choix y répond ?",
    )


@check("Une preuve et une valeur qui se tiennent", points=2)
def grounds(strategy: Strategy, grounds: Record, key: Key) -> Verdict:
    weak = [
        why for field, why in (("preuve", key.proofs.get(grounds.choice("preuve"))), ("valeur", key.values.get(grounds.choice("valeur"))))
        if grounds.has(field) and why
    ]
    absent = strategy.missing_grounds()
    return share(2 - len(weak) - len(absent), of=2, hit="La tête et le cœur : vous parlez aux deux.",
                 miss=lambda: weak[0] if weak else f"Il manque encore : {absent[0]}.",
                 hint="Une preuve se vérifie et parle de votre sujet. Une valeur rassemble : votre adversaire d'hier pourrait la dire aussi.")


@check("Chaque public est atteint par un canal où il se trouve", points=4)
def reach(channels: tuple, key: Key) -> Verdict:
    found = {public for row in channels for public in row.choices("publics") if public in key.reach[row.choice("canal")]}
    astray = [(row, public) for row in channels for public in row.choices("publics") if public not in key.reach[row.choice("canal")]]
    left = [public for public in key.publics if public not in found]

    def miss() -> str:
        if astray:
            row, public = astray[0]
            return f"{row.name} : ce n'est pas là que se trouvent {key.publics[public]}."
        return f"Aucun canal ne va encore vers {key.publics[left[0]]}."

    wasted = {row.id for row, _ in astray}
    return share(len(found) - len(wasted), of=len(key.publics), hit="Vos quatre publics sont atteints, chacun par son chemin.", miss=miss,
                 hint="Suivez la journée de ce public : quel appareil, quelle heure, quel lieu ? Le canal se choisit par la personne.")


@check("Le numérique, la radio et le terrain", points=2)
def floors(channels: tuple) -> Verdict:
    used = [Channel(row.choice("canal")) for row in channels]
    empty = [name for name, holds in FLOORS.items() if not any(map(holds, used))]
    return share(len(FLOORS) - len(empty), of=len(FLOORS), hit="Trois étages : votre campagne est intégrée.",
                 miss=lambda: f"Il manque un étage à votre dispositif : {empty[0]}.",
                 hint="Le livret relie les réseaux, la radio et le terrain : chacun va là où les autres ne vont pas.")


@check("Trois ou quatre canaux, chacun avec un rôle et un nom", points=2)
def few_channels(channels: tuple) -> Verdict:
    if len(channels) > CHANNELS[1]:
        return missed(f"{len(channels)} canaux à tenir : un compte ouvert est une promesse de répondre.", "Gardez-en trois ou quatre. Lesquels vos publics utilisent-ils déjà ?")

    def fault(row: Record) -> str:
        return "" if row.has("role", "responsable", "publics") else f"{row.name} : dites son rôle, pour qui, et qui s'en occupe. Pas de nom, pas de canal."

    return judge_rows(channels, fault, least=CHANNELS[0], hit="Chaque canal a son rôle, et quelqu'un qui le tient.", few=NO_CHANNEL,
                      hint="Attirer, expliquer, faire parler, garder la mémoire : que fait ce canal que les autres ne font pas ?")


@check("L'argent et les heures suffisent", points=2)
def means(channels: tuple, key: Key) -> Verdict:
    cost = sum(key.costs[row.choice("canal")] for row in channels)
    hours = sum(key.hours[row.choice("canal")] for row in channels)
    if len(channels) < CHANNELS[0]:
        return missed(NO_CHANNEL, "Choisissez d'abord vos canaux ; additionnez ensuite leurs coûts et leurs heures.")
    held = [cost <= key.money, hours <= key.time]

    def miss() -> str:
        if not held[0]:
            return f"Vos canaux coûtent {money(cost)} : vous dépassez de {money(cost - key.money)}."
        return f"Vos canaux demandent {number(hours)} heures par semaine : vous dépassez de {number(hours - key.time)} heures."

    return share(sum(held), of=2, hit="Votre dispositif tient dans la caisse et dans la semaine.", miss=miss,
                 hint="Additionnez les deux dernières colonnes des canaux choisis. Lequel rapporte le moins à vos publics ?")
